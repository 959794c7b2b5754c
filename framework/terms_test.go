package framework

import (
	"testing"

	"github.com/concord-sla/concord/framework/internal/words"
)

// The zero value of every closed type is invalid and says so.
func TestZeroWordsAreInvalid(t *testing.T) {
	for _, got := range []string{Unit(0).String(), Direction(0).String(), Tier(0).String(), Scope(0).String(), Op(0).String()} {
		if len(got) < 7 || got[:7] != "invalid" {
			t.Errorf("a zero value is printed as %q", got)
		}
	}
	if Unit(200).String() != "invalid unit" || Direction(200).String() != "invalid direction" {
		t.Error("a value outside the table is printed as one inside")
	}
}

// The tables and the constants are in the same order, and every word is read back.
func TestWordsAreReadBack(t *testing.T) {
	for i, row := range units {
		if row.unit != Unit(i+1) {
			t.Errorf("row %d of the units is %v", i, row.unit)
		}
		for _, name := range []string{row.one, row.many} {
			if u, ok := unitNamed(name); !ok || u != row.unit {
				t.Errorf("the unit %q is read as %v, %v", name, u, ok)
			}
		}
	}
	for i, word := range directionWords {
		if d, err := words.Parse[Direction]("direction", word, directionWords[:]); err != nil || d != Direction(i+1) || d.String() != word {
			t.Errorf("the direction %q is read as %v, %v", word, d, err)
		}
	}
	if NoUnit.String() != "unspecified" || DirectionNotStated.String() != "not stated" || Legacy.String() != "legacy" ||
		MarketplaceScope.String() != "marketplace" || Deviates.String() != "within" || NoOp.String() != "" || Every.String() != "every" {
		t.Error("a constant and its word do not stand at the same place")
	}
}

func TestUnitFits(t *testing.T) {
	for _, test := range []struct {
		measure, figure Unit
		want            bool
	}{
		{Percent, Percent, true}, {Count, Percent, false}, {Percent, PercentPositive, false},
		{Day, BusinessDay, true}, {Day, Week, true}, {CalendarDay, BusinessDay, false}, {BusinessDay, CalendarDay, false},
		{Hour, Minute, true}, {Hour, BusinessHour, false}, {Duration, PayPeriod, true}, {Duration, Percent, false}, {NoUnit, Percent, false},
	} {
		if got := test.measure.fits(test.figure); got != test.want {
			t.Errorf("a measure in %v takes a figure in %v: %v, want %v", test.measure, test.figure, got, test.want)
		}
	}
}
