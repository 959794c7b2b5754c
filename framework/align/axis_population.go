package align

import (
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/framework/internal/words"
)

// population compares what is counted, by the words for it: the measure's population
// beside the metric's table and title. Words prove nothing, so a word that does not stand
// there leaves the question open; only a table that is called by the word of another
// population is told apart.
func (c comparison) population() AxisFinding {
	f := AxisFinding{Axis: PopulationAxis, Metric: strings.ReplaceAll(c.shape.Table, "_", " "), Measure: c.measure.Population}
	if c.shape.Filters != "" {
		f.Metric += " where " + c.shape.Filters
	}
	own := singulars(c.shape.Table + " " + c.m.Title)
	switch {
	case f.Measure == "":
		f.Relation, f.Rule = decide.NotStated, "the catalog does not say in a word what is counted"
	case c.shape.Table == "":
		f.Relation, f.Rule = decide.Unknown, "the metric does not count rows of one table"
	case !slices.Contains(own, lastWord(f.Measure)):
		f.Relation, f.Rule = decide.Unknown, fmt.Sprintf("the measure counts %s, and neither the metric's table nor its title says so", f.Measure)
		if other := c.otherPopulation(); other != "" {
			f.Relation, f.Rule = decide.Incomparable, fmt.Sprintf("%s are no %s", other, f.Measure)
			f.Advice = "count " + f.Measure
		}
	case c.shape.Filters != "":
		f.Relation, f.Rule = decide.Unknown, "the metric counts some of its rows; whether the measure counts the same is not compared"
	default:
		f.Relation, f.Rule = decide.Equivalent, "the metric's table or title says what the measure counts"
	}
	return f
}

// otherPopulation returns what the metric's table counts, when that is known to be of
// another sort than what the measure counts.
func (c comparison) otherPopulation() string {
	table, own, stated := strings.ReplaceAll(c.shape.Table, "_", " "), "", ""
	for sort, words := range populationKinds {
		if slices.Contains(words, lastWord(table)) {
			own = sort
		}
		if slices.Contains(words, lastWord(c.measure.Population)) {
			stated = sort
		}
	}
	if own == "" || stated == "" || own == stated {
		return ""
	}
	return table
}

// populationKinds are words for what is counted that mean things of different sorts. A
// ticket may well be an incident; it is no invoice.
var populationKinds = map[string][]string{
	"payments":     {"invoice", "payment"},
	"service desk": {"ticket", "incident", "call", "email", "problem"},
	"travel":       {"voucher", "reservation", "authorization"},
	"staff":        {"employee", "vacancy", "applicant"},
	"complaints":   {"complaint", "grievance"},
	"audits":       {"audit"},
	"devices":      {"device", "server", "endpoint"},
}

// lastWord returns the singular of the last word: "invoice" for "commercial invoices".
func lastWord(population string) string {
	all := singulars(population)
	return all[len(all)-1]
}

// singulars returns the words of a text in lower case, without the ending of a plural.
func singulars(text string) []string {
	all := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	for i, word := range all {
		all[i] = words.Singular(word)
	}
	return all
}
