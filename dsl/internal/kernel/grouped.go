package kernel

import (
	"math/bits"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/internal/vector"
)

// groupSpec is an aggregate that is asked of every group, with its place among the words
// of one.
type groupSpec struct {
	*spec
	at       int  // the first word of the result: of the first or last row its place in the order, and its place
	shared   bool // what it counts is in the upper half of the word for the rows
	twoWords bool // a sum takes two words, the upper half first
	gathers  bool // the values are kept
}

// Ask takes an aggregate over the rows of each group into the grouping, and returns its
// number. The error, a *Slow, says why it has to be evaluated row by row.
func (c *Grouping) Ask(n *ast.Aggregate) (int, error) {
	s, err := c.pass.compiler.aggregate(n)
	if err != nil {
		return 0, err
	}
	g := &groupSpec{spec: s, gathers: s.distinct || s.ranks}
	switch {
	case s.item != nil && s.where == nil && c.shared < 0:
		g.shared, c.shared = true, len(c.asked)
	case s.item != nil:
		g.at = c.take(1)
	case s.extremes || s.order != nil:
		g.at = c.take(2)
	case s.sum:
		_, low := multiply(s.value.low, int64(c.pass.source.rows()))
		_, high := multiply(s.value.high, int64(c.pass.source.rows()))
		g.twoWords = !low || !high
		g.at = c.take(1 + int(bit(g.twoWords)))
	}
	c.asked = append(c.asked, g)
	return len(c.asked) - 1, nil
}

// take returns the first of so many words.
func (c *Grouping) take(words int) int {
	c.width += words
	return c.width - words
}

// view is what is asked of the rows of a batch.
type view struct {
	use         []uint64 // the rows that belong and have a value; nil for all
	in, perhaps []uint64 // the rows that belong, and those that may; perhaps is nil for none
	is, lost    []uint64 // where the condition holds, and where it or the value is missing
	values      []int64
	codes       []uint32
	room        [2][]uint64
}

func (v *view) look(w *worker, s *groupSpec) {
	*v = view{room: v.room}
	if v.in, v.perhaps = s.belong(w, v.room); s.where != nil {
		v.use = v.in
	}
	switch {
	case s.item != nil:
		v.is, v.lost = w.condition(s.item)
	case s.order != nil:
		v.values, v.lost = w.number(s.order)
	case s.value != nil:
		v.values, v.lost = w.number(s.value)
	case s.texts != nil:
		v.codes, v.lost = w.codes(s.texts)
	}
}

// countUndecided counts the rows of the batch that leave what is asked undecided. They
// are taken out of those that are used.
func (t *accumulators) countUndecided(w *worker, asked int, s *groupSpec) {
	v := &t.views[asked]
	if v.lost == nil && v.perhaps == nil {
		return
	}
	for k := range v.in {
		open, perhaps := v.in[k]&at(v.lost, k), at(v.perhaps, k)
		for rest := open | perhaps; rest != 0; rest &= rest - 1 {
			i := bits.TrailingZeros64(rest)
			d := t.undecidedOf(asked, int(t.at[k*vector.Block+i]))
			if d.undecided == 0 {
				d.first = int32(w.at + k*vector.Block + i)
			}
			d.undecided++
			d.invalid = d.invalid || s.order != nil || w.invalid.some && w.invalid.rows[k]>>i&1 == 1
			switch {
			case open>>i&1 == 1:
				d.open++
			case s.item == nil && (s.value != nil || s.texts != nil || s.order != nil):
			case at(v.lost, k)>>i&1 == 1:
				d.mayEither++
			case v.is == nil || v.is[k]>>i&1 == 1:
				d.mayTrue++
			default:
				d.mayFalse++
			}
		}
		v.room[0][k] = v.in[k] &^ open
	}
	v.use = v.room[0][:len(v.in)]
}

