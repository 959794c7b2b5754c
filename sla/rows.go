package sla

import (
	"fmt"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/table"
)

// operation is the part of a period in which a metric's service was in operation
// under the agreement.
type operation struct {
	period   calendar.Period
	from, to time.Time // half-open
	why      string    // when empty: why
	excluded excludedTime
}

func (o operation) empty() bool { return !o.from.Before(o.to) }

// inOperation narrows a period to the agreement's term and the service's, and finds what
// the metric's windows exclude of it.
func (r *run) inOperation(m *planMetric, period calendar.Period) (o operation, err error) {
	o = r.operates(m.service, period)
	if !o.empty() {
		o.excluded, err = m.excludedTime(o)
	}
	return o, err
}

// operates is the part of a period in which the agreement was in effect and a service, if
// there is one, in operation.
func (r *run) operates(service *Service, period calendar.Period) operation {
	zone := r.plan.zone
	o := operation{period: period, from: period.Start(zone), to: period.End(zone)}
	term := r.plan.agreement.Effective
	o.narrow(term.From.In(zone), time.Time{}, "the agreement was not in effect")
	if !term.To.IsZero() {
		o.narrow(time.Time{}, term.To.AddDays(1).In(zone), "the agreement was not in effect")
	}
	if service != nil {
		o.narrow(service.From, service.To, "the service was not in operation")
	}
	return o
}

func (o *operation) narrow(from, to time.Time, why string) {
	if o.empty() {
		return
	}
	if !from.IsZero() && from.After(o.from) {
		o.from = from
	}
	if !to.IsZero() && to.Before(o.to) {
		o.to = to
	}
	if o.empty() {
		o.why = why
	}
}

// length is the time that counts: the span less what windows exclude of it.
func (o operation) length() time.Duration { return o.to.Sub(o.from) - o.excluded.total }

// selectRows decides for every row of every table that a metric reads whether it
// counts, and accounts for all of them.
func (r *run) selectRows(m *planMetric, span operation) (map[string][]int32, []RowAccount, error) {
	selected := map[string][]int32{}
	var accounts []RowAccount
	for _, t := range m.tables {
		records, lost, err := r.records(t, span)
		if err != nil {
			return nil, nil, err
		}
		account := RowAccount{Table: t.Name, Total: records.Rows() + lost, Rejected: lost}
		rows := r.inPeriod(t, records, span, &account)
		rows, err = r.withoutExcluded(m, t, records, rows, span, &account)
		if err != nil {
			return nil, nil, err
		}
		account.Used = len(rows)
		selected[t.Name] = rows
		accounts = append(accounts, account)
	}
	for _, t := range m.lookups { // all rows count; one that is lost might hold the key, or hold it again
		records, lost, err := r.records(t, span)
		if err != nil {
			return nil, nil, err
		}
		if lost > 0 {
			accounts = append(accounts, RowAccount{Table: t.Name, Total: records.Rows() + lost, Rejected: lost, Used: records.Rows()})
		}
	}
	return selected, accounts, nil
}

// inPeriod keeps the rows that the table's placing field puts into the span: an
// instant within it, or a date any part of which lies within it.
func (r *run) inPeriod(t Table, records *table.Table, span operation, account *RowAccount) []int32 {
	rows := make([]int32, 0, records.Rows())
	if t.At == "" {
		for row := range records.Rows() {
			rows = append(rows, int32(row))
		}
		return rows
	}
	at := records.Schema().Index(t.At)
	placed := records.Column(at)
	from, to := span.from.UnixNano(), span.to.UnixNano()
	if t.Fields[at].Type.Kind == table.Date {
		from = calendar.DateOf(span.from, r.plan.zone).Number()
		to = calendar.DateOf(span.to.Add(-1), r.plan.zone).Number() + 1
	}
	for row := range records.Rows() {
		switch {
		case placed.IsMissing(row) && r.plan.derivation(t.Name) != nil: // it has not happened yet
			account.Outside++
		case placed.IsMissing(row):
			account.Unplaced++
		case placed.Ints[row] < from || placed.Ints[row] >= to:
			account.Outside++
		default:
			rows = append(rows, int32(row))
		}
	}
	return rows
}

