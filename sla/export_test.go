package sla

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/column"
)

// EvaluateOneByOne is Plan.Evaluate written plainly: each metric selects its rows one by
// one, and each measure is explained by itself.
func EvaluateOneByOne(ctx context.Context, p *Plan, data Data, period calendar.Period) (*Result, error) {
	r := p.run(inMemory(data))
	for _, m := range p.metrics {
		for _, each := range m.Periods(period) {
			j := r.begin(m, each)
			if j.open() {
				r.evaluatePlainly(ctx, j)
			}
			if j.err != nil {
				return nil, fmt.Errorf("evaluating %s, metric %s, %s: %w", p.agreement.Name, m.Name, each.Label(), j.err)
			}
			r.outcomes[outcomeKey{m.Name, each}] = evaluated{j.outcome, nil}
		}
	}
	return r.result(ctx, period)
}

// EvaluateSeparately is Plan.Evaluate without sharing: metrics select their rows and are
// measured as always, each by itself.
func EvaluateSeparately(ctx context.Context, p *Plan, data Data, period calendar.Period) (*Result, error) {
	return p.run(inMemory(data)).result(ctx, period)
}

func (r *evaluation) evaluatePlainly(ctx context.Context, j *metricEvaluation) {
	rows := map[string][]int32{}
	for _, t := range j.m.Tables {
		account, counted, err := r.plainRows(ctx, j.m, t, j.operation)
		if err != nil {
			j.err = err
			return
		}
		rows[t.Name], j.outcome.Rows = counted, append(j.outcome.Rows, account)
	}
	for _, t := range j.m.Lookups {
		records, lost, err := r.records(ctx, t, j.operation)
		if err != nil {
			j.err = err
			return
		}
		if lost > 0 {
			j.outcome.Rows = append(j.outcome.Rows, RowAccount{Table: t.Name, Total: records.Rows() + lost, Rejected: lost, Used: records.Rows()})
		}
	}
	if v, why := r.tooFew(j.m, j.outcome.Rows); v != "" {
		j.settle(v, why)
		return
	}
	data := r.expressionData(j.m, nil, j.operation)
	data.Rows = rows
	explained, err := j.m.Measure.Explain(ctx, data)
	if j.err = err; err == nil {
		j.err = r.conclude(ctx, j, explained)
	}
}

func (r *evaluation) plainRows(ctx context.Context, m *CheckedMetric, t Table, span operation) (account RowAccount, rows []int32, err error) {
	records, lost, err := r.records(ctx, t, span)
	if err != nil {
		return account, nil, err
	}
	account = RowAccount{Table: t.Name, Total: records.Rows() + lost, Rejected: lost}
	rows = make([]int32, 0, records.Rows())
	at := records.Schema().Index(t.At)
	if at < 0 {
		for row := range records.Rows() {
			rows = append(rows, int32(row))
		}
	} else {
		from, to := r.bounds(t.Fields[at].Type.Kind, span)
		placed := column.Of(records)[at]
		for row := range records.Rows() {
			switch {
			case placed.IsMissing(row) && r.plan.computedTable(t.Name) != nil:
				account.Outside++
			case placed.IsMissing(row):
				account.Unplaced++
			case placed.Ints[row] < from || placed.Ints[row] >= to:
				account.Outside++
			default:
				rows = append(rows, int32(row))
			}
		}
	}
	for i, x := range m.Exclude {
		var covers func(row int32) bool
		switch {
		case x.Rows != nil && x.Table == t.Name:
			data := r.expressionData(m, nil, span)
			data.Rows = map[string][]int32{t.Name: rows}
			covered := map[int32]bool{}
			err := x.Rows.EachRow(ctx, data, func(row int32, held dsl.Value) { covered[row], _ = held.Bool() })
			if err != nil {
				return account, nil, err
			}
			covers = func(row int32) bool { return covered[row] }
		case x.Rows == nil && t.At != "":
			dates := t.Fields[at].Type.Kind == kinds.Date
			covers = func(row int32) bool {
				return r.covers(span.excluded.covers[i], column.Of(records)[at].Ints[row], dates)
			}
		default:
			continue
		}
		kept, left := []int32{}, []int32(nil)
		for _, row := range rows {
			if covers(row) {
				left = append(left, row)
			} else {
				kept = append(kept, row)
			}
		}
		account.Excluded = append(account.Excluded, ExcludedRows{Exclusion: x.Exclusion, Rows: len(left), Numbers: left})
		rows = kept
	}
	account.Used = len(rows)
	return account, rows, nil
}

// DocumentShape is the table of the document's keys.
var DocumentShape = agreementForm.Shape()

// Decode reads an agreement from a document's tree.
var Decode = decode

// inMemory returns data whose tables are in memory as an evaluation takes them.
func inMemory(data Data) gathered {
	g := gathered{Tables: map[string]*table.Table{}, Inputs: data.Inputs}
	for name, records := range data.Tables {
		g.Tables[name] = records.Rows
	}
	return g
}
