package sla

import (
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Plan is an agreement that has been checked and can be evaluated. It is immutable and
// safe for concurrent use.
type Plan struct {
	agreement      Agreement
	zone           *time.Location
	calendars      map[string]*business.Calendar // that expressions may name
	calendar       *business.Calendar            // nil when the agreement names none
	billing        calendar.Billing              // no cycles when the agreement has none
	schemas        []kinds.Schema
	clocks         []*CheckedClock
	availabilities []*CheckedAvailability
	computed       []computedTable // the tables that the agreement computes: clocks and availabilities
	metrics        []*CheckedMetric
	remedies       []*CheckedRemedy
	conditions     dsl.Env // what the condition of a remedy may name
}

// orEmpty returns the plan, and for nil the plan of no agreement.
func (p *Plan) orEmpty() *Plan {
	if p == nil {
		return &Plan{}
	}
	return p
}

// Agreement returns a copy of the agreement the plan was compiled from.
func (p *Plan) Agreement() Agreement { return p.orEmpty().agreement.clone() }

// At places a diagnostic on what stands at a path of the agreement, such as
// "metrics.response.target": in its document or, for an agreement built in Go, by the
// path alone.
func (p *Plan) At(path string, d diag.Diagnostic) *diag.Diagnostic {
	return p.orEmpty().agreement.origin.at(path, d)
}

// Zone returns the zone of the agreement's days.
func (p *Plan) Zone() *time.Location { return p.orEmpty().zone }

// Schema returns the schema of a table of the agreement, to read its records with; ok is
// false when there is no such table.
func (p *Plan) Schema(name string) (schema kinds.Schema, ok bool) {
	p = p.orEmpty()
	for _, s := range p.schemas {
		if s.Name == name {
			return kinds.Schema{Name: s.Name, Fields: slices.Clone(s.Fields)}, true
		}
	}
	return kinds.Schema{}, false
}

// describe puts what was checked into plain English, once for all evaluations, with
// metrics called by their titles.
func (p *Plan) describe() {
	titles := dsl.Wording{Title: func(name string) string {
		if m := p.metric(name); m != nil {
			return m.Title
		}
		return ""
	}}
	for _, m := range p.metrics {
		m.InWords = titles.Criterion(m.Measure, m.Target)
		if m.WhileNew != nil {
			m.WhileNew.InWords = titles.Criterion(m.WhileNew.Measure, m.WhileNew.Target)
		}
	}
	for _, r := range p.remedies {
		r.InWords = titles.Program(r.When)
	}
}
