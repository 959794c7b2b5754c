package kernel

import (
	"math"
	"math/bits"

	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/internal/vector"
)

// Result is the result of an aggregate over the rows.
type Result struct {
	Rows      int // looked at
	Matched   int // that satisfy the conditions
	True      int // of those, the ones for which the counted condition holds; all when there is none
	False     int // of those, the ones for which it does not
	Undecided int // of which a cell is missing
	Open      int // of those, the ones that belong, and of which the condition is not known
	MayTrue   int // the condition holds, and whether they belong is not known
	MayFalse  int
	MayEither int
	First     int // the first row that is undecided; -1 when none is; in a batch its place among those that count

	Terms           int // values
	unit            unit
	sum             vector.Int128
	least, greatest int64
	codes           []uint64 // the distinct texts
	different       map[int64]struct{}
	histogram       []uint32
	ends            ends
	ordered         []int64 // the values, of a group
}

// nothing returns the result of an aggregate over no rows.
func (s *spec) nothing() Result {
	f := Result{First: -1, least: math.MaxInt64, greatest: math.MinInt64, ends: ends{last: s.last}}
	if s.value != nil {
		f.unit = s.value.unit
	}
	return f
}

// begin returns the result over no rows, with room for more.
func (s *spec) begin() Result {
	f := s.nothing()
	switch {
	case s.distinct && s.texts != nil:
		f.codes = make([]uint64, vector.Words(len(s.texts.dictionary))+1)
	case s.distinct:
		f.different = map[int64]struct{}{}
	case s.ranks:
		f.histogram = make([]uint32, buckets)
	}
	return f
}

// belong returns the rows that satisfy the conditions, and those that may, in the room
// that is given.
func (s *spec) belong(w *worker, room [2][]uint64) (in, perhaps []uint64) {
	if s.where == nil {
		return w.valid, nil
	}
	is, lost := w.condition(s.where)
	in = masked(room[0], is, w.valid)
	if lost != nil {
		perhaps = masked(room[1], lost, w.valid)
	}
	return in, perhaps
}

// batch looks at the batch's rows.
func (s *spec) batch(w *worker, f *Result) {
	in, perhaps := s.belong(w, w.both)
	if s.where != nil && !some(in, perhaps) {
		return
	}
	matched := vector.Count(in)
	f.Matched += matched
	switch {
	case s.order != nil:
		f.present(w, in, perhaps, f.ends.batch(w, in, perhaps, s.order))
	case s.item != nil && perhaps == nil:
		is, lost := w.conditionAmong(s.item, in, matched)
		f.truths(w, in, nil, is, lost)
	case s.item != nil:
		is, lost := w.condition(s.item)
		f.truths(w, in, perhaps, is, lost)
	case s.value != nil:
		values, lost := w.number(s.value)
		f.values(w, s, values, f.present(w, in, perhaps, lost))
	case s.texts != nil:
		codes, lost := w.codes(s.texts)
		use := f.present(w, in, perhaps, lost)
		each(use, func(i int) { f.codes[codes[i]/vector.Block] |= 1 << (codes[i] % vector.Block) })
	default:
		f.True += matched
		n := vector.Count(perhaps)
		f.MayTrue += n
		f.undecided(w, n, perhaps, nil)
	}
}

func masked(dst, bitmap, mask []uint64) []uint64 {
	dst = dst[:len(mask)]
	for i := range dst {
		dst[i] = bitmap[i] & mask[i]
	}
	return dst
}

// each visits the bits that are set.
func each(mask []uint64, visit func(i int)) {
	for k, word := range mask {
		for ; word != 0; word &= word - 1 {
			visit(k*vector.Block + bits.TrailingZeros64(word))
		}
	}
}

// truths counts a condition among the rows that belong, and those that may.
func (f *Result) truths(w *worker, in, perhaps, is, lost []uint64) {
	for i, row := range in {
		open := row & at(lost, i)
		held := bits.OnesCount64(row & is[i])
		f.True += held
		if open == 0 {
			f.False += bits.OnesCount64(row) - held
			continue
		}
		n := bits.OnesCount64(open)
		f.Open += n
		f.False += bits.OnesCount64(row) - held - n
	}
	if lost == nil && perhaps == nil {
		return
	}
	n := 0
	for i, row := range in {
		n += bits.OnesCount64(row & at(lost, i))
		if may := at(perhaps, i); may != 0 {
			all, held, unknown := bits.OnesCount64(may), bits.OnesCount64(may&is[i]), bits.OnesCount64(may&at(lost, i))
			n += all
			f.MayTrue, f.MayEither, f.MayFalse = f.MayTrue+held, f.MayEither+unknown, f.MayFalse+all-held-unknown
		}
	}
	f.undecided(w, n, perhaps, func(i int) uint64 { return in[i] & at(lost, i) })
}

