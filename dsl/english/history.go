package english

import (
	"fmt"
	"strconv"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// metric returns what a metric is called.
func (w *writer) metric(name string) phrase {
	if w.title != nil {
		if title := w.title(name); title != "" {
			return phrase{text: "the metric “" + title + "”", bare: true}
		}
	}
	return phrase{text: "the metric " + words(name), bare: true}
}

// verdicts are the questions about one period that are answered with yes or no.
var verdicts = map[string]simple{
	"missed":        {verb: "was", rest: "missed"},
	"met":           {verb: "was", rest: "met"},
	"at_risk":       {verb: "was", rest: "at risk"},
	"measured":      {verb: "was", rest: "measured"},
	"below_minimum": {verb: "was", rest: "below its minimum"},
}

// verdict returns a question about a metric that is a condition.
func (w *writer) verdict(q *ast.Query) simple {
	s, ok := verdicts[q.Name]
	if !ok {
		return simple{subject: w.question(q), verb: "be", rest: "true"}
	}
	s.subject = w.metric(q.Subject)
	if q.Periods > 0 {
		s.rest += " (" + periods(q.Periods) + ")"
	}
	return s
}

// asked returns a question about a metric's results that gives a value.
func (w *writer) asked(q *ast.Query) phrase {
	metric := w.metric(q.Subject).text
	switch {
	case q.Name == "misses":
		return phrase{text: fmt.Sprintf("the number of %s in which %s was missed", periods(q.Periods), metric), open: true}
	case q.Name == "streak":
		return phrase{text: "the number of periods in a row, up to this one, in which " + metric + " was missed", open: true}
	case q.Name == "value":
		return phrase{text: "the value of " + metric, bare: true}
	case q.Name == "previous":
		return phrase{text: "the value of " + metric + " " + counted(strconv.Itoa(q.Periods), "period") + " before"}
	case q.Name == "average":
		return phrase{text: "the average of the values of " + metric + " over " + periods(q.Periods)}
	case q.Name == "trend":
		return phrase{text: "the change of " + metric + " from period to period, as the slope of the straight line nearest to its values over " + periods(q.Periods)}
	}
	return w.question(q)
}

// question returns one that the words above do not know.
func (w *writer) question(q *ast.Query) phrase {
	text := "the " + words(q.Name) + " of " + w.metric(q.Subject).text
	if q.Periods > 0 {
		text += " over " + periods(q.Periods)
	}
	return phrase{text: text}
}

func periods(n int) string {
	if n == 1 {
		return "the last 1 period"
	}
	return fmt.Sprintf("the last %d periods", n)
}

// missedOften returns how often a metric was missed, compared with a number: "was missed
// in at least 3 of the last 6 periods".
func (w *writer) missedOften(c *ast.Comparison) (simple, bool) {
	q, ok := c.L.(*ast.Query)
	n, figure := c.R.(*ast.Const)
	if !ok || !figure || q.Name != "misses" || c.Op == ast.NotEqual || n.T.Kind != kinds.Count {
		return simple{}, false
	}
	often := relations(c.L.Type())[c.Op] + constant(n)
	if c.Op == ast.Equal {
		often = "exactly " + constant(n)
	}
	return simple{subject: w.metric(q.Subject), verb: "was", rest: fmt.Sprintf("missed in %s of %s", often, periods(q.Periods))}, true
}
