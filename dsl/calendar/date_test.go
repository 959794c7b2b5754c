package calendar

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
	"github.com/concord-sla/concord/internal/script"
)

func TestDateTable(t *testing.T) {
	script.Lines(t, "dates.txt", func(question string) string {
		d, err := ParseDate(script.Unquoted(question))
		if err != nil {
			return script.Failed(err)
		}
		return fmt.Sprintf("%s, day %d", d.Weekday(), d.Number())
	})
}

// Every date agrees with the standard library, and the numbers have no holes.
func TestDateNumberAgreesWithTime(t *testing.T) {
	number := int64(civil.FirstNumber)
	for at := time.Date(civil.FirstYear, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() <= civil.LastYear; at = at.AddDate(0, 0, 1) {
		y, m, day := at.Date()
		d := Date{y, m, day}
		if d.Number() != number || DateOfNumber(number) != d || !d.Valid() || d.Weekday() != at.Weekday() {
			t.Fatalf("%s is day %d, a %s; day %d is %s", d, d.Number(), d.Weekday(), number, DateOfNumber(number))
		}
		number++
	}
	if number-1 != civil.LastNumber {
		t.Errorf("the last day is %d", number-1)
	}
}

func TestDateArithmetic(t *testing.T) {
	tests := []struct {
		from string
		days int64
		want string
	}{
		{"2024-02-28", 1, "2024-02-29"},
		{"2026-02-28", 1, "2026-03-01"},
		{"1900-02-28", 1, "1900-03-01"},
		{"2026-01-01", -1, "2025-12-31"},
		{"0001-01-01", civil.LastNumber - civil.FirstNumber, "9999-12-31"},
		{"0001-01-01", -1, "0000-00-00"},
		{"9999-12-31", 1, "0000-00-00"},
		{"2026-01-01", math.MaxInt64, "0000-00-00"},
		{"2026-01-01", math.MinInt64, "0000-00-00"},
	}
	for _, test := range tests {
		if got := mustDate(t, test.from).AddDays(test.days).String(); got != test.want {
			t.Errorf("%s %+d days = %s, want %s", test.from, test.days, got, test.want)
		}
	}
}

func TestDateCompare(t *testing.T) {
	dates := []Date{{}, {1, 1, 1}, {1969, 12, 31}, {2026, 1, 31}, {2026, 2, 1}, {2026, 2, 2}, {2027, 1, 1}}
	for i, a := range dates {
		for j, b := range dates {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if a.Compare(b) != want || a.Before(b) != (want < 0) || a.After(b) != (want > 0) {
				t.Errorf("%s against %s: %d, want %d", a, b, a.Compare(b), want)
			}
		}
	}
}

// A literal can name a day that does not exist. Nothing takes it for another day.
func TestInvalidDate(t *testing.T) {
	for _, d := range []Date{{}, {2026, 2, 30}, {2026, 13, 1}, {2026, 0, 1}, {10000, 1, 1}, {0, 1, 1}, {2026, 1, -1}, {math.MaxInt, 1, 1}} {
		if d.Valid() {
			t.Errorf("%s is valid", d)
		}
		if got := d.AddDays(1); !got.IsZero() {
			t.Errorf("the day after %s is %s", d, got)
		}
		if got := DateOfNumber(d.Number()); !got.IsZero() {
			t.Errorf("the number of %s is that of %s", d, got)
		}
		if !d.In(time.UTC).IsZero() || !Resolve(d, time.Hour, time.UTC).IsZero() {
			t.Errorf("%s has an instant", d)
		}
		if _, err := NewDate(d.Year, d.Month, d.Day); err == nil {
			t.Errorf("NewDate made %s", d)
		}
		if _, err := Span(d, d); err == nil {
			t.Errorf("Span accepted %s", d)
		}
		if Year(2026).Contains(d) || !Monthly.Containing(d).IsZero() {
			t.Errorf("%s lies in a period", d)
		}
	}
}

func TestDateOf(t *testing.T) {
	newYork, err := LoadZone("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	if got := DateOf(at, newYork); got != (Date{2026, 11, 22}) {
		t.Errorf("in New York it is %s", got)
	}
	if got := DateOf(at, nil); got != (Date{2026, 11, 23}) {
		t.Errorf("in no zone it is %s", got)
	}
	if got := DateOf(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), nil); !got.IsZero() {
		t.Errorf("the year 10000 is %s", got)
	}
}

// Dates, periods and cycles are text in JSON, and their zero values are the empty text.
func TestTextRoundTrip(t *testing.T) {
	type record struct {
		Date   Date
		Period Period
		Cycle  Cycle
		Count  map[Date]int
	}
	span, err := Span(Date{2026, 10, 1}, Date{2026, 10, 15})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		record record
		json   string
	}{
		{record{}, `{"Date":"","Period":"","Cycle":"","Count":null}`},
		{
			record{Date{2026, 11, 23}, FiscalQuarter(2027, 1), FiscalQuarterly, map[Date]int{{2026, 11, 23}: 2}},
			`{"Date":"2026-11-23","Period":"FY2027-Q1","Cycle":"fiscal quarter","Count":{"2026-11-23":2}}`,
		},
		{record{Period: span, Cycle: Once}, `{"Date":"","Period":"2026-10-01..2026-10-15","Cycle":"once","Count":null}`},
	}
	for _, test := range tests {
		text, err := json.Marshal(test.record)
		if err != nil || string(text) != test.json {
			t.Errorf("wrote %s, %v; want %s", text, err, test.json)
		}
		var back record
		if err := json.Unmarshal(text, &back); err != nil {
			t.Error(err)
		}
		if fmt.Sprint(back) != fmt.Sprint(test.record) {
			t.Errorf("read %v from %s", back, text)
		}
	}
	for _, bad := range []string{`{"Date":"2026-02-30"}`, `{"Period":"2026-Q5"}`, `{"Cycle":"monthly"}`} {
		if err := json.Unmarshal([]byte(bad), new(record)); err == nil {
			t.Errorf("read %s", bad)
		}
	}
	if _, err := json.Marshal(Date{2026, 2, 30}); err == nil {
		t.Error("wrote a date that does not exist")
	}
}

func FuzzParseDate(f *testing.F) {
	for _, text := range []string{"2026-11-23", "2024-02-29", "2026-2-3", "11/23/2026", "2026-11-23T00:00:00Z", "", "\xff", "٢٠٢٦-١١-٢٣"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDate(text)
		if err != nil {
			if !d.IsZero() || err.Error() == "" {
				t.Errorf("%q gave %s and %v", text, d, err)
			}
			return
		}
		if d.String() != text || !d.Valid() || DateOfNumber(d.Number()) != d {
			t.Errorf("%q was read as %s", text, d)
		}
	})
}

// mustDate reads a date that the test itself wrote.
func mustDate(t testing.TB, text string) Date {
	t.Helper()
	d, err := ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
