package sla_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/sla"
)

const deskDocument = `concord: v1
agreement: desk
title: Help desk
version: 1
status: draft
effective: {from: 2026-01-01}
zone: America/New_York
parties: {customer: {name: Agency}, provider: {name: Center}}
tables:
  tickets: {at: opened, fields: {id: text, opened: instant, resolved: instant}}
  surveys: {at: sent, fields: {sent: date, score: number}}
  unread: {at: day, fields: {day: date}}
metrics:
  in_time:
    title: Resolved within a day
    measure: share(tickets, .resolved - .opened <= 24h)
    target: value >= 50%
    period: month
    no data: not measured
  satisfaction:
    title: Satisfaction
    measure: mean(surveys, .score)
    target: value >= 4
    period: month
    no data: not applicable
`

func deskPlan(t testing.TB) *sla.Plan {
	t.Helper()
	a, err := sla.Parse("desk.yaml", []byte(deskDocument))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := a.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// The files of a folder are read by the names of the tables, on the clocks of the
// agreement's zone.
func TestRead(t *testing.T) {
	plan := deskPlan(t)
	data, err := plan.Read(folder(map[string]string{
		"tickets.csv":   "id,opened,resolved\nA,2026-03-02 09:00,2026-03-03 08:00\nB,2026-03-31 23:30,2026-04-02 08:00\n",
		"surveys.jsonl": `{"sent": "2026-03-05", "score": 4.5}` + "\n",
		"README.md":     "not a table",
	}))
	if err != nil {
		t.Fatal(err)
	}
	result, err := plan.Evaluate(context.Background(), data, calendar.Month(2026, time.March))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, name := range []string{"in_time", "satisfaction"} {
		m, _ := result.Metric(name)
		o, _ := m.Latest()
		got = append(got, name+" "+string(o.Verdict)+" "+o.Value.String())
	}
	if diff := cmp.Diff([]string{"in_time met 50%", "satisfaction met 4.5"}, got); diff != "" {
		t.Errorf("- want, + got:\n%s", diff)
	}
}

// All that is wrong in a folder is told at once, and what is good is there.
func TestReadTellsEverything(t *testing.T) {
	plan := deskPlan(t)
	data, err := plan.Read(folder(map[string]string{
		"tickets.csv": "id,opened,resolved\nA,2026-03-02 09:00,2026-03-03 08:00\nB,yesterday,2026-04-02 08:00\nC,2026-03-02 09:00,never\n",
		"survey.csv":  "sent,score\n",
	}))
	const want = `tickets.csv:3:3: error [bad-cell]
tickets.csv:4:20: error [bad-cell]
surveys: error [no-records]: the folder has no file of the table surveys; put its rows there as surveys.csv, with the names of its fields above them; is it survey.csv?
`
	var got strings.Builder
	for _, d := range diag.From(err) {
		line := d.Error()
		if d.Code == "bad-cell" {
			line, _, _ = strings.Cut(line, "]: ")
			line += "]"
		}
		got.WriteString(line + "\n")
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("- want, + got:\n%s", diff)
	}
	if rows := data.Tables["tickets"].Rows; rows == nil || rows.Rows() != 3 || len(rows.Problems()) != 2 {
		t.Errorf("what could be read is %v", rows)
	}
	if _, there := data.Tables["surveys"]; there {
		t.Error("a table without a file is in the data")
	}
	if _, err := plan.Read(nil); err == nil {
		t.Error("no folder is accepted")
	}
	if _, err := plan.Read(folder(map[string]string{"tickets.csv": "id,opened,resolved\n", "tickets.jsonl": "", "surveys.csv": "sent,score\n"})); err == nil || !strings.Contains(err.Error(), "two files, tickets.csv and tickets.jsonl") {
		t.Errorf("a table in two files: %v", err)
	}
}

// Every file that was opened is closed, also when reading it failed.
func TestReadCloses(t *testing.T) {
	plan := deskPlan(t)
	counting := &closes{FS: folder(map[string]string{"tickets.csv": "", "surveys.csv": "sent,score\n2026-03-05,x\n"})}
	if _, err := plan.Read(counting); err == nil {
		t.Error("an empty file is accepted")
	}
	if counting.opened != 2 || counting.closed != 2 {
		t.Errorf("%d files were opened, and %d closed", counting.opened, counting.closed)
	}
}

type closes struct {
	fs.FS
	opened, closed int
}

// Stat keeps the look for a file from opening it.
func (c *closes) Stat(name string) (fs.FileInfo, error) { return fs.Stat(c.FS, name) }

func (c *closes) Open(name string) (fs.File, error) {
	f, err := c.FS.Open(name)
	if err != nil || name == "." {
		return f, err
	}
	c.opened++
	return closing{f, c}, nil
}

type closing struct {
	fs.File
	all *closes
}

func (c closing) Close() error {
	c.all.closed++
	return c.File.Close()
}

// later is a source whose rows are read when they are needed.
type later struct {
	text string
	err  error
}

func (l later) Read(_ context.Context, schema kinds.Schema) (*table.Table, error) {
	if l.err != nil {
		return nil, l.err
	}
	rows, _ := table.ReadCSV(schema, schema.Name, strings.NewReader(l.text), table.Options{}) // problems stay with the table
	return rows, nil
}

// A source is read when an evaluation needs its rows, and its failure fails the call.
func TestSource(t *testing.T) {
	plan := deskPlan(t)
	surveys := sla.Records{Source: later{text: "sent,score\n2026-03-05,4\n"}}
	tickets := sla.Records{Source: later{text: "id,opened,resolved\nA,2026-03-02T09:00:00Z,2026-03-02T10:00:00Z\n"}}
	evaluate := func(tickets sla.Records) (*sla.Result, error) {
		return plan.Evaluate(context.Background(), sla.Data{Tables: map[string]sla.Records{"tickets": tickets, "surveys": surveys}}, calendar.Month(2026, time.March))
	}
	result, err := evaluate(tickets)
	if err != nil {
		t.Fatal(err)
	}
	if m, _ := result.Metric("in_time"); m.Outcomes[0].Verdict != sla.Met {
		t.Errorf("the verdict is %s", m.Outcomes[0].Verdict)
	}
	lost := errors.New("the connection was lost")
	for want, records := range map[string]sla.Records{
		"reading the table tickets: the connection was lost":     {Source: later{err: lost}},
		"reading the table tickets: the source returned neither": {Source: nothing{}},
		"has both rows and a source":                             {Source: later{}, Rows: &table.Table{}},
		"names a field opend, which it does not have":            {Rows: &table.Table{}, Key: []string{"opend"}},
		"names the field id twice":                               {Rows: &table.Table{}, Key: []string{"id", "id"}},
		"complete from 2026-04-01T00:00:00Z through 2026-03-01":  {Complete: []sla.Coverage{{From: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), Through: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}}},
	} {
		if _, err := evaluate(records); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}

type nothing struct{}

func (nothing) Read(context.Context, kinds.Schema) (*table.Table, error) { return nil, nil }

// A file is needed of a table that is only looked up in, and of the log behind a table
// that the agreement computes.
func TestReadNeedsLogsAndLookups(t *testing.T) {
	document := strings.Replace(deskDocument, "metrics:\n", `  events: {at: every period, fields: {id: text, state: text, at: instant}}
  limits: {at: every period, fields: {id: text, hours: number}}
clocks:
  work: {over: events, item: .id, when: .at, state: {running: .state == "New", stopped: .state == "Done"}, target: 4h}
metrics:
  worked: {title: Worked, measure: 'share(work, .outcome == "met")', target: value >= 50%, period: month, no data: missed}
  scored: {title: Scored, measure: 'sum(tickets, lookup(limits, id, .id, hours))', target: value >= 5, period: month, no data: missed}
`, 1)
	a, err := sla.Parse("desk.yaml", []byte(document))
	if err != nil {
		t.Fatal(diag.From(err).Screen())
	}
	plan, err := a.Compile()
	if err != nil {
		t.Fatal(err)
	}
	_, err = plan.Read(folder(map[string]string{"tickets.csv": "id,opened,resolved\n", "surveys.csv": "sent,score\n"}))
	for _, table := range []string{"events", "limits"} {
		if err == nil || !strings.Contains(err.Error(), "the folder has no file of the table "+table) {
			t.Errorf("%s is not needed: %v", table, err)
		}
	}
	if err != nil && strings.Contains(err.Error(), "unread") {
		t.Errorf("a table that no metric reads is needed: %v", err)
	}
}

// A file whose reading fails half way is an error that says so, and no table: also when
// what was read before is at fault, too, and when it is a folder.
func TestReadFails(t *testing.T) {
	plan := deskPlan(t)
	for _, c := range []struct {
		name, tickets, want string
	}{
		{"tickets.csv", "id,opened,resolved\nA,2026-03-02 09:00,2026-03-03 08:00\n", "the disk is gone"},
		{"tickets.csv", "id,opened,resolved\nA,yesterday,2026-03-03 08:00\n", "the disk is gone"},
		{"tickets.jsonl", `{"id": "A", "opened": "2026-03-02 09:00"}` + "\n", "the disk is gone"},
		{"tickets.csv/folder.txt", "", "the file tickets.csv cannot be read"},
	} {
		data, err := plan.Read(breaking{folder(map[string]string{c.name: c.tickets, "surveys.csv": "sent,score\n"}), c.name})
		if err == nil || !strings.Contains(err.Error(), c.want) || len(diag.From(err)) == 0 {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
		if _, there := data.Tables["tickets"]; there {
			t.Errorf("%s: half a table is in the data", c.name)
		}
		if _, there := data.Tables["surveys"]; !there {
			t.Errorf("%s: the other table is not in the data", c.name)
		}
	}
}

// breaking is a folder in which the reading of one file fails after what stands in it.
type breaking struct {
	fs.FS
	name string
}

func (b breaking) Open(name string) (fs.File, error) {
	file, err := b.FS.Open(name)
	if err != nil || name != b.name {
		return file, err
	}
	return breakingFile{file}, nil
}

type breakingFile struct{ fs.File }

func (f breakingFile) Read(into []byte) (int, error) {
	n, err := f.File.Read(into)
	if errors.Is(err, io.EOF) {
		err = errors.New("the disk is gone")
	}
	return n, err
}
