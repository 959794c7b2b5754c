package english

import (
	"strings"

	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/dsl/table"
)

// definitions are what an aggregate's value is called, with what makes the word
// exact; a % stands for the rank.
var definitions = map[string]string{
	"sum":           "the sum",
	"mean":          "the mean",
	"median":        "the median (of an even number of values, the mean of the middle two)",
	"distinct":      "the number of different values",
	"mean_lowest":   "the mean of the lowest % percent (rounded up to whole values)",
	"mean_highest":  "the mean of the highest % percent (rounded up to whole values)",
	"trimmed_mean":  "the mean without the lowest and the highest % percent (each rounded down to whole values)",
	"percentile":    "the %th percentile (nearest rank)",
	"percentile_r1": "the %th percentile (Hyndman and Fan type 1)",
	"percentile_r2": "the %th percentile (Hyndman and Fan type 2)",
	"percentile_r3": "the %th percentile (Hyndman and Fan type 3)",
	"percentile_r4": "the %th percentile (Hyndman and Fan type 4)",
	"percentile_r5": "the %th percentile (Hyndman and Fan type 5)",
	"percentile_r6": "the %th percentile (Hyndman and Fan type 6)",
	"percentile_r7": "the %th percentile (Hyndman and Fan type 7)",
	"percentile_r8": "the %th percentile (Hyndman and Fan type 8)",
	"percentile_r9": "the %th percentile (Hyndman and Fan type 9)",
	"first":         "the first value",
	"last":          "the last value",
}

// aggregate is one value of many rows or groups, as a noun phrase.
func (w *writer) aggregate(a *tree.Aggregate) phrase {
	w.spend(80)
	switch a.Function {
	case "count":
		where := a.Where
		if a.Item != nil {
			where = append(where[:len(where):len(where)], a.Item)
		}
		rows := w.population(a.Source, where, "")
		rows.text = "the number of " + strings.TrimPrefix(rows.text, "the ")
		return rows
	case "share":
		if len(a.Where) == 0 {
			rows := w.population(a.Source, []tree.Node{a.Item}, "")
			rows.text = "the share of " + rows.text
			return rows
		}
		among := w.population(a.Source, a.Where, "the ")
		held := w.relative(a.Source, []tree.Node{a.Item})
		return phrase{text: "among " + among.text + ", the share of those " + held.text, open: true}
	}
	name := w.named(a)
	over := w.population(a.Source, a.Where, "all ")
	if a.Order != nil {
		var order phrase
		w.within(a.Source, func() { order = w.noun(a.Order) })
		name += " in the order of " + inner(order)
	}
	item := w.item(a)
	if a.Each != nil {
		return phrase{text: name + ", over " + over.text + ", of " + item, open: true}
	}
	return phrase{text: name + " of " + item + " over " + over.text, open: over.open}
}

// named is what the value of an aggregate is called.
func (w *writer) named(a *tree.Aggregate) string {
	switch a.Function {
	case "min", "max":
		return "the " + extremes(a.T)[a.Function]
	}
	text, ok := definitions[a.Function]
	if !ok {
		text = "the " + words(a.Function)
	}
	text = strings.Replace(text, "%th", ordinal(a.Rank), 1)
	return strings.Replace(text, "% percent", a.Rank.String()+"%", 1)
}

func extremes(t table.Type) map[string]string {
	switch t.Kind {
	case table.Instant, table.Date:
		return map[string]string{"min": "earliest", "max": "latest"}
	case table.Duration:
		return map[string]string{"min": "shortest", "max": "longest"}
	}
	return map[string]string{"min": "lowest", "max": "highest"}
}

// item is what is taken of each row or group.
func (w *writer) item(a *tree.Aggregate) (text string) {
	w.within(a.Source, func() { text = inner(w.noun(a.Item)) })
	return text
}

// aggregateHolds is an aggregate that is a condition.
func (w *writer) aggregateHolds(a *tree.Aggregate) phrase {
	switch a.Function {
	case "any":
		return w.quantified("at least one", "at least one", a)
	case "all":
		return w.quantified("every one", "every", a)
	}
	p := w.aggregate(a) // the first, or the last, of conditions
	return phrase{text: "it is true of " + strings.Replace(p.text, " value", "", 1), open: p.open}
}

// share is a comparison of a share with a figure, such as share(…) >= 98%.
func (w *writer) share(c *tree.Comparison) (*tree.Aggregate, bool) {
	a, ok := c.L.(*tree.Aggregate)
	_, figure := c.R.(*tree.Const)
	return a, ok && figure && a.Function == "share" && c.Op != tree.NotEqual
}

// partly says of how many rows a condition has to hold: "at least 98% of the
// tickets are not late".
func (w *writer) partly(c *tree.Comparison) (phrase, bool) {
	a, ok := w.share(c)
	if !ok {
		return phrase{}, false
	}
	figure := constant(c.R.(*tree.Const))
	if c.Op == tree.Equal {
		figure = "exactly " + figure
	} else {
		figure = relations(a.T)[c.Op] + figure
	}
	return w.quantified(figure, figure, a), true
}

// quantified is a condition that holds for some of the rows or groups: of says how
// many "of the tickets", each how many "agency of the tickets".
func (w *writer) quantified(of, each string, a *tree.Aggregate) phrase {
	w.spend(40)
	var condition phrase
	if a.Each != nil {
		over := w.population(a.Source, a.Where, "")
		switch {
		case a.Function == "share":
			over.text = of + " of " + over.text
		default:
			over = w.eachGroup(a.Source, a.Where)
			over.text = each + " " + over.text
		}
		w.within(a.Source, func() { condition = w.clause(a.Item) })
		return phrase{text: "for " + over.text + ", " + condition.text, open: true}
	}
	rows := w.population(a.Source, a.Where, "the ")
	one := strings.HasSuffix(of, "one") || of == "none"
	w.within(a.Source, func() {
		if s, ok := w.simple(a.Item); ok {
			if s.row && !rows.open {
				condition = phrase{text: of + " of " + rows.text + " " + s.says(!one)}
				return
			}
			condition = w.said(s)
		} else {
			condition = w.clause(a.Item)
		}
		condition = phrase{text: "for " + of + " of " + rows.text + ", " + condition.text, open: true}
	})
	return condition
}
