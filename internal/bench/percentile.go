package main

import "context"

// The question of a percentile: of a column of durations, and of durations that are
// differences of two instants.
const (
	percentileText  = `percentile(times, .took, 95)`
	differencesText = `percentile(tickets, .resolved - .opened, 95)`
)

func askAllPercentiles(ctx context.Context, o options, all []opened, q question, threads int) (section, error) {
	results, err := raceOf(ctx, o, all, q, threads)
	if err != nil {
		return section{}, err
	}
	s := section{title: "Exact 95th percentile of a column, " + threadCount(threads), asked: []string{percentileText}, unit: "ns a row", results: results}
	if q == askDifferences {
		s.title, s.asked = "Exact 95th percentile of a difference, "+threadCount(threads), []string{differencesText}
	}
	return s, nil
}
