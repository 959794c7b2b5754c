package outage

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/internal/calendartest"
)

// The oracle walks over ticks of half a minute, and asks of each what was down in it.
const (
	tick        = 30 * time.Second
	groundHours = 16
	ticks       = groundHours * 120
)

// ground is a run of ticks of which it is known whether there is service.
type ground struct {
	name  string
	c     *business.Calendar
	start time.Time
	first int64 // the number of its first tick since 1970
	open  []bool
}

func grounds(t *testing.T) (all []ground) {
	t.Helper()
	for _, g := range []struct{ definition, from string }{
		{"", "2026-03-07T20:00:00Z"},
		{"federal in America/New_York; Mon-Fri 09:00-12:00 13:00-17:00", "2026-03-06T13:00:00Z"},
		{"weekdays in America/New_York; Mon-Sun 22:00-06:00", "2026-03-08T01:00:00Z"},
		{"weekdays in America/New_York; Mon-Sun 22:00-06:00", "2026-11-01T00:00:00Z"},
		{"weekdays in Europe/Berlin; Mon-Sun 01:30-02:30 02:45-03:17 04:00-08:01", "2026-10-24T20:00:00Z"},
		{"weekdays in Europe/Berlin; Mon-Sun 00:00-24:00", "2026-03-28T20:00:00Z"},
	} {
		made := ground{name: g.definition}
		var err error
		if made.start, err = time.Parse(time.RFC3339, g.from); err != nil {
			t.Fatal(err)
		}
		if g.definition != "" {
			if made.c, err = calendartest.Calendar("oracle", g.definition); err != nil {
				t.Fatal(err)
			}
		}
		for _, is := range calendartest.OpenMinutes(t, made.c, made.start, groundHours*60) {
			made.open = append(made.open, is, is)
		}
		made.first = made.start.Unix() / int64(tick/time.Second)
		all = append(all, made)
	}
	return all
}

func (g *ground) at(i int) time.Time { return g.start.Add(time.Duration(i) * tick) }

// Weights are counted in twelfths.
var twelfths = []Weight{{}, {1, 1}, {1, 2}, {1, 3}, {3, 4}, {0, 1}, {2, 4}}

func inTwelfths(w Weight) int8 {
	w = w.orFull()
	return int8(12 * w.Num / w.Den)
}

// shape is a way to make a service of three parts, and what is down when the parts are.
type shape struct {
	Component
	down func(a, b, c int8) int8
}

var shapes = []shape{
	{Component{}, func(a, b, c int8) int8 { return max(a, b, c) }},
	{One("a"), func(a, b, c int8) int8 { return a }},
	{Series(One("a"), One("b"), One("c")), func(a, b, c int8) int8 { return max(a, b, c) }},
	{Parallel(One("a"), One("b"), One("c")), func(a, b, c int8) int8 { return min(a, b, c) }},
	{Series(One("a"), Parallel(One("b"), One("c"))), func(a, b, c int8) int8 { return max(a, min(b, c)) }},
	{Parallel(Series(One("a"), One("b")), Series(One("a"), One("c"))), func(a, b, c int8) int8 { return min(max(a, b), max(a, c)) }},
}

// scene is a random record, in ticks.
type scene struct {
	g          *ground
	shape      shape
	rule       Rule
	from, to   int // the span
	outages    []Outage
	exclusions []Exclusion
	ends       [][2]int // of outages, and then of exclusions
}

func randomScene(random *rand.Rand, g *ground) scene {
	s := scene{g: g, shape: shapes[random.IntN(len(shapes))]}
	s.rule = Rule{Calendar: g.c, Components: s.shape.Component, Rounding: Rounding(random.IntN(len(roundingNames))), Excluded: Treatment(random.IntN(2)), Unknown: Unknown(random.IntN(len(unknownNames)))}
	if random.IntN(3) == 0 {
		s.rule.Minimum = time.Duration(random.IntN(20)) * time.Minute
	}
	s.rule.Grid = time.Duration(1+random.IntN(7)) * time.Minute
	s.rule.Of = 1 + random.IntN(4)
	s.rule.Failed = 1 + random.IntN(s.rule.Of)
	s.from = random.IntN(ticks - 1)
	s.to = s.from + 1 + random.IntN(ticks-s.from)
	window := func() (i, j int) {
		longest := []int{5, 30, 200, ticks}[random.IntN(4)]
		i = random.IntN(ticks)
		j = min(ticks, i+random.IntN(longest))
		s.ends = append(s.ends, [2]int{i, j})
		return i, j
	}
	for range random.IntN(12) {
		i, j := window()
		s.outages = append(s.outages, Outage{
			From: g.at(i), To: g.at(j), Weight: twelfths[random.IntN(len(twelfths))], Component: string(rune('a' + random.IntN(3))), Unknown: random.IntN(5) == 0,
		})
	}
	for range random.IntN(4) {
		i, j := window()
		s.exclusions = append(s.exclusions, Exclusion{From: g.at(i), To: g.at(j)})
	}
	return s
}

