package report

import (
	"cmp"
	"slices"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/sla"
)

// NewStatus gathers what a page shows from a result and from what alignment found about
// its agreement. Findings may be nil.
func NewStatus(result *sla.Result, findings []align.Finding) Status {
	if result == nil {
		return Status{}
	}
	names := newDirectory(result)
	s := Status{
		Agreement:    agreementOf(result.Agreement),
		Period:       periodOf(result.Period),
		Parties:      names.parties(),
		Stakeholders: names.stakeholders(),
		Services:     names.services(),
		Sources:      names.sources(),
		Findings:     findingsOf(findings, result.Agreement),
		Credits:      totalCredits(result),
	}
	for _, mr := range result.Metrics {
		m := names.metric(mr)
		s.Verdicts.add(m.Verdict)
		s.Metrics = append(s.Metrics, m)
	}
	slices.SortStableFunc(s.Metrics, worstFirst)
	for _, t := range byPeriod(result.Remedies) {
		s.Remedies = append(s.Remedies, names.remedy(t, result.Causes(t)))
	}
	for _, t := range byPeriod(result.Undecided) {
		s.Undecided = append(s.Undecided, names.remedy(t, result.Causes(t)))
	}
	s.Attention = attention(s)
	return s
}

// worstFirst orders metrics; those of one verdict stay in the agreement's order.
func worstFirst(a, b Metric) int {
	if a.Verdict != b.Verdict {
		return cmp.Compare(badness(b.Verdict), badness(a.Verdict))
	}
	if a.BelowMinimum != b.BelowMinimum {
		if a.BelowMinimum {
			return -1
		}
		return 1
	}
	return 0
}

func (t *VerdictCounts) add(v sla.Verdict) {
	switch v {
	case sla.Met:
		t.Met++
	case sla.AtRisk:
		t.AtRisk++
	case sla.Missed:
		t.Missed++
	case sla.NotMeasured:
		t.NotMeasured++
	case sla.NotApplicable:
		t.NotApplicable++
	}
}

func agreementOf(a sla.Agreement) Agreement {
	return Agreement{
		Name: a.Name, Title: a.Title, Version: a.Version, Status: string(a.Status), Supersedes: a.Supersedes,
		ProviderAgreement: a.ProviderAgreement, From: dateText(a.Effective.From), To: dateText(a.Effective.To), Zone: a.Zone,
	}
}

func periodOf(p calendar.Period) Period {
	return Period{Label: p.Label(), First: dateText(p.First()), Last: dateText(p.Last())}
}

// dateText is a date, or empty for what is none.
func dateText(d calendar.Date) string {
	if !d.Valid() {
		return ""
	}
	return d.String()
}
