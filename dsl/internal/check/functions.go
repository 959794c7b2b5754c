package check

import (
	"fmt"
	"time"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/internal/syntax"
	"github.com/concord-sla/concord/dsl/kinds"
	parsed "github.com/expr-lang/expr/ast"
)

// function is one of single values: what it takes and what it gives. Its check looks at
// the arguments, which it may bring to one kind; it gives no type when they are too many
// or too few, or after it has reported what is wrong with them.
type function struct {
	usage    string
	check    func(c *checker, args []ast.Node, span diag.Span) (kinds.Type, outcome)
	calendar calendarNeed
}

// calendarNeed is what a function asks of a calendar, which its last argument may name.
type calendarNeed uint8

const (
	noCalendar   calendarNeed = iota
	countsDays                // that there is one
	worksByHours              // that it has working hours
)

// outcome is the result of the check of a function.
type outcome uint8

const (
	fits     outcome = iota
	misused          // too many or too few arguments: the usage is reported
	reported         // what is wrong has been reported
)

var functions = map[string]function{
	"known":    {usage: "known(x)", check: known},
	"date":     {usage: `date("2026-10-01"), or date(instant)`, check: date},
	"instant":  {usage: `instant("2026-10-01T00:00:00Z")`, check: instant},
	"percent":  {usage: "percent(ratio)", check: convert(kinds.Ratio, kinds.Percent)},
	"ratio":    {usage: "ratio(percent)", check: convert(kinds.Percent, kinds.Ratio)},
	"abs":      {usage: "abs(x)", check: abs},
	"round":    {usage: `round(x, 2, "half even")`, check: round},
	"least":    {usage: "least(a, b)", check: extremeOf},
	"greatest": {usage: "greatest(a, b)", check: extremeOf},

	"calendar_days": {usage: "calendar_days(from, to)", check: dates(kinds.Of(kinds.CalendarDays), moment, moment)},
	"month_start":   {usage: "month_start(date)", check: dates(kinds.Of(kinds.Date), moment)},
	"month_end":     {usage: "month_end(date)", check: dates(kinds.Of(kinds.Date), moment)},
	"add_months":    {usage: "add_months(date, 12)", check: dates(kinds.Of(kinds.Date), moment, howMany)},
	"weekday":       {usage: "weekday(date)", check: dates(kinds.EnumOf(weekdays...), moment)},

	"business_days":     {usage: "business_days(from, to)", check: dates(kinds.Of(kinds.BusinessDays), moment, moment), calendar: countsDays},
	"add_business_days": {usage: "add_business_days(from, 5 business days)", check: dates(asFirst, moment, businessDays), calendar: countsDays},
	"is_business_day":   {usage: "is_business_day(date)", check: dates(kinds.Of(kinds.Boolean), moment), calendar: countsDays},
	"roll_forward":      {usage: "roll_forward(date)", check: dates(kinds.Of(kinds.Date), moment), calendar: countsDays},
	"roll_back":         {usage: "roll_back(date)", check: dates(kinds.Of(kinds.Date), moment), calendar: countsDays},

	"working_time":     {usage: "working_time(from, to)", check: dates(kinds.Of(kinds.Duration), anInstant, anInstant), calendar: worksByHours},
	"add_working_time": {usage: "add_working_time(from, 8h)", check: dates(kinds.Of(kinds.Instant), anInstant, elapsed), calendar: worksByHours},
	"next_opening":     {usage: "next_opening(instant)", check: dates(kinds.Of(kinds.Instant), anInstant), calendar: worksByHours},
	"is_open":          {usage: "is_open(instant)", check: dates(kinds.Of(kinds.Boolean), anInstant), calendar: worksByHours},
}

func (c *checker) function(name string, f function, args []parsed.Node, span diag.Span) operand {
	nodes := make([]ast.Node, len(args))
	for i, arg := range args {
		if nodes[i] = c.single(c.lower(arg)); nodes[i] == nil {
			return operand{span: span}
		}
		span = span.Join(nodes[i].Span())
	}
	span = c.syntax.Enclose(span)
	call := &ast.Call{Function: name, Args: nodes}
	if f.calendar != noCalendar {
		if call.Calendar, call.Args = c.calendar(f.calendar, nodes, span); call.Calendar == nil {
			return operand{span: span}
		}
	}
	t, outcome := f.check(c, call.Args, span)
	switch outcome {
	case misused:
		c.report(codes.ArgumentCount, span, fmt.Sprintf("%s does not take these arguments", name), "write "+f.usage)
		return operand{span: span}
	case reported:
		return operand{span: span}
	}
	if name == "date" || name == "instant" {
		if con, constant := nodes[0].(*ast.Const); constant && con.T.Kind == kinds.Text {
			return c.moment(name, con, t, span)
		}
	}
	call.Meta = meta(t, span, call.Args...)
	if name == "known" {
		call.T.Nullable = false
	}
	return value(call)
}

func known(_ *checker, args []ast.Node, _ diag.Span) (kinds.Type, outcome) {
	if len(args) != 1 {
		return kinds.Type{}, misused
	}
	return kinds.Of(kinds.Boolean), fits
}

