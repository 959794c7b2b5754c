package sla

import (
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Metric returns what came of a metric; ok is false when the agreement has none of that
// name.
func (r *Result) Metric(name string) (m MetricResult, ok bool) {
	if r == nil {
		return MetricResult{}, false
	}
	i := slices.IndexFunc(r.Metrics, func(m MetricResult) bool { return m.Metric.Name == name })
	if i < 0 {
		return MetricResult{}, false
	}
	return r.Metrics[i], true
}

// Remedy returns the periods in which the condition of a remedy held, with what follows,
// oldest first.
func (r *Result) Remedy(name string) []Triggered {
	return r.remedies(func(t Triggered) bool { return t.Remedy == name })
}

// Credits returns the remedies that pay a credit, one for each period, and those whose
// amount cannot be worked out, oldest first.
func (r *Result) Credits() []Triggered {
	return r.remedies(func(t Triggered) bool { return t.Credit != nil && !t.Credit.None })
}

func (r *Result) remedies(which func(Triggered) bool) []Triggered {
	if r == nil {
		return nil
	}
	var all []Triggered
	for _, t := range r.Remedies {
		if which(t) {
			all = append(all, t)
		}
	}
	slices.SortStableFunc(all, func(a, b Triggered) int { return a.Period.Last().Compare(b.Period.Last()) })
	return all
}

// Owed returns what all credits come to, an amount for each currency in the order of
// their codes, and how many credits are not among them because their amount is not known.
func (r *Result) Owed() (amounts []dsl.Value, unknown int) {
	sums := map[string]exact.Num{}
	for _, t := range r.Credits() {
		if t.Credit.Amount.Missing() {
			unknown++
			continue
		}
		currency := t.Credit.Amount.Type().Currency
		sums[currency] = sums[currency].Add(t.Credit.Amount.Num())
	}
	for currency, sum := range sums {
		amounts = append(amounts, dsl.NewExact(kinds.MoneyIn(currency), sum))
	}
	slices.SortFunc(amounts, func(a, b dsl.Value) int { return strings.Compare(a.Type().Currency, b.Type().Currency) })
	return amounts, unknown
}

// Causes returns the metrics that gave cause to a remedy: of those that it asks about or
// pays a credit for, the ones that were not met in its period, or were missed in an
// earlier one that it looks back to; all of them when there is none.
func (r *Result) Causes(t Triggered) []string {
	if r == nil {
		return nil
	}
	var asked, causes []string
	for _, mr := range r.Metrics {
		name := mr.Metric.Name
		questions := slices.DeleteFunc(slices.Clone(t.Asked), func(q dsl.Question) bool { return q.Subject != name })
		if len(questions) == 0 && (t.Credit == nil || t.Credit.None || t.Credit.Metric != name) {
			continue
		}
		asked = append(asked, name)
		if gaveCause(questions, through(t.Period, mr.Outcomes)) {
			causes = append(causes, name)
		}
	}
	if causes == nil {
		return asked
	}
	return causes
}

// through returns the outcomes of a period and of those before it.
func through(period calendar.Period, outcomes []Outcome) []Outcome {
	n := 0
	for n < len(outcomes) && !outcomes[n].Period.Last().After(period.Last()) {
		n++
	}
	return outcomes[:n]
}

// gaveCause reports whether the last of a metric's outcomes was not met, or one of those
// that a question looks back to was missed.
func gaveCause(questions []dsl.Question, outcomes []Outcome) bool {
	n := len(outcomes)
	if n == 0 {
		return false
	}
	missed := func(o Outcome) bool { return o.Verdict == Missed }
	switch outcomes[n-1].Verdict {
	case Missed, NotMeasured, AtRisk:
		return true
	}
	return slices.ContainsFunc(questions, func(q dsl.Question) bool { return slices.ContainsFunc(outcomes[max(0, n-q.Periods):], missed) })
}
