package rollup

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/internal/words"
	"github.com/concord-sla/concord/sla"
)

// A resultSet holds results by agreement, metric and period.
type resultSet struct {
	agreements []*agreementResults
	catalog    *framework.Catalog
	looked     map[string][]*framework.Measure // what was looked up in the catalog
}

// entries returns the catalog's measures of an id. Every outcome asks for those that its
// metric claims.
func (b *resultSet) entries(ref string) []*framework.Measure {
	entries, known := b.looked[ref]
	if !known {
		entries = b.catalog.Lookup(ref)
		b.looked[ref] = entries
	}
	return entries
}

type agreementResults struct {
	name     string
	provider string
	versions []*agreementVersion // by number
	metrics  []*metricResults    // in the order of the results
	remedies []sla.Triggered
}

type agreementVersion struct {
	number    int
	agreement sla.Agreement
	plan      *sla.Plan
}

type metricResults struct {
	name, title string
	outcomes    []*judgedTarget // by period
}

// A judgedTarget is a metric's outcome in a period, and how it counts.
type judgedTarget struct {
	sla.Outcome
	version  *agreementVersion
	metric   sla.CheckedMetric
	dispute  string        // why it is disputed; "" when it is not
	resolved calendar.Date // as the input says; zero when it does not
	counted  Counted
	why      string
}

// gather returns results by agreement, metric and period.
func gather(c *framework.Catalog, results []*sla.Result) (*resultSet, error) {
	b := &resultSet{catalog: c, looked: map[string][]*framework.Measure{}}
	for i, result := range results {
		if result == nil {
			return nil, &diag.Diagnostic{Severity: diag.Error, Code: codes.BadValue, Class: codes.Class(codes.BadValue), Summary: fmt.Sprintf("result %d is nil", i+1), Advice: "leave it out"}
		}
		a, v, err := b.version(result.Agreement)
		if err != nil {
			return nil, fmt.Errorf("rolling up %s: %w", result.Agreement.Name, err)
		}
		for _, t := range result.Remedies {
			if !slices.ContainsFunc(a.remedies, func(o sla.Triggered) bool { return o.Remedy == t.Remedy && o.Period == t.Period }) {
				a.remedies = append(a.remedies, t)
			}
		}
		checked := v.plan.Terms().Metrics
		for _, m := range result.Metrics {
			at := slices.IndexFunc(checked, func(c sla.CheckedMetric) bool { return c.Name == m.Metric.Name })
			if at < 0 {
				return nil, conflictIn(a, m.Metric.Name, "the agreement has no such metric", "roll up results as they were evaluated")
			}
			into := a.metric(m.Metric)
			for _, o := range m.Outcomes {
				if err := into.put(a, &judgedTarget{Outcome: o, version: v, metric: checked[at]}); err != nil {
					return nil, err
				}
			}
		}
	}
	for _, a := range b.agreements {
		slices.SortFunc(a.versions, func(x, y *agreementVersion) int { return cmp.Compare(x.number, y.number) })
		for _, m := range a.metrics {
			slices.SortStableFunc(m.outcomes, func(x, y *judgedTarget) int { return x.Period.Last().Compare(y.Period.Last()) })
		}
	}
	return b, nil
}

// version returns the entry of an agreement's version, and makes it when there is none.
// One version cannot have two targets for a metric: a change would go unseen.
func (b *resultSet) version(own sla.Agreement) (*agreementResults, *agreementVersion, error) {
	a := b.agreement(own.Name)
	if a == nil {
		a = &agreementResults{name: own.Name}
		b.agreements = append(b.agreements, a)
	}
	for _, p := range own.Parties {
		if p.Key == "provider" {
			a.provider = p.Name
		}
	}
	for _, v := range a.versions {
		if v.number != own.Version {
			continue
		}
		for _, m := range own.Metrics {
			if was, found := metricOf(v.agreement, m.Name); !found || was.Target != m.Target {
				return nil, nil, conflictIn(a, m.Name, fmt.Sprintf("it is not the same in two results of version %d", own.Version), "give the changed agreement another version")
			}
		}
		return a, v, nil
	}
	plan, err := own.Compile()
	if err != nil {
		return nil, nil, err
	}
	v := &agreementVersion{own.Version, own, plan}
	a.versions = append(a.versions, v)
	return a, v, nil
}

func metricOf(a sla.Agreement, name string) (sla.Metric, bool) {
	for _, m := range a.Metrics {
		if m.Name == name {
			return m, true
		}
	}
	return sla.Metric{}, false
}

