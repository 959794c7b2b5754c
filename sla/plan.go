package sla

import (
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/english"
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

// At returns a diagnostic with its place: where the part of the agreement that a path
// names, such as "metrics.response.target", stands in the document. For an agreement
// built in Go the path is the place.
func (p *Plan) At(path string, d diag.Diagnostic) *diag.Diagnostic {
	return p.orEmpty().agreement.origin.at(path, d)
}

// schema returns the schema of a table of the agreement; ok is false when there is none.
func (p *Plan) schema(name string) (schema kinds.Schema, ok bool) {
	i := slices.IndexFunc(p.schemas, func(s kinds.Schema) bool { return s.Name == name })
	if i < 0 {
		return kinds.Schema{}, false
	}
	return p.schemas[i], true
}

// describe puts what was checked into plain English, once for all evaluations, with
// metrics called by their titles.
func (p *Plan) describe() {
	titles := english.Wording{Title: func(name string) string {
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
		r.InWords = titles.Of(r.When)
	}
}
