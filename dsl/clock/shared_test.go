package clock

import (
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/internal/calendartest"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/internal/testenv"
)

// TestIncidents reads a resolution clock of every incident of a public audit log of a
// help desk, which pauses in the Awaiting states. Each must add up; what does not fit in
// the log, and what comes out in sum, is in incidents.txt. The sums of the log itself are
// compared with counts made another way.
func TestIncidents(t *testing.T) {
	file, err := os.Open(testenv.Shared(t, "data", "itsm_incident_events.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	office, err := calendartest.Calendar("help desk", "weekdays in UTC; Mon-Fri 08:00-18:00") // the zone is not published
	if err != nil {
		t.Fatal(err)
	}
	h, _ := office.Hours()
	incidents := map[string][]Entry{}
	opened := map[string]time.Time{}
	column := map[string]int{}
	for i, name := range records[0] {
		column[name] = i
	}
	for _, row := range records[1:] {
		instant := func(name string) time.Time {
			at, err := time.ParseInLocation("2006-01-02T15:04:05", row[column[name]], h.Zone)
			if err != nil {
				t.Fatal(err)
			}
			return at
		}
		e := Entry{At: instant("sys_updated_at"), State: Running, Target: row[column["priority"]]}
		switch state := row[column["state"]]; {
		case strings.HasPrefix(state, "Awaiting"):
			e.State = Paused
		case state == "Resolved" || state == "Closed":
			e.State = Stopped
		}
		if e.Order, err = strconv.ParseInt(row[column["sys_mod_count"]], 10, 64); err != nil {
			t.Fatal(err)
		}
		number := row[column["number"]]
		incidents[number] = append(incidents[number], e)
		opened[number] = instant("opened_at")
	}
	if len(incidents) != 445 {
		t.Errorf("%d incidents, want 445", len(incidents))
	}
	var out strings.Builder
	out.WriteString("# What the clocks of the public incident log show, by rule: written by go test -update.\n")
	out.WriteString("# Running while New or Active, paused while Awaiting, stopped when Resolved or Closed; counted from when it was opened.\n")
	targets := Targets{"1 - Critical": 4 * time.Hour, "2 - High": 8 * time.Hour, "3 - Moderate": 40 * time.Hour, "4 - Low": 80 * time.Hour}
	for _, rule := range []struct {
		name string
		Rule
	}{
		{"all time, reopened ones resume", Rule{}},
		{"working hours, reopened ones resume", Rule{Calendar: office, Changed: ChangedSplit}},
		{"working hours, pauses in wall time, reopened ones are reset", Rule{Calendar: office, PauseIn: WallTime, Reopen: ReopenResets, Changed: ChangedLast}},
		{"working hours, reopened ones are new cycles", Rule{Calendar: office, Reopen: ReopenNewCycle, Changed: ChangedAtStop}},
	} {
		states, words, outcomes := map[string]int{}, map[string]int{}, map[string]int{}
		var counted, paused, outside time.Duration
		var lines []string
		cycles, reopened := 0, 0
		for _, number := range slices.Sorted(maps.Keys(incidents)) {
			item := Item{Events: FromStates(incidents[number]), Since: opened[number]}
			h, err := rule.Read(item)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range h.Cycles {
				if problem := addsUp(r); problem != "" {
					t.Errorf("%s, %s: %s", rule.name, number, problem)
				}
				d, err := r.Due(targets)
				if err != nil {
					t.Fatal(err)
				}
				states[r.State.String()]++
				outcomes[d.Outcome.String()]++
				counted, paused, outside = counted+r.Counted, paused+r.Paused, outside+r.Outside
				cycles++
				reopened += r.Reopened
			}
			for _, p := range h.Problems {
				words[string(p.Code)]++
				lines = append(lines, number+" "+p.String())
			}
		}
		fmt.Fprintf(&out, "\n%s\n    %d cycles, reopened %d times: %s\n    counted %s, paused %s, outside %s\n    against made-up targets: %s\n    problems: %s\n",
			rule.name, cycles, reopened, tally(states), span(counted), span(paused), span(outside), tally(outcomes), tally(words))
		if rule.Calendar == nil {
			if counted != 34143*time.Hour+21*time.Minute || paused != 62870*time.Hour+22*time.Minute || reopened != 7 {
				t.Errorf("%s counted, %s paused and %d reopenings; want 34143h21m, 62870h22m and 7", span(counted), span(paused), reopened)
			}
			for _, line := range lines {
				out.WriteString("        " + line + "\n")
			}
		}
	}
	golden(t, "testdata/incidents.txt", out.String())
}

// golden compares a text with a file, or writes it.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if script.Updating() {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (- expected, + got; go test -update rewrites it):\n%s", path, diff)
	}
}

func tally(counts map[string]int) string {
	var parts []string
	for _, word := range slices.Sorted(maps.Keys(counts)) {
		parts = append(parts, fmt.Sprintf("%d %s", counts[word], word))
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}
