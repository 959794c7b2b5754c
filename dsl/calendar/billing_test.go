package calendar

import (
	"strings"
	"testing"

	"github.com/concord-sla/concord/internal/script"
)

// The table has lines with dates alone, "dates on date" and "dates within period".
func TestBillingTable(t *testing.T) {
	script.Lines(t, "billing.txt", func(question string) string {
		text, within, both := strings.Cut(question, " within ")
		text, date, on := strings.Cut(text, " on ")
		b, err := ParseBilling(script.Unquoted(text))
		switch {
		case err != nil:
			return script.Failed(err)
		case on:
			p := b.Containing(mustDate(t, date))
			return p.String() + "; before " + b.Previous(p).String() + ", after " + b.Next(p).String()
		case !both:
			return b.String()
		}
		p, err := ParsePeriod(within)
		if err != nil {
			return script.Failed(err)
		}
		var names []string
		for _, q := range b.EndingWithin(p) {
			names = append(names, q.String())
		}
		if names == nil {
			return "none"
		}
		return strings.Join(names, ", ")
	})
}

func TestBillingIsItsOwn(t *testing.T) {
	starts := []Date{{2026, 1, 5}, {2026, 2, 4}, {2026, 3, 6}}
	b, err := NewBilling(starts)
	if err != nil {
		t.Fatal(err)
	}
	starts[1] = Date{2026, 1, 6}
	january := b.Containing(Date{2026, 1, 31})
	if january.String() != "2026-01-05..2026-02-03" {
		t.Errorf("the list changed to %s", b)
	}
	for _, p := range []Period{{}, january.Next().Next(), Month(2026, 1)} {
		if !b.Next(p).IsZero() || !b.Previous(p).IsZero() {
			t.Errorf("%s is not of the list, and has a neighbour", p)
		}
	}
	var none Billing
	if !none.Containing(starts[0]).IsZero() || none.EndingWithin(Year(2026)) != nil || !b.Containing(Date{2026, 2, 30}).IsZero() {
		t.Error("nothing has periods")
	}
	if _, err := NewBilling([]Date{{2026, 1, 5}, {2026, 2, 30}}); err == nil {
		t.Error("a cycle begins on 30 February")
	}
}
