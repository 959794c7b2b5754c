package live_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
	"weak"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/testenv"
	"github.com/concord-sla/concord/sla"
	"github.com/concord-sla/concord/sla/internal/servicedesk"
	"github.com/concord-sla/concord/sla/live"
	"github.com/google/go-cmp/cmp"
)

// liveDesk is the metrics of a random agreement over one table that can be kept up to
// date, and the rows that are in.
type liveDesk struct {
	servicedesk.Random
	plan     *sla.Plan
	outcomes []*live.Metric
	periods  []calendar.Period
	metrics  []int
	batches  [][]string // lines of batches that are not kept
	kept     [][]string // and of rows as they were first, and as they were corrected
	in       [][]bool   // which of these are in
	rows     [][]*live.Rows
	given    map[string]dsl.Value
}

// Outcomes that are live are those that a full evaluation gives of the rows that are in,
// after random insertions, corrections and withdrawals.
func TestLiveOutcomes(t *testing.T) {
	steps, refused, verdicts := 0, 0, map[string]int{}
	const most = 16_000
	for seed := uint64(0); steps < testenv.Rounds(most) || steps < most && verdicts["not applicable"] == 0; seed++ { // which is rare
		d := &liveDesk{Random: servicedesk.Random{Rand: rand.New(rand.NewPCG(seed, 5)), Metrics: 10}}
		refused += d.begin(t)
		for range 400 {
			d.step(t)
			if steps++; d.IntN(50) == 0 {
				d.compare(t, verdicts)
			}
			if t.Failed() {
				t.Fatalf("seed %d", seed)
			}
		}
	}
	if few := testenv.Rounds(100); verdicts["met"] < few || verdicts["missed"] < few || verdicts["not measured"] < few || verdicts["not applicable"] == 0 || refused == 0 {
		t.Errorf("%v, and %d metrics that cannot be live, say little", verdicts, refused)
	}
}

// begin begins the outcomes that can be live, and takes batches in that are not kept. It
// gives how many metrics cannot.
func (d *liveDesk) begin(t *testing.T) (refused int) {
	t.Helper()
	d.plan = d.Random.Plan(t)
	d.given = d.Inputs(d.plan)
	size := []int{20, 200}[d.IntN(2)]
	if d.IntN(2) == 0 {
		d.batches = append(d.batches, d.Lines(d.IntN(700)), d.Lines(d.IntN(20)))
	}
	d.kept = [][]string{d.Lines(size), d.Lines(size)}
	read := func(of [][]string) (tables []*table.Table) {
		for _, lines := range of {
			tables = append(tables, servicedesk.ReadLines(t, d.plan, "tickets", lines))
		}
		return tables
	}
	batches, kept := read(d.batches), read(d.kept)
	d.in = [][]bool{make([]bool, size), make([]bool, size)}
	for i, m := range d.plan.Terms().Agreement.Metrics {
		period := calendar.Month(2026, time.Month(1+d.IntN(3)))
		if m.Period == calendar.Quarterly {
			period = calendar.Quarter(2026, 1)
		}
		o, err := live.Begin(context.Background(), d.plan, m.Name, period, d.given)
		if err != nil {
			var found *diag.Diagnostic
			if !errors.As(err, &found) || found.Code != codes.NotLive {
				t.Fatal(err)
			}
			refused++
			continue
		}
		if !strings.Contains(m.Measure, "tickets") {
			continue
		}
		for _, b := range batches {
			if err := o.Add(context.Background(), b); err != nil {
				t.Fatal(err)
			}
		}
		var rows []*live.Rows
		for _, k := range kept {
			r, err := o.Rows(context.Background(), k)
			if err != nil {
				t.Fatal(err)
			}
			rows = append(rows, r)
		}
		d.outcomes, d.periods, d.metrics, d.rows = append(d.outcomes, o), append(d.periods, period), append(d.metrics, i), append(d.rows, rows)
	}
	return refused
}

