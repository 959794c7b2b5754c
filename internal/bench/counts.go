package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/internal/column"
)

// The question of counts: how many critical tickets were resolved in time, how many took
// too long, and the exact sum of the amounts of these.
var countsAsked = [...]string{
	`count(tickets, .priority == "critical" and .resolved - .opened <= 4h)`,
	`count(tickets, .resolved - .opened > 72h)`,
	`sum(filter(tickets, .resolved - .opened > 72h), .amount)`,
}

// countsOfKnown is the same where values may be missing: rows that lack what is asked of
// them are left out, as SQL does without being told.
var countsOfKnown = [...]string{
	`count(tickets, .priority == "critical" and known(.resolved) and .resolved - .opened <= 4h)`,
	`count(tickets, known(.resolved) and .resolved - .opened > 72h)`,
	`sum(filter(tickets, known(.resolved) and .resolved - .opened > 72h and known(.amount)), .amount)`,
}

const inTimeSeconds = 4 * hour

func countsTexts(missing bool) []string {
	if missing {
		return countsOfKnown[:]
	}
	return countsAsked[:]
}

// plainSum is the name of the reference for the bandwidth.
const plainSum = "plain sum of an int64 column"

// askAllCounts asks the question of counts with so many threads.
func askAllCounts(ctx context.Context, o options, all []opened, threads int) (section, error) {
	results, err := raceOf(ctx, o, all, askCounts, threads)
	if err != nil {
		return section{}, err
	}
	s := section{
		title: "Two counts and a sum of money, " + threadCount(threads),
		asked: countsAsked[:],
		unit:  "ns a row", results: results,
	}
	if note, ok := bandwidth(all, results); ok {
		s.notes = append(s.notes, note)
	}
	return s, nil
}

// bandwidth holds the bytes that Concord reads in a second against those of the plain
// sum.
func bandwidth(all []opened, results []result) (note string, ok bool) {
	i := slices.IndexFunc(all, func(o opened) bool { return o.name == ours })
	us, found := find(results, ours)
	sum, there := find(results, plainSum)
	if i < 0 || !found || !there {
		return "", false
	}
	t := all[i].store.(*tables).tickets
	bytes := 0
	for _, field := range []string{"priority", "opened", "resolved", "amount"} {
		bytes += bytesOf(column.Of(t)[t.Schema().Index(field)])
	}
	each := float64(bytes) / float64(t.Rows())
	share := median(ratios(sum, us)) * each / 8
	return fmt.Sprintf("The question needs %.0f bytes of a row in Concord's columns, once: it reads them at %.0f %% of the bandwidth of the plain sum.", each, 100*share), true
}

// askMissing asks the question of counts where some values are missing.
func askMissing(ctx context.Context, o options, whole, gaps []opened, threads int) (section, error) {
	var reference []contestant
	for _, w := range whole {
		if w.name != ours {
			continue
		}
		ways, err := w.store.ways(askCounts)
		if err != nil {
			return section{}, err
		}
		for _, c := range ways {
			c.name, c.answer = nothingMissing, nil
			reference = append(reference, c)
		}
	}
	results, err := raceOf(ctx, o, gaps, askCounts, threads, reference...)
	if err != nil {
		return section{}, err
	}
	results = slices.DeleteFunc(results, func(r result) bool { return r.name == plainSum })
	s := section{
		title: fmt.Sprintf("The same with %d %% of two fields missing, %s", o.missing, threadCount(threads)),
		asked: countsOfKnown[:],
		unit:  "ns a row", results: results,
	}
	us, found := find(results, ours)
	without, there := find(results, nothingMissing)
	if found && there {
		s.notes = append(s.notes, fmt.Sprintf("Concord takes %.2f times what it takes when nothing is missing.", median(ratios(us, without))))
	}
	return s, nil
}

const nothingMissing = ours + ", nothing missing"

func threadCount(n int) string {
	if n == 1 {
		return "1 thread"
	}
	return fmt.Sprintf("%d threads", n)
}
