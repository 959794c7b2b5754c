// Package kernel computes aggregates over columns: batches of rows with a bitmap of those
// that count, one loop for each subexpression, each computed once for a batch however
// often it is asked for. Several aggregates over one table share one pass.
//
// It computes what it can prove to be exact in whole numbers of 64 bits, from the least
// and the greatest value of each column, and counts and sums in what holds them. For all
// else it says why not, and the caller evaluates row by row, with the same answer. A
// missing cell makes a value or condition missing, as everywhere. Where there is none for
// another reason, a division by zero, no reason is computed here: a row that is left
// undecided by one ends the pass.
package kernel

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/vector"
)

const (
	batchRows  = 8192 // the most rows of a batch
	batchWords = batchRows / vector.Block
	unitRows   = 4 * batchRows // what a goroutine takes at once

	// A batch is long, because a processor fetches a column ahead of the loop that reads
	// it, and begins anew when the loop comes back for the next batch. It is short where
	// it would take much room.
	shortRows   = 1024
	manyNumbers = 64
)

// Source is what a pass reads.
type Source struct {
	Index int // of the table in the environment
	Table *table.Table
	Rows  []int32 // those that count, in order; nil for all
	Zone  *time.Location
	Short bool // the batches are short

	// Constant computes a subexpression that does not depend on the row.
	Constant func(n ast.Node) ast.Value

	// Other gives the table of a lookup, and the rows of it that count; nil for all.
	Other func(n *ast.Lookup) (*table.Table, []int32)
}

// rows returns how many rows the pass reads.
func (s *Source) rows() int {
	if s.Rows != nil {
		return len(s.Rows)
	}
	return s.Table.Rows()
}

// contiguous reports whether the rows are a range of the table, and where it begins.
func (s *Source) contiguous() (from int, ok bool) {
	if len(s.Rows) == 0 {
		return 0, true
	}
	first, last := s.Rows[0], s.Rows[len(s.Rows)-1]
	if int(last)-int(first)+1 != len(s.Rows) {
		return 0, false
	}
	for i, row := range s.Rows {
		if row != first+int32(i) {
			return 0, false
		}
	}
	return int(first), true
}

// Pass is aggregates over one source, compiled.
type Pass struct {
	source    *Source
	compiler  *compiler
	specs     []*spec
	groupings []*Grouping
	from      int // of a range
	ranged    bool
}

// NewPass begins a pass without aggregates.
func NewPass(source Source) *Pass {
	p := &Pass{source: &source, compiler: newCompiler(&source)}
	p.from, p.ranged = source.contiguous()
	return p
}

// Add takes an aggregate into the pass and returns its number. The error, a *Slow, says
// why it has to be evaluated row by row.
func (p *Pass) Add(n *ast.Aggregate) (int, error) {
	s, err := p.compiler.aggregate(n)
	if err != nil {
		return 0, err
	}
	p.specs = append(p.specs, s)
	return len(p.specs) - 1, nil
}

// Computed returns the subexpressions that the pass computes for each batch, in words:
// each by its name, in terms of the names before it.
func (p *Pass) Computed() []string { return p.compiler.computed }

// Slow says why a subexpression is not computed over columns.
type Slow struct{ Why string }

// Error returns the reason.
func (s *Slow) Error() string { return s.Why }

func slow(format string, args ...any) error { return &Slow{fmt.Sprintf(format, args...)} }

// Run reads the rows once and gives the result of each aggregate. The error is that of
// stopped, a context's Err, or a *Slow when a row turned out to need the other way.
func (p *Pass) Run(stopped func() error) ([]Result, error) {
	var all [][]Result
	err := p.forEachBatch(stopped, func() func(w *worker) {
		results := make([]Result, len(p.specs))
		for i, s := range p.specs {
			results[i] = s.begin()
		}
		all = append(all, results)
		return func(w *worker) {
			for i, s := range p.specs {
				s.batch(w, &results[i])
			}
		}
	})
	if err != nil {
		return nil, err
	}
	results := all[0]
	for _, others := range all[1:] {
		for i := range results {
			if err := results[i].join(stopped, &others[i]); err != nil {
				return nil, err
			}
		}
	}
	for i := range results {
		results[i].Rows = p.source.rows()
		if at := results[i].First; at >= 0 {
			results[i].First = p.row(at)
		}
	}
	return results, nil
}

// row returns the row at a place among those that count.
func (p *Pass) row(place int) int {
	if p.ranged {
		return p.from + place
	}
	return int(p.source.Rows[place])
}

// forEachBatch reads the rows, batch by batch, in one goroutine or several. Each begins
// with a visit of its own.
func (p *Pass) forEachBatch(stopped func() error, begin func() func(w *worker)) error {
	units := (p.source.rows() + unitRows - 1) / unitRows
	goroutines := max(1, min(runtime.GOMAXPROCS(0), units/2))
	var next atomic.Int64
	var failed atomic.Bool
	errs := make([]error, goroutines)
	work := func(i int, visit func(w *worker)) {
		w := p.worker()
		for !failed.Load() {
			unit := int(next.Add(1) - 1)
			if unit >= units {
				return
			}
			if errs[i] = w.unit(stopped, unit, visit); errs[i] != nil {
				failed.Store(true)
			}
		}
	}
	if goroutines == 1 {
		work(0, begin())
		return errs[0]
	}
	var wait sync.WaitGroup
	for i := range goroutines {
		visit := begin()
		wait.Go(func() { work(i, visit) })
	}
	wait.Wait()
	return first(errs)
}

// first returns the error to tell: that the context ended comes before that a row is
// slow, so that it does not depend on which goroutine was faster.
func first(errs []error) error {
	var chosen error
	for _, err := range errs {
		var slow *Slow
		if err != nil && (chosen == nil || !errors.As(err, &slow)) {
			chosen = err
		}
	}
	return chosen
}
