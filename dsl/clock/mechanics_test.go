package clock

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/calendartest"
)

// What cannot be is an error, and never a panic or a wrong number.
func TestWhatCannotBe(t *testing.T) {
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	day := Item{Events: []Event{{At: at, Signal: Start}, {At: at.Add(time.Hour), Signal: Stop}}}
	for name, c := range map[string]struct {
		rule Rule
		item Item
	}{
		"PauseIn":           {Rule{PauseIn: 9}, day},
		"Reopen":            {Rule{Reopen: 9}, day},
		"Changed":           {Rule{Changed: 9}, day},
		"no hours":          {Rule{Calendar: business.Federal()}, day},
		"no calendar":       {Rule{Calendar: new(business.Calendar)}, Item{}},
		"an unknown signal": {Rule{}, Item{Events: []Event{{At: at, Signal: 64}}}},
		"a long time":       {Rule{}, Item{Events: []Event{{At: time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC), Signal: Start}, {At: at, Signal: Stop}}}},
		"long together": {Rule{}, Item{Events: []Event{
			{At: at, Signal: Start}, {At: at.AddDate(200, 0, 0), Signal: Pause}, {At: at.AddDate(400, 0, 0), Signal: Stop},
		}}},
		"long, and reset": {Rule{}, Item{Events: []Event{
			{At: at, Signal: Start}, {At: at.AddDate(200, 0, 0), Signal: Reset}, {At: at.AddDate(400, 0, 0), Signal: Stop},
		}}},
	} {
		if h, err := c.rule.Read(c.item); err == nil {
			t.Errorf("%s: no error, and %v", name, h)
		}
	}
	h, err := Rule{}.Read(day)
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range []time.Duration{0, -1, math.MinInt64} {
		if d, err := h.Last().Due(Targets{"": target}); err == nil {
			t.Errorf("a target of %s: no error, and %v", target, d)
		}
	}
	if d, err := h.Last().Due(Targets{"": math.MaxInt64}); err != nil || d.Outcome != Met || d.Left != math.MaxInt64-time.Hour {
		t.Errorf("the longest target: %v, %v", d, err)
	}
	if r := (History{}).Last(); r.State != 0 || r.Intervals() != nil {
		t.Errorf("of nothing: %v", r)
	}
}

// What is due beyond the years of a calendar is an error.
func TestDueBeyondTheCalendar(t *testing.T) {
	office, err := calendartest.Calendar("office", "federal in America/New_York; Mon-Fri 09:00-17:00")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2100, 12, 1, 10, 0, 0, 0, time.UTC)
	h, err := Rule{Calendar: office, Until: at.Add(time.Hour)}.Read(Item{Events: []Event{{At: at, Signal: Start}}})
	if err != nil {
		t.Fatal(err)
	}
	if d, err := h.Last().Due(Targets{"": 2000 * time.Hour}); err == nil {
		t.Errorf("due at %s", d.At)
	}
}

// Signals are written and read the same, and nothing else is read.
func TestSignalText(t *testing.T) {
	for s := range Signal(64) {
		if got, ok := ParseSignal(s.String()); !ok || got != s {
			t.Errorf("%s is read as %s, %v", s, got, ok)
		}
	}
	for _, text := range []string{"", "begin", "start+start", "pause+start", "none+start", "start+"} {
		if got, ok := ParseSignal(text); ok {
			t.Errorf("%q is read as %s", text, got)
		}
	}
}

// Every problem says what does not fit, how it is read, and what to write.
func TestProblemsSayAll(t *testing.T) {
	seen := map[string]bool{}
	for _, code := range Codes() {
		d := Problem{Code: code, Event: 2}.Diagnostic()
		if seen[string(code)] || seen[d.Summary] || !strings.Contains(d.Summary, "; ") || d.Advice == "" || d.Path != "events[2]" || !errors.Is(d, diag.ErrData) {
			t.Errorf("%s: %s", code, d)
		}
		seen[string(code)], seen[d.Summary] = true, true
	}
	p := Problem{Code: ResumeWithoutPause, Signal: Resume, At: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	const want = "events[0]: warning [resume-without-pause]: resume at 2026-03-02T09:00:00Z: the clock is resumed and was running; it goes on running; " +
		"leave the resume out, or add the pause before it"
	if p.String() != want {
		t.Errorf("got  %s\nwant %s", p, want)
	}
}

// A log of states has no problems but those of its order, and its clock is in the state
// of its last entry that says one.
func TestStatesFit(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 9))
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	for range 5000 {
		entries := make([]Entry, 1+random.IntN(12))
		last := NotStarted
		for i := range entries {
			entries[i] = Entry{At: start.Add(time.Duration(i*60+random.IntN(30)) * time.Minute), Order: int64(i + 1), State: NotStarted + State(random.IntN(4))}
			if entries[i].State != NotStarted {
				last = entries[i].State
			}
		}
		events := FromStates(entries)
		rule := Rule{Until: start.AddDate(0, 0, 7), Reopen: Reopen(random.IntN(3))}
		h, err := rule.Read(Item{Events: events})
		if err != nil {
			t.Fatal(err)
		}
		if len(h.Problems) > 0 || h.Last().State != last {
			t.Fatalf("%v: %s, %v", entries, h.Last().State, h.Problems)
		}
		shuffled := append([]Entry(nil), entries...)
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		again := FromStates(shuffled)
		for i, e := range again {
			if diff := cmp.Diff(events[e.Order-1], again[i]); diff != "" {
				t.Fatalf("in another order:\n%s", diff)
			}
		}
	}
}
