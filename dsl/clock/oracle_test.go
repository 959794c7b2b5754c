package clock

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/calendartest"
)

// ground is a run of minutes of which it is known, minute by minute, whether there is
// work.
type ground struct {
	name  string
	c     *business.Calendar // nil for all time
	start time.Time
	open  []bool
}

const groundMinutes = 5 * 24 * 60

// grounds have holidays, split shifts, lunch breaks and the nights on which clocks
// change. The minutes are walked from the shifts as they are written here.
func grounds(t *testing.T) (all []ground) {
	t.Helper()
	week := func(text string) string { return "weekdays in " + text }
	for _, g := range []struct{ definition, from string }{
		{"", "2026-03-05"},
		{"federal in America/New_York; Mon-Fri 09:00-17:00", "2026-11-24"},
		{"federal in America/New_York; Mon-Fri 09:00-17:00", "2026-07-01"}, // Independence Day on a Saturday
		{week("Europe/Berlin; Mon-Fri 08:00-12:00 13:00-17:00; 2026-03-30 closed; 2026-03-31 08:00-12:00"), "2026-03-27"},
		{week("America/New_York; Mon-Fri 06:00-10:00 14:00-18:00 20:00-22:00; Sat 10:00-14:00"), "2026-03-04"},
		{week("America/New_York; Mon-Sun 22:00-06:00"), "2026-03-05"},
		{week("America/New_York; Mon-Sun 22:00-06:00"), "2026-10-30"},
		{week("Europe/Berlin; Mon-Sun 22:00-06:00"), "2026-03-26"},
		{week("Europe/Berlin; Mon-Sun 22:00-06:00"), "2026-10-22"},
		{week("America/New_York; Mon-Sun 00:00-24:00"), "2026-10-29"},
		{week("Europe/Berlin; Mon-Sun 01:30-02:30 02:45-03:15"), "2026-10-22"},
		{week("Australia/Lord_Howe; Mon-Sun 01:00-02:15 20:00-00:45"), "2026-04-02"}, // by half an hour
		{week("America/Sao_Paulo; Mon-Sat 00:00-00:30 08:00-12:00"), "2018-11-01"},   // at midnight
	} {
		made := ground{name: g.definition}
		first, err := calendar.ParseDate(g.from)
		if err != nil {
			t.Fatal(err)
		}
		zone := time.UTC
		if g.definition != "" {
			if made.c, err = calendartest.Calendar("oracle", g.definition); err != nil {
				t.Fatal(err)
			}
			h, _ := made.c.Hours()
			zone = h.Zone
		}
		made.start = first.In(zone)
		made.open = calendartest.OpenMinutes(t, made.c, made.start, groundMinutes)
		all = append(all, made)
	}
	return all
}

func (g *ground) at(minute int) time.Time { return g.start.Add(time.Duration(minute) * time.Minute) }

// tick is an event of the oracle, on a whole minute.
type tick struct {
	minute int
	signal Signal
	key    string
}

// walker is the oracle: it knows nothing of phases, and asks of every minute what the
// clock was doing in it.
type walker struct {
	g       *ground
	rule    Rule
	state   State
	started int
	stopped int
	minutes []minute          // since start
	first   string            // the first key
	cycles  []walked          // those before
	targets map[string]int    // in minutes
	now     string            // key
	last    string            // of this cycle
	atStop  string            // of this cycle
	words   map[diag.Code]int // problems
	_       [0]func()         // not compared
}

type minute struct {
	kind Kind
	key  string
}

type walked struct {
	state                    State
	started, seen            int
	counted, paused, outside int
	outcome                  Outcome
	due                      int // -1: not within the minutes
}

func (w *walker) walk(ticks []tick, since, until int) {
	w.state = NotStarted
	next := 0
	if first := slices.IndexFunc(ticks, func(e tick) bool { return e.signal&Start != 0 && e.minute < until }); since >= 0 && first >= 0 {
		if since > ticks[first].minute {
			w.words[SinceAfterStart]++
			since = -1
		}
	} else {
		since = -1
	}
	absorbs := false
	for now := range until {
		if now == since {
			w.begin(now)
			absorbs = true
		}
		for ; next < len(ticks) && ticks[next].minute == now; next++ {
			w.tick(ticks[next], &absorbs)
		}
		w.pass(now)
	}
	w.close(until)
}

// pass notes what the clock does in the minute that begins.
func (w *walker) pass(now int) {
	if w.state == NotStarted || w.state == Cancelled {
		return
	}
	kind := TimePaused
	if w.state == Running {
		kind = TimeCounted
	}
	if !w.g.open[now] && !(kind == TimePaused && w.rule.PauseIn == WallTime) {
		kind = TimeOutside
	}
	w.minutes = append(w.minutes, minute{kind, w.now})
}

func (w *walker) begin(now int) {
	w.state, w.started, w.minutes, w.first, w.last, w.atStop = Running, now, w.minutes[:0], w.now, w.now, w.now
}

