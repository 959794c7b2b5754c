package business

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
	_ "time/tzdata"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/internal/testenv"
)

// Requests of July 2011 to the City of Boston, with the due times and the verdicts that
// the city printed. What is found in them is in testdata/boston.txt. (Working days that
// an agency printed are held against Calendar.BusinessDays in examples/quickstart.)
func TestBoston(t *testing.T) {
	requests := bostonRequests(t)
	zone := requests[0].opened.Location()
	due := newBostonDue(t, requests, zone)
	script.Lines(t, "boston.txt", func(question string) string {
		switch question {
		case "verdicts":
			return bostonVerdicts(requests)
		case "due times":
			return due.totals()
		case "sources":
			return due.sources()
		case "terms":
			return due.table()
		case "left over":
			return due.leftovers()
		case "other terms":
			return due.otherTerms()
		case "cut-off":
			return due.cutOff()
		case "other rules":
			return due.otherRules(t)
		}
		return "no such question"
	})
}

// bostonRequest is a row of the file. Its clock readings are instants of Boston by
// Resolve.
type bostonRequest struct {
	kind, source           string // what was asked for, and how
	opened, target, closed time.Time
	printed                string // ONTIME, OVERDUE or nothing
}

func bostonRequests(t *testing.T) []bostonRequest {
	t.Helper()
	file, err := os.Open(testenv.Shared(t, "data", "boston311_2011-07.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	zone, err := calendar.LoadZone("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	instant := func(text string) time.Time {
		if text == "" {
			return time.Time{}
		}
		date, clock, _ := strings.Cut(text, "T")
		reading, err := time.Parse(time.TimeOnly, clock)
		if err != nil {
			t.Fatal(err)
		}
		return calendar.Resolve(mustDate(t, date), clockOf(reading), zone)
	}
	requests := make([]bostonRequest, 0, len(rows)-1)
	for _, row := range rows[1:] {
		requests = append(requests, bostonRequest{
			kind:    row[column["type"]],
			source:  row[column["source"]],
			opened:  instant(row[column["opened_at"]]),
			target:  instant(row[column["target_at"]]),
			closed:  instant(row[column["closed_at"]]),
			printed: row[column["on_time"]],
		})
	}
	return requests
}

// clockOf returns what the clock shows at an instant, from 00:00.
func clockOf(at time.Time) time.Duration {
	h, m, s := at.Clock()
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second
}

// bostonVerdicts counts the requests by what was printed and what follows from their
// times. The file does not say when it was made: it was after the last closing.
func bostonVerdicts(requests []bostonRequest) string {
	var made time.Time
	for _, r := range requests {
		if r.closed.After(made) {
			made = r.closed
		}
	}
	type line struct{ printed, verdict, why string }
	lines := []line{
		{"ONTIME", "on time", "closed at or before the target"},
		{"ONTIME", "on time", "closed, no target"},
		{"ONTIME", "on time", "open, no target"},
		{"OVERDUE", "overdue", "closed after the target"},
		{"OVERDUE", "overdue", "open past the target"},
		{"nothing", "overdue", "closed after the target"},
		{"nothing", "overdue", "open past the target"},
	}
	count := map[line]int{}
	agree := map[string]int{}
	for _, r := range requests {
		verdict, why := r.verdict(made)
		l := line{r.printed, verdict, why}
		if l.printed == "" {
			l.printed = "nothing"
		}
		if count[l]++; count[l] == 1 && !slices.Contains(lines, l) {
			lines = append(lines, l)
		}
		if strings.EqualFold(r.printed, strings.ReplaceAll(verdict, " ", "")) {
			agree[r.printed]++
		}
	}
	return tabbed(func(w *tabwriter.Writer) {
		fmt.Fprintf(w, "requests\tprinted\tby the rule\twhy\n")
		for _, l := range lines {
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\n", count[l], l.printed, l.verdict, l.why)
		}
		fmt.Fprintf(w, "%d\tagree\t\tONTIME %d, OVERDUE %d\n", agree["ONTIME"]+agree["OVERDUE"], agree["ONTIME"], agree["OVERDUE"])
		fmt.Fprintf(w, "%d\tin all\t\t\n", len(requests))
	})
}

func (r bostonRequest) verdict(made time.Time) (verdict, why string) {
	switch open := r.closed.IsZero(); {
	case r.target.IsZero() && open:
		return "on time", "open, no target"
	case r.target.IsZero():
		return "on time", "closed, no target"
	case open && made.After(r.target):
		return "overdue", "open past the target"
	case open:
		return "on time", "open, not yet due"
	case r.closed.After(r.target):
		return "overdue", "closed after the target"
	}
	return "on time", "closed at or before the target"
}

// tabbed returns a table in columns, the first to the left, without spaces at the ends of
// lines.
func tabbed(write func(w *tabwriter.Writer)) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	write(w)
	w.Flush()
	lines := strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}
