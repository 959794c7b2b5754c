//go:build rivals

package main

// pgWay is one way to ask PostgreSQL a question.
type pgWay struct {
	name     string
	compiled bool // to machine code
	query    string
}

// pgWays are the ways that were fastest of those tried. Times that are subtracted took
// 1.4 times as long as those compared with a sum; a WHERE for each count, and sorting for
// a percentile, did not help.
var pgWays = map[question][]pgWay{
	askCounts: {
		{"as declared", false, pgDeclared},
		{"as declared, compiled", true, pgDeclared},
		{"whole numbers", false, pgNumbers},
		{"whole numbers, compiled", true, pgNumbers},
	},
	askPercentile: {
		{"whole numbers", false, `SELECT percentile_disc(0.95) WITHIN GROUP (ORDER BY took) FROM numbers`},
	},
	askDifferences: {
		{"as declared", false, `SELECT extract(epoch FROM percentile_disc(0.95) WITHIN GROUP (ORDER BY resolved - opened))::bigint FROM tickets`},
		{"whole numbers", false, `SELECT percentile_disc(0.95) WITHIN GROUP (ORDER BY resolved - opened) FROM numbers`},
	},
	askGroups: {
		{"as declared", false, `SELECT count(*) FILTER (WHERE 100 * met >= 80 * tickets), max(stake)::text FROM (
			SELECT count(*) AS tickets, count(*) FILTER (WHERE resolved <= opened + interval '72 hours') AS met, sum(amount) AS stake
			FROM tickets GROUP BY customer, extract(month FROM opened)) AS months`},
		{"whole numbers", false, pgGroups},
		{"whole numbers, compiled", true, pgGroups},
	},
}

const (
	pgDeclared = `SELECT
		count(*) FILTER (WHERE priority = 'critical' AND resolved <= opened + interval '4 hours'),
		count(*) FILTER (WHERE resolved > opened + interval '72 hours'),
		(sum(amount) FILTER (WHERE resolved > opened + interval '72 hours'))::text
		FROM tickets`
	pgNumbers = `SELECT
		count(*) FILTER (WHERE priority = 'critical' AND resolved - opened <= 14400),
		count(*) FILTER (WHERE resolved - opened > 259200),
		(0.01 * sum(cents) FILTER (WHERE resolved - opened > 259200))::text
		FROM numbers`
	pgGroups = `SELECT count(*) FILTER (WHERE 100 * met >= 80 * tickets), (0.01 * max(stake))::text FROM (
		SELECT count(*) AS tickets, count(*) FILTER (WHERE resolved - opened <= 259200) AS met, sum(cents) AS stake
		FROM numbers GROUP BY customer, width_bucket(opened, (SELECT array_agg(extract(epoch FROM month)::bigint ORDER BY month)
			FROM generate_series(timestamptz '2026-01-01', timestamptz '2026-12-01', interval '1 month') AS month))) AS months`
)