func (s scene) record(from, to int) Record {
	return Record{Span: Span{s.g.at(from), s.g.at(to)}, Outages: s.outages, Exclusions: s.exclusions}
}

// walked is what the oracle finds, in ticks and twelfths of them.
type walked struct {
	agreed, excluded, unknown, runs, short int
	down                                   *big.Rat
}

func (s scene) walk() (r walked) {
	parts := [3][]int8{make([]int8, ticks), make([]int8, ticks), make([]int8, ticks)}
	counts := make([]bool, ticks)
	copy(counts, s.g.open)
	known := [3][]int8{make([]int8, ticks), make([]int8, ticks), make([]int8, ticks)}
	for n, o := range s.outages {
		part := o.Component[0] - 'a'
		for i := s.ends[n][0]; i < s.ends[n][1]; i++ {
			parts[part][i] = max(parts[part][i], inTwelfths(o.Weight))
			if !o.Unknown {
				known[part][i] = max(known[part][i], inTwelfths(o.Weight))
			}
		}
	}
	for n := range s.exclusions {
		for i := s.ends[len(s.outages)+n][0]; i < s.ends[len(s.outages)+n][1]; i++ {
			counts[i] = false
		}
	}
	line := make([]int8, ticks+1)
	unknown := make([]bool, ticks)
	for i := range ticks {
		line[i] = s.shape.down(parts[0][i], parts[1][i], parts[2][i])
		up := s.shape.down(known[0][i], known[1][i], known[2][i])
		unknown[i] = line[i] != up
		if s.rule.Unknown == UnknownIsUp {
			line[i] = up
		}
	}
	for i := s.from; i < s.to; i++ {
		if s.g.open[i] {
			r.agreed++
			switch {
			case !counts[i]:
				r.excluded++
			case unknown[i]:
				r.unknown++
			}
		}
	}
	leftOut := 0
	if s.rule.Unknown == UnknownIsLeftOut {
		leftOut = r.unknown
		for i := range ticks {
			counts[i] = counts[i] && !unknown[i]
		}
	}
	r.down = new(big.Rat)
	for i := 0; i < ticks; { // run by run
		j := i
		for line[j] > 0 {
			j++
		}
		if i == j {
			i++
			continue
		}
		short := time.Duration(j-i)*tick < s.rule.Minimum
		if i < s.to && j > s.from {
			r.runs++
			if short {
				r.short++
			}
		}
		lost, length := 0, 0
		for ; i < j; i++ {
			switch {
			case short || !counts[i]:
				line[i] = 0
			case i >= s.from && i < s.to:
				lost += int(line[i])
				length++
			}
		}
		if length > 0 {
			rounded := map[Rounding]int{Exact: length, StartedMinutes: (length + 1) / 2 * 2, FullMinutes: length / 2 * 2}[s.rule.Rounding]
			r.down.Add(r.down, big.NewRat(int64(lost*rounded), int64(12*length)))
		}
	}
	grid := int(s.rule.Grid / tick)
	switch s.rule.Rounding {
	case SlicesAny, SlicesAll:
		r.down = s.walkSlices(line, counts, grid)
	case Probes:
		r.down = s.walkProbes(line, counts, grid)
	}
	if most := big.NewRat(int64(r.agreed-r.excluded-leftOut), 1); r.down.Cmp(most) > 0 {
		r.down = most
	}
	return r
}

// walkSlices asks of each tick of the span for all ticks of its slice.
func (s scene) walkSlices(line []int8, counts []bool, grid int) *big.Rat {
	lost := 0
	for slice := -int(s.g.first) % grid; slice < ticks; slice += grid {
		least, most, here := int8(12), int8(0), 0
		for i := max(0, slice); i < min(ticks, slice+grid); i++ {
			if counts[i] {
				least, most = min(least, line[i]), max(most, line[i])
				if i >= s.from && i < s.to {
					here++
				}
			}
		}
		if s.rule.Rounding == SlicesAny {
			lost += int(most) * here
		} else {
			lost += int(least) * here
		}
	}
	return big.NewRat(int64(lost), 12)
}

// walkProbes tries every row of probes.
func (s scene) walkProbes(line []int8, counts []bool, grid int) *big.Rat {
	var probes []int // the ticks at which they are
	for i := range ticks {
		if (s.g.first+int64(i))%int64(grid) == 0 {
			probes = append(probes, i)
		}
	}
	counted := make([]bool, len(probes))
	for a := range probes {
		for row := a; row < a+s.rule.Of; row++ { // rows that end at it and after, also beyond the ground
			failed := 0
			for b := row - s.rule.Of + 1; b <= row; b++ {
				if b >= 0 && b < len(probes) && line[probes[b]] > 0 {
					failed++
				}
			}
			counted[a] = counted[a] || failed >= s.rule.Failed && line[probes[a]] > 0
		}
	}
	lost := 0
	for a, at := range probes {
		for i := at; counted[a] && i < min(ticks, at+grid); i++ {
			if counts[i] && i >= s.from && i < s.to {
				lost += int(line[at])
			}
		}
	}
	return big.NewRat(int64(lost), 12)
}

