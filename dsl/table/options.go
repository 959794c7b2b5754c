package table

import (
	"fmt"
	"maps"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Options says how a source is read. The zero value is the good default.
type Options struct {
	// Zone is that of local times, which are written without an offset. With none, such a
	// cell is a problem.
	Zone *time.Location

	// Columns names the source's column for a field, when it has another name.
	Columns map[string]string

	// Comma separates the cells of a CSV file; 0 is a comma.
	Comma rune

	// MaxProblems is how many problems are listed; 0 is 100. Further ones are counted,
	// and a last problem says how many.
	MaxProblems int

	// MaxCell is the most bytes of a cell; 0 is 1 MiB. A longer one is a problem. A row
	// that is longer than sixteen such cells, and than 1 MiB, is rejected.
	MaxCell int
}

const (
	defaultProblems = 100
	defaultCell     = 1 << 20

	cellsInRow = 16      // a row may be as long as this many of the longest cells
	leastRow   = 1 << 20 // and as this, however short the cells
	mostCell   = 1 << 28 // keeps the longest row an int, and in memory

	// Blocks are small enough for a processor's caches, large enough for what each costs,
	// and not longer than a row may be, so that no line in one is too long.
	blockSize = leastRow
)

// reading is how a source is read: what the caller asked for, checked and with the
// defaults filled in. It is not changed afterwards; several goroutines share it.
type reading struct {
	Options
	schema kinds.Schema
	name   string // of the source
	spare  *spare
	block  int // about how many bytes of a text are taken at once
}

func newReading(schema kinds.Schema, name string, options Options) (*reading, error) {
	if err := schema.Check(); err != nil {
		return nil, err
	}
	bad := func(summary, advice string) (*reading, error) {
		return nil, mistake(BadTable, schema.Name, summary, advice)
	}
	for _, field := range slices.Sorted(maps.Keys(options.Columns)) {
		if schema.Index(field) < 0 {
			return bad(fmt.Sprintf("Options.Columns has %s, which is no field of table %s", field, schema.Name),
				diag.DidYouMean(field, schema.FieldNames()))
		}
	}
	if options.Comma == 0 {
		options.Comma = ','
	}
	if c := options.Comma; c == '"' || c == '\r' || c == '\n' || c == utf8.RuneError || !utf8.ValidRune(c) {
		return bad(fmt.Sprintf("Options.Comma is %q, which cannot separate cells", c), "use ',', ';', '|' or a tab")
	}
	if options.MaxProblems < 0 || options.MaxCell < 0 {
		return bad("Options.MaxProblems or Options.MaxCell is negative", "use 0 for the default")
	}
	if options.MaxProblems == 0 {
		options.MaxProblems = defaultProblems
	}
	if options.MaxCell == 0 {
		options.MaxCell = defaultCell
	}
	options.Columns = maps.Clone(options.Columns)
	if name == "" {
		name = schema.Name
	}
	return &reading{options, schema.Clone(), name, newSpare(), blockSize}, nil
}

// column returns the name in the source of field i.
func (r *reading) column(i int) string {
	field := r.schema.Fields[i].Name
	if name, ok := r.Columns[field]; ok {
		return name
	}
	return field
}

// maxRow returns the most bytes of a row.
func (r *reading) maxRow() int { return max(leastRow, cellsInRow*min(r.MaxCell, mostCell)) }
