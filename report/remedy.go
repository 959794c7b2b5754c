package report

import (
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl/format"
	"github.com/concord-sla/concord/sla"
)

// byPeriod orders remedies by the end of their period; those of one period stay in the
// agreement's order.
func byPeriod(triggered []sla.Triggered) []sla.Triggered {
	ordered := slices.Clone(triggered)
	slices.SortStableFunc(ordered, func(a, b sla.Triggered) int { return a.Period.Last().Compare(b.Period.Last()) })
	return ordered
}

func (d directory) remedy(t sla.Triggered, causes []string) Remedy {
	r := Remedy{Name: t.Remedy, When: format.WithoutComments(t.When), InWords: oneLine(t.InWords), Period: periodOf(t.Period), Metrics: causes, Reason: t.Reason}
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

// action returns an action in words, with the names of those it concerns in the place of
// their keys.
func (d directory) action(a sla.DueAction) Action {
	shown := Action{Kind: string(a.Kind), Within: a.Within, Due: dateText(a.Due)}
	for _, who := range a.By {
		shown.Who = append(shown.Who, d.who(who))
	}
	shown.Text = sla.Action{Kind: a.Kind, By: shown.Who}.String()
	return shown
}

// totalCredits is what the parties owe each other in all, as it is shown.
func totalCredits(result *sla.Result) Credits {
	owed, unknown := result.Owed()
	all := Credits{Unknown: unknown}
	for _, total := range owed {
		all.Totals = append(all.Totals, shownAs(total, cents))
	}
	return all
}