func (w *walker) tick(e tick, absorbs *bool) {
	if e.key != "" {
		w.now = e.key
	}
	if e.signal&Pause != 0 && e.signal&Resume != 0 {
		w.words[PauseAndResume]++
		e.signal -= Resume
	}
	for _, s := range []Signal{Start, Reset, Resume, Pause, Stop, Cancel} {
		if e.signal&s == 0 {
			continue
		}
		ended := w.state == Stopped
		switch {
		case w.state == NotStarted && s == Start:
			w.begin(e.minute)
		case w.state == NotStarted && s == Stop:
			w.words[StopBeforeStart]++
		case w.state == NotStarted:
			w.words[SignalBeforeStart]++
		case w.state == Cancelled && s == Start:
			w.cycles = append(w.cycles, w.shown(w.stopped))
			w.begin(e.minute)
		case w.state == Cancelled:
			w.words[SignalAfterCancel]++
		case ended && s != Start && s != Resume:
			w.words[SignalAfterStop]++
		case ended && w.rule.Reopen == ReopenNewCycle:
			w.cycles = append(w.cycles, w.shown(w.stopped))
			w.begin(e.minute)
		case ended && w.rule.Reopen == ReopenResets:
			w.started, w.minutes, w.first, w.state = e.minute, w.minutes[:0], w.now, Running
		case ended:
			w.state = Running
		case s == Start && *absorbs:
			*absorbs = false
		case s == Start:
			w.words[StartWhileStarted]++
		case s == Reset:
			w.started, w.minutes, w.first = e.minute, w.minutes[:0], w.now
		case s == Resume && w.state == Paused:
			w.state = Running
		case s == Resume:
			w.words[ResumeWithoutPause]++
		case s == Pause && w.state == Running:
			w.state = Paused
		case s == Pause:
			w.words[PauseWhilePaused]++
		case s == Stop:
			w.state, w.stopped, *absorbs = Stopped, e.minute, false
		case s == Cancel:
			w.state, w.stopped, *absorbs = Cancelled, e.minute, false
		}
	}
	if w.first == "" {
		w.first = w.now
	}
	w.last = w.now
	if w.state == Running || w.state == Paused || w.stopped == e.minute {
		w.atStop = w.now
	}
}

func (w *walker) close(until int) {
	if w.state == Stopped || w.state == Cancelled {
		until = w.stopped
	}
	w.cycles = append(w.cycles, w.shown(until))
}

// shown sums up the minutes of a cycle. It is due in the minute in which the target is
// used up.
func (w *walker) shown(seen int) walked {
	r := walked{state: w.state, started: w.started, seen: seen, due: -1, outcome: Void}
	if w.state == NotStarted {
		return walked{state: NotStarted, due: -1, outcome: Void}
	}
	minutes := w.minutes[:seen-w.started]
	key := map[Changed]string{ChangedFirst: w.first, ChangedLast: w.last, ChangedAtStop: w.atStop, ChangedSplit: w.first}[w.rule.Changed]
	used, whole := int64(0), int64(1) // a minute uses of one what divides by its target
	for _, target := range w.targets {
		whole *= int64(target)
	}
	for i, m := range minutes {
		switch m.kind {
		case TimeCounted:
			r.counted++
		case TimePaused:
			r.paused++
		case TimeOutside:
			r.outside++
		}
		if w.rule.Changed == ChangedSplit && m.key != "" {
			key = m.key
		}
		if m.kind == TimeCounted && w.targets[key] > 0 {
			if used += whole / int64(w.targets[key]); used >= whole && r.due < 0 {
				r.due = w.started + i + 1
			}
		}
	}
	if w.state == Cancelled {
		r.due = -1
		return r
	}
	switch {
	case used > whole:
		r.outcome = Breached
	case w.state == Stopped:
		r.outcome = Met
	default:
		r.outcome = Pending
	}
	return r
}

// TestMinuteByMinute compares readings with a walk over every minute, for random events
// on whole minutes: a hundred thousand of them, in two halves side by side.
func TestMinuteByMinute(t *testing.T) {
	rounds := 50_000
	if testing.Short() || raceEnabled {
		rounds = 1_500
	}
	for half := range uint64(2) {
		t.Run(fmt.Sprintf("half %d", half+1), func(t *testing.T) {
			t.Parallel()
			minuteByMinute(t, rounds, rand.New(rand.NewPCG(2026, 11+half)))
		})
	}
}

