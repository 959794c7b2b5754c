package kernel

import (
	"math"

	"github.com/concord-sla/concord/internal/vector"
)

// accumulators hold what a goroutine has computed of the groups of a grouping. A group
// has a number; 0 is that of rows that are in none. The words of one group stand
// together: in the lower half of its first word how many rows it has, in the upper half
// for how many of them a condition holds, and the words of what else is asked, see
// groupSpec.
type accumulators struct {
	grouping  *Grouping
	n         int // numbers there are
	words     []int64
	first     []int32           // by number: the place of the first row
	known     *combinations     // when there is no room for all combinations beforehand
	left      [][]int32         // by what is asked, and by number: the rows that are left out; nil until there are some
	undecided [][]undecidedRows // by what is asked, and by number; nil until something is missing

	values []gathered // by what is asked: the values, where all are kept

	places [combinationWords][]uint64 // of the batch's rows: their combinations
	at     []uint32                   // their groups' numbers
	views  []view
}

// undecidedRows is how many rows of a group leave what is asked undecided.
type undecidedRows struct {
	undecided, open              int32 // open ones belong
	mayTrue, mayFalse, mayEither int32
	first                        int32 // place of the first that is undecided
	invalid                      bool  // a row has no value although no cell is missing: the group's rows have to be read one by one
}

func newAccumulators(c *Grouping) *accumulators {
	t := &accumulators{grouping: c, at: make([]uint32, batchRows), undecided: make([][]undecidedRows, len(c.asked)), views: make([]view, len(c.asked)), values: make([]gathered, len(c.asked)), left: make([][]int32, len(c.asked))}
	for i := range t.views {
		t.views[i].room = [2][]uint64{make([]uint64, batchWords), make([]uint64, batchWords)}
	}
	for word := range c.words {
		t.places[word] = make([]uint64, batchRows)
	}
	if c.words > 1 || c.combinations > fewCombinations {
		t.known = newCombinations()
		t.room(1)
	} else {
		t.room(1 + int(c.combinations))
	}
	return t
}

// room makes room for so many numbers.
func (t *accumulators) room(n int) {
	more := n - t.n
	t.words = append(t.words, make([]int64, more*t.grouping.width)...)
	t.first = append(t.first, make([]int32, more)...)
	for _, s := range t.grouping.asked {
		if s.extremes {
			for at := t.n * t.grouping.width; at < len(t.words); at += t.grouping.width {
				t.words[at+s.at], t.words[at+s.at+1] = math.MaxInt64, math.MinInt64
			}
		}
	}
	t.n = n
}

// combination returns that of a number's group.
func (t *accumulators) combination(number int) combination {
	if t.known != nil {
		return t.known.all[number]
	}
	return combination{uint64(number) - 1}
}

// batch looks at the batch's rows.
func (t *accumulators) batch(w *worker) {
	if t.place(w); w.fault != nil {
		return
	}
	for i, s := range t.grouping.asked {
		t.views[i].look(w, s)
		if w.fault != nil {
			return
		}
		t.countUndecided(w, i, s)
	}
	const some = 256 // rows, whose groups' words fit the fastest memory until all was added
	for from := 0; from < w.n; from += some {
		to := min(from+some, w.n)
		t.rows(w.at, from, to)
		for i, s := range t.grouping.asked {
			t.add(i, s, w.at, from, to)
		}
	}
}

