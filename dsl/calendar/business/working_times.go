package business

import (
	"fmt"
	"math"
	"time"

	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
	"github.com/concord-sla/concord/dsl/diag"
)

// WorkingTimes puts into dst the working time from each instant to the one beside it, as
// [Calendar.WorkingTime] has it. Instants are nanoseconds since 1970 UTC, as
// [time.Time.UnixNano] and a column of a table have them, of the years 1678 to 2261. It
// is for many at once, with less to do for each: docs/performance.md has the figures.
//
// It fails when the three are not of one length, and otherwise as WorkingTime does. The
// error says of which pair, and what is in dst from there on is of no use.
func (c *Calendar) WorkingTimes(dst []time.Duration, from, to []int64) error {
	if len(from) != len(dst) || len(to) != len(dst) {
		return fmt.Errorf("the working times from %d instants to %d do not fit into %d: give three slices of one length", len(from), len(to), len(dst))
	}
	var table timetable
	for i := range dst {
		begin, end := from[i], to[i]
		b, e := uint64(begin-tableStart)/uint64(nanosPerDay), uint64(end-tableStart)/uint64(nanosPerDay)
		first, last := &table[b/blockDays%tableBlocks], &table[e/blockDays%tableBlocks]
		if first.block != nil && last.block != nil && e/blockDays-b/blockDays+mostBlocks <= 2*mostBlocks {
			dst[i] = time.Duration(last.worked(e%blockDays, end) - first.worked(b%blockDays, begin))
			continue
		}
		worked, err := c.WorkingTime(time.Unix(0, begin), time.Unix(0, end))
		if err != nil {
			return diag.Within(fmt.Sprintf("pair %d", i+1), err)
		}
		dst[i] = worked
		table.note(c, b/blockDays)
		table.note(c, e/blockDays)
	}
	return nil
}

// timetable is the blocks that instants lie in, in nanoseconds. A block of it is some
// eleven years, and its first begins in 1678; what lies before that is in none, nor in
// the last that begins before an int64 of nanoseconds ends.
type timetable [tableBlocks]timeblock

const (
	nanosPerDay = civil.SecondsPerDay * int64(time.Second)
	blockNanos  = blockSeconds * int64(time.Second)

	tableFirst  = -26 // the number of its first block; 0 begins with 1970
	tableStart  = tableFirst * blockNanos
	tableWhole  = 52 // blocks, before the last
	tableBlocks = 64 // a power of two is a cheap bound

	mostBlocks = 16 // between two instants, so that no sum overflows
)

type timeblock struct {
	*block
	before int64 // working time of the blocks before, from some block on
}

// note adds a block to the table, if all of it is known, with the working time from those
// that are there to it.
func (t *timetable) note(c *Calendar, n uint64) {
	o := c.openings
	number := int64(n) + tableFirst - o.firstBlock
	if n >= tableWhole || t[n].block != nil || number <= 0 || number >= int64(len(o.blocks))-1 {
		return
	}
	for other := range t {
		if t[other].block == nil {
			continue
		}
		sum := t[other].before
		for k := other; k < int(n); k++ {
			sum += o.total(int(number)-int(n)+k) * int64(time.Second)
		}
		for k := int(n); k < other; k++ {
			sum -= o.total(int(number)-int(n)+k) * int64(time.Second)
		}
		t[n].before = sum
		break
	}
	t[n].block = o.block(int(number))
	t[n].block.prepareNanos()
}

// worked returns the working time before an instant of a day of the block, from some
// block on. It is [block.nanos] on nanoseconds.
func (b *timeblock) worked(day uint64, at int64) int64 {
	i := int(b.first[day])
	for b.line[i+1].start <= at {
		i++
	}
	o := &b.line[i]
	return b.before + o.before + min(max(at-o.start, 0), o.end-o.start)
}

// prepareNanos computes the openings in nanoseconds since 1970, with two behind the last
// at which there is no work.
func (b *block) prepareNanos() {
	b.once.Do(func() {
		const second = int64(time.Second)
		b.line = make([]opening, 0, len(b.openings)+2)
		for _, o := range b.openings {
			b.line = append(b.line, opening{o.start * second, o.end * second, o.before * second})
		}
		never := opening{math.MaxInt64, math.MaxInt64, b.total * second}
		b.line = append(b.line, never, never)
	})
}
