package table

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/prose"
)

// Column is the values of one field, one for each row, for [FromColumns].
type Column struct {
	Values  any    // a slice, such as []string, []int64, []bool, []time.Time or []decimal.Decimal
	Missing []bool // which rows have no value, whatever stands in Values; nil when all have one
}

// FromColumns returns the table of columns, one for each field of the schema by its name.
// The elements of a column have the Go types that [FromStructs] takes, and are taken by
// the same rules.
//
// The table is nil if the columns do not fit the schema: one is not there or is none of
// its fields, is no slice, holds floats or a type that the field's kind does not take, or
// has another length than the others. Otherwise it is complete but for what the error
// says.
func FromColumns(schema kinds.Schema, columns map[string]Column) (*Table, error) {
	b, err := NewBuilder(schema)
	if err != nil {
		return nil, err
	}
	values, rows, err := sameLength(schema, columns)
	if err != nil {
		return nil, err
	}
	for i := range values {
		b.table.columns[i].Grow(rows)
	}
	for row := range rows {
		for i, field := range schema.Fields {
			v := value{}
			if missing := columns[field.Name].Missing; missing == nil || !missing[row] {
				v = valueOf(values[i].Index(row))
			}
			if f := b.take(i, v, nil); f != nil {
				b.blame(BadCell, b.where(i)+": "+f.What, f.Advice)
			}
		}
		b.EndRow()
	}
	return b.Table()
}

// sameLength returns the columns in the order of the fields, and their length.
func sameLength(schema kinds.Schema, columns map[string]Column) (values []reflect.Value, rows int, err error) {
	var problems diag.List
	bad := func(summary, advice string) {
		problems = append(problems, mistake(BadTable, schema.Name, summary, advice))
	}
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		if schema.Index(name) < 0 {
			bad(fmt.Sprintf("column %s is no field of table %s", name, schema.Name), diag.DidYouMean(name, schema.FieldNames()))
		}
	}
	first := "" // the first column that is there, which says how many rows there are
	for _, field := range schema.Fields {
		c, there := columns[field.Name]
		v := reflect.ValueOf(c.Values)
		values = append(values, v)
		switch {
		case !there:
			bad(fmt.Sprintf("there is no column %s", field.Name), "give every field a value for each row, or say in Missing which have none")
			continue
		case v.Kind() != reflect.Slice:
			bad(fmt.Sprintf("column %s is a %T", field.Name, c.Values), "give a slice, such as []string or []int64")
			continue
		}
		if f := fits(v.Type().Elem(), field.Type); f != nil {
			bad(fmt.Sprintf("column %s: %s", field.Name, f.What), f.Advice)
		}
		if first == "" {
			first, rows = field.Name, v.Len()
		}
		if v.Len() != rows {
			bad(fmt.Sprintf("column %s has %s, and column %s has %d", field.Name, prose.Count(v.Len(), "value"), first, rows), "give every field a value for each row")
		}
		if c.Missing != nil && len(c.Missing) != v.Len() {
			bad(fmt.Sprintf("column %s has %s, and Missing has %d", field.Name, prose.Count(v.Len(), "value"), len(c.Missing)), "say of each row whether it has no value, or leave Missing nil")
		}
	}
	return values, rows, problems.Err()
}
