package table

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/column"
)

// Table is records in typed columns. It is not changed once built, and may be read by
// several goroutines.
//
// Nothing a source held is dropped in silence: a cell that could not be read is a missing
// value and stands in Problems, a row that could not be taken at all is counted in
// Rejected and stands in Problems too.
type Table struct {
	schema   kinds.Schema
	columns  []*column.Column
	rows     int
	rejected int
	problems diag.List
	selected selection
}

// Empty returns a table without rows.
func Empty(schema kinds.Schema) (*Table, error) {
	b, err := NewBuilder(schema)
	if err != nil {
		return nil, err
	}
	return b.Table()
}

// orEmpty returns the table, and for nil one without fields.
func (t *Table) orEmpty() *Table {
	if t == nil {
		return &Table{}
	}
	return t
}

// Name returns the table's name.
func (t *Table) Name() string { return t.orEmpty().schema.Name }

// Schema returns the table's name and fields.
func (t *Table) Schema() kinds.Schema { return t.orEmpty().schema }

// Rows returns how many rows the table holds.
func (t *Table) Rows() int {
	if t == nil {
		return 0
	}
	return t.rows
}

// Rejected returns how many rows of the source could not be taken, such as a line with
// too many cells.
func (t *Table) Rejected() int { return t.orEmpty().rejected }

// Problems returns the cells and rows that could not be read, each with its place. After
// [Options.MaxProblems] of them comes one that says how many more there were.
func (t *Table) Problems() diag.List { return t.orEmpty().problems }

// Conforms returns an error that says what differs when there is no table, or when it
// does not have the fields of a schema in their order; it may have more.
func (t *Table) Conforms(schema kinds.Schema) error {
	bad := func(summary, advice string) error {
		return mistake(BadTable, schema.Name, summary, advice)
	}
	if t == nil {
		return bad(fmt.Sprintf("the table %s was not given", schema.Name), "add it to the data; table.Empty makes one without rows")
	}
	for i, f := range schema.Fields {
		if i >= len(t.schema.Fields) || t.schema.Fields[i].Name != f.Name || !t.schema.Fields[i].Type.Equal(f.Type) {
			return bad(fmt.Sprintf("the table %s is not of the declared fields: field %d is to be %s, %s", schema.Name, i+1, f.Name, f.Type),
				"read it with the schema of the agreement")
		}
	}
	return nil
}
