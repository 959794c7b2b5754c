package table

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/column"
)

// Builder fills a table row by row: [Builder.Set] for each field that has a value, then
// [Builder.EndRow]; at the end, [Builder.Table].
//
// A Builder is used by one goroutine, and not after Table.
type Builder struct {
	table *Table
	cells []cellState // of the row that is being filled
	more  int         // Problems beyond those that are listed
}

// cellState is what has become of a field in the row that is being filled.
type cellState uint8

const (
	unset   cellState = iota
	filled            // its value is in the column
	absent            // it has no value, as the type allows
	refused           // its value could not be taken, as a problem says
)

var storages = map[kinds.Kind]column.Storage{
	kinds.Boolean: column.Bools, kinds.Text: column.Codes, kinds.Enum: column.Codes,
	kinds.Number: column.Decimals, kinds.Count: column.Decimals, kinds.Percent: column.Decimals, kinds.Ratio: column.Decimals,
	kinds.CalendarDays: column.Decimals, kinds.BusinessDays: column.Decimals, kinds.Money: column.Decimals,
	kinds.Duration: column.Integers, kinds.Instant: column.Integers, kinds.Date: column.Integers,
}

// NewBuilder starts a table. It fails on a schema with no name, no fields, a repeated
// field or an invalid type.
func NewBuilder(schema kinds.Schema) (*Builder, error) {
	if err := schema.Check(); err != nil {
		return nil, err
	}
	return newBuilder(schema.Clone(), nil), nil
}

// newBuilder starts a table of a schema that has been checked, and keeps it, in empty
// columns, or its own if there are none.
func newBuilder(schema kinds.Schema, columns []*column.Column) *Builder {
	if columns == nil {
		for _, f := range schema.Fields {
			columns = append(columns, column.New(storages[f.Type.Kind]))
		}
	}
	return &Builder{table: &Table{schema: schema, columns: columns}, cells: make([]cellState, len(schema.Fields))}
}

// errNotBegun is the error of a builder that was not made with NewBuilder.
func errNotBegun() error {
	return mistake(BadTable, "table", "the builder has no schema", "make it with table.NewBuilder")
}

// Set gives a field of the current row its value. It takes the Go types that
// [FromStructs] takes; nil is a missing value.
//
// The error is a [diag.Diagnostic]. It also stands in the table's Problems, and the cell
// is then missing, so that a caller who reads the error of [Builder.Table] need not read
// this one.
func (b *Builder) Set(field string, value any) error {
	if b == nil || b.table == nil {
		return errNotBegun()
	}
	i := b.table.schema.Index(field)
	if i < 0 {
		advice := diag.DidYouMean(field, b.table.schema.FieldNames())
		return b.blame(BadTable, fmt.Sprintf("row %d: table %s has no field %s", b.row(), b.table.Name(), field), advice)
	}
	if b.cells[i] != unset {
		return b.blame(BadTable, fmt.Sprintf("%s was set twice", b.where(i)), "call EndRow before the next row")
	}
	if f := b.take(i, valueOf(reflect.ValueOf(value)), nil); f != nil {
		return b.blame(BadCell, b.where(i)+": "+f.What, f.Advice)
	}
	return nil
}

// EndRow closes the row. A field that was not set is missing, which is a problem unless
// its type is Nullable.
func (b *Builder) EndRow() {
	if b == nil || b.table == nil {
		return
	}
	for i, state := range b.cells {
		if state == unset {
			if f := b.take(i, value{}, nil); f != nil {
				b.blame(BadCell, b.where(i)+": "+f.What, f.Advice)
			}
		}
		if b.cells[i] != filled {
			b.table.columns[i].AppendMissing()
		}
	}
	clear(b.cells)
	b.table.rows++
}

// Table returns the finished table. The error, a [diag.List], holds the cells and rows
// that could not be read; the table is complete without them, so a caller may go on with
// both. A row that was begun and not ended is ended.
func (b *Builder) Table() (*Table, error) {
	if b == nil || b.table == nil {
		return nil, errNotBegun()
	}
	if slices.ContainsFunc(b.cells, func(s cellState) bool { return s != unset }) {
		b.EndRow()
	}
	if b.more > 0 {
		b.table.problems = append(b.table.problems, unlisted(b.table.Name(), b.more))
		b.more = 0
	}
	for _, c := range b.table.columns {
		c.Clip()
	}
	return b.table, b.table.problems.Err()
}

// unlisted returns the problem that stands for all that are too many to be listed.
func unlisted(place string, more int) *diag.Diagnostic {
	return mistake(BadTable, place,
		fmt.Sprintf("%d more problems are not listed", more), "mend these first, or raise Options.MaxProblems")
}

// row returns the number of the source's row that is being read, from 1.
func (b *Builder) row() int { return b.table.rows + b.table.rejected + 1 }

// where names a cell of the current row.
func (b *Builder) where(i int) string {
	return fmt.Sprintf("column %s, row %d", b.table.schema.Fields[i].Name, b.row())
}

// blame records a problem that has no place in a text. When the list is full it is
// counted.
func (b *Builder) blame(code diag.Code, summary, advice string) error {
	d := mistake(code, b.table.Name(), summary, advice)
	if len(b.table.problems) >= defaultProblems {
		b.more++
		return d
	}
	b.table.problems = append(b.table.problems, d)
	return d
}
