package business

import (
	"cmp"
	"slices"
	"sort"
	"sync"
	"sync/atomic"
	"time"

	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
)

// openings are the working time of a calendar as runs of instants, kept in blocks of some
// eleven years. A block is computed when something is first asked about it, and of the
// blocks between two instants only their totals are kept, so that a calendar for all
// years costs what is used of it.
//
// Working time is the union of its shifts: an instant within two of them counts once.
// Wall clock readings never overlap, but a reading that a zone skips can be an instant of
// a later shift: on the night on which 02:00 to 03:00 does not exist, 02:30 is the
// instant at which clocks show 03:30.
type openings struct {
	c *Calendar
	// begin and finish are the instants about which the calendar can be asked, the second
	// not within; all in seconds since 1970 UTC.
	begin, finish int64
	firstBlock    int64
	origin        int64 // where the first block begins
	blocks        []atomic.Pointer[block]
	totals        []atomic.Int64 // of working seconds, plus 1; 0 is not computed
}

const (
	blockDays    = 4096
	blockSeconds = blockDays * civil.SecondsPerDay
)

// block has the openings between two instants. Those that reach beyond are cut.
type block struct {
	openings []opening
	// first is, for each day of UTC, the first opening that ends after the day begins.
	first [blockDays]int32
	start int64
	total int64 // seconds

	once sync.Once
	line []opening // in nanoseconds, for [Calendar.WorkingTimes]
}

// opening is a run of working time, the end not within, and the working seconds of its
// block before it.
type opening struct {
	start, end, before int64
}

// newOpenings needs the holidays, but not yet the sets of days.
func newOpenings(c *Calendar) *openings {
	zone := c.hours.definition.Zone
	o := &openings{c: c}
	_, o.begin = civil.Resolve(c.firstDay()*civil.SecondsPerDay, zone)
	_, o.finish = civil.Resolve((c.lastDay()+1)*civil.SecondsPerDay, zone)
	// Whether the day before the first is a holiday is not known, and so neither whether
	// one of its shifts is still running.
	eve := c.firstDay() - 1
	for _, s := range c.hours.week[civil.FloorMod(eve+int64(time.Thursday), 7)] {
		if s.to > civil.SecondsPerDay {
			end, _ := civil.Resolve(eve*civil.SecondsPerDay+s.to, zone)
			o.begin = max(o.begin, end)
		}
	}
	o.firstBlock = civil.FloorDiv(o.begin, blockSeconds)
	o.origin = o.firstBlock * blockSeconds
	n := civil.FloorDiv(o.finish, blockSeconds) - o.firstBlock + 1
	o.blocks = make([]atomic.Pointer[block], n)
	o.totals = make([]atomic.Int64, n)
	return o
}

// block returns the n-th block.
func (o *openings) block(n int) *block {
	if b := o.blocks[n].Load(); b != nil {
		return b
	}
	return o.keep(n)
}

// keep computes the n-th block. Two goroutines may compute the same one; they compute the
// same.
func (o *openings) keep(n int) *block {
	b := o.build(n)
	o.blocks[n].Store(b)
	o.totals[n].Store(b.total + 1)
	return b
}

// total returns the working seconds of the n-th block.
func (o *openings) total(n int) int64 {
	total := o.totals[n].Load()
	if total == 0 {
		total = o.build(n).total + 1
		o.totals[n].Store(total)
	}
	return total - 1
}

func (o *openings) build(n int) *block {
	b := &block{start: (o.firstBlock + int64(n)) * blockSeconds}
	from, to := max(b.start, o.begin), min(b.start+blockSeconds, o.finish)
	found := o.c.shiftsBetween(from, to)
	// they are, but for gaps
	slices.SortFunc(found, func(a, b opening) int { return cmp.Compare(a.start, b.start) })
	b.openings = found[:0]
	for _, f := range found {
		f.start, f.end = max(f.start, from), min(f.end, to)
		last := len(b.openings) - 1
		switch {
		case f.end <= f.start:
		case last >= 0 && f.start <= b.openings[last].end:
			b.openings[last].end = max(b.openings[last].end, f.end)
		default:
			b.openings = append(b.openings, f)
		}
	}
	for i := range b.openings {
		b.openings[i].before = b.total
		b.total += b.openings[i].end - b.openings[i].start
	}
	if len(b.openings) < cap(b.openings)/2 { // around the clock a block is one opening
		b.openings = slices.Clone(b.openings)
	}
	i := 0
	for day := range b.first {
		for i < len(b.openings) && b.openings[i].end <= b.start+int64(day)*civil.SecondsPerDay {
			i++
		}
		b.first[day] = int32(i)
	}
	return b
}

