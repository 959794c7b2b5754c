package report

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/sla"
)

// byPeriod orders remedies by the end of their period; those of one period stay
// in the agreement's order.
func byPeriod(triggered []sla.Triggered) []sla.Triggered {
	ordered := slices.Clone(triggered)
	slices.SortStableFunc(ordered, func(a, b sla.Triggered) int { return a.Period.Last().Compare(b.Period.Last()) })
	return ordered
}

func (d directory) remedy(t sla.Triggered, metrics []sla.MetricResult) Remedy {
	r := Remedy{Name: t.Remedy, When: t.When, InWords: oneLine(t.InWords), Period: periodOf(t.Period), Metrics: causes(t, metrics), Reason: t.Undecide}
	for _, o := range t.Because {
		r.Because = append(r.Because, d.verdict(o))
	}
	for _, a := range t.Actions {
		r.Actions = append(r.Actions, d.action(a))
	}
	if c := t.Credit; c != nil {
		r.Credit = &Credit{Metric: d.metricTitle(c.Metric), Tier: c.Tier, Capped: c.Capped, None: c.None, Reason: c.Reason}
		if !c.Part.Missing() {
			r.Credit.Part = c.Part.String()
		}
		if !c.Of.Missing() {
			r.Credit.Of = shownAs(c.Of, cents)
		}
		if !c.Amount.Missing() {
			r.Credit.Amount = shownAs(c.Amount, cents)
		}
	}
	return r
}

// verdict is an outcome in words: "Invoices paid in time missed in May 2026: 91.34%".
func (d directory) verdict(o sla.Outcome) string {
	point := d.point(o)
	text := fmt.Sprintf("%s %s in %s", d.metricTitle(o.Metric), o.Verdict, point.Period)
	switch figure := point.Figure.Text; {
	case figure != "" && o.Reason != "":
		text += fmt.Sprintf(": %s (%s)", figure, o.Reason)
	case figure+o.Reason != "":
		text += ": " + figure + o.Reason
	}
	return text
}

// cents is the number of decimal places of money.
const cents = 2

// action words an action with the people it concerns in the place of their keys.
func (d directory) action(a sla.DueAction) Action {
	shown := Action{Kind: string(a.Kind), Within: a.Within, Due: dateText(a.Due)}
	for _, who := range a.By {
		shown.Who = append(shown.Who, d.who(who))
	}
	shown.Text = sla.Action{Kind: a.Kind, By: shown.Who}.String()
	return shown
}

// causes are the metrics that gave cause to a remedy: of those that it asks about
// or pays a credit for, the ones that were not met in its period, or were missed
// in an earlier one that it looks back to; all of them when there is none.
func causes(t sla.Triggered, metrics []sla.MetricResult) []string {
	var asked, gaveCause []string
	for _, mr := range metrics {
		name := mr.Metric.Name
		questions := slices.DeleteFunc(slices.Clone(t.Asked), func(q dsl.Question) bool { return q.Subject != name })
		if len(questions) == 0 && (t.Credit == nil || t.Credit.None || t.Credit.Metric != name) {
			continue
		}
		asked = append(asked, name)
		if gaveCauseTo(questions, upTo(t.Period, mr.Outcomes)) {
			gaveCause = append(gaveCause, name)
		}
	}
	if gaveCause == nil {
		return asked
	}
	return gaveCause
}

// upTo are the outcomes of a period and of those before it.
func upTo(period calendar.Period, outcomes []sla.Outcome) []sla.Outcome {
	n := 0
	for n < len(outcomes) && !outcomes[n].Period.Last().After(period.Last()) {
		n++
	}
	return outcomes[:n]
}

// gaveCauseTo reports whether the last of a metric's outcomes was not met, or one
// of those that a question looks back to was missed.
func gaveCauseTo(questions []dsl.Question, outcomes []sla.Outcome) bool {
	n := len(outcomes)
	if n == 0 {
		return false
	}
	missed := func(o sla.Outcome) bool { return o.Verdict == sla.Missed }
	return badness(outcomes[n-1].Verdict) > badness(sla.Met) ||
		slices.ContainsFunc(questions, func(q dsl.Question) bool { return slices.ContainsFunc(outcomes[max(0, n-q.Periods):], missed) })
}

// totalCredits adds up the credits that are due, each currency by itself.
func totalCredits(triggered []sla.Triggered) Credits {
	var all Credits
	sums := map[string]*big.Rat{}
	for _, t := range triggered {
		if t.Credit == nil || t.Credit.None {
			continue
		}
		amount, ok := t.Credit.Amount.Rat()
		if !ok {
			all.Unknown++
			continue
		}
		currency := t.Credit.Amount.Type().Currency
		if sums[currency] == nil {
			sums[currency] = new(big.Rat)
		}
		sums[currency].Add(sums[currency], amount)
	}
	currencies := make([]string, 0, len(sums))
	for c := range sums {
		currencies = append(currencies, c)
	}
	slices.Sort(currencies)
	for _, c := range currencies {
		all.Totals = append(all.Totals, shownAs(dsl.NewExact(kinds.MoneyIn(c), exact.Rat(sums[c])), cents))
	}
	return all
}