// undecided counts rows of which something is missing, and keeps the first.
func (f *Result) undecided(w *worker, n int, perhaps []uint64, more func(i int) uint64) {
	if n == 0 {
		return
	}
	f.Undecided += n
	if w.invalid.among(perhaps, more) {
		w.fault = slow("a row without a value of which no cell is missing")
	}
	if f.First >= 0 { // a goroutine reads its rows in their order
		return
	}
	for i := range w.valid {
		word := at(perhaps, i)
		if more != nil {
			word |= more(i)
		}
		if word != 0 {
			f.First = w.at + i*vector.Block + bits.TrailingZeros64(word)
			return
		}
	}
}

// present returns the rows that belong and have a value, and counts the undecided.
func (f *Result) present(w *worker, in, perhaps, lost []uint64) []uint64 {
	if lost == nil && perhaps == nil {
		return in
	}
	use, n := w.use[:len(in)], 0
	for i := range use {
		use[i] = in[i] &^ at(lost, i)
		n += bits.OnesCount64(in[i]&at(lost, i) | at(perhaps, i))
	}
	f.undecided(w, n, perhaps, func(i int) uint64 { return in[i] & at(lost, i) })
	return use
}

// values takes in the values of the rows that have one.
func (f *Result) values(w *worker, s *spec, values []int64, use []uint64) {
	f.Terms += vector.Count(use)
	switch {
	case s.sum && !s.value.sumsFit():
		f.sum.Join(vector.Sum128Of(values, use))
	case s.sum && s.where == nil && (s.value.zero || !s.value.lost) && w.n%vector.Block == 0:
		f.sum.Add(vector.Sum(values)) // where one is missing it is 0
	case s.sum:
		f.sum.Add(vector.SumOf(values, use))
	case s.extremes:
		f.least, f.greatest = vector.Extremes(values, use, f.least, f.greatest)
	case s.distinct:
		each(use, func(i int) { f.different[values[i]] = struct{}{} })
	case s.ranks:
		all := s.valueRange()
		all.count(f.histogram, values, use)
	}
}

// join takes in the result of another goroutine. The order does not matter. Different
// values may be very many, so the context is looked at among them.
func (f *Result) join(stopped func() error, o *Result) error {
	f.Matched, f.True, f.False = f.Matched+o.Matched, f.True+o.True, f.False+o.False
	f.Undecided, f.Open = f.Undecided+o.Undecided, f.Open+o.Open
	f.MayTrue, f.MayFalse, f.MayEither = f.MayTrue+o.MayTrue, f.MayFalse+o.MayFalse, f.MayEither+o.MayEither
	if f.First < 0 || o.First >= 0 && o.First < f.First {
		f.First = o.First
	}
	f.ends.join(&o.ends)
	f.Terms += o.Terms
	f.sum.Join(o.sum)
	f.least, f.greatest = min(f.least, o.least), max(f.greatest, o.greatest)
	for i, word := range o.codes {
		f.codes[i] |= word
	}
	for i, n := range o.histogram {
		f.histogram[i] += n
	}
	joined := 0
	for v := range o.different {
		if joined++; joined%8192 == 0 {
			if err := stopped(); err != nil {
				return err
			}
		}
		f.different[v] = struct{}{}
	}
	return nil
}

// Sum returns the sum of the values.
func (f *Result) Sum() exact.Num {
	return f.unit.over(exact.Sum128(f.sum.High, f.sum.Low, f.unit.scale))
}

// Least returns the least value. There has to be one.
func (f *Result) Least() exact.Num { return f.unit.num(f.least) }

// Greatest returns the greatest value. There has to be one.
func (f *Result) Greatest() exact.Num { return f.unit.num(f.greatest) }

// Distinct returns how many different values there are.
func (f *Result) Distinct() int {
	if f.ordered != nil {
		return different(f.ordered)
	}
	if f.codes != nil {
		return vector.Count(f.codes)
	}
	return len(f.different)
}
