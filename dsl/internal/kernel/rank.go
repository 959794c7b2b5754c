package kernel

import (
	"math/bits"
	"slices"

	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/internal/vector"
)

// A value at a place in the order is found without putting all in order: the values are
// counted in equal intervals of their range, which shows in which interval the place is;
// when few values are in it, those are collected and put in order, and else it is divided
// again.
const (
	bucketBits = 13 // the counts fit the fastest memory
	buckets    = 1 << bucketBits
	collected  = 1 << 18 // values that are collected at once
)

// valueRange is a range of values from low on, divided into buckets of 2^shift values.
type valueRange struct {
	low   int64
	width uint64 // the greatest is low + width
	shift uint
}

func rangeOf(low int64, width uint64) valueRange {
	return valueRange{low, width, uint(max(0, bits.Len64(width)-bucketBits))}
}

// valueRange returns the range that all values of an aggregate lie in.
func (s *spec) valueRange() valueRange { return rangeOf(s.value.low, uint64(s.value.high-s.value.low)) }

// bucket returns one of the range's buckets, as a range.
func (p valueRange) bucket(i int) valueRange {
	from := uint64(i) << p.shift
	return rangeOf(p.low+int64(from), min(p.width-from, 1<<p.shift-1))
}

// count counts the values in their buckets. All have to lie in the range.
func (p valueRange) count(histogram []uint32, values []int64, use []uint64) {
	h, shift := (*[buckets]uint32)(histogram), p.shift&63
	for k, word := range use {
		if word == ^uint64(0) {
			for _, v := range (*[vector.Block]int64)(values[k*vector.Block:]) {
				h[uint64(v-p.low)>>shift%buckets]++
			}
			continue
		}
		for ; word != 0; word &= word - 1 {
			v := values[k*vector.Block+bits.TrailingZeros64(word)]
			h[uint64(v-p.low)>>shift%buckets]++
		}
	}
}

// Order is the values of an aggregate in order, of which those that are asked for are
// computed.
type Order struct {
	pass  *Pass
	spec  int
	n     int
	unit  unit
	known []sortedRun
	top   []uint32
	all   []int64 // all of them, when they are at hand
}

// sortedRun is values in order from a place on.
type sortedRun struct {
	from   int
	values []int64
	n      int // how many there are, when they are all the same
}

// Order returns the values of an aggregate over ranks, which this pass has computed, in
// order.
func (p *Pass) Order(spec int, f *Result) *Order {
	return &Order{pass: p, spec: spec, n: f.Terms, unit: f.unit, top: f.histogram}
}

// Len returns how many values there are.
func (o *Order) Len() int { return o.n }

// At returns the value at a place from 0. The error is the context's.
func (o *Order) At(stopped func() error, place int) (exact.Num, error) {
	v, err := o.at(stopped, place)
	return o.unit.num(v), err
}

func (o *Order) at(stopped func() error, place int) (int64, error) {
	if o.all != nil {
		return o.all[place], nil
	}
	for {
		for _, s := range o.known {
			if i := place - s.from; i >= 0 && i < max(len(s.values), s.n) {
				return s.values[min(i, len(s.values)-1)], nil
			}
		}
		if err := o.find(stopped, place); err != nil {
			return 0, err
		}
	}
}

// find computes the run in which a place lies.
func (o *Order) find(stopped func() error, place int) error {
	p, histogram, before := o.pass.specs[o.spec].valueRange(), o.top, 0
	for {
		i := 0
		for ; before+int(histogram[i]) <= place; i++ {
			before += int(histogram[i])
		}
		n := int(histogram[i])
		if p = p.bucket(i); p.width == 0 {
			o.known = append(o.known, sortedRun{before, []int64{p.low}, n})
			return nil
		}
		if n <= collected {
			values, err := o.collect(stopped, p, n)
			o.known = append(o.known, sortedRun{from: before, values: values})
			return err
		}
		var err error
		if histogram, err = o.again(stopped, p); err != nil {
			return err
		}
	}
}

// collect returns the values in a range, in order.
func (o *Order) collect(stopped func() error, p valueRange, n int) ([]int64, error) {
	lists := make([][]int64, 0, 2)
	err := o.scan(stopped, func() (func(values []int64, use []uint64), func()) {
		var some []int64
		mask := make([]uint64, batchWords)
		return func(values []int64, use []uint64) {
			in := mask[:len(use)]
			vector.Between(in, values, p.low, p.width)
			each(masked(in, in, use), func(i int) { some = append(some, values[i]) })
		}, func() { lists = append(lists, some) }
	})
	all := slices.Concat(lists...)
	slices.Sort(all)
	return all, err
}

// again counts the values in a range in its buckets.
func (o *Order) again(stopped func() error, p valueRange) ([]uint32, error) {
	total := make([]uint32, buckets)
	err := o.scan(stopped, func() (func(values []int64, use []uint64), func()) {
		h, mask := make([]uint32, buckets), make([]uint64, batchWords)
		return func(values []int64, use []uint64) {
				in := mask[:len(use)]
				vector.Between(in, values, p.low, p.width)
				p.count(h, values, masked(in, in, use))
			}, func() {
				for i, n := range h {
					total[i] += n
				}
			}
	})
	return total, err
}

// scan reads the values again.
func (o *Order) scan(stopped func() error, begin func() (visit func(values []int64, use []uint64), end func())) error {
	s := *o.pass.specs[o.spec]
	var ends []func()
	err := o.pass.forEachBatch(stopped, func() func(w *worker) {
		visit, end := begin()
		ends = append(ends, end)
		return func(w *worker) { s.visit(w, visit) }
	})
	for _, end := range ends {
		end()
	}
	return err
}

// visit shows the values of the batch's rows that have one.
func (s *spec) visit(w *worker, visit func(values []int64, use []uint64)) {
	in := w.valid
	if s.where != nil {
		is, _ := w.condition(s.where)
		in = masked(w.both[0], is, w.valid)
	}
	values, lost := w.number(s.value)
	if lost != nil {
		for i := range in {
			w.use[i] = in[i] &^ lost[i]
		}
		in = w.use[:len(in)]
	}
	visit(values, in)
}
