package outage

import (
	"cmp"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl/diag"
)

// Status is what a check found. The zero Status is none.
type Status uint8

// The statuses.
const (
	_ Status = iota
	Up
	Down
	Degraded
)

// Check is what a monitor found of a component at an instant: at intervals, or only when
// it changed.
type Check struct {
	At        time.Time
	Order     int64 // which comes first at the same instant; zero on all is no order
	Component string
	Status    Status
	// Weight is what is lost while it is degraded; the zero Weight is all of it, and it
	// does not matter otherwise.
	Weight Weight
	Cause  string
}

// Hold says how long the status that a check found holds: until the next check of the
// component, and no longer than Longest.
type Hold struct {
	Longest time.Duration // zero is without limit, for a monitor that only tells changes
	// Since is the instant from which the components are monitored: time from there to
	// the first check is unknown. The zero Time means the instant of the first check.
	Since time.Time
	// Components are those that are monitored; one without a check is unknown from Since
	// until Until. With a single one write "" for the service itself.
	Components []string
	// Until is when the last check's status ends, and later checks are not seen; by the
	// zero Time what is down or unknown at the end has no end.
	Until time.Time
}

// Observed is the outages that were made of checks, and what is wrong with the checks.
type Observed struct {
	Outages  []Outage // by component and time, those of which nothing is known among them
	Problems []Problem
}

// Outages makes outages of checks, in any order: what is down or degraded from one check
// to the next, and what is unknown where a status holds no longer.
func (h Hold) Outages(checks []Check) Observed {
	o := observation{hold: h, checks: checks}
	order := o.inOrder()
	for first := 0; first < len(order); {
		last := first
		for last < len(order) && checks[order[last]].Component == checks[order[first]].Component {
			last++
		}
		o.component(order[first:last])
		first = last
	}
	for _, part := range h.Components {
		if !slices.ContainsFunc(order, func(i int) bool { return checks[i].Component == part }) {
			o.add(Outage{From: h.Since, To: h.Until, Component: part, Unknown: true})
		}
	}
	return o.Observed
}

type observation struct {
	hold   Hold
	checks []Check
	Observed
}

func (o *observation) report(code diag.Code, i int) {
	o.Problems = append(o.Problems, Problem{Code: code, Index: i, At: o.checks[i].At})
}

// inOrder returns the checks that are seen, by component, instant and order.
func (o *observation) inOrder() (order []int) {
	ordered := false
	for i, c := range o.checks {
		ordered = ordered || c.Order != o.checks[0].Order
		switch {
		case c.At.IsZero():
			o.report(NoInstant, i)
		case o.hold.Until.IsZero() || c.At.Before(o.hold.Until):
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := &o.checks[i], &o.checks[j]
		return cmp.Or(cmp.Compare(a.Component, b.Component), a.At.Round(0).Compare(b.At.Round(0)), cmp.Compare(a.Order, b.Order))
	})
	for n := range max(0, len(order)-1) {
		i, j := order[n], order[n+1]
		a, b := &o.checks[i], &o.checks[j]
		switch {
		case a.Component != b.Component:
		case a.At.Equal(b.At):
			if a.Order == b.Order && (a.Status != b.Status || a.Weight != b.Weight) {
				o.report(EqualInstants, j)
			}
		case ordered && b.Order < a.Order, !ordered && j < i:
			o.report(OutOfOrder, j)
		}
	}
	return order
}

// component adds the outages of one component, from its checks in order.
func (o *observation) component(order []int) {
	first := &o.checks[order[0]]
	if since := o.hold.Since; !since.IsZero() && since.Before(first.At) {
		o.add(Outage{From: since, To: first.At, Component: first.Component, Unknown: true})
	}
	for n, i := range order {
		c := &o.checks[i]
		end := o.hold.Until // zero: not known
		if n+1 < len(order) {
			end = o.checks[order[n+1]].At
		}
		holds := end
		if until := c.At.Add(o.hold.Longest); o.hold.Longest > 0 && (end.IsZero() || until.Before(end)) {
			holds = until
		}
		switch c.Status {
		case Up:
		case Down:
			o.add(Outage{From: c.At, To: holds, Component: c.Component, Cause: c.Cause})
		case Degraded:
			o.add(Outage{From: c.At, To: holds, Weight: c.Weight, Component: c.Component, Cause: c.Cause})
		default:
			o.report(NoStatus, i)
			holds = c.At
		}
		if !holds.Equal(end) {
			o.add(Outage{From: holds, To: end, Component: c.Component, Unknown: true})
		}
	}
}

// add adds an outage, as one with the last where it goes on.
func (o *observation) add(next Outage) {
	if next.From.Equal(next.To) {
		return
	}
	if n := len(o.Observed.Outages); n > 0 {
		last := &o.Observed.Outages[n-1]
		same := *last
		same.From, same.To = next.From, next.To
		if same == next && last.To.Equal(next.From) {
			last.To = next.To
			return
		}
	}
	o.Observed.Outages = append(o.Observed.Outages, next)
}
