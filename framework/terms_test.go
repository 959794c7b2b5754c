package framework

import "testing"

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

// The tables and the constants are in the same order, and every word is read
// back.
func TestWordsAreReadBack(t *testing.T) {
	for i, row := range units {
		if row.unit != Unit(i+1) {
			t.Errorf("row %d of the units is %v", i, row.unit)
		}
		for _, name := range []string{row.one, row.many} {
			if u, err := ParseUnit(name); err != nil || u != row.unit {
				t.Errorf("the unit %q is read as %v, %v", name, u, err)
			}
		}
	}
	for i, word := range directionWords {
		if d, err := ParseDirection(word); err != nil || d != Direction(i+1) || d.String() != word {
			t.Errorf("the direction %q is read as %v, %v", word, d, err)
		}
	}
	if NoUnit.String() != "unspecified" || DirectionNotStated.String() != "not stated" || Legacy.String() != "legacy" ||
		MarketplaceScope.String() != "marketplace" || Deviates.String() != "within" || NoOp.String() != "" || Every.String() != "every" {
		t.Error("a constant and its word do not stand at the same place")
	}
}

func TestUnknownWordsSuggest(t *testing.T) {
	_, err := ParseUnit("percnt")
	if want := `concord: error [bad-value]: "percnt" is not a known unit; did you mean percent?`; err == nil || err.Error() != want {
		t.Errorf(" got: %v\nwant: %s", err, want)
	}
	_, err = ParseDirection("higher")
	if want := `concord: error [bad-value]: "higher" is not a known direction; known here: higher is better, lower is better, in range, must match, informational, not stated`; err == nil || err.Error() != want {
		t.Errorf(" got: %v\nwant: %s", err, want)
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