func (b *resultSet) agreement(name string) *agreementResults {
	for _, a := range b.agreements {
		if a.name == name {
			return a
		}
	}
	return nil
}

func (a *agreementResults) metric(m sla.Metric) *metricResults {
	for _, own := range a.metrics {
		if own.name == m.Name {
			return own
		}
	}
	own := &metricResults{name: m.Name, title: m.Title}
	a.metrics = append(a.metrics, own)
	return own
}

// put adds an outcome. Of two for one period the one that was applicable holds: a version
// of the agreement that was not in effect has nothing to say.
func (m *metricResults) put(a *agreementResults, o *judgedTarget) error {
	for i, was := range m.outcomes {
		if was.Period != o.Period {
			continue
		}
		order, compared := was.Judged.Compare(o.Judged)
		switch {
		case o.Verdict == sla.NotApplicable:
		case was.Verdict == sla.NotApplicable:
			m.outcomes[i] = o
		case was.Verdict != o.Verdict || compared && order != 0:
			return conflictIn(a, m.name, fmt.Sprintf("two results contradict each other about %s: %s and %s", o.Period.Label(), was.verdictText(), o.verdictText()),
				"give for each period the result of the version that was in effect")
		}
		return nil
	}
	m.outcomes = append(m.outcomes, o)
	return nil
}

// verdictText returns the verdict with the value that was judged.
func (o *judgedTarget) verdictText() string {
	if o.Judged.Missing() {
		return string(o.Verdict)
	}
	return string(o.Verdict) + " at " + o.Judged.String()
}

func conflictIn(a *agreementResults, metric, summary, advice string) *diag.Diagnostic {
	return &diag.Diagnostic{Severity: diag.Error, Code: codes.BadValue, Class: codes.Class(codes.BadValue), Path: a.name + "." + metric, Summary: summary, Advice: advice}
}

// record adds disputes, resolutions and reasons to the outcomes that they are about.
func (b *resultSet) record(ctx context.Context, in Input) diag.List {
	var found diag.List
	for _, d := range in.Disputed {
		o, problem := b.find(d.Agreement, d.Metric, d.Period)
		if problem != nil {
			found = append(found, problem)
			continue
		}
		o.dispute = cmp.Or(d.Because, "no reason is given")
	}
	for _, r := range in.Resolved {
		o, problem := b.find(r.Agreement, r.Metric, r.Period)
		switch {
		case problem != nil:
			found = append(found, problem)
		case o.Verdict != sla.Missed:
			found = append(found, conflictIn(b.agreement(r.Agreement), r.Metric, fmt.Sprintf("an issue is resolved that there was not: %s was %s", o.Period.Label(), o.verdictText()), "leave it out"))
		case r.On.IsZero() || r.On.Before(o.Period.First()):
			found = append(found, conflictIn(b.agreement(r.Agreement), r.Metric, fmt.Sprintf("the issue of %s cannot have been resolved on %s", o.Period.Label(), r.On), "give the day on which it was resolved"))
		default:
			o.resolved = r.On
		}
	}
	for _, r := range in.Reasons {
		found = append(found, b.checkReason(ctx, r)...)
	}
	return found
}

// find returns the outcome of a metric in a period, or what is wrong with the names.
func (b *resultSet) find(agreement, metric string, period calendar.Period) (*judgedTarget, *diag.Diagnostic) {
	m, problem := b.findMetric(agreement, metric)
	if problem != nil {
		return nil, problem
	}
	for _, o := range m.outcomes {
		if o.Period == period {
			return o, nil
		}
	}
	return nil, &diag.Diagnostic{Severity: diag.Error, Code: codes.UnknownReference, Class: codes.Class(codes.UnknownReference), Path: agreement + "." + metric,
		Summary: fmt.Sprintf("the results have no outcome of %s for %s", metric, period.Label()), Advice: "name one of the metric's own periods, and give its result"}
}

func (b *resultSet) findMetric(agreement, metric string) (*metricResults, *diag.Diagnostic) {
	unknown := func(what, name string, known []string) *diag.Diagnostic {
		d := words.Unknown(what, name, known)
		d.Code = codes.UnknownReference
		return d
	}
	a := b.agreement(agreement)
	if a == nil {
		var known []string
		for _, a := range b.agreements {
			known = append(known, a.name)
		}
		return nil, unknown("agreement among the results", agreement, known)
	}
	var known []string
	for _, m := range a.metrics {
		if m.name == metric {
			return m, nil
		}
		known = append(known, m.name)
	}
	return nil, unknown("metric of "+agreement, metric, known)
}
