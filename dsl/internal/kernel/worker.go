package kernel

import (
	"github.com/concord-sla/concord/internal/column"
	"github.com/concord-sla/concord/internal/vector"
)

// worker reads batches of rows. What it has computed for the current batch is kept until
// the next.
type worker struct {
	pass  *Pass
	size  int     // the most rows of its batches
	batch int     // counts them
	at    int     // the place of the batch's first row among the rows that count
	n     int     // its rows
	words int     // its words
	from  int     // of a range: its first row
	rows  []int32 // of rows that are not a range

	valid      []uint64 // the rows there are
	numbers    []numbers
	conditions []truths
	texts      []texts
	both       [2][]uint64 // the rows that satisfy conditions, and those that may
	use        []uint64    // of those, the ones with a value
	pairs      *pairs      // of working times; nil until there are some
	present    [batchWords]uint64
	zone       zoneSpan // of the instant seen last
	invalid    invalidRows
	fault      error // why a row of the batch has to be evaluated the other way
}

// numbers are the values of a subexpression.
type numbers struct {
	batch  int
	values []int64
	lost   []uint64 // where there is none; nil for nowhere
	space  []int64
	bits   []uint64
}

// truths are where a condition holds, and where it is not known.
type truths struct {
	batch    int
	is, lost []uint64 // lost is nil for nowhere
	space    []uint64
	bits     []uint64
}

// worker has batches of the size that suits the pass.
func (p *Pass) worker() *worker {
	size := batchRows
	if p.source.Short || p.compiler.countNumbers > manyNumbers {
		size = shortRows
	}
	return p.workerOf(size)
}

func (p *Pass) workerOf(size int) *worker {
	w := &worker{
		pass: p, size: size, valid: make([]uint64, batchWords),
		numbers: make([]numbers, p.compiler.countNumbers), conditions: make([]truths, p.compiler.countConditions), texts: make([]texts, len(p.compiler.texts)),
		both: [2][]uint64{make([]uint64, batchWords), make([]uint64, batchWords)}, use: make([]uint64, batchWords),
	}
	return w
}

// unit reads the batches of a unit, and looks at the context before each.
func (w *worker) unit(stopped func() error, unit int, visit func(w *worker)) error {
	end := min((unit+1)*unitRows, w.pass.source.rows())
	for at := unit * unitRows; at < end; at += w.size {
		if err := stopped(); err != nil {
			return err
		}
		w.begin(at, min(w.size, end-at))
		visit(w)
		if w.fault != nil {
			return w.fault
		}
	}
	return nil
}

func (w *worker) begin(at, n int) {
	w.batch++
	w.at, w.n, w.words = at, n, vector.Words(n)
	w.invalid.forget()
	w.valid = w.valid[:w.words]
	vector.First(w.valid, n)
	if w.pass.ranged {
		w.from = w.pass.from + at
	} else {
		w.rows = w.pass.source.Rows[at : at+n]
	}
}

// number computes a subexpression, or gives what it was in this batch.
func (w *worker) number(n *number) ([]int64, []uint64) {
	r := &w.numbers[n.id]
	if r.batch != w.batch {
		r.values, r.lost = n.compute(w, r)
		r.batch = w.batch
	}
	return r.values, r.lost
}

// condition computes a condition, or gives what it was in this batch.
func (w *worker) condition(c *condition) (is, lost []uint64) {
	r := &w.conditions[c.id]
	if r.batch != w.batch {
		r.is, r.lost = c.compute(w, r)
		r.batch = w.batch
	}
	return r.is, r.lost
}

// conditionAmong returns a condition of which only n of the rows are of interest; it may
// be anything for the others.
func (w *worker) conditionAmong(c *condition, rows []uint64, n int) (is, lost []uint64) {
	if r := &w.conditions[c.id]; c.among != nil && c.uses == 1 && r.batch != w.batch && vector.Sparse(n, w.n) {
		return c.among(w, r, rows)
	}
	return w.condition(c)
}

// into returns space for the batch's values.
func (r *numbers) into(w *worker) []int64 {
	if r.space == nil {
		r.space = make([]int64, w.size)
	}
	return r.space[:w.words*vector.Block]
}

// lostInto returns space for where there is no value.
func (r *numbers) lostInto(w *worker) []uint64 {
	if r.bits == nil {
		r.bits = make([]uint64, batchWords)
	}
	return r.bits[:w.words]
}

func (r *truths) into(w *worker) []uint64 {
	if r.space == nil {
		r.space = make([]uint64, batchWords)
	}
	return r.space[:w.words]
}

func (r *truths) lostInto(w *worker) []uint64 {
	if r.bits == nil {
		r.bits = make([]uint64, batchWords)
	}
	return r.bits[:w.words]
}

// either returns where one of two bitmaps, each of which may be nil, has a bit.
func either(x, y []uint64, space func() []uint64) []uint64 {
	switch {
	case x == nil:
		return y
	case y == nil:
		return x
	}
	dst := space()
	for i := range dst {
		dst[i] = x[i] | y[i]
	}
	return dst
}

// missing returns where a column has no value among the rows of the batch; nil for
// nowhere.
func (w *worker) missing(c *column.Column, space func() []uint64) []uint64 {
	if c.Missing == nil {
		return nil
	}
	return w.bits(c.Missing, space)
}

// bits returns those of a column's bitmap for the rows of the batch.
func (w *worker) bits(bitmap []uint64, space func() []uint64) []uint64 {
	if w.pass.ranged && w.from%vector.Block == 0 {
		if word := w.from / vector.Block; word+w.words <= len(bitmap) {
			return bitmap[word : word+w.words]
		}
	}
	dst := space()
	if w.pass.ranged {
		vector.Bits(dst, bitmap, w.from)
	} else {
		vector.PickBits(dst, bitmap, w.rows)
	}
	return dst
}

// load returns the values of a column for the rows of the batch, in whole blocks.
func load[T any](w *worker, values []T, space func() []T) []T {
	if w.pass.ranged {
		if end := w.from + w.words*vector.Block; end <= len(values) {
			return values[w.from:end]
		}
		dst := space()
		clear(dst[copy(dst, values[w.from:w.from+w.n]):])
		return dst
	}
	dst := space()
	vector.Pick(dst, values, w.rows)
	clear(dst[w.n:])
	return dst
}