// next returns the place of the opening within which the instant is, or of the next one
// in the block, which may be none.
func (b *block) next(at int64) int {
	i := int(b.first[(at-b.start)/civil.SecondsPerDay])
	for i < len(b.openings) && b.openings[i].end <= at {
		i++
	}
	return i
}

// worked returns the working time of the block before an instant in it: in seconds and
// nanoseconds.
func (b *block) worked(second, nano int64) (seconds, nanos int64) {
	worked := b.nanos(uint64(second-b.start), int(nano))
	return worked / int64(time.Second), worked % int64(time.Second)
}

// nanos returns the working nanoseconds of the block before an instant in it, which is
// counted as the seconds since the block began: at most eleven years of them.
//
// Whether an instant is before, within or after the opening it is compared with is a
// matter of chance, so that is computed without branches, which processors guess wrong
// half of the time. The loop goes on past a day's first opening only.
func (b *block) nanos(second uint64, nano int) int64 {
	i := int(b.first[second/civil.SecondsPerDay])
	if i >= len(b.openings) {
		return b.total * int64(time.Second)
	}
	at := b.start + int64(second)
	for i+1 < len(b.openings) && b.openings[i+1].start <= at {
		i++
	}
	o := &b.openings[i]
	since := (at-o.start)*int64(time.Second) + int64(nano)
	return o.before*int64(time.Second) + min(max(since, 0), (o.end-o.start)*int64(time.Second))
}

// earliest returns the first second at which so much of the block's working time has
// passed: more than 0, and no more than there is.
func (b *block) earliest(seconds, nanos int64) int64 {
	after := sort.Search(len(b.openings), func(i int) bool {
		return b.openings[i].before > seconds || b.openings[i].before == seconds && nanos == 0
	})
	o := b.openings[after-1]
	return o.start + seconds - o.before
}

// latest returns the last second until which no more of the block's working time has
// passed: 0 or more, and less than there is.
func (b *block) latest(seconds int64) int64 {
	after := sort.Search(len(b.openings), func(i int) bool { return b.openings[i].before > seconds })
	o := b.openings[after-1]
	return o.start + seconds - o.before
}

// shiftsBetween returns the instants of all shifts that can reach into the time from one
// instant to another. It does not cut or join them.
func (c *Calendar) shiftsBetween(from, to int64) []opening {
	// from the midnight of a shift's day to its end, if a zone skips as much as it can
	const longest = 2*civil.SecondsPerDay + 2*civil.Reach
	zone := c.hours.definition.Zone
	first := max(c.firstDay(), civil.FloorDiv(from-longest-civil.Reach, civil.SecondsPerDay))
	last := min(c.lastDay(), civil.FloorDiv(to+civil.Reach, civil.SecondsPerDay))
	found := make([]opening, 0, int(last-first+1)) // one a day is usual
	since := first*civil.SecondsPerDay - 2*civil.Reach
	offset, until, forever := civil.Offset(since, zone)
	for day := first; day <= last; day++ {
		spans := c.shiftsOn(day)
		if len(spans) == 0 {
			continue
		}
		midnight := day*civil.SecondsPerDay - offset
		for !forever && midnight >= until {
			since = until
			offset, until, forever = civil.Offset(since, zone)
			midnight = day*civil.SecondsPerDay - offset
		}
		// Where the offset has been the same for longer than two can differ, and stays, a
		// reading is one instant.
		if midnight >= since+2*civil.Reach && (forever || midnight+2*civil.SecondsPerDay < until) {
			for _, s := range spans {
				found = append(found, opening{start: midnight + s.from, end: midnight + s.to})
			}
			continue
		}
		found = append(found, c.instantsOn(day)...)
	}
	return found
}

// instantsOn returns the instants of the shifts that begin on a day, whatever clocks do
// then.
func (c *Calendar) instantsOn(day int64) []opening {
	zone := c.hours.definition.Zone
	spans := c.shiftsOn(day)
	if len(spans) == 0 || skipped(day, zone) {
		return nil
	}
	found := make([]opening, len(spans))
	for i, s := range spans {
		found[i].start, _ = civil.Resolve(day*civil.SecondsPerDay+s.from, zone)
		found[i].end, _ = civil.Resolve(day*civil.SecondsPerDay+s.to, zone)
	}
	return found
}

// skipped reports whether the zone has no such date: Samoa had no 30 December 2011.
// Nobody works a shift of it, although its readings resolve to instants of the next date.
func skipped(day int64, zone *time.Location) bool {
	_, begins := civil.Resolve(day*civil.SecondsPerDay, zone)
	_, ends := civil.Resolve((day+1)*civil.SecondsPerDay, zone)
	return begins == ends
}
