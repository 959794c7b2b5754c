package english

import (
	"github.com/concord-sla/concord/dsl/ast"
)

// roundings are the rules of round, with what the word does not say by itself.
var roundings = map[string]string{
	"half even": "half even (a tie goes to the even digit)",
	"half up":   "half up (a tie goes away from zero)",
	"half down": "half down (a tie goes towards zero)",
	"up":        "up (away from zero)",
	"down":      "down (towards zero)",
	"ceiling":   "to the ceiling (towards the greater number)",
	"floor":     "to the floor (towards the lesser number)",
}

// call returns a function of single values, as a noun phrase.
func (w *writer) call(c *ast.Call) phrase {
	w.spend(40)
	on := ""
	if c.Calendar != nil {
		on = " on the " + c.Calendar.Name() + " calendar"
	}
	arg := func(i int) string { return inner(w.noun(c.Args[i])) }
	switch c.Function {
	case "date":
		return phrase{text: "the date of " + arg(0)}
	case "percent":
		if part, ok := c.Args[0].(*ast.Arithmetic); ok && part.Op == '/' {
			return phrase{text: term(w.noun(part.L)) + " as a percentage of " + term(w.noun(part.R)), list: true}
		}
		return phrase{text: term(w.noun(c.Args[0])) + " as a percentage", list: true}
	case "ratio":
		return phrase{text: term(w.noun(c.Args[0])) + " as a ratio", list: true}
	case "abs":
		return phrase{text: "the absolute value of " + arg(0)}
	case "round":
		rule := ""
		if name, ok := c.Args[2].(*ast.Const); ok {
			rule = roundings[name.Value.Text]
		}
		return phrase{text: term(w.noun(c.Args[0])) + " rounded " + rule + " at " + counted(w.noun(c.Args[1]).text, "decimal place"), list: true}
	case "least", "greatest":
		var args []string
		for i := range c.Args {
			args = append(args, arg(i))
			if w.cut {
				break
			}
		}
		return phrase{text: "the " + c.Function + " of " + joinAnd(args), list: true}
	case "calendar_days":
		return w.between("the calendar days", c.Args[0], c.Args[1])
	case "business_days":
		return w.between("the business days"+on, c.Args[0], c.Args[1]).plural()
	case "working_time":
		return w.between("the working time"+on, c.Args[0], c.Args[1])
	case "month_start":
		return phrase{text: "the first day of the month of " + arg(0)}
	case "month_end":
		return phrase{text: "the last day of the month of " + arg(0)}
	case "add_months":
		return phrase{text: "the day " + counted(w.noun(c.Args[1]).text, "month") + " after " + w.end(c.Args[0]), list: true}
	case "weekday":
		return phrase{text: "the weekday of " + arg(0)}
	case "roll_forward":
		return phrase{text: "the first business day" + on + " on or after " + w.end(c.Args[0])}
	case "roll_back":
		return phrase{text: "the last business day" + on + " on or before " + w.end(c.Args[0])}
	case "add_business_days":
		return phrase{text: term(w.noun(c.Args[1])) + on + " after " + w.end(c.Args[0]), list: true}
	case "add_working_time":
		return phrase{text: term(w.noun(c.Args[1])) + " of working time" + on + " after " + w.end(c.Args[0]), list: true}
	case "next_opening":
		return phrase{text: "the first moment of working time" + on + " at or after " + w.end(c.Args[0])}
	}
	var args []string
	for i := range c.Args {
		args = append(args, arg(i))
	}
	return phrase{text: words(c.Function) + " of " + joinAnd(args), list: true}
}

func (p phrase) plural() phrase {
	p.many = true
	return p
}

// callHolds returns a function that is a condition.
func (w *writer) callHolds(c *ast.Call) (simple, bool) {
	if len(c.Args) == 0 {
		return simple{}, false
	}
	on := ""
	if c.Calendar != nil {
		on = c.Calendar.Name() + " calendar"
	}
	s := w.about(c.Args[0])
	switch c.Function {
	case "known":
		s.rest = "known"
	case "is_business_day":
		s.rest = "a business day on the " + on
	case "is_open":
		s.rest = "in the working time of the " + on
	default:
		return simple{}, false
	}
	s.subject.many = s.subject.many && c.Function == "known"
	return s, true
}

// lookup returns the value that a lookup finds.
func (w *writer) lookup(n *ast.Lookup) phrase {
	w.spend(40)
	return phrase{text: "the " + words(n.Field) + " of the row of " + words(n.Of) + " whose " + words(n.KeyName) + " is " + term(w.noun(n.Key)), list: true}
}
