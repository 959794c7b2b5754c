package table

import (
	"context"
	"fmt"
	"io"
	"math"
	"runtime"

	"github.com/concord-sla/concord/internal/contexts"
	"github.com/concord-sla/concord/internal/prose"
)

// Reader reads a source in batches of rows, each of which is a table: for a source that
// is larger than the memory it should take. [NewCSVReader], [NewJSONLinesReader] and
// [NewRowsReader] make one. It reads some megabytes ahead.
//
// A Reader is used by one goroutine. It has no goroutines of its own but while Next runs,
// and needs no closing; what it reads from is the caller's to close.
type Reader struct {
	*reading
	source source
	batch  *batch   // that is being filled; nil before it has a row
	last   int      // rows of the batch before it
	queue  []*chunk // what has been read beyond it
	used   int      // rows of the first of the queue that are in a batch
	counts Counts   // of all batches, and of the one that is being filled
	listed int      // problems that are listed
	err    error    // why the source has no more rows; io.EOF at the end
}

// Counts is what a Reader has done with the rows of its source so far.
type Counts struct {
	Rows     int // that are in a batch
	Rejected int // that could not be taken at all
	Problems int // with cells and rows, listed or not
}

// source hands out the rows of a source, run by run.
type source interface {
	// next takes off the next run of rows. The function it returns takes their cells, in
	// any goroutine. After the last run the error is io.EOF, or says where reading
	// failed.
	next() (take func() *chunk, err error)
}

// noReader is the error for a source that is nil.
func noReader(name string) error {
	return mistake(NoRecords, name, "there is nothing to read from: the reader is nil", "open the file first")
}

func newReader(r *reading, s source) *Reader { return &Reader{reading: r, source: s} }

// Next reads the next rows of the source, at most so many of them: fewer only at its end,
// after which the error is io.EOF. Rows that are rejected count among them, so that
// [Table.Rows] and [Table.Rejected] of the batch add up to the rows that were read, and
// those of all batches to the source.
//
// The error beside a table, a [diag.List], is what was wrong with the batch, as for
// [ReadCSV]; the rows are numbered through all batches. [Options.MaxProblems] is for all
// batches together: one with further problems has a last problem that says how many.
//
// The table is nil at the end, and when reading failed: what was read before comes in a
// batch of its own first, and then the error says after how many rows. It is nil, too,
// when the context is cancelled. Nothing is lost by that; the next call goes on, and
// gives the rows that the cancelled one had asked for if they are more.
func (r *Reader) Next(ctx context.Context, rows int) (*Table, error) {
	if r == nil || r.source == nil {
		return nil, noReader("records")
	}
	if rows <= 0 {
		return nil, mistake(BadTable, r.schema.Name,
			fmt.Sprintf("a batch of %d rows was asked for", rows), "ask for a thousand or more")
	}
	if ctx == nil {
		return nil, r.failed(contexts.ErrNil)
	}
	r.fill(ctx, rows)
	switch read := r.batch.read(); {
	case read < rows && r.err == nil:
		return nil, r.failed(ctx.Err())
	case read == 0:
		return nil, r.ended()
	}
	t := r.batch.table()
	r.batch, r.last = nil, t.rows
	return t, t.problems.Err()
}

// Counts returns what has become of the rows that were read so far.
func (r *Reader) Counts() Counts {
	if r == nil || r.reading == nil {
		return Counts{}
	}
	return r.counts
}

func (t Counts) read() int { return t.Rows + t.Rejected }

// ended returns why there is no further batch.
func (r *Reader) ended() error {
	if r.err == io.EOF {
		return io.EOF
	}
	return r.failed(r.err)
}

func (r *Reader) failed(err error) error {
	return fmt.Errorf("reading %s, after %s: %w", r.name, prose.Count(r.counts.read(), "row"), err)
}

// all returns the source as one table.
func (r *Reader) all() (*Table, error) {
	t, err := r.Next(contexts.Bounded(), math.MaxInt)
	switch {
	case r.err != io.EOF:
		return nil, r.ended()
	case t == nil:
		return newBuilder(r.schema, nil).Table()
	}
	return t, err
}

// fill brings the batch to a number of rows of the source, unless the source ends or the
// context is cancelled. The rows are cut into runs by the calling goroutine; their cells
// are taken by as many goroutines as may run, and join the batch in the order of the
// source, so that their number makes no difference to what is read.
func (r *Reader) fill(ctx context.Context, rows int) {
	atOnce := runtime.GOMAXPROCS(0)
	var running []chan *chunk
	await := func() {
		r.queue = append(r.queue, <-running[0])
		running = running[1:]
		r.move(rows)
	}
	r.move(rows)
	for r.err == nil && r.batch.read() < rows && ctx.Err() == nil {
		take, err := r.source.next()
		switch {
		case err != nil:
			r.err = err
		case atOnce == 1:
			r.queue = append(r.queue, take())
			r.move(rows)
		default:
			c := make(chan *chunk, 1)
			go func() { c <- take() }()
			if running = append(running, c); len(running) > atOnce {
				await()
			}
		}
	}
	for len(running) > 0 {
		await()
	}
}

// move moves rows from the queue into the batch.
func (r *Reader) move(rows int) {
	for len(r.queue) > 0 && r.batch.read() < rows {
		c := r.queue[0]
		if r.batch == nil {
			r.batch = r.reading.batch(min(rows, r.room(c)))
		}
		to := r.used + min(c.rows-r.used, rows-r.batch.read())
		taken, rejected, more := r.batch.rows, r.batch.rejected, r.batch.more
		listed := r.batch.add(c, r.used, to, r.counts.read()-r.used, r.MaxProblems-r.listed)
		r.listed += listed
		r.counts.Rows += r.batch.rows - taken
		r.counts.Rejected += r.batch.rejected - rejected
		r.counts.Problems += listed + r.batch.more - more
		if r.used = to; to == c.rows {
			r.queue, r.used = r.queue[1:], 0
			r.spare.chunk(c)
		}
	}
}

// room returns how many rows there are likely to be from a chunk on, as far as that is
// known: as many as the source has, or as the last batch had.
func (r *Reader) room(c *chunk) int {
	if c.remaining == 0 {
		return r.last
	}
	return c.rows - r.used + c.remaining + c.remaining/64 + 64
}