func minuteByMinute(t *testing.T, rounds int, random *rand.Rand) {
	all := grounds(t)
	outcomes, states, words := map[Outcome]int{}, map[State]int{}, map[diag.Code]int{}
	buffer := make([]minute, 0, groundMinutes)
	for round := range rounds {
		g := &all[random.IntN(len(all))]
		rule := Rule{
			Calendar: g.c, PauseIn: PauseIn(random.IntN(2)), Reopen: Reopen(random.IntN(3)), Changed: Changed(random.IntN(4)),
		}
		ticks := randomTicks(random)
		since := -1
		item := Item{Events: make([]Event, len(ticks))}
		if random.IntN(4) == 0 {
			since = random.IntN(groundMinutes / 2)
			item.Since = g.at(since)
		}
		for i, e := range ticks {
			item.Events[i] = Event{At: g.at(e.minute), Order: int64(i + 1), Signal: e.signal, Target: e.key}
		}
		until := 1 + random.IntN(groundMinutes-1)
		rule.Until = g.at(until)
		w := &walker{g: g, rule: rule, minutes: buffer, words: map[diag.Code]int{}, targets: map[string]int{"": 300, "P1": 1 + random.IntN(200), "P2": 60 * (1 + random.IntN(20)), "P3": 1 + random.IntN(5000)}}
		w.walk(ticks, since, until)

		random.Shuffle(len(item.Events), func(i, j int) { item.Events[i], item.Events[j] = item.Events[j], item.Events[i] })
		h, err := rule.Read(item)
		describe := func() string {
			return fmt.Sprintf("round %d, %s, %s, %s, %s, since %d until %d:\n%v\n%v", round, g.name, rule.PauseIn, rule.Reopen, rule.Changed, since, until, ticks, h.Problems)
		}
		if err != nil {
			t.Fatalf("%s: %v", describe(), err)
		}
		if len(h.Cycles) != len(w.cycles) {
			t.Fatalf("%s: %d cycles, want %d", describe(), len(h.Cycles), len(w.cycles))
		}
		targets := Targets{}
		for key, minutes := range w.targets {
			targets[key] = time.Duration(minutes) * time.Minute
		}
		for i, want := range w.cycles {
			compare(t, describe, g, h.Cycles[i], want, targets, rule.Changed == ChangedSplit)
			outcomes[want.outcome]++
			states[want.state]++
		}
		got := map[diag.Code]int{}
		for _, p := range h.Problems {
			got[p.Code]++
			words[p.Code]++
		}
		for _, word := range Codes() {
			if got[word] != w.words[word] {
				t.Fatalf("%s: %d of %s, want %d", describe(), got[word], word, w.words[word])
			}
		}
	}
	for _, o := range []Outcome{Met, Pending, Breached, Void} {
		if outcomes[o] < rounds/100 {
			t.Errorf("%s came up %d times", o, outcomes[o])
		}
	}
	for s := NotStarted; s <= Cancelled; s++ {
		if states[s] < rounds/100 {
			t.Errorf("%s came up %d times", s, states[s])
		}
	}
	for _, word := range []diag.Code{SinceAfterStart, SignalBeforeStart, StopBeforeStart, StartWhileStarted, PauseWhilePaused, ResumeWithoutPause, SignalAfterStop, SignalAfterCancel, PauseAndResume} {
		if words[word] < rounds/100 {
			t.Errorf("%s came up %d times", word, words[word])
		}
	}
}

func compare(t *testing.T, describe func() string, g *ground, r Reading, want walked, targets Targets, split bool) {
	t.Helper()
	minutes := func(n int) time.Duration { return time.Duration(n) * time.Minute }
	if problem := addsUp(r); problem != "" {
		t.Fatalf("%s: %s", describe(), problem)
	}
	if r.State != want.state || r.Counted != minutes(want.counted) || r.Paused != minutes(want.paused) || r.Outside != minutes(want.outside) {
		t.Fatalf("%s: %s, want %+v", describe(), shownReading(r), want)
	}
	if r.State != NotStarted && (!r.Started.Equal(g.at(want.started)) || !r.Seen.Equal(g.at(want.seen))) {
		t.Fatalf("%s: from %s to %s, want %s to %s", describe(), r.Started, r.Seen, g.at(want.started), g.at(want.seen))
	}
	d, err := r.Due(targets)
	if err != nil {
		t.Fatalf("%s: %v", describe(), err)
	}
	if d.Outcome != want.outcome {
		t.Fatalf("%s: %s, want %s", describe(), d.Outcome, want.outcome)
	}
	if want.due < 0 {
		if d.Outcome != Void && d.At.Before(r.Seen) {
			t.Fatalf("%s: due at %s, before it was seen at %s, and the minutes do not say so", describe(), d.At, r.Seen)
		}
		return
	}
	// A share of several targets can be used up within a minute.
	if late := g.at(want.due).Sub(d.At); late < 0 || late >= time.Minute || late > 0 && !split {
		t.Fatalf("%s: due at %s, want %s", describe(), d.At, g.at(want.due))
	}
}

// randomTicks returns more often what makes sense than not.
func randomTicks(random *rand.Rand) []tick {
	ticks := make([]tick, random.IntN(9))
	likely := []Signal{Start, Pause, Resume, Pause, Resume, Stop, Resume, Stop}
	for i := range ticks {
		e := &ticks[i]
		e.minute = random.IntN(groundMinutes)
		switch random.IntN(6) {
		case 0:
			e.signal = signals[random.IntN(len(signals))]
		case 1:
			e.signal = Signal(random.IntN(64))
		}
		if random.IntN(3) == 0 {
			e.key = []string{"P1", "P2", "P3"}[random.IntN(3)]
		}
	}
	slices.SortStableFunc(ticks, func(a, b tick) int { return a.minute - b.minute })
	for i := range ticks {
		if ticks[i].signal == 0 {
			ticks[i].signal = likely[i%len(likely)]
		}
	}
	return ticks
}
