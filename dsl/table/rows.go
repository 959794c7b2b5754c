package table

import (
	"fmt"
	"io"
	"reflect"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table/internal/scan"
)

// Rows is the part of [*database/sql.Rows] that FromRows reads.
type Rows interface {
	Columns() ([]string, error)
	Next() bool
	Scan(dest ...any) error
	Err() error
}

// FromRows reads a table from the rows of a query; a [*database/sql.Rows] fits. The
// caller closes them.
//
// Columns are found by name; those that are no field are ignored. NULL is a missing
// value. Text is read as the cells of a CSV file are, which is how most drivers hand over
// decimals; a time.Time is an instant, or a date when it is a midnight; the integers 0
// and 1 are false and true, because some databases have no booleans. A float is a
// problem, because it does not hold decimals exactly: cast the column to text or to a
// decimal type in the query.
//
// The table is nil when a column is not there or there twice ([BadHeader]), or the rows
// fail.
func FromRows(schema kinds.Schema, rows Rows, options Options) (*Table, error) {
	reader, err := NewRowsReader(schema, rows, options)
	if err != nil {
		return nil, err
	}
	return reader.all()
}

// NewRowsReader reads the rows of a query as [FromRows] does, in batches. The error is
// about the columns of the query and the options.
//
// Some thousands of rows are read ahead. To cancel a query that does not answer, cancel
// the context that it was made with.
func NewRowsReader(schema kinds.Schema, rows Rows, options Options) (*Reader, error) {
	in, err := newReading(schema, "", options)
	if err != nil {
		return nil, err
	}
	names, err := rows.Columns()
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", in.name, err)
	}
	columns, f := in.columnsIn(names)
	if f != nil {
		return nil, mistake(BadHeader, in.name, f.What, f.Advice)
	}
	s := &rowSource{reading: in, rows: rows, columns: columns, cells: make([]held, len(names)), into: make([]any, len(names))}
	for i := range s.cells {
		s.into[i] = &s.cells[i]
	}
	return newReader(in, s), nil
}

// rowSource takes the rows of a query in runs.
type rowSource struct {
	*reading
	rows    Rows
	columns []int // of the fields
	cells   []held
	into    []any // pointers to the cells
	err     error // that ended the rows
}

const rowsAtOnce = 1000

func (s *rowSource) next() (func() *chunk, error) {
	if s.err != nil {
		return nil, s.err
	}
	c := s.chunk(rowsAtOnce)
	for c.rows < rowsAtOnce && s.scan() {
		for i, column := range s.columns {
			if f := c.cell(i, s.heldValue(i, s.cells[column].value)); f != nil {
				c.badCell(i, f, func() *diag.Diagnostic { return &diag.Diagnostic{Path: s.name} })
			}
		}
		c.endRow()
	}
	if c.rows == 0 {
		return nil, s.err
	}
	return func() *chunk { return c }, nil
}

// scan reads a row into the cells. What the driver gives is valid until the next.
func (s *rowSource) scan() bool {
	if s.rows.Next() {
		s.err = s.rows.Scan(s.into...)
	} else if s.err = s.rows.Err(); s.err == nil {
		s.err = io.EOF
	}
	return s.err == nil
}

// held is a [database/sql.Scanner] that keeps what the driver gives, without the copy and
// the conversions that other destinations make. Bytes are the driver's until the next
// row.
type held struct{ value any }

func (h *held) Scan(value any) error {
	h.value = value
	return nil
}

func (r *reading) heldValue(i int, driver any) value {
	switch d := driver.(type) {
	case []byte:
		if len(d) > r.MaxCell {
			return value{class: ofFault, fault: tooLong(r.MaxCell)}
		}
	case string:
		if len(d) > r.MaxCell {
			return value{class: ofFault, fault: tooLong(r.MaxCell)}
		}
	case float32, float64:
		return value{class: ofFault, fault: &scan.Fault{What: "the driver gives a float, which does not hold decimals exactly",
			Advice: fmt.Sprintf("cast %s to text or to a decimal type in the query", r.column(i))}}
	case int64:
		if r.schema.Fields[i].Type.Kind == kinds.Boolean && (d == 0 || d == 1) {
			return value{class: ofTruth, truth: d == 1}
		}
	}
	return valueOf(reflect.ValueOf(driver))
}
