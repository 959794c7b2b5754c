package table

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table/internal/scan"
)

// chunk is a run of rows of a source, taken by one goroutine. Its rows are counted from
// its own first one, because how many come before may not be known yet.
type chunk struct {
	*reading
	*Builder
	rows      int       // of the source, taken and rejected
	rejected  []int     // which of them were rejected
	problems  []problem // in the order of the rows
	listed    int       // problems that have a diagnostic
	remaining int       // about how many rows follow in the source; 0 when it is not known
	kept      bool      // a batch keeps values where they are
}

// problem is what is wrong with a row of a chunk.
type problem struct {
	row   int              // from 0
	field int              // whose cell it is; -1 for the row itself
	d     *diag.Diagnostic // without the number of the row; nil when it is one too many
}

// chunk begins one with room for some rows.
func (r *reading) chunk(rows int) *chunk {
	b := newBuilder(r.schema, r.spare.columns())
	for _, c := range b.table.columns {
		c.Grow(rows)
	}
	return &chunk{reading: r, Builder: b}
}

// cell takes the value of field i, and says whether it could. A cell without one is
// there, as a missing value.
func (c *chunk) cell(i int, v value) *scan.Fault {
	f := c.take(i, v, c.Zone)
	if c.cells[i] != filled {
		c.table.columns[i].AppendMissing()
	}
	c.cells[i] = unset
	return f
}

// endRow counts a row whose cells have been taken.
func (c *chunk) endRow() {
	c.table.rows++
	c.rows++
}

// badCell records a cell that could not be taken. When the list is full nothing is made
// of the place.
func (c *chunk) badCell(i int, f *scan.Fault, place func() *diag.Diagnostic) {
	c.problem(i, BadCell, f, place)
}

// reject counts a row that could not be taken at all. What is wrong goes on after the
// row's number.
func (c *chunk) reject(f scan.Fault, place func() *diag.Diagnostic) {
	c.problem(-1, BadRow, &f, place)
	c.rejected = append(c.rejected, c.rows)
	c.rows++
}

func (c *chunk) problem(field int, code diag.Code, f *scan.Fault, place func() *diag.Diagnostic) {
	p := problem{row: c.rows, field: field}
	if !c.full() {
		c.listed++
		p.d = place()
		p.d.Severity, p.d.Code, p.d.Class, p.d.Summary, p.d.Advice = diag.Error, code, diag.ErrData, f.What, f.Advice
	}
	c.problems = append(c.problems, p)
}

// expect estimates the rows that follow by the bytes that follow, when those of the chunk
// came from so many bytes.
func (c *chunk) expect(left int64, size int) {
	const most = 1 << 25
	c.remaining = int(min(min(left, 1<<40)*int64(c.rows)/int64(size), most))
}

// full reports whether there are more problems than will be listed.
func (c *chunk) full() bool { return c.listed >= c.MaxProblems }

// taken returns how many of the first rows of the chunk are in its table.
func (c *chunk) taken(rows int) int {
	rejected, _ := slices.BinarySearch(c.rejected, rows)
	return rows - rejected
}

// problemsBefore takes off the problems with the rows before one.
func (c *chunk) problemsBefore(row int) []problem {
	n, _ := slices.BinarySearchFunc(c.problems, row, func(p problem, row int) int { return cmp.Compare(p.row, row) })
	found := c.problems[:n]
	c.problems = c.problems[n:]
	return found
}

// diagnostic returns the problem with the row's number in the source.
func (p problem) diagnostic(schema kinds.Schema, row int) *diag.Diagnostic {
	if p.field < 0 {
		p.d.Summary = fmt.Sprintf("row %d %s", row, p.d.Summary)
	} else {
		p.d.Summary = fmt.Sprintf("column %s, row %d: %s", schema.Fields[p.field].Name, row, p.d.Summary)
	}
	return p.d
}
