package sla

import (
	"fmt"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/english"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/outage"
)

// Plan is an agreement that has been checked and can be evaluated. It is
// immutable and safe for concurrent use.
type Plan struct {
	agreement Agreement
	zone      *time.Location
	calendars map[string]*business.Calendar // that expressions may name
	calendar  *business.Calendar            // nil when the agreement names none
	billing   calendar.Billing              // no cycles when the agreement has none
	schemas   []kinds.Schema
	clocks    []*planClock
	outages   []*planAvailability
	derived   []derivation // the tables that the agreement computes: clocks and availabilities
	metrics   []*planMetric
	remedies  []*planRemedy
}

// planMetric is a metric with its expressions checked.
type planMetric struct {
	Metric
	measure *dsl.Program
	target  *dsl.Program
	minimum *dsl.Program // nil when there is none
	warn    *dsl.Program // nil when there is none
	exclude []planExclusion
	notices []outage.Notice
	service *Service // nil when it names none
	tables  []Table  // those whose rows the measure goes over
	lookups []Table  // those in which it looks up keys

	early   *planMetric   // the same metric with the levels of a new service; nil when there are none
	until   calendar.Date // before which a period begins that is judged by them
	inWords string        // the measure and its target
}

type planRemedy struct {
	Remedy
	when     *dsl.Program
	asked    []dsl.Question
	subjects []string // the metrics that its condition and credit ask about
	credit   *planCredit
	inWords  string
}

type planCredit struct {
	of    *dsl.Program
	tiers []planTier
	cap   *dsl.Value // nil when there is none
}

type planTier struct {
	Tier
	when   *dsl.Program
	credit dsl.Value
}

// Agreement is a copy of the agreement the plan was compiled from.
func (p *Plan) Agreement() Agreement { return p.agreement.clone() }

// Zone is the zone of the agreement's days.
func (p *Plan) Zone() *time.Location { return p.zone }

// Schema is the schema of a table of the agreement, to read its records with; ok
// is false when there is no such table.
func (p *Plan) Schema(name string) (schema kinds.Schema, ok bool) {
	for _, s := range p.schemas {
		if s.Name == name {
			return kinds.Schema{Name: s.Name, Fields: slices.Clone(s.Fields)}, true
		}
	}
	return kinds.Schema{}, false
}

// Metrics are the checked metrics in the order of the agreement.
func (p *Plan) Metrics() []CheckedMetric {
	all := make([]CheckedMetric, len(p.metrics))
	own := p.Agreement()
	for i, m := range p.metrics {
		all[i] = CheckedMetric{Metric: own.Metrics[i], measure: m.measure, target: m.target, origin: p.agreement.origin}
	}
	return all
}

// CheckedMetric is a metric of a plan with its checked criterion, for alignment
// and other questions about the agreement.
type CheckedMetric struct {
	Metric
	measure, target *dsl.Program
	origin          origin
}

// MeasureProgram is the checked expression of the metric's value.
func (m CheckedMetric) MeasureProgram() *dsl.Program { return m.measure }

// ClaimAt places a diagnostic on one of the measures that the metric claims.
func (m CheckedMetric) ClaimAt(i int, d diag.Diagnostic) *diag.Diagnostic {
	return m.origin.at(fmt.Sprintf("metrics.%s.aligns[%d]", m.Name, i), d)
}

// TargetProgram is the checked condition on value.
func (m CheckedMetric) TargetProgram() *dsl.Program { return m.target }

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
		m.inWords = titles.Criterion(m.measure, m.target)
		if m.early != nil {
			m.early.inWords = titles.Criterion(m.early.measure, m.early.target)
		}
	}
	for _, r := range p.remedies {
		r.inWords = titles.Of(r.when)
	}
}