// place finds the group of every row of the batch.
func (t *accumulators) place(w *worker) {
	c, numbers := t.grouping, t.at[:w.n]
	in := w.valid
	unknown := func(lost []uint64) bool {
		if lost != nil && vector.Count(masked(w.both[1], lost, in)) > 0 {
			w.fault = slow("rows of which the group is not known")
		}
		return w.fault != nil
	}
	if c.where != nil {
		is, lost := w.condition(c.where)
		if unknown(lost) {
			return
		}
		in = masked(w.both[0], is, w.valid)
	}
	for word := range c.words {
		clear(t.places[word])
	}
	for _, k := range c.keys {
		if lost := k.place(w, t.places[k.word][:w.n]); unknown(lost) {
			return
		}
	}
	places := t.places[0][:w.n]
	switch {
	case t.known != nil:
		clear(numbers)
		each(in, func(i int) {
			at := combination{places[i]}
			if c.words > 1 {
				at[1] = t.places[1][i]
			}
			numbers[i] = t.known.number(at)
		})
		t.room(len(t.known.all))
	case c.where != nil:
		for i, place := range places {
			numbers[i] = uint32(place+1) & -uint32(in[i/vector.Block]>>(i%vector.Block)&1)
		}
	default:
		for i, place := range places {
			numbers[i] = uint32(place + 1)
		}
	}
}

// rows counts rows from one on to another.
func (t *accumulators) rows(batch, from, to int) {
	words, width := t.words, t.grouping.width
	for from < to {
		end := min(from+vector.Block, to)
		var held uint64
		if shared := t.grouping.shared; shared >= 0 {
			held = t.views[shared].held(from / vector.Block)
		}
		for i, number := range t.at[from:end] {
			at := int(number) * width
			n := words[at]
			if n == 0 {
				t.first[number] = int32(batch + from + i)
			}
			words[at] = n + 1 + int64(held&1)<<32
			held >>= 1
		}
		from = end
	}
}

// rowsIn returns how many rows a group has, of its words.
func rowsIn(words []int64) int { return int(uint32(words[0])) }

// leftOf returns the rows that are left out, by the group's number.
func (t *accumulators) leftOf(asked int) []int32 {
	if more := t.n - len(t.left[asked]); more > 0 {
		t.left[asked] = append(t.left[asked], make([]int32, more)...)
	}
	return t.left[asked]
}

// join takes in the result of another goroutine.
func (t *accumulators) join(stopped func() error, o *accumulators) error {
	width := t.grouping.width
	mine := make([]uint32, o.n) // by their number
	for number := range o.n {
		if number%8192 == 0 {
			if err := stopped(); err != nil {
				return err
			}
		}
		theirs := o.words[number*width : (number+1)*width]
		if theirs[0] == 0 || number == 0 {
			continue
		}
		own := number
		if t.known != nil {
			own = int(t.known.number(o.known.all[number]))
			t.room(len(t.known.all))
		}
		mine[number] = uint32(own)
		words := t.words[own*width : (own+1)*width]
		if words[0] == 0 || o.first[number] < t.first[own] {
			t.first[own] = o.first[number]
		}
		for i, s := range t.grouping.asked {
			s.join(words, theirs)
			if number < len(o.left[i]) {
				t.leftOf(i)[own] += o.left[i][number]
			}
			if number < len(o.undecided[i]) {
				t.undecidedOf(i, own).join(&o.undecided[i][number])
			}
		}
		words[0] += theirs[0]
	}
	for i := range t.values {
		if err := t.values[i].join(stopped, &o.values[i], mine); err != nil {
			return err
		}
	}
	return nil
}

func (d *undecidedRows) join(o *undecidedRows) {
	if o.undecided > 0 && (d.undecided == 0 || o.first < d.first) {
		d.first = o.first
	}
	d.undecided, d.open, d.invalid = d.undecided+o.undecided, d.open+o.open, d.invalid || o.invalid
	d.mayTrue, d.mayFalse, d.mayEither = d.mayTrue+o.mayTrue, d.mayFalse+o.mayFalse, d.mayEither+o.mayEither
}

// undecidedOf returns the doubt about a group.
func (t *accumulators) undecidedOf(asked, number int) *undecidedRows {
	if len(t.undecided[asked]) < t.n {
		all := make([]undecidedRows, max(t.n, 2*len(t.undecided[asked])))
		copy(all, t.undecided[asked])
		t.undecided[asked] = all
	}
	return &t.undecided[asked][number]
}