// withoutExcluded takes out the rows that an exclusion covers. A row counts for
// the first exclusion that covers it; one for which a condition cannot be decided
// stays in, because an exclusion has to be shown.
func (r *run) withoutExcluded(m *planMetric, t Table, records *table.Table, rows []int32, span operation, account *RowAccount) ([]int32, error) {
	for i, x := range m.exclude {
		kept := make([]int32, 0, len(rows)) // not nil: that would be all rows
		var left []int32
		keep := func(row int32, excluded bool) {
			if excluded {
				left = append(left, row)
			} else {
				kept = append(kept, row)
			}
		}
		switch {
		case x.rows != nil && x.Table == t.Name:
			data := r.expressionData(m, map[string][]int32{t.Name: rows}, span)
			err := x.rows.EachRow(r.ctx, data, func(row int32, held dsl.Value) {
				excluded, decided := held.Bool()
				keep(row, excluded && decided)
			})
			if err != nil {
				return nil, err
			}
		case x.rows == nil && t.At != "":
			placed := records.Column(records.Schema().Index(t.At))
			dates := t.Fields[records.Schema().Index(t.At)].Type.Kind == table.Date
			for _, row := range rows {
				keep(row, r.covers(span.excluded.covers[i], placed.Ints[row], dates))
			}
		default:
			continue
		}
		account.Excluded = append(account.Excluded, ExcludedRows{Exclusion: x.Exclusion, Rows: len(left), Numbers: left})
		rows = kept
	}
	return rows, nil
}

// covers reports whether windows cover an instant, or all of a date.
func (r *run) covers(windows []stretch, at int64, date bool) bool {
	if !date {
		return covered(windows, at, at+1)
	}
	d := calendar.DateOfNumber(at)
	return covered(windows, nanos(d.In(r.plan.zone)), nanos(d.AddDays(1).In(r.plan.zone)))
}

// tooFew says when there are not the rows to judge by: none in the period, some
// that could not be read or placed and might belong to it, or some that an
// exclusion might cover. The zero verdict means that there are enough.
func (r *run) tooFew(m *planMetric, accounts []RowAccount) (Verdict, string) {
	for _, x := range m.exclude {
		if x.rows == nil {
			continue
		}
		for _, name := range x.rows.Inputs() {
			if v, given := r.data.Inputs[name]; !isOwnName(name) && (!given || v.Missing()) {
				return NotMeasured, fmt.Sprintf("no value was given for %s, which decides what is excluded", name)
			}
		}
	}
	for _, a := range accounts {
		if lost := a.Unplaced + a.Rejected; lost > 0 {
			return NotMeasured, fmt.Sprintf("%d of %d rows of %s could not be read or placed in a period", lost, a.Total, a.Table)
		}
	}
	for _, a := range accounts {
		if a.Used == 0 {
			why := fmt.Sprintf("%s has no rows in the period", a.Table)
			if a.ExcludedCount() > 0 {
				why += " that are not excluded"
			}
			return m.noData(why)
		}
	}
	return 0, ""
}

// judgedTooFew says when the measure looked at fewer rows of a table than the
// sample, or at none: what it gives then is a default and no measurement. Of the
// aggregates over a table the one that looked at most rows counts, so that the
// few rows of a numerator do not.
func judgedTooFew(m *planMetric, steps []dsl.Step) (Verdict, string) {
	for _, t := range m.tables {
		judged := 0
		for _, s := range steps {
			if s.Table == t.Name {
				judged = max(judged, s.Judged())
			}
		}
		switch {
		case judged == 0:
			return m.noData(fmt.Sprintf("the measure found no rows of %s to judge by", t.Name))
		case judged < m.Sample:
			return NotMeasured, fmt.Sprintf("%s of %s to judge by, and at least %d are needed", howMany(judged, "row"), t.Name, m.Sample)
		}
	}
	return 0, ""
}

// howMany is a number with its noun: 1 row, 2 rows.
func howMany(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