// step takes a row in or out, or puts the corrected one in its place.
func (d *liveDesk) step(t *testing.T) {
	t.Helper()
	row, which := d.IntN(len(d.in[0])), d.IntN(2)
	for _, rows := range d.rows {
		var err error
		switch r, other := rows[which], rows[1-which]; {
		case !d.in[which][row]:
			err = r.Insert(int32(row))
		case !d.in[1-which][row] && row%3 > 0: // a correction
			err = r.Correct(int32(row), other, int32(row))
		default:
			err = r.Withdraw(int32(row))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if d.in[which][row] && !d.in[1-which][row] && row%3 > 0 {
		d.in[1-which][row] = true
		d.in[which][row] = false
	} else {
		d.in[which][row] = !d.in[which][row]
	}
}

var rowNumber = regexp.MustCompile(`\brow (\d+)\b`)

// compare holds the live outcomes against an evaluation of a table of just the rows that
// are in, whose numbers are translated.
func (d *liveDesk) compare(t *testing.T, verdicts map[string]int) {
	t.Helper()
	var lines []string
	var numbers []int
	take := func(from []string, in []bool) {
		for row, line := range from {
			if in == nil || in[row] {
				lines, numbers = append(lines, line), append(numbers, row+1)
			}
		}
	}
	for _, batch := range d.batches {
		take(batch, nil)
	}
	for i, k := range d.kept {
		take(k, d.in[i])
	}
	records := servicedesk.ReadLines(t, d.plan, "tickets", lines)
	calls, _ := d.plan.Terms().Schemas["calls"]
	none, err := table.Empty(calls)
	if err != nil {
		t.Fatal(err)
	}
	result, err := d.plan.Evaluate(context.Background(), sla.Data{Tables: sla.Tables(records, none), Inputs: d.given}, calendar.Year(2026))
	if err != nil {
		t.Fatal(err)
	}
	for i, live := range d.outcomes {
		got, err := live.Outcome(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range result.Metrics[d.metrics[i]].Outcomes {
			if want.Period != d.periods[i] {
				continue
			}
			verdicts[string(want.Verdict)]++
			for _, a := range want.Rows {
				for k := range a.Excluded {
					a.Excluded[k].Numbers = nil
				}
			}
			translated := rowNumber.ReplaceAllStringFunc(servicedesk.InFull(want), func(text string) string {
				n, _ := strconv.Atoi(text[len("row "):])
				return fmt.Sprint("row ", numbers[n-1])
			})
			if diff := cmp.Diff(translated, servicedesk.InFull(got)); diff != "" {
				t.Errorf("-evaluated +live:\n%s", diff)
			}
			if len(want.Rows) > 0 && live.Account().String() != want.Rows[0].String() {
				t.Errorf("the account is %s, want %s", live.Account(), want.Rows[0])
			}
		}
	}
}

const liveAgreement = `concord: v1
agreement: desk
title: Desk
version: 1
status: draft
effective: {from: 2026-01-01}
zone: UTC
parties:
  customer: {name: Customer}
  provider: {name: Provider}
services:
  later: {title: Later, operates: {from: 2026-06-01}}
tables:
  tickets: {at: opened, fields: {opened: instant, team: text, late: boolean?, hours: number}}
  events: {at: every period, fields: {number: text, state: text, at: instant}}
inputs:
  limit: number
clocks:
  resolution:
    over: events
    item: .number
    when: .at
    state: {running: .state == "open", stopped: .state == "closed"}
metrics:
  late: {title: M, measure: 'share(tickets, .late)', target: value <= 25%, period: month, no data: not measured}
  groups: {title: M, measure: 'share(groups(tickets, .team), share(#, .late) <= 25%)', target: value >= 90%, period: month, no data: not measured}
  two: {title: M, measure: 'count(tickets) / count(events)', target: value <= 2, period: month, no data: not measured}
  clock: {title: M, measure: 'share(resolution, .state == "stopped")', target: value >= 90%, period: month, no data: not measured}
  falls: {title: M, measure: 'share(tickets, .late)', target: value <= previous(falls), period: month, no data: not measured}
  apart:
    title: M
    measure: share(tickets, .late)
    target: value <= 25%
    period: month
    no data: not measured
    exclude:
      - {kind: out of scope, rows: '.hours > 10 * mean(tickets, .hours)', because: outliers, authority: section 3}
  later: {title: M, service: later, measure: 'share(tickets, .late)', target: value <= 25%, period: month, no data: not measured}
  middle: {title: M, measure: 'median(tickets, .hours)', target: value <= 8, period: month, no data: not measured}
`

func livePlan(t *testing.T) *sla.Plan {
	t.Helper()
	agreement, err := sla.Parse("desk.yaml", []byte(liveAgreement))
	if err != nil {
		t.Fatal(diag.From(err).Screen())
	}
	plan, err := agreement.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func liveTickets(t *testing.T, plan *sla.Plan, rows string) *table.Table {
	t.Helper()
	schema := plan.Terms().Schemas["tickets"]
	read, err := table.ReadCSV(schema, "tickets", strings.NewReader("opened,team,late,hours\n"+rows), table.Options{})
	if read == nil {
		t.Fatal(err)
	}
	return read
}

// What cannot be live is refused, and says why.
func TestLiveRefuses(t *testing.T) {
	plan := livePlan(t)
	march := calendar.Month(2026, time.March)
	for metric, want := range map[string]string{
		"groups": "what is asked of a group changes with every row of it",
		"two":    "it reads more than one table",
		"clock":  "resolution is computed by the agreement",
		"falls":  "it is judged by earlier periods",
		"apart":  "which rows are excluded depends on other rows",
	} {
		_, err := live.Begin(context.Background(), plan, metric, march, nil)
		var d *diag.Diagnostic
		if !errors.As(err, &d) || d.Code != codes.NotLive || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v; want %s", metric, err, want)
		}
	}
	if _, err := live.Begin(context.Background(), plan, "lte", march, nil); err == nil || !strings.Contains(err.Error(), "did you mean late?") {
		t.Error(err)
	}
	if _, err := live.Begin(context.Background(), plan, "late", march, map[string]dsl.Value{"limits": dsl.NewCount(1)}); err == nil || !strings.Contains(err.Error(), "did you mean limit?") {
		t.Error(err)
	}
	for _, period := range []calendar.Period{{}, calendar.Quarter(2026, 1)} {
		if _, err := live.Begin(context.Background(), plan, "late", period, nil); !errors.Is(err, sla.ErrPeriod) {
			t.Errorf("%s: %v", period, err)
		}
	}
}

// Nothing is counted twice, nothing is taken out that was not in, and nothing is half in
// when the context ends.
func TestLiveOutcomeOfWrongRows(t *testing.T) {
	ctx, plan := context.Background(), livePlan(t)
	ended, end := context.WithCancel(ctx)
	end()
	for _, metric := range []string{"late", "middle", "later"} {
		outcome, err := live.Begin(context.Background(), plan, metric, calendar.Month(2026, time.March), nil)
		if err != nil {
			t.Fatal(err)
		}
		records := liveTickets(t, plan, "2026-02-28T10:00Z,a,false,1\n2026-03-01T10:00Z,a,false,1\n2026-03-02T10:00Z,a,true,2\n")
		rows, err := outcome.Rows(context.Background(), records)
		if err != nil {
			t.Fatal(err)
		}
		refused := func(err error, want string) {
			t.Helper()
			if err == nil || !strings.Contains(err.Error(), want) || !errors.Is(err, diag.ErrData) {
				t.Errorf("%v; want %s", err, want)
			}
		}
		refused(rows.Withdraw(1), "row 2 of tickets is not in")
		refused(rows.Withdraw(-1), "row 0 of tickets does not exist, there are 3")
		refused(rows.Insert(3), "row 4 of tickets does not exist, there are 3")
		for _, err := range []error{rows.InsertAll(ended), outcome.Add(ended, records)} {
			if !errors.Is(err, context.Canceled) || outcome.Account().Total != 0 {
				t.Errorf("of a context that ended: %v, and %s", err, outcome.Account())
			}
		}
		if err := rows.Insert(1); err != nil {
			t.Fatal(err)
		}
		refused(rows.Insert(1), "row 2 of tickets is in already")
		refused(rows.Correct(0, rows, 2), "row 1 of tickets is not in")
		refused(rows.Correct(1, rows, 1), "row 2 of tickets is in already")
		refused(rows.Correct(1, rows, 3), "row 4 of tickets does not exist")
		refused(rows.InsertAll(ctx), "row 2 of tickets is in already")
		events, _ := plan.Terms().Schemas["events"]
		other, err := table.Empty(events)
		if err != nil {
			t.Fatal(err)
		}
		refused(outcome.Add(ctx, other), "not of the declared fields")
		_, err = outcome.Rows(context.Background(), other)
		refused(err, "not of the declared fields")
		refused(outcome.Add(ctx, nil), "was not given")
		if got := outcome.Account().Total; got != 1 {
			t.Errorf("%d rows are in, want 1", got)
		}
		if _, err := outcome.Outcome(ended); metric != "later" && !errors.Is(err, context.Canceled) {
			t.Errorf("%s, of a context that ended: %v", metric, err)
		}
	}
}

// A row that could not be read might belong to the period: nothing is measured from then
// on, whether it came with a batch or with rows that are kept.
func TestLiveOutcomeOfRejectedRows(t *testing.T) {
	plan := livePlan(t)
	broken := liveTickets(t, plan, "2026-03-01T10:00Z,a,false,1\n2026-03-02T10:00Z,a,true,2,too many\n")
	for _, take := range []func(*live.Metric) error{
		func(l *live.Metric) error { return l.Add(context.Background(), broken) },
		func(l *live.Metric) error {
			rows, err := l.Rows(context.Background(), broken)
			if err != nil {
				return err
			}
			return rows.InsertAll(context.Background())
		},
	} {
		outcome, err := live.Begin(context.Background(), plan, "late", calendar.Month(2026, time.March), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := take(outcome); err != nil {
			t.Fatal(err)
		}
		o, err := outcome.Outcome(context.Background())
		if want := "1 of 2 rows of tickets could not be read or placed in a period"; err != nil || o.Verdict != sla.NotMeasured || o.Reason != want {
			t.Errorf("%s, %s, %v; want %s", o.Verdict, o.Reason, err, want)
		}
	}
}

// A batch that was added is not kept, so that a stream takes the memory of a batch; for a
// median it is.
func TestLiveOutcomeKeepsNoBatch(t *testing.T) {
	plan := livePlan(t)
	for metric, kept := range map[string]bool{"late": false, "middle": true} {
		outcome, err := live.Begin(context.Background(), plan, metric, calendar.Month(2026, time.March), nil)
		if err != nil {
			t.Fatal(err)
		}
		add := func() weak.Pointer[table.Table] {
			batch := liveTickets(t, plan, "2026-02-28T10:00Z,a,false,1\n"+strings.Repeat("2026-03-02T10:00Z,a,true,2\n", 1000))
			if err := outcome.Add(context.Background(), batch); err != nil {
				t.Fatal(err)
			}
			return weak.Make(batch)
		}
		batch := add()
		runtime.GC()
		if is := batch.Value() != nil; is != kept {
			t.Errorf("%s: that the batch is kept is %v, want %v", metric, is, kept)
		}
		if o, err := outcome.Outcome(context.Background()); err != nil || o.Rows[0].Used != 1000 || o.Rows[0].Outside != 1 {
			t.Errorf("%s: %v, %v", metric, o.Rows, err)
		}
	}
}

// What was not begun keeps no rows and says so, and rows of one outcome do not correct
// those of another.
func TestLiveOutcomeThatWasNotBegun(t *testing.T) {
	const want = "the live outcome is not one of Begin"
	ctx, plan := context.Background(), livePlan(t)
	records := liveTickets(t, plan, "2026-03-01T10:00Z,a,false,1\n2026-03-02T10:00Z,a,true,2\n")
	var none *live.Metric
	var noRows *live.Rows
	for _, m := range []*live.Metric{none, {}} {
		_, rows := m.Rows(ctx, records)
		_, outcome := m.Outcome(ctx)
		for what, err := range map[string]error{"Add": m.Add(ctx, records), "Rows": rows, "Outcome": outcome} {
			if err == nil || err.Error() != want {
				t.Errorf("%s: %v", what, err)
			}
		}
		if a := m.Account(); a.Total != 0 {
			t.Errorf("it has %s", a)
		}
	}
	for _, r := range []*live.Rows{noRows, {}} {
		for what, err := range map[string]error{"Insert": r.Insert(0), "Withdraw": r.Withdraw(0), "Correct": r.Correct(0, r, 0), "InsertAll": r.InsertAll(ctx)} {
			if err == nil || err.Error() != want {
				t.Errorf("%s: %v", what, err)
			}
		}
	}
	var kept []*live.Rows
	for range 2 {
		outcome, err := live.Begin(ctx, plan, "late", calendar.Month(2026, time.March), nil)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := outcome.Rows(ctx, records)
		if err != nil {
			t.Fatal(err)
		}
		if err := rows.InsertAll(ctx); err != nil {
			t.Fatal(err)
		}
		if a := outcome.Account(); a.Total != 2 || a.Used != 2 {
			t.Errorf("%s, want 2 used", a)
		}
		kept = append(kept, rows)
	}
	if err := kept[0].Correct(0, kept[1], 1); !errors.Is(err, diag.ErrData) || !strings.Contains(err.Error(), "another outcome keeps") {
		t.Errorf("a row of another outcome: %v", err)
	}
	if err := kept[0].Correct(0, nil, 1); err == nil || err.Error() != want {
		t.Errorf("by no rows: %v", err)
	}
}
