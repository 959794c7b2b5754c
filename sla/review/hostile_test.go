package review_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/sla/review"
)

// metricText is a metric of a share of tickets.
func metricText(name, target string) string {
	return fmt.Sprintf("  %s: {title: %[1]s, measure: 'share(tickets, not .late)', target: '%s', period: month, no data: not measured}\n", name, target)
}

const ticketsOnly = "tables:\n  tickets: {at: opened, fields: {opened: instant, late: boolean}}\n"

// repeated is n texts, in which # is the number, from 0.
func repeated(n int, text, between string) string {
	all := make([]string, n)
	for i := range all {
		all[i] = strings.ReplaceAll(text, "#", fmt.Sprint(i))
	}
	return strings.Join(all, between)
}

// An agreement from strangers costs a bounded review. What is not decided is told of the
// term alone.
func TestReviewHostile(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		has  []diag.Code // among the findings
		not  []diag.Code
	}{
		"200 atoms": {
			"inputs: {" + repeated(100, "n#: count", ", ") + "}\n" + ticketsOnly + "metrics:\n" +
				metricText("many", "("+repeated(100, "n# + n1 > # or value >= 9#%", " or ")+") and value > 1%") + metricText("never", "value >= 99% and value < 90% and n1 > 5"),
			[]diag.Code{review.ContradictoryTerms}, nil,
		},
		"12 inputs in one sum": {
			"inputs: {" + repeated(12, "n#: count", ", ") + "}\n" + ticketsOnly + "metrics:\n" +
				metricText("sum", repeated(12, "1#1 * n#", " + ")+" == 1000003 and value > 5% or value >= 99%"),
			nil, []diag.Code{review.ContradictoryTerms},
		},
		"12 inputs that hang together": {
			"inputs: {" + repeated(12, "n#: count", ", ") + "}\n" + ticketsOnly + "metrics:\n" +
				metricText("sum", repeated(12, "1#1 * n#", " + ")+" == 1000003 and "+repeated(11, "1#3 * n# > 17 * n1 + # and n# * 2 != n1", " and ")+" ? value > 5% : value >= 99%"),
			[]diag.Code{codes.NotDecided}, nil,
		},
		"an enumeration of 10,000 values": {
			"inputs: {site: 'enum(" + repeated(10_000, "s#", ", ") + ")'}\n" + ticketsOnly + "metrics:\n" +
				metricText("branch", `site == "s77" ? value > 100% : value >= 95%`) + metricText("list", `site in [`+repeated(500, `"s#"`, ", ")+`] ? value >= 0% : value >= 95%`),
			[]diag.Code{review.ConditionalConflict, codes.VacuousTarget}, []diag.Code{codes.NotDecided},
		},
		"500 cases of one target": {
			"inputs: {n: count}\n" + ticketsOnly + "metrics:\n" + metricText("cases", repeated(500, "(n > # or value >= 5#%)", " and ")),
			[]diag.Code{codes.NotDecided}, nil,
		},
		"150 metrics of one figure": {
			ticketsOnly + "metrics:\n" + repeated(150, strings.TrimSuffix(metricText("m#", "value >= 95%"), "\n"), "\n") + "\n",
			[]diag.Code{codes.NotDecided}, []diag.Code{review.ContradictoryTerms},
		},
		"100 clocks of one log": {
			"tables:\n  tickets: {at: opened, fields: {opened: instant, late: boolean}}\n  events: {at: every period, fields: {number: text, state: text, updated: instant}}\nclocks:\n" +
				repeated(100, `  c#: {over: events, item: .number, when: .updated, state: {running: '.state == "a"', stopped: '.state == "b#"'}, target: #1min}`, "\n") + "\nmetrics:\n" + metricText("m", "value >= 95%"),
			[]diag.Code{codes.NotDecided}, nil,
		},
		"40 digits": {
			ticketsOnly + "metrics:\n" + metricText("long", "value >= 99."+strings.Repeat("9", 40)+"%"), nil, []diag.Code{codes.NotDecided},
		},
		"a sample of 2,000,000,000": {
			ticketsOnly + "metrics:\n" + strings.Replace(metricText("long", "value >= 99."+strings.Repeat("9", 12)+"%"), "period:", "sample: at least 2000000000, period:", 1),
			[]diag.Code{review.SampleTolerance}, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			found := findings(t, c.text)
			for _, code := range c.has {
				if !slices.ContainsFunc(found, func(d *diag.Diagnostic) bool { return d.Code == code }) {
					t.Errorf("%s is not among the findings:\n%s", code, found.Error())
				}
			}
			for _, code := range c.not {
				if slices.ContainsFunc(found, func(d *diag.Diagnostic) bool { return d.Code == code }) {
					t.Errorf("%s is among the findings:\n%s", code, found.Error())
				}
			}
		})
	}
}

// A review that is ended says of each term that was not looked at why.
func TestReviewEnded(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	plan := planOf(t, ticketsOnly+"metrics:\n"+metricText("m", "value >= 95%"))
	found := review.Review(ctx, plan)
	if len(found) != 1 || found[0].Code != codes.NotDecided || !strings.Contains(found[0].Summary, "context canceled") {
		t.Errorf("found\n%s", found.Screen())
	}
}
