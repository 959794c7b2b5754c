package sla

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// computedTable is a table that the agreement computes from another. It is made anew for
// each period, of all rows of the other.
type computedTable interface {
	makes() Table
	reads() kinds.Schema
	dependsOnSpan() bool // on the part of the period, and not on the period alone
	derive(ctx context.Context, r *evaluation, span operation) (computed, error)
}

// computed is such a table for a span. Lost is how many rows it could not be made of:
// what they say might belong to any row of it.
type computed struct {
	table *table.Table
	lost  int
}

// computedKey is what such a table depends on within a run.
type computedKey struct {
	table    string
	period   calendar.Period
	from, to int64 // zero when the period alone counts
}

func keyOf(d computedTable, span operation) computedKey {
	key := computedKey{table: d.makes().Name, period: span.period}
	if d.dependsOnSpan() {
		key.from, key.to = span.from.UnixNano(), span.to.UnixNano()
	}
	return key
}

// computedTable returns the computed table of that name; nil when there is none.
func (p *Plan) computedTable(name string) computedTable {
	for _, d := range p.computed {
		if d.makes().Name == name {
			return d
		}
	}
	return nil
}

// tables returns the caller's, and those that the agreement computes for the period.
func (r *evaluation) tables(m *CheckedMetric, span operation) map[string]*table.Table {
	if len(r.computed) == 0 {
		return r.data.Tables
	}
	all := maps.Clone(r.data.Tables)
	for _, t := range slices.Concat(m.Tables, m.Lookups) {
		if d := r.plan.computedTable(t.Name); d != nil {
			if made, ok := r.computed[keyOf(d, span)]; ok {
				all[t.Name] = made.table
			}
		}
	}
	return all
}

// records returns the rows of a table for a span; lost are those that could not be read
// or, of a table that is computed, that it could not be computed from.
func (r *evaluation) records(ctx context.Context, t Table, span operation) (records *table.Table, lost int, err error) {
	d := r.plan.computedTable(t.Name)
	if d == nil {
		records = r.data.Tables[t.Name]
		return records, records.Rejected(), nil
	}
	key := keyOf(d, span)
	made, ok := r.computed[key]
	if !ok {
		if made, err = d.derive(ctx, r, span); err != nil {
			return nil, 0, err
		}
		if r.computed == nil {
			r.computed = map[computedKey]computed{}
		}
		r.computed[key] = made
	}
	return made.table, made.lost, nil
}

// logRows asks expressions of every row of a log.
type logRows struct {
	run   *evaluation
	lost  []bool // rows of which something that is needed is not known
	asked map[*table.Table]bool
	err   error
}

func newLogRows(r *evaluation, log *table.Table) *logRows {
	return &logRows{run: r, lost: make([]bool, log.Rows()), asked: map[*table.Table]bool{log: true}}
}

// rejected returns how many rows of the tables that were asked could not be read.
func (l *logRows) rejected() int {
	n := 0
	for t := range l.asked {
		n += t.Rejected()
	}
	return n
}

// valuesOf returns an expression's value for each row; the zero value where there is
// none.
func valuesOf[T any](ctx context.Context, rows *logRows, p *dsl.Program, needed bool, of func(dsl.Value) T) []T {
	values := make([]T, len(rows.lost))
	if p == nil {
		return values
	}
	data := dsl.Data{Tables: rows.run.data.Tables, Inputs: rows.run.data.Inputs, Zone: rows.run.plan.zone}
	err := p.EachRow(ctx, data, func(row int32, v dsl.Value) {
		if v.Missing() {
			rows.lost[row] = rows.lost[row] || needed
			return
		}
		values[row] = of(v)
	})
	if err != nil {
		rows.err = errors.Join(rows.err, err)
		return values
	}
	for _, name := range slices.Concat(p.Tables(), p.Lookups()) {
		rows.asked[data.Tables[name]] = true
	}
	return values
}

// instantIn reads an instant, in a zone.
func instantIn(zone *time.Location) func(dsl.Value) time.Time {
	return func(v dsl.Value) time.Time {
		ns, _ := v.Num().Int64()
		return time.Unix(0, ns).In(zone)
	}
}

func boolOf(v dsl.Value) bool {
	b, _ := v.Bool()
	return b
}
