//go:build rivals

package main

import "fmt"

// duckWay is one way to ask DuckDB a question.
type duckWay struct{ name, query string }

// How long a ticket took in seconds, of TIMESTAMP and of whole seconds. Our times are
// whole seconds; of finer ones date_diff would be wrong, and epoch_us, which takes a
// fifth longer, right.
const (
	duckTookDiff = `date_diff('second', opened, resolved)`
	duckTookS    = `resolved_s - opened_s`
)

// duckWays are the ways that were fastest of those tried. Of the question of counts:
// TIMESTAMP subtracted to INTERVAL, or compared with a sum, took 1.5 to 3 times as long
// as date_diff; count_if, sums of casts, subqueries and OR over all conditions did not
// beat a WHERE for each. Of a percentile: to sort, or to count how often each value is
// there, took five times as long as quantile_disc. Of groups: date_trunc took twice as
// long as month.
var duckWays = map[question][]duckWay{
	askCounts: {
		{"TIMESTAMP, in one pass", duckOnePass(duckTookDiff, "tickets")},
		{"TIMESTAMP, a WHERE for each", duckWhere(duckTookDiff)},
		{"seconds, in one pass", duckOnePass(duckTookS, "tickets")},
		{"seconds, a WHERE for each", duckWhere(duckTookS)},
	},
	askPercentile: {
		{"64 bits", `SELECT quantile_disc(took_64, 0.95) FROM tickets`},
		{"32 bits", `SELECT quantile_disc(took_32, 0.95) FROM tickets`},
	},
	askDifferences: {
		{"TIMESTAMP", `SELECT quantile_disc(` + duckTookDiff + `, 0.95) FROM tickets`},
		{"seconds", `SELECT quantile_disc(` + duckTookS + `, 0.95) FROM tickets`},
		{"seconds in 32 bits", `SELECT quantile_disc((` + duckTookS + `)::INTEGER, 0.95) FROM tickets`},
	},
	askGroups: {
		{"customers as texts", duckGroups("name", duckTookDiff)},
		{"customers as ENUM", duckGroups("customer", duckTookDiff)},
		{"customers as ENUM, seconds", duckGroups("customer", duckTookS)},
	},
}

func duckOnePass(took, from string) string {
	return fmt.Sprintf(`SELECT count(*) FILTER (priority = 'critical' AND %[1]s <= 14400), count(*) FILTER (%[1]s > 259200),
		CAST(sum(amount) FILTER (%[1]s > 259200) AS VARCHAR) FROM %[2]s`, took, from)
}

func duckWhere(took string) string {
	return fmt.Sprintf(`SELECT (SELECT count(*) FROM tickets WHERE priority = 'critical' AND %[1]s <= 14400), late, CAST(stake AS VARCHAR)
		FROM (SELECT count(*) AS late, sum(amount) AS stake FROM tickets WHERE %[1]s > 259200)`, took)
}

func duckGroups(customer, took string) string {
	return fmt.Sprintf(`SELECT count(*) FILTER (100 * met >= 80 * tickets), CAST(max(stake) AS VARCHAR) FROM (
		SELECT count(*) AS tickets, count(*) FILTER (%s <= 259200) AS met, sum(amount) AS stake FROM tickets GROUP BY %s, month(opened))`, took, customer)
}
