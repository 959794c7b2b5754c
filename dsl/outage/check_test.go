package outage

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/internal/testenv"
)

// Minute by minute: what a component was is what its last check found, if that is not too
// long ago, and otherwise unknown. The order in which checks are listed does not matter
// when they have one.
func TestChecksMinuteByMinute(t *testing.T) {
	random := rand.New(rand.NewPCG(2026, 14))
	start := time.Date(2026, 3, 8, 0, 0, 0, 0, time.UTC)
	at := func(minute int) time.Time { return start.Add(time.Duration(minute) * time.Minute) }
	const minutes = 300
	half := Weight{1, 2}
	seen := map[Outage]int{}
	for round := range testenv.Rounds(5000) {
		hold := Hold{Until: at(minutes)}
		longest := minutes
		if random.IntN(2) == 0 {
			longest = 1 + random.IntN(40)
			hold.Longest = time.Duration(longest) * time.Minute
		}
		if random.IntN(2) == 0 {
			hold.Since = start
		}
		if random.IntN(2) == 0 {
			hold.Components = []string{"a"}
		}
		checks := make([]Check, 1+random.IntN(20))
		at0 := 0
		for i := range checks {
			at0 += random.IntN(30) // also at the same minute, and beyond the end
			checks[i] = Check{At: at(at0), Order: int64(i + 1), Component: "a", Status: Status(random.IntN(4)), Weight: half}
			if checks[i].Status != Degraded {
				checks[i].Weight = Weight{}
			}
		}
		ordered := hold.Outages(checks)
		given := append([]Check(nil), checks...)
		random.Shuffle(len(given), func(i, j int) { given[i], given[j] = given[j], given[i] })
		if diff := cmp.Diff(ordered.Outages, hold.Outages(given).Outages); diff != "" {
			t.Fatalf("round %d: in another order:\n%s", round, diff)
		}
		for minute := range minutes {
			var last *Check
			for i := range checks {
				if !checks[i].At.After(at(minute)) && checks[i].At.Before(hold.Until) {
					last = &checks[i]
				}
			}
			want := Outage{} // up, or nothing is said
			switch {
			case last == nil && !hold.Since.IsZero() && checks[0].At.Before(hold.Until),
				!checks[0].At.Before(hold.Until) && hold.Components != nil, // none is seen
				last != nil && (last.Status == 0 || at(minute).Sub(last.At) >= time.Duration(longest)*time.Minute):
				want = Outage{Component: "a", Unknown: true}
			case last != nil && (last.Status == Down || last.Status == Degraded):
				want = Outage{Component: "a", Weight: last.Weight}
			}
			got, n := Outage{}, 0
			for _, o := range ordered.Outages {
				if !at(minute).Before(o.From) && at(minute).Before(o.To) {
					got, n = o, n+1
				}
			}
			got.From, got.To = time.Time{}, time.Time{}
			if n > 1 || got != want {
				t.Fatalf("round %d, minute %d: %+v (%d), want %+v\n%v\n%v", round, minute, got, n, want, checks, ordered.Outages)
			}
			seen[want]++
		}
	}
	if len(seen) != 4 {
		t.Errorf("the minutes were only %v", seen)
	}
}

// Without an end of the span, the last outage has none; with a longest it ends there, and
// what follows is unknown.
func TestChecksWithoutAnEnd(t *testing.T) {
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	down := []Check{{At: at, Status: Down}}
	if got := (Hold{}).Outages(down).Outages; len(got) != 1 || !got[0].From.Equal(at) || !got[0].To.IsZero() {
		t.Errorf("without a longest: %v", got)
	}
	got := (Hold{Longest: time.Minute}).Outages(down).Outages
	if len(got) != 2 || !got[0].To.Equal(at.Add(time.Minute)) || !got[1].From.Equal(got[0].To) || !got[1].To.IsZero() || !got[1].Unknown {
		t.Errorf("with a longest: %v", got)
	}
}

// A hundred thousand outages, exclusions and checks are no matter.
func TestManyOutages(t *testing.T) {
	n := 100_000
	if testing.Short() || raceEnabled {
		n = 10_000
	}
	begin := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	record := Record{Span: Span{begin, begin.AddDate(1, 0, 0)}}
	for i := range n {
		from := begin.Add(time.Duration(i*7919%n) * 5 * time.Minute)
		record.Outages = append(record.Outages, Outage{From: from, To: from.Add(2 * time.Minute), Weight: twelfths[i%len(twelfths)]})
		if i%10 == 0 {
			record.Exclusions = append(record.Exclusions, Exclusion{From: from.Add(time.Minute), To: from.Add(2 * time.Minute)})
		}
	}
	started := time.Now()
	r, err := Rule{Rounding: SlicesAny}.Measure(record)
	if err != nil {
		t.Fatal(err)
	}
	if problem := addsUp(r); problem != "" {
		t.Error(problem)
	}
	if took := time.Since(started); took > 20*time.Second {
		t.Errorf("%d outages took %s", n, took)
	} else {
		t.Logf("%d outages took %s", n, took)
	}
}

// A rule that cannot be is an error, and never a panic.
func TestRulesThatCannotBe(t *testing.T) {
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	span := Span{at, at.Add(time.Hour)}
	deep := One("a")
	for range 200 {
		deep = Series(deep)
	}
	for name, rule := range map[string]Rule{
		"rounding":       {Rounding: 99},
		"treatment":      {Excluded: 99},
		"unknown":        {Unknown: 99},
		"minimum":        {Minimum: -1},
		"no probes":      {Rounding: Probes},
		"a fine grid":    {Rounding: SlicesAny, Grid: time.Millisecond},
		"a coarse grid":  {Rounding: SlicesAll, Grid: 1 << 62},
		"a name":         {Components: Series(One(""))},
		"parts":          {Components: Parallel()},
		"no parts":       {Components: Series()},
		"nested deeply":  {Components: deep},
		"negative grid":  {Rounding: SlicesAny, Grid: -time.Hour},
		"too many rows":  {Rounding: Probes, Failed: 1, Of: 5000},
		"more than many": {Rounding: Probes, Failed: 3, Of: 2},
	} {
		if _, err := rule.Measure(Record{Span: span}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for _, span := range []Span{{}, {at, at}, {at.Add(time.Hour), at}, {at, at.AddDate(1000, 0, 0)}} {
		if _, err := (Rule{}).Measure(Record{Span: span}); err == nil {
			t.Errorf("%v: no error", span)
		}
	}
	if r := (Result{}); r.Availability() != nil {
		t.Error("what was not measured is available")
	}
}
