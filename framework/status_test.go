package framework

import (
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
)

// A measure is usable, or says why not.
func TestStanding(t *testing.T) {
	for ref, want := range map[string]string{
		"FFM.030.070.0033":    "usable: ",
		"FFM.030.070.0041":    "quarantined: the figure was < 0.02 percent in release FY2024 and is <= 2 percent now, a hundredfold change and probably a slip",
		"FFM.030.020.0011":    "no figure: the source leaves the figure open, set by: service customer",
		"PMF.ITM.RES":         "no figure: it measures a marketplace, not one agreement",
		"PPA.INTEREST":        "no figure: the target is no figure: the rate in force when the obligation accrues",
		"FEDRAMP.TRIG.NOTICE": "no figure: the source limits each item and states no figure for the period",
		"PPA.RECEIPT":         "no figure: it counts work, and no count is good or bad",
	} {
		s, why := Default().Lookup(ref)[0].Status()
		if got := s.String() + ": " + why; got != want {
			t.Errorf("%s\n got: %s\nwant: %s", ref, got, want)
		}
	}
	for m := range Default().all() {
		if s, why := m.Status(); (s == Usable) != (why == "") || s == 0 {
			t.Errorf("%s is %s, because of %q", m.Ref(), s, why)
		}
	}
}

// A figure holds from its first day, or its catalog's, until another follows.
func TestInForce(t *testing.T) {
	day := func(text string) calendar.Date {
		d, err := calendar.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	edition := &Release{Effective: day("2024-10-01")}
	for _, test := range []struct {
		measure Measure
		on, why string
	}{
		{Measure{ID: "A"}, "1999-01-01", ""},
		{Measure{ID: "A", Release: edition}, "2024-09-30", "A takes effect on 2024-10-01"},
		{Measure{ID: "A", Release: edition}, "2024-10-01", ""},
		{Measure{ID: "A", Release: edition, Effective: day("2026-12-07")}, "2026-12-06", "A takes effect on 2026-12-07"},
		{Measure{ID: "A", SupersededBy: "B", SupersededOn: day("2026-06-10")}, "2026-06-09", ""},
		{Measure{ID: "A", SupersededBy: "B", SupersededOn: day("2026-06-10")}, "2026-06-10", "A was superseded by B on 2026-06-10"},
		{Measure{ID: "A", SupersededBy: "B"}, "2030-01-01", ""},
	} {
		ok, why := test.measure.InForce(day(test.on))
		if ok != (test.why == "") || why != test.why {
			t.Errorf("on %s: %v, %q; want %q", test.on, ok, why, test.why)
		}
	}
}
