package sla

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// Data is the records and figures that an agreement is judged by: the records of each
// table and the value of each input, by their names in the agreement.
//
// [Plan.Read] makes it from the files of a folder; [Tables] makes its Tables from tables
// in memory.
type Data struct {
	Tables map[string]Records
	Inputs map[string]dsl.Value
}

// Records are the rows of a table, or a source of them, and what is known about them.
//
// Key and Complete are checked against the agreement's fields, and are not yet used in a
// verdict.
type Records struct {
	Rows   *table.Table // the rows in memory; nil when Source is set
	Source table.Source // what the rows are read from during an evaluation; nil when Rows is set

	Key      []string   // the fields that identify a row; none when nobody says which
	Complete []Coverage // the spans of time for which no row is missing; none when nobody says so
}

// Coverage is a span of time for which no row of a table is missing, and who says so. A
// gap is the space between two of them.
type Coverage struct {
	From    time.Time // the first instant that is covered; the zero time is from the beginning of the records
	Through time.Time // the last instant that is covered
	Says    string    // who says so: "export of 2 November, service desk"
}

// Tables returns tables in memory as the records of [Data], by their own names.
func Tables(tables ...*table.Table) map[string]Records {
	all := make(map[string]Records, len(tables))
	for _, t := range tables {
		if t != nil {
			all[t.Name()] = Records{Rows: t}
		}
	}
	return all
}

// gathered are the rows and inputs that an evaluation works with.
type gathered struct {
	Tables map[string]*table.Table
	Inputs map[string]dsl.Value
}

// gather reads what is not in memory yet, and checks what is said about the records.
func (p *Plan) gather(ctx context.Context, data Data) (gathered, error) {
	g := gathered{Tables: make(map[string]*table.Table, len(data.Tables)), Inputs: data.Inputs}
	for _, name := range slices.Sorted(maps.Keys(data.Tables)) {
		records := data.Tables[name]
		schema, known := p.schema(name)
		if !known {
			return g, undeclared("table", name, namesOf(p.agreement.Tables, func(t Table) string { return t.Name }))
		}
		if err := records.check(schema); err != nil {
			return g, err
		}
		g.Tables[name] = records.Rows
		if records.Source == nil {
			continue
		}
		rows, err := records.Source.Read(ctx, schema)
		if err == nil && rows == nil {
			err = fmt.Errorf("the source returned neither rows nor an error")
		}
		if err != nil {
			return g, fmt.Errorf("reading the table %s: %w", name, err)
		}
		g.Tables[name] = rows
	}
	return g, nil
}

// check says what cannot be of the records of a table with these fields.
func (r Records) check(schema kinds.Schema) error {
	bad := func(summary, advice string) error {
		return &diag.Diagnostic{Severity: diag.Error, Code: table.BadTable, Class: diag.ErrData, Path: schema.Name, Summary: summary, Advice: advice}
	}
	if r.Rows != nil && r.Source != nil {
		return bad(fmt.Sprintf("the table %s has both rows and a source of them", schema.Name), "set Rows or Source")
	}
	for i, field := range r.Key {
		if schema.Index(field) < 0 {
			return bad(fmt.Sprintf("the key of the table %s names a field %s, which it does not have", schema.Name, field), diag.DidYouMean(field, schema.FieldNames()))
		}
		if slices.Contains(r.Key[:i], field) {
			return bad(fmt.Sprintf("the key of the table %s names the field %s twice", schema.Name, field), "name it once")
		}
	}
	for _, c := range r.Complete {
		if c.Through.IsZero() || c.Through.Before(c.From) {
			return bad(fmt.Sprintf("the table %s is said to be complete from %s through %s", schema.Name, c.From.Format(time.RFC3339), c.Through.Format(time.RFC3339)), "write a span that ends after it begins")
		}
	}
	return nil
}