// add takes in the batch's rows from one on to another, from the beginning of a block on.
// Every row is added to its group, without a branch: one that is left out adds nothing.
func (t *accumulators) add(asked int, s *groupSpec, batch, from, to int) {
	v := &t.views[asked]
	words, width, numbers := t.words, t.grouping.width, t.at[from:to]
	if v.use != nil {
		left := t.leftOf(asked)
		for i, number := range numbers {
			left[number] += 1 - int32(bitAt(v.use, from+i))
		}
	}
	accumulated := words[s.at:]
	switch {
	case s.shared: // with the rows
	case s.item != nil:
		for len(numbers) > 0 {
			some := numbers[:min(vector.Block, len(numbers))]
			held := v.held(from / vector.Block)
			for _, number := range some {
				accumulated[int(number)*width] += int64(held & 1)
				held >>= 1
			}
			numbers, from = numbers[len(some):], from+len(some)
		}
	case s.order != nil:
		for i, number := range numbers {
			if pair := accumulated[int(number)*width:]; v.takes(from + i) {
				best := end{pair[1] > 0, pair[0], int(pair[1]) - 1}
				best.offer(s.last, end{true, v.values[from+i], batch + from + i})
				pair[0], pair[1] = best.at, int64(best.place)+1
			}
		}
	case s.gathers:
		for i, number := range numbers {
			if number == 0 || !v.takes(from+i) {
				continue
			}
			if v.codes != nil {
				t.values[asked].add(number, int64(v.codes[from+i]))
			} else {
				t.values[asked].add(number, v.values[from+i])
			}
		}
	case s.extremes:
		for i, number := range numbers {
			if v.takes(from + i) {
				pair := accumulated[int(number)*width:]
				pair[0], pair[1] = min(pair[0], v.values[from+i]), max(pair[1], v.values[from+i])
			}
		}
	case s.sum && s.twoWords:
		for i, number := range numbers {
			if v.takes(from + i) {
				pair := accumulated[int(number)*width:]
				sum := vector.Int128{High: pair[0], Low: uint64(pair[1])}
				sum.Add(v.values[from+i])
				pair[0], pair[1] = sum.High, int64(sum.Low)
			}
		}
	case s.sum && v.use == nil:
		for i, value := range v.values[from:to] {
			accumulated[int(numbers[i])*width] += value
		}
	case s.sum:
		for i, value := range v.values[from:to] {
			accumulated[int(numbers[i])*width] += value & -int64(bitAt(v.use, from+i))
		}
	}
}

// held returns where the condition holds among the rows of a word that are used.
func (v *view) held(word int) uint64 {
	if v.use == nil {
		return v.is[word]
	}
	return v.is[word] & v.use[word]
}

// takes reports whether a row is used.
func (v *view) takes(i int) bool { return v.use == nil || bitAt(v.use, i) == 1 }

func bitAt(bitmap []uint64, i int) uint64 { return bitmap[i/vector.Block] >> (i % vector.Block) & 1 }

// join takes the words of another goroutine into a group's.
func (s *groupSpec) join(words, theirs []int64) {
	switch {
	case s.shared: // with the rows
	case s.order != nil:
		best := end{words[s.at+1] > 0, words[s.at], int(words[s.at+1]) - 1}
		if theirs[s.at+1] > 0 {
			best.offer(s.last, end{true, theirs[s.at], int(theirs[s.at+1]) - 1})
		}
		words[s.at], words[s.at+1] = best.at, int64(best.place)+1
	case s.extremes:
		words[s.at], words[s.at+1] = min(words[s.at], theirs[s.at]), max(words[s.at+1], theirs[s.at+1])
	case s.twoWords:
		sum := s.sumOf(words)
		sum.Join(s.sumOf(theirs))
		words[s.at], words[s.at+1] = sum.High, int64(sum.Low)
	case s.item != nil || s.sum:
		words[s.at] += theirs[s.at]
	}
}

func (s *groupSpec) sumOf(words []int64) vector.Int128 {
	if s.twoWords {
		return vector.Int128{High: words[s.at], Low: uint64(words[s.at+1])}
	}
	return vector.Int128{High: words[s.at] >> 63, Low: uint64(words[s.at])}
}

// Result returns the result of an aggregate over a group, as if its rows had been read by
// themselves. It is not ok when they have to be. The error is the context's.
func (c *Grouping) Result(stopped func() error, asked, group int) (f Result, ok bool, err error) {
	s, number := c.asked[asked], int(c.groups[group].number)
	words := c.accumulated.words[number*c.width : (number+1)*c.width]
	f = s.nothing()
	f.Rows = rowsIn(words)
	used := f.Rows
	if left := c.accumulated.left[asked]; number < len(left) {
		used -= int(left[number])
	}
	f.Matched = used
	if number < len(c.accumulated.undecided[asked]) {
		if d := c.accumulated.undecided[asked][number]; d.undecided > 0 {
			if d.invalid {
				return f, false, nil
			}
			f.Matched += int(d.open)
			f.Undecided, f.MayTrue, f.MayFalse, f.MayEither = int(d.undecided), int(d.mayTrue), int(d.mayFalse), int(d.mayEither)
			f.First = c.pass.row(int(d.first))
			if s.item != nil {
				f.Open = int(d.open)
			}
		}
	}
	switch {
	case s.item != nil:
		if f.True = int(words[s.at]); s.shared {
			f.True = int(words[0] >> 32)
		}
		f.False = used - f.True
	case s.order != nil:
		f.ends.best = end{words[s.at+1] > 0, words[s.at], int(words[s.at+1]) - 1}
	case s.gathers:
		f.Terms, f.ordered = used, c.accumulated.values[asked].of(number)
		err = sortValues(stopped, f.ordered)
	case s.value == nil:
		f.True = used
	default:
		f.Terms = used
		if s.sum {
			f.sum = s.sumOf(words)
		} else {
			f.least, f.greatest = words[s.at], words[s.at+1]
		}
	}
	return f, true, err
}
