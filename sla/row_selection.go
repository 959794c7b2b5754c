package sla

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/internal/column"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// selection is the rows of a table that count, in order. Metrics that count the same rows
// have the same selection, so that the engine sees that they can share a pass.
type selection struct {
	rows  []int32 // nil when all rows count
	count int
}

// placement is what the placing field of a table says of its rows.
type placement struct {
	*selection
	outside, unplaced int
}

// placementKey is what a placement depends on.
type placementKey struct {
	records  *table.Table
	at       int   // the field's column; -1 when every row counts in every period
	from, to int64 // the first and the first after, as the column has them
}

// exclusionKey is what an exclusion of rows depends on.
type exclusionKey struct {
	from *selection
	what string
}

// exclusion is what an exclusion leaves of a selection, and what it leaves out.
type exclusion struct {
	kept *selection
	left []int32
}

// place selects the rows that the table's placing field puts into the span: an instant
// within it, or a date any part of which lies within it.
func (s *periodEvaluation) place(t Table, records *table.Table, span operation) placement {
	at := -1
	key := placementKey{records: records, at: at}
	if t.At != "" {
		at = records.Schema().Index(t.At)
		key.at = at
		key.from, key.to = s.run.bounds(t.Fields[at].Type.Kind, span)
	}
	p, known := s.placed[key]
	if !known {
		switch {
		case at < 0:
			p.selection = &selection{count: records.Rows()}
		case column.Of(records)[at].Missing == nil:
			p = s.run.placeKnown(records, at, key.from, key.to)
		default:
			p = placeSome(records, at, key.from, key.to)
		}
		s.placed[key] = p
	}
	if s.run.plan.computedTable(t.Name) != nil { // it has not happened yet
		p.outside, p.unplaced = p.outside+p.unplaced, 0
	}
	return p
}

// bounds returns the ends of a span as a column of instants or dates has them.
func (r *evaluation) bounds(kind kinds.Kind, span operation) (from, to int64) {
	if kind == kinds.Date {
		return calendar.DateOf(span.from, r.plan.zone).Number(), calendar.DateOf(span.to.Add(-1), r.plan.zone).Number() + 1
	}
	return span.from.UnixNano(), span.to.UnixNano()
}

// placeKnown places rows of which every place is known. What lies in order is a range,
// and found without a look at each row.
func (r *evaluation) placeKnown(records *table.Table, at int, from, to int64) placement {
	values, n := column.Of(records)[at], records.Rows()
	places := values.Ints[:n]
	least, greatest, any := values.Range()
	switch {
	case !any || from <= least && greatest < to:
		return placement{selection: &selection{count: n}}
	case greatest < from || to <= least:
		return placement{selection: &selection{rows: []int32{}}, outside: n}
	}
	var rows []int32
	if r.inOrder(records, at) {
		first, _ := slices.BinarySearch(places, from)
		end, _ := slices.BinarySearch(places, to)
		rows = make([]int32, end-first)
		for i := range rows {
			rows[i] = int32(first + i)
		}
	} else {
		rows = between(places, from, to)
	}
	return placement{selection: &selection{rows: rows, count: len(rows)}, outside: n - len(rows)}
}

// between returns the numbers of the places from one up to another. Whether a row is
// among them is chance, which a processor guesses wrong; so every row is written, and the
// next one over it when it does not count.
func between(places []int64, from, to int64) []int32 {
	count := 0
	for _, place := range places {
		count += btoi(place >= from && place < to)
	}
	rows := make([]int32, count+1) // one more: the last that does not count is written too
	next := 0
	for row, place := range places {
		rows[next] = int32(row)
		next += btoi(place >= from && place < to)
	}
	return rows[:count:count]
}

// inOrder reports whether places never go back, and remembers it for the other periods.
func (r *evaluation) inOrder(records *table.Table, at int) bool {
	key := placementKey{records: records, at: at}
	ordered, known := r.ordered[key]
	if !known {
		ordered = slices.IsSorted(column.Of(records)[at].Ints)
		if r.ordered == nil {
			r.ordered = map[placementKey]bool{}
		}
		r.ordered[key] = ordered
	}
	return ordered
}