func date(c *checker, args []ast.Node, _ diag.Span) (kinds.Type, outcome) {
	if len(args) != 1 {
		return kinds.Type{}, misused
	}
	if _, ok := quoted(args[0]); !ok && args[0].Type().Kind != kinds.Instant {
		c.report(codes.ArgumentKind, args[0].Span(), fmt.Sprintf("date takes a text or an instant, this is %s", named(args[0].Type())), "")
		return kinds.Type{}, reported
	}
	return kinds.Of(kinds.Date), fits
}

func instant(c *checker, args []ast.Node, _ diag.Span) (kinds.Type, outcome) {
	if len(args) != 1 {
		return kinds.Type{}, misused
	}
	if _, ok := quoted(args[0]); !ok {
		c.report(codes.ArgumentKind, args[0].Span(), "instant takes a text between quotes", `write instant("2026-10-01T00:00:00Z")`)
		return kinds.Type{}, reported
	}
	return kinds.Of(kinds.Instant), fits
}

// moment returns a date or an instant that stands in the text.
func (c *checker) moment(name string, con *ast.Const, t kinds.Type, span diag.Span) operand {
	m := &ast.Const{Meta: meta(t, span)}
	if name == "date" {
		d, err := calendar.ParseDate(con.Value.Text)
		if err != nil {
			return c.report(codes.BadConstant, con.At, diag.Brief(err), `write a day of the calendar, as in date("2026-10-01")`)
		}
		m.Value.Num = exact.Int(d.Number())
		return value(m)
	}
	at, err := time.Parse(time.RFC3339Nano, con.Value.Text)
	if err != nil || at.Year() < 1678 || at.Year() > 2261 {
		return c.report(codes.BadConstant, con.At, fmt.Sprintf("%q is not an instant with an offset, of the years 1678 to 2261", syntax.Shorten(con.Value.Text)), `write it as in instant("2026-10-01T00:00:00Z")`)
	}
	m.Value.Num = exact.Int(at.UnixNano())
	return value(m)
}

func convert(from, to kinds.Kind) func(*checker, []ast.Node, diag.Span) (kinds.Type, outcome) {
	return func(c *checker, args []ast.Node, _ diag.Span) (kinds.Type, outcome) {
		if len(args) != 1 {
			return kinds.Type{}, misused
		}
		if args[0].Type().Kind != from {
			c.report(codes.ArgumentKind, args[0].Span(), fmt.Sprintf("%s takes a %s, this is %s", to, from, named(args[0].Type())), "")
			return kinds.Type{}, reported
		}
		return kinds.Of(to), fits
	}
}

func abs(c *checker, args []ast.Node, _ diag.Span) (kinds.Type, outcome) {
	if len(args) != 1 {
		return kinds.Type{}, misused
	}
	if !args[0].Type().Kind.Numeric() {
		c.report(codes.ArgumentKind, args[0].Span(), fmt.Sprintf("abs takes a number, this is %s", named(args[0].Type())), "")
		return kinds.Type{}, reported
	}
	return args[0].Type(), fits
}

// round states its places and its rule: nothing is rounded in silence.
func round(c *checker, args []ast.Node, _ diag.Span) (kinds.Type, outcome) {
	if len(args) != 3 {
		return kinds.Type{}, misused
	}
	k := args[0].Type().Kind
	if !k.Numeric() || k == kinds.Duration {
		c.report(codes.ArgumentKind, args[0].Span(), fmt.Sprintf("round takes a number, %s is none", named(args[0].Type())), "")
		return kinds.Type{}, reported
	}
	if places, ok := integer(args[1]); !ok || places < 0 || places > 18 {
		c.report(codes.ArgumentKind, args[1].Span(), "the number of decimal places is a whole number from 0 to 18", `write round(x, 2, "half even")`)
		return kinds.Type{}, reported
	}
	rule, ok := quoted(args[2])
	if _, known := exact.ParseRounding(rule); !ok || !known {
		c.report(codes.ArgumentKind, args[2].Span(), "the rounding rule is named",
			`write one of "half even", "half up", "half down", "up", "down", "ceiling", "floor"`)
		return kinds.Type{}, reported
	}
	return args[0].Type(), fits
}

// extremeOf returns the least or greatest of values of one kind that has an order.
func extremeOf(c *checker, args []ast.Node, span diag.Span) (kinds.Type, outcome) {
	if len(args) < 2 {
		return kinds.Type{}, misused
	}
	t := args[0].Type()
	for i := range args[1:] {
		l, r, of, ok := c.oneType("the values that are compared", "<", args[0], args[i+1], span)
		if !ok {
			return kinds.Type{}, reported
		}
		args[0], args[i+1], t = l, r, of
	}
	if t.Ordered || !ordered(t) {
		c.report(codes.ArgumentKind, span, fmt.Sprintf("there is no least or greatest of %s", plural(t)), "")
		return kinds.Type{}, reported
	}
	return t, fits
}
