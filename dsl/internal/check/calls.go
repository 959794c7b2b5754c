package check

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/internal/syntax"
	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/exact"
	"github.com/expr-lang/expr/ast"
)

// call is a function of rows, of single values, or a question about verdicts.
func (c *checker) call(n ast.Node, parsed string, args []ast.Node) operand {
	name, span := c.syntax.CallName(n, parsed), c.syntax.Call(n)
	if _, number := c.syntax.Literal(n); number {
		return c.report(diag.Syntax, c.syntax.Word(n), "a number is not a function", "put an operator between the number and the parenthesis")
	}
	if f, ok := aggregates[name]; ok {
		return c.aggregate(name, f, args, span)
	}
	switch name {
	case "filter", "map":
		return c.chain(name, args, span)
	}
	for i, q := range c.env.Queries {
		if q.Name == name {
			return c.query(i, q, args, span)
		}
	}
	if f, ok := functions[name]; ok {
		return c.function(name, f, args, span)
	}
	advice := diag.DidYouMean(name, c.functionNames())
	if hint := elsewhere[name]; hint != "" {
		advice = hint
	}
	return c.report(diag.UnknownFunction, c.syntax.Word(n), fmt.Sprintf("there is no function %s", name), advice)
}

// elsewhere are functions of other tools, with the word for it here.
var elsewhere = map[string]string{
	"avg": "write mean(rows, …)", "average": "write mean(rows, …)", "len": "write count(rows)", "length": "write count(rows)",
	"now": "nothing here depends on the clock; compare with a field or an input", "today": "nothing here depends on the clock; compare with a field or an input",
	"p95": "write percentile(rows, …, 95)", "networkdays": "write business_days(from, to)", "workdays": "write business_days(from, to)",
	"isnull": "write not known(x)", "coalesce": "write x ?? default", "find": "an agreement speaks of all rows: count or filter them",
	"groupBy": "write one metric for each group", "reduce": "write sum, mean, min, max or count", "none": "write not any(rows, …)", "one": "write count(rows, …) == 1",
}

func (c *checker) functionNames() []string {
	names := slices.Collect(maps.Keys(aggregates))
	names = slices.AppendSeq(names, maps.Keys(functions))
	names = append(names, "filter", "map")
	for _, q := range c.env.Queries {
		names = append(names, q.Name)
	}
	slices.Sort(names)
	return names
}

// function is one of single values: what it takes and what it gives.
type function struct {
	usage string
	check func(c *checker, args []tree.Node, span diag.Span) (table.Type, bool)
}

var functions = map[string]function{
	"known":         {"known(x)", known},
	"business_days": {"business_days(from, to)", daysBetween(table.BusinessDays)},
	"calendar_days": {"calendar_days(from, to)", daysBetween(table.CalendarDays)},
	"date":          {`date("2026-10-01"), or date(instant)`, date},
	"instant":       {`instant("2026-10-01T00:00:00Z")`, instant},
	"percent":       {"percent(ratio)", convert(table.Ratio, table.Percent)},
	"ratio":         {"ratio(percent)", convert(table.Percent, table.Ratio)},
	"abs":           {"abs(x)", abs},
	"round":         {`round(x, 2, "half even")`, round},
}

func (c *checker) function(name string, f function, args []ast.Node, span diag.Span) operand {
	nodes := make([]tree.Node, len(args))
	for i, arg := range args {
		if nodes[i] = c.single(c.lower(arg)); nodes[i] == nil {
			return operand{span: span}
		}
		span = span.Join(nodes[i].Span())
	}
	span = c.syntax.Whole(span)
	t, ok := f.check(c, nodes, span)
	if !ok {
		if t.Kind == 0 {
			c.report(diag.ArgumentCount, span, fmt.Sprintf("%s does not take these arguments", name), "write "+f.usage)
		}
		return operand{span: span}
	}
	if name == "date" || name == "instant" {
		if con, constant := nodes[0].(*tree.Const); constant && con.T.Kind == table.Text {
			return c.moment(name, con, t, span)
		}
	}
	return value(&tree.Call{Meta: meta(t, span, nodes...), Function: name, Args: nodes})
}

// reported is what a function's check returns after it has reported the mistake
// itself, so that no second one is added.
var reported = table.Of(table.Boolean)

func known(_ *checker, args []tree.Node, _ diag.Span) (table.Type, bool) {
	if len(args) != 1 {
		return table.Type{}, false
	}
	return table.Of(table.Boolean), true
}

func daysBetween(days table.Kind) func(*checker, []tree.Node, diag.Span) (table.Type, bool) {
	return func(c *checker, args []tree.Node, span diag.Span) (table.Type, bool) {
		if len(args) != 2 {
			return table.Type{}, false
		}
		for _, arg := range args {
			if k := arg.Type().Kind; k != table.Date && k != table.Instant {
				c.report(diag.ArgumentKind, arg.Span(), fmt.Sprintf("days are counted between dates or instants, this is %s", named(arg.Type())), "")
				return reported, false
			}
		}
		if days == table.BusinessDays && !c.env.Calendar {
			c.report(diag.ArgumentKind, span, "business days need a calendar, and none is named", "name one in the agreement: calendar: federal")
			return reported, false
		}
		return table.Of(days), true
	}
}

