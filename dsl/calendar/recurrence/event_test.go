package recurrence

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/script"
)

// A line is the first occurrence, the rule, what is taken out, and how many occurrences
// are asked for. The expectations were typed, not computed: -update must change nothing.
func TestRFC5545Examples(t *testing.T) {
	script.Lines(t, "rfc5545.txt", func(question string) string {
		question, number, limited := strings.Cut(question, ", the first ")
		most := 1000
		if limited {
			most, _ = strconv.Atoi(number)
		}
		question, except, _ := strings.Cut(question, " except ")
		first, rule, _ := strings.Cut(question, " ")
		text := "DTSTART;TZID=America/New_York:" + first + "\nDURATION:PT1H\nRRULE:" + rule
		if except != "" {
			text += "\nEXDATE;TZID=America/New_York:" + except
		}
		events, err := ParseEvents(text)
		if err != nil {
			return script.Failed(err)
		}
		var lines []string
		month := ""
		for w := range events[0].Windows(time.Time{}, calendar.Date{Year: 9999, Month: 12, Day: 31}.In(nil)) {
			if most--; most < 0 {
				break
			}
			if w.Start.Format("15:04") != "09:00" || w.End.Sub(w.Start) != time.Hour {
				t.Errorf("%s begins at %s and ends at %s", question, w.Start, w.End)
			}
			year, inMonth := w.Start.Format("2006 MST"), w.Start.Format("Jan 2006")
			if len(lines) == 0 || !strings.HasPrefix(lines[len(lines)-1], year) {
				lines = append(lines, year+w.Start.Format(" Jan 2"))
			} else if inMonth != month {
				lines[len(lines)-1] += w.Start.Format(", Jan 2")
			} else {
				lines[len(lines)-1] += w.Start.Format(" 2")
			}
			month = inMonth
		}
		return strings.Join(lines, "\n")
	})
}

// A line is the lines of an iCalendar text with " | " between them, and the span that is
// asked about, if it is not 2026.
func TestEventTable(t *testing.T) {
	script.Lines(t, "events.txt", func(question string) string {
		text, within, asked := strings.Cut(question, " within ")
		events, err := ParseEvents(strings.ReplaceAll(script.Unquoted(text), " | ", "\n"))
		if err != nil {
			all := diag.From(err)
			lines := make([]string, len(all))
			for i, d := range all {
				if d.Code != BadEvent || d.Position().Line < 1 || d.Position().Column < 1 {
					t.Errorf("%v has no place", d)
				}
				lines[i] = script.Failed(d)
			}
			return strings.Join(lines, "\n")
		}
		if !asked {
			within = "2026"
		}
		p, err := calendar.ParsePeriod(within)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, e := range events {
			for w := range e.Windows(p.Start(e.Zone()), p.End(e.Zone())) {
				line := fmt.Sprintf("%s to %s, %s", w.Start.Format("Mon 2006-01-02 15:04 -07:00"), w.End.Format("Mon 2006-01-02 15:04 -07:00"), w.End.Sub(w.Start))
				if e.Summary() != "" {
					line += ", " + strconv.Quote(e.Summary())
				}
				lines = append(lines, line)
			}
		}
		if lines == nil {
			return "none"
		}
		return strings.Join(lines, "\n")
	})
}

// Lines may end in CR LF, as the standard has it. The place of what stands after a fold
// is that of the physical line.
func TestPlacesInFoldedLines(t *testing.T) {
	_, err := ParseEvents("BEGIN:VEVENT\r\nSUMMARY:Sicherung für\r\n  alle\r\nDTSTART;TZID=America/New_York:2026\r\n\t0105T220000\r\nDURATION:PT2H\r\nRRULE:FREQ=WEEKLY;\r\n  BYDAY=XX\r\nEND:VEVENT\r\n")
	if found := diag.From(err); len(found) == 0 || found[0].Position().Line != 8 {
		t.Fatalf("%v", err)
	}
	events, err := ParseEvents("BEGIN:VEVENT\r\nSUMMARY:Sicherung für\r\n  alle\r\nDTSTART;TZID=America/New_York:2026\r\n\t0105T220000\r\nDURATION:PT2H\r\nEND:VEVENT\r\n")
	if err != nil || events[0].Summary() != "Sicherung für alle" {
		t.Errorf("%v, %v", events, err)
	}
}

