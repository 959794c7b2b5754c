package english

import (
	"strings"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// definitions are what an aggregate's value is called, with what makes the word exact; a
// % stands for the rank.
var definitions = map[string]string{
	"sum":           "the sum",
	"mean":          "the mean",
	"median":        "the median (of an even number of values, the mean of the middle two)",
	"distinct":      "the number of different values",
	"mean_lowest":   "the mean of the lowest % percent (rounded up to a whole number of values)",
	"mean_highest":  "the mean of the highest % percent (rounded up to a whole number of values)",
	"trimmed_mean":  "the mean without the lowest and the highest % percent (each rounded down to a whole number of values)",
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
}

// aggregate returns one value of many rows or groups, as a noun phrase.
func (w *writer) aggregate(a *ast.Aggregate) phrase {
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
			rows := w.population(a.Source, []ast.Node{a.Item}, "")
			rows.text = "the share of " + rows.text
			return rows
		}
		among := w.population(a.Source, a.Where, "the ")
		held := w.relative(a.Source, []ast.Node{a.Item})
		return phrase{text: "among " + ended(phrase{text: among.text, open: among.list}) + ", the share of those " + held.text, open: true}
	}
	if a.Order != nil {
		one := w.ordered(a)
		item := inner(w.item(a))
		if a.Each != nil {
			return phrase{text: "the value, for " + one + ", of " + item, open: true}
		}
		return phrase{text: item + " of " + one, open: true}
	}
	name := w.named(a)
	if a.Each != nil {
		over := w.eachGroup(a.Source, a.Where)
		return phrase{text: name + ", over every " + over.text + ", of " + inner(w.item(a)), open: true}
	}
	over := w.population(a.Source, a.Where, "all ")
	return phrase{text: name + " of " + inner(w.item(a)) + " over " + over.text, open: over.open, list: over.list}
}

// ordered returns the row or group that comes first or last.
func (w *writer) ordered(a *ast.Aggregate) string {
	over := w.population(a.Source, a.Where, "all ")
	var order phrase
	w.within(a.Source, func() { order = w.noun(a.Order) })
	return "the " + a.Function + " of " + ended(over) + " in the order of " + inner(order)
}

// named returns what the value of an aggregate is called.
func (w *writer) named(a *ast.Aggregate) string {
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

func extremes(t kinds.Type) map[string]string {
	switch t.Kind {
	case kinds.Instant, kinds.Date:
		return map[string]string{"min": "earliest value", "max": "latest value"}
	}
	return map[string]string{"min": "lowest value", "max": "highest value"}
}

// item returns what is taken of each row or group.
func (w *writer) item(a *ast.Aggregate) (p phrase) {
	w.within(a.Source, func() {
		if a.T.Kind == kinds.Boolean {
			p = w.clause(a.Item)
		} else {
			p = w.noun(a.Item)
		}
	})
	return p
}

// aggregateHolds returns an aggregate that is a condition.
func (w *writer) aggregateHolds(a *ast.Aggregate) phrase {
	switch a.Function {
	case "any":
		return w.quantified("at least one", "at least one", a)
	case "all":
		return w.quantified("all", "every", a)
	}
	if a.Order == nil {
		return elided
	}
	return phrase{text: "it is true of " + w.ordered(a) + " that " + ended(w.item(a)), open: true}
}

// share returns a comparison of a share with a figure, such as share(…) >= 98%.
func (w *writer) share(c *ast.Comparison) (*ast.Aggregate, bool) {
	a, ok := c.L.(*ast.Aggregate)
	_, figure := c.R.(*ast.Const)
	return a, ok && figure && a.Function == "share" && c.Op != ast.NotEqual
}

// proportion says of how many rows a condition has to hold: "at least 98% of the tickets
// are not late".
func (w *writer) proportion(c *ast.Comparison) (phrase, bool) {
	a, ok := w.share(c)
	if !ok {
		return phrase{}, false
	}
	figure := constant(c.R.(*ast.Const))
	if c.Op == ast.Equal {
		figure = "exactly " + figure
	} else {
		figure = relations(a.T)[c.Op] + figure
	}
	return w.quantified(figure, figure, a), true
}

// quantified returns a condition that holds for some of the rows or groups: of says how
// many "of the tickets", each how many "agency of the tickets".
func (w *writer) quantified(of, each string, a *ast.Aggregate) phrase {
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
		return phrase{text: "for " + ended(phrase{text: over.text, open: over.list}) + ", " + condition.text, open: true}
	}
	rows := w.population(a.Source, a.Where, "the ")
	if rows.list {
		rows.text = bracketed(rows)
	}
	w.within(a.Source, func() {
		if s, ok := w.simple(a.Item); ok {
			if s.row && !rows.open {
				if of == "all" && s.not { // "all are not" could be read as "not all are"
					of, s.not = "none", false
				}
				one := strings.HasSuffix(of, "one") || of == "none"
				condition = phrase{text: of + " of " + rows.text + " " + s.says(!one)}
				return
			}
			condition = w.said(s)
		} else {
			condition = w.clause(a.Item)
		}
		of = strings.TrimSuffix(strings.Replace(of, "all", "each", 1), " ")
		condition = phrase{text: "for " + of + " of " + rows.text + ", " + condition.text, open: true}
	})
	return condition
}
