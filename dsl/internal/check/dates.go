package check

import (
	"fmt"
	"maps"
	"slices"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
)

// argument is what a function of dates takes at one place.
type argument struct {
	kinds []kinds.Kind
	what  string
}

var (
	moment       = argument{[]kinds.Kind{kinds.Date, kinds.Instant}, "a date or an instant"}
	businessDays = argument{[]kinds.Kind{kinds.BusinessDays}, "a number of business days"}
	howMany      = argument{[]kinds.Kind{kinds.Number, kinds.Count}, "a number"}
	anInstant    = argument{[]kinds.Kind{kinds.Instant}, "an instant"}
	elapsed      = argument{[]kinds.Kind{kinds.Duration}, "a duration"}
)

// asFirst is the result of a function that gives what its first argument is.
var asFirst = kinds.Type{}

var weekdays = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// dates returns the check of a function of dates and instants.
func dates(result kinds.Type, takes ...argument) func(*checker, []ast.Node, diag.Span) (kinds.Type, outcome) {
	return func(c *checker, args []ast.Node, _ diag.Span) (kinds.Type, outcome) {
		if len(args) != len(takes) {
			return kinds.Type{}, misused
		}
		for i, arg := range args {
			if k := arg.Type().Kind; !slices.Contains(takes[i].kinds, k) {
				c.report(codes.ArgumentKind, arg.Span(), fmt.Sprintf("%s is needed here, this is %s", takes[i].what, named(arg.Type())), dateAdvice(takes[i], arg))
				return kinds.Type{}, reported
			}
		}
		if result.Kind == 0 {
			return args[0].Type(), fits
		}
		return result, fits
	}
}

func dateAdvice(takes argument, arg ast.Node) string {
	con, constant := arg.(*ast.Const)
	switch {
	case takes.what == moment.what && arg.Type().Kind == kinds.Text:
		return `write date("2026-10-01")`
	case (takes.what == businessDays.what || takes.what == elapsed.what) && constant && con.Untyped:
		return "write " + withUnit(con.Value.Num.String(), kinds.Of(takes.kinds[0]))
	case takes.what == anInstant.what && arg.Type().Kind == kinds.Date:
		return "a date has no time of day, so no working hours: count business days"
	}
	return ""
}

// calendar returns the calendar that a call counts by: the one that its last argument
// names, or the agreement's own. It is nil when there is none that will do, which has
// then been reported. The other arguments are returned with it.
func (c *checker) calendar(need calendarNeed, args []ast.Node, span diag.Span) (*business.Calendar, []ast.Node) {
	named, known := c.env.Calendar, c.env.Calendar.Name()
	if len(args) > 0 {
		if name, ok := quoted(args[len(args)-1]); ok {
			named, known, span, args = c.env.Calendars[name], name, args[len(args)-1].Span(), args[:len(args)-1]
			if named == nil {
				c.report(codes.UnknownName, span, fmt.Sprintf("there is no calendar %q", name), diag.DidYouMean(name, slices.Sorted(maps.Keys(c.env.Calendars))))
				return nil, args
			}
		}
	}
	_, hours := named.Hours()
	switch {
	case named == nil && need == worksByHours:
		c.report(codes.ArgumentKind, span, "working time needs a calendar with hours, and none is named", "define one in the agreement: calendars: {desk: {hours: …}}, and name it: calendar: desk")
	case named == nil:
		c.report(codes.ArgumentKind, span, "business days need a calendar, and none is named", "name one in the agreement: calendar: federal")
	case need == worksByHours && !hours:
		c.report(codes.ArgumentKind, span, fmt.Sprintf("the calendar %s has business days and no working hours", known), "define one with hours in the agreement: calendars: {desk: {hours: …}}")
		return nil, args
	}
	return named, args
}