// placeSome places rows of which some have no place.
func placeSome(records *table.Table, at int, from, to int64) (p placement) {
	values := column.Of(records)[at]
	rows := make([]int32, 0, records.Rows())
	for row := range records.Rows() {
		switch {
		case values.IsMissing(row):
			p.unplaced++
		case values.Ints[row] < from || values.Ints[row] >= to:
			p.outside++
		default:
			rows = append(rows, int32(row))
		}
	}
	p.selection = &selection{rows: rows, count: len(rows)}
	return p
}

// withoutExcluded takes out the rows that an exclusion covers. A row counts for the first
// exclusion that covers it; one for which a condition cannot be decided stays in, because
// an exclusion has to be shown.
func (s *periodEvaluation) withoutExcluded(ctx context.Context, m *CheckedMetric, t Table, records *table.Table, counts *selection, span operation, account *RowAccount) (*selection, error) {
	for i, x := range m.Exclude {
		if x.Rows != nil && x.Table != t.Name || x.Rows == nil && t.At == "" {
			continue
		}
		key := exclusionKey{counts, whatExcludes(m, i, span)}
		covered, known := s.excluded[key]
		if !known {
			var err error
			if covered, err = s.run.exclude(ctx, m, i, t, records, counts, span); err != nil {
				return nil, err
			}
			s.excluded[key] = covered
		}
		account.Excluded = append(account.Excluded, ExcludedRows{Exclusion: x.Exclusion, Rows: len(covered.left), Numbers: slices.Clone(covered.left)})
		counts = covered.kept
	}
	return counts, nil
}

// whatExcludes names what an exclusion leaves out of a selection: two of one name leave
// out the same rows.
func whatExcludes(m *CheckedMetric, i int, span operation) string {
	x := m.Exclude[i]
	if x.Rows == nil {
		return fmt.Sprint("windows ", span.excluded.covers[i])
	}
	name := fmt.Sprintf("rows %s of %d to %d, %v: %s", x.Table, span.from.UnixNano(), span.to.UnixNano(), span.length(), x.Rows.Text())
	if others := append(x.Rows.Lookups(), x.Rows.Tables()...); slices.ContainsFunc(others, func(name string) bool { return name != x.Table }) {
		return strings.Join([]string{m.Name, name}, " ") // it may read what only this metric does
	}
	return name
}

// exclude asks an exclusion of each row.
func (r *evaluation) exclude(ctx context.Context, m *CheckedMetric, i int, t Table, records *table.Table, counts *selection, span operation) (covered exclusion, err error) {
	x := m.Exclude[i]
	kept := make([]int32, 0, counts.count) // not nil: that would be all rows
	keep := func(row int32, excluded bool) {
		if excluded {
			covered.left = append(covered.left, row)
		} else {
			kept = append(kept, row)
		}
	}
	if x.Rows != nil {
		data := r.expressionData(m, map[string]*selection{t.Name: counts}, span)
		err = x.Rows.EachRow(ctx, data, func(row int32, held dsl.Value) {
			excluded, decided := held.Bool()
			keep(row, excluded && decided)
		})
	} else {
		covers := r.windowOf(m, i, t, records, span)
		counts.each(records, func(row int32) { keep(row, covers(row)) })
	}
	if covered.kept = counts; len(covered.left) > 0 {
		covered.kept = &selection{rows: kept, count: len(kept)}
	}
	return covered, err
}

// each passes the rows that count to visit, in order.
func (s *selection) each(records *table.Table, visit func(row int32)) {
	if s.rows == nil {
		for row := range records.Rows() {
			visit(int32(row))
		}
		return
	}
	for _, row := range s.rows {
		visit(row)
	}
}

// windowOf asks whether the windows of an exclusion cover the place of a row.
func (r *evaluation) windowOf(m *CheckedMetric, i int, t Table, records *table.Table, span operation) func(row int32) bool {
	at := records.Schema().Index(t.At)
	placed, dates := column.Of(records)[at], t.Fields[at].Type.Kind == kinds.Date
	return func(row int32) bool { return r.covers(span.excluded.covers[i], placed.Ints[row], dates) }
}

// covers reports whether windows cover an instant, or all of a date.
func (r *evaluation) covers(windows []interval, at int64, date bool) bool {
	if !date {
		return covered(windows, at, at+1)
	}
	d := calendar.DateOfNumber(at)
	return covered(windows, nanos(d.In(r.plan.zone)), nanos(d.AddDays(1).In(r.plan.zone)))
}
