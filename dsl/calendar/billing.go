package calendar

import (
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/diag"
)

// Billing is a list of periods whose beginnings follow no rule: the billing cycles of a
// telephone company, as it published them. It does not change, and any number of
// goroutines may share it. The zero Billing has no periods.
//
// Its periods are spans, of the cycle [Once]. The period after one of them is
// [Billing.Next], because [Period.Next] of a span is the next span of the same length.
type Billing struct {
	starts []Date // of the periods, and of what comes after the last
}

// NewBilling makes the list of periods that begin on all but the last of the dates; the
// last is the first day after them, on which the next period will begin. It fails when
// there are fewer than two dates, when one does not exist, and when one is not after the
// one before it.
func NewBilling(starts []Date) (Billing, error) {
	if len(starts) < 2 {
		return Billing{}, wrong(BadPeriod, "write the first day of each, and the first day after the last", "billing cycles need two dates at least")
	}
	for i, d := range starts {
		switch {
		case !d.Valid():
			return Billing{}, wrong(BadPeriod, "write a day of the calendar", "billing cycle %d begins on %s, which does not exist", i+1, d)
		case i > 0 && !starts[i-1].Before(d):
			return Billing{}, wrong(BadPeriod, "write them in order", "billing cycle %d begins on %s and the next on %s, which is not later", i, starts[i-1], d)
		}
	}
	return Billing{slices.Clone(starts)}, nil
}

// ParseBilling reads the dates of [NewBilling], separated by spaces, commas or ends of
// lines.
func ParseBilling(text string) (Billing, error) {
	var starts []Date
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(", \t\r\n", r) }) {
		d, err := ParseDate(word)
		if err != nil {
			return Billing{}, diag.Within(fmt.Sprintf("billing cycle %d", len(starts)+1), err)
		}
		starts = append(starts, d)
	}
	return NewBilling(starts)
}

// Containing returns the period in which the date lies, and the zero Period when it is
// before the first or after the last.
func (b Billing) Containing(d Date) Period {
	i, begins := slices.BinarySearchFunc(b.starts, d, Date.Compare)
	if !begins {
		i--
	}
	if !d.Valid() || i < 0 {
		return Period{}
	}
	return b.at(i)
}

// EndingWithin returns the periods whose last day lies within p, in order: what a report
// for p covers.
func (b Billing) EndingWithin(p Period) []Period {
	var found []Period
	for i := range b.starts {
		if q := b.at(i); p.Contains(q.last) {
			found = append(found, q)
		}
	}
	return found
}

// Next returns the period that follows one of the list, and the zero Period after the
// last and for a period that is not of the list.
func (b Billing) Next(p Period) Period { return b.shift(p, 1) }

// Previous returns the period before one of the list, and the zero Period before the
// first and for a period that is not of the list.
func (b Billing) Previous(p Period) Period { return b.shift(p, -1) }

func (b Billing) shift(p Period, n int) Period {
	i, begins := slices.BinarySearchFunc(b.starts, p.first, Date.Compare)
	if !begins || p.IsZero() || b.at(i) != p || i+n < 0 {
		return Period{}
	}
	return b.at(i + n)
}

// at returns the i-th period, and the zero Period after the last.
func (b Billing) at(i int) Period {
	if i+1 >= len(b.starts) {
		return Period{}
	}
	return Period{Once, b.starts[i], b.starts[i+1].AddDays(-1)}
}

// String returns the dates as [ParseBilling] reads them.
func (b Billing) String() string {
	words := make([]string, len(b.starts))
	for i, d := range b.starts {
		words[i] = d.String()
	}
	return strings.Join(words, ", ")
}