func date(c *checker, args []tree.Node, _ diag.Span) (table.Type, bool) {
	if len(args) != 1 {
		return table.Type{}, false
	}
	if _, ok := quoted(args[0]); !ok && args[0].Type().Kind != table.Instant {
		c.report(diag.ArgumentKind, args[0].Span(), fmt.Sprintf("date takes a text or an instant, this is %s", named(args[0].Type())), "")
		return reported, false
	}
	return table.Of(table.Date), true
}

func instant(c *checker, args []tree.Node, _ diag.Span) (table.Type, bool) {
	if len(args) != 1 {
		return table.Type{}, false
	}
	if _, ok := quoted(args[0]); !ok {
		c.report(diag.ArgumentKind, args[0].Span(), "instant takes a text between quotes", `write instant("2026-10-01T00:00:00Z")`)
		return reported, false
	}
	return table.Of(table.Instant), true
}

// moment is a date or an instant that stands in the text.
func (c *checker) moment(name string, con *tree.Const, t table.Type, span diag.Span) operand {
	m := &tree.Const{Meta: meta(t, span)}
	if name == "date" {
		d, err := calendar.ParseDate(con.Value.Text)
		if err != nil {
			return c.report(diag.BadConstant, con.At, err.Error(), `write date("2026-10-01")`)
		}
		m.Value.Num = exact.Int(d.Number())
		return value(m)
	}
	at, err := time.Parse(time.RFC3339Nano, con.Value.Text)
	if err != nil || at.Year() < 1678 || at.Year() > 2261 {
		return c.report(diag.BadConstant, con.At, fmt.Sprintf("%q is not an instant with an offset, of the years 1678 to 2261", syntax.Shorten(con.Value.Text)), `write instant("2026-10-01T00:00:00Z")`)
	}
	m.Value.Num = exact.Int(at.UnixNano())
	return value(m)
}

func convert(from, to table.Kind) func(*checker, []tree.Node, diag.Span) (table.Type, bool) {
	return func(c *checker, args []tree.Node, _ diag.Span) (table.Type, bool) {
		if len(args) != 1 {
			return table.Type{}, false
		}
		if args[0].Type().Kind != from {
			c.report(diag.ArgumentKind, args[0].Span(), fmt.Sprintf("%s takes a %s, this is %s", to, from, named(args[0].Type())), "")
			return reported, false
		}
		return table.Of(to), true
	}
}

func abs(c *checker, args []tree.Node, _ diag.Span) (table.Type, bool) {
	if len(args) != 1 {
		return table.Type{}, false
	}
	if !args[0].Type().Kind.Numeric() {
		c.report(diag.ArgumentKind, args[0].Span(), fmt.Sprintf("abs takes a number, this is %s", named(args[0].Type())), "")
		return reported, false
	}
	return args[0].Type(), true
}

// round states its places and its rule: nothing is rounded in silence.
func round(c *checker, args []tree.Node, _ diag.Span) (table.Type, bool) {
	if len(args) != 3 {
		return table.Type{}, false
	}
	k := args[0].Type().Kind
	if !k.Numeric() || k == table.Duration {
		c.report(diag.ArgumentKind, args[0].Span(), fmt.Sprintf("round takes a number, %s is none", named(args[0].Type())), "")
		return reported, false
	}
	if places, ok := whole(args[1]); !ok || places < 0 || places > 18 {
		c.report(diag.ArgumentKind, args[1].Span(), "the number of decimal places is a whole number from 0 to 18", `write round(x, 2, "half even")`)
		return reported, false
	}
	rule, ok := quoted(args[2])
	if _, known := exact.ParseRounding(rule); !ok || !known {
		c.report(diag.ArgumentKind, args[2].Span(), "the rounding rule is named",
			`write one of "half even", "half up", "half down", "up", "down", "ceiling", "floor"`)
		return reported, false
	}
	return args[0].Type(), true
}

// query is a question about a metric's verdicts.
func (c *checker) query(index int, q Query, args []ast.Node, span diag.Span) operand {
	usage := q.Name + "(metric)"
	if q.Periods {
		usage = q.Name + "(metric, 6)"
	}
	want := 1
	if q.Periods {
		want = 2
	}
	if len(args) != want {
		return c.report(diag.ArgumentCount, span, fmt.Sprintf("%s does not take these arguments", q.Name), "write "+usage)
	}
	subject, ok := args[0].(*ast.IdentifierNode)
	if _, literal := c.syntax.Literal(args[0]); !ok || literal {
		return c.report(diag.ArgumentKind, c.syntax.Word(args[0]), fmt.Sprintf("%s asks about a metric by its name", q.Name), "write "+usage)
	}
	if !slices.Contains(c.env.Subjects, subject.Value) {
		return c.report(diag.UnknownName, c.syntax.Word(subject), fmt.Sprintf("there is no metric %s", subject.Value), diag.DidYouMean(subject.Value, c.env.Subjects))
	}
	node := &tree.Query{Meta: meta(q.Result, span), Index: index, Name: q.Name, Subject: subject.Value}
	if q.Periods {
		periods := c.single(c.lower(args[1]))
		if periods == nil {
			return operand{span: span}
		}
		n, ok := whole(periods)
		if !ok || n < 1 || n > 1000 {
			return c.report(diag.ArgumentKind, periods.Span(), "how many periods to look back is a whole number from 1 to 1000", "write "+usage)
		}
		node.Periods = int(n)
	}
	return value(node)
}

// Single reports whether a function takes single values, or asks about a metric,
// and so does not look at rows.
func (e Env) Single(name string) bool {
	_, known := functions[name]
	return known || slices.ContainsFunc(e.Queries, func(q Query) bool { return q.Name == name })
}