// TestTickByTick compares results with a walk over every tick, for random records on
// whole ticks. The records are listed in random order.
func TestTickByTick(t *testing.T) {
	rounds := 50_000
	if testing.Short() || raceEnabled {
		rounds = 3_000
	}
	random := rand.New(rand.NewPCG(2026, 12))
	all := grounds(t)
	lost := map[Rounding]int{}
	for round := range rounds {
		s := randomScene(random, &all[random.IntN(len(all))])
		want := s.walk()
		record := s.record(s.from, s.to)
		// The oracle has its ends by number, so only copies are shuffled.
		record.Outages = append([]Outage(nil), s.outages...)
		random.Shuffle(len(record.Outages), func(i, j int) {
			record.Outages[i], record.Outages[j] = record.Outages[j], record.Outages[i]
		})
		got, err := s.rule.Measure(record)
		describe := func() string {
			return fmt.Sprintf("round %d, %s, %s, %s, grid %s, %d of %d, minimum %s, span %v\n%v\n%v", round, s.g.name, s.rule.Rounding, s.rule.Unknown, s.rule.Grid, s.rule.Failed, s.rule.Of, s.rule.Minimum, record.Span, record.Outages, record.Exclusions)
		}
		if err != nil {
			t.Fatalf("%s: %v", describe(), err)
		}
		if problem := addsUp(got); problem != "" {
			t.Fatalf("%s: %s", describe(), problem)
		}
		short := 0
		for _, r := range got.Runs {
			if r.Short {
				short++
			}
		}
		if got.Agreed != time.Duration(want.agreed)*tick || got.Excluded != time.Duration(want.excluded)*tick || got.UnknownTime != time.Duration(want.unknown)*tick || len(got.Runs) != want.runs || short != want.short {
			t.Fatalf("%s: agreed %s, excluded %s, unknown %s, %d runs of which %d short, want %+v", describe(), got.Agreed, got.Excluded, got.UnknownTime, len(got.Runs), short, want)
		}
		down := new(big.Rat).Mul(want.down, big.NewRat(int64(tick), 1))
		if got.Down.Cmp(down) != 0 {
			t.Fatalf("%s: down %s, want %s; %v", describe(), ratLength(got.Down), ratLength(down), got.Intervals)
		}
		if down.Sign() > 0 {
			lost[s.rule.Rounding]++
		}
	}
	for r := range roundingNames {
		if lost[Rounding(r)] < rounds/60 {
			t.Errorf("by %s there was downtime in %d of %d cases", Rounding(r), lost[Rounding(r)], rounds)
		}
	}
}

// Two spans that adjoin add up to both: cut anywhere when lengths are exact, and at a
// point of the grid by slices and probes.
func TestAdjoiningSpansAddUp(t *testing.T) {
	random := rand.New(rand.NewPCG(2026, 13))
	all := grounds(t)
	cut := 0
	for range 6000 {
		s := randomScene(random, &all[random.IntN(len(all))])
		if s.rule.Rounding == StartedMinutes || s.rule.Rounding == FullMinutes {
			continue
		}
		from, to := s.g.at(s.from), s.g.at(s.to)
		middle := from.Add(time.Duration(random.Int64N(int64(to.Sub(from)))))
		if s.rule.Rounding != Exact {
			middle = time.Unix(0, floor(middle.UnixNano(), int64(s.rule.Grid)))
		}
		if !from.Before(middle) {
			continue
		}
		measure := func(from, to time.Time) Result {
			r, err := s.rule.Measure(Record{Span{from, to}, s.outages, s.exclusions})
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		whole, first, second := measure(from, to), measure(from, middle), measure(middle, to)
		down := new(big.Rat).Add(first.Down, second.Down)
		if whole.Agreed != first.Agreed+second.Agreed || whole.Excluded != first.Excluded+second.Excluded || whole.Down.Cmp(down) != 0 {
			t.Fatalf("%s to %s and on to %s by %s, grid %s: %s down, and %s and %s", from, middle, to, s.rule.Rounding, s.rule.Grid, ratLength(whole.Down), ratLength(first.Down), ratLength(second.Down))
		}
		if first.Down.Sign() > 0 && second.Down.Sign() > 0 {
			cut++
		}
	}
	if cut < 300 {
		t.Errorf("only %d spans had downtime on both sides", cut)
	}
}