// The windows of a span are those of any longer span that have time in common with it,
// whatever the span.
func TestWindowsOfAnySpan(t *testing.T) {
	texts := []string{
		"DTSTART;TZID=America/New_York:20260111T020000\nDURATION:PT4H\nRRULE:FREQ=MONTHLY;BYDAY=2SU",
		"DTSTART;TZID=America/New_York:20260111T023000\nDURATION:P3DT5H\nRRULE:FREQ=DAILY;COUNT=400",
		"DTSTART;TZID=Pacific/Apia:20110105T233000\nDURATION:PT90M\nRRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE,FR;WKST=TH",
		"DTSTART;TZID=Europe/Dublin:20260331T013000\nDTEND;TZID=Europe/Dublin:20260402T013000\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20281231T000000Z\n" +
			"RDATE;TZID=Europe/Dublin:20270501T013000\nEXDATE;TZID=Europe/Dublin:20260430T013000",
		"DTSTART:20240229T000000Z\nDURATION:P2D\nRRULE:FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=-1",
	}
	for _, text := range texts {
		events, err := ParseEvents(text)
		if err != nil {
			t.Fatal(err)
		}
		e := events[0]
		var all []Window
		for w := range e.Windows(time.Time{}, calendar.Date{Year: 2032, Month: 1, Day: 1}.In(nil)) {
			if n := len(all); n > 0 && !all[n-1].Start.Before(w.Start) {
				t.Fatalf("%s: %s is not after %s", text, w.Start, all[n-1].Start)
			}
			all = append(all, w)
		}
		if len(all) < 4 {
			t.Fatalf("%s has %d windows", text, len(all))
		}
		for from := (calendar.Date{Year: 2011, Month: 12, Day: 25}).In(nil); from.Year() < 2030; from = from.Add(331*time.Hour + 29*time.Minute) {
			for _, length := range []time.Duration{0, time.Second, 26 * time.Hour, 900 * time.Hour} {
				until := from.Add(length)
				var want, got []Window
				for _, w := range all {
					if w.Start.Before(until) && w.End.After(from) && length > 0 {
						want = append(want, w)
					}
				}
				for w := range e.Windows(from, until) {
					got = append(got, w)
				}
				if fmt.Sprint(got) != fmt.Sprint(want) {
					t.Fatalf("%s from %s for %s: %v, want %v", text, from, length, got, want)
				}
			}
		}
		// It stops when asked to.
		for range e.Windows(time.Time{}, calendar.Date{Year: 9999, Month: 12, Day: 31}.In(nil)) {
			break
		}
	}
}

func TestNoEvent(t *testing.T) {
	for _, e := range []*Event{nil, {}} {
		for w := range e.Windows(time.Time{}, calendar.Date{Year: 9999, Month: 12, Day: 31}.In(nil)) {
			t.Errorf("no event has the window %v", w)
		}
	}
}

func FuzzParseEvents(f *testing.F) {
	for _, text := range []string{
		"DTSTART;TZID=America/New_York:20260111T020000\nDURATION:PT4H\nRRULE:FREQ=MONTHLY;BYDAY=2SU",
		"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260105T220000Z\nDTEND:20260105T230000Z\nSUMMARY:a\\,\n b\nRRULE:FREQ=YEARLY;BYMONTH=1,2;BYMONTHDAY=5;COUNT=3\nEND:VEVENT\nEND:VCALENDAR",
		"DTSTART;TZID=Europe/Dublin:20260331T013000\nDURATION:P1DT2H\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;UNTIL=20281231T000000Z\nRDATE:20270501T013000Z\nEXDATE;TZID=Europe/Dublin:20260331T013000",
		"BEGIN:VTIMEZONE\nTZID:UTC\nEND:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;X-A=\"b:c\":20260105T220000Z\nEND:VEVENT", "\xff", "A:\x00",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		events, err := ParseEvents(text)
		if err != nil {
			if found := diag.From(err); events != nil || len(found) == 0 || found[0].Position().Line < 1 || found[0].Position().Column < 1 || found[0].Advice == "" {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		for _, e := range events {
			n, last := 0, time.Time{}
			for w := range e.Windows(calendar.Date{Year: 2026, Month: 1, Day: 1}.In(nil), calendar.Date{Year: 2027, Month: 1, Day: 1}.In(nil)) {
				if !w.End.After(w.Start) || n > 0 && !w.Start.After(last) {
					t.Fatalf("%q: %s to %s after %s", text, w.Start, w.End, last)
				}
				n, last = n+1, w.Start
			}
			if n > 366+3660+mostDates {
				t.Errorf("%q has %d windows in a year", text, n)
			}
		}
	})
}
