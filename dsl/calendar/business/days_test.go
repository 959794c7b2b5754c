package business

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/internal/testenv"
)

// Lines are "calendar from to to", which counts, and "calendar from +n", which adds.
func TestBusinessDayTable(t *testing.T) {
	script.Lines(t, "business.txt", func(question string) string {
		fields := strings.Fields(question)
		c, err := Named(fields[0])
		if err != nil {
			return script.Failed(err)
		}
		from := mustDate(t, fields[1])
		if len(fields) == 3 {
			n, err := strconv.ParseInt(fields[2], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			d, err := c.AddBusinessDays(from, n)
			if err != nil {
				return script.Failed(err)
			}
			return fmt.Sprintf("%s, %s", d, d.Weekday())
		}
		n, err := c.BusinessDays(from, mustDate(t, fields[3]))
		if err != nil {
			return script.Failed(err)
		}
		return fmt.Sprint(n)
	})
}

// closedCalendar has closures on a weekday, a weekend, a holiday, and on the first and
// last days of the federal table.
func closedCalendar(t testing.TB, c *Calendar) *Calendar {
	t.Helper()
	var closures []Holiday
	for _, text := range []string{"2019-12-24", "2020-12-24", "2022-12-24", "2022-12-26", "2025-01-09", "1971-01-04", "2100-12-30"} {
		closures = append(closures, Holiday{Date: mustDate(t, text), Name: "Closed", Rule: "test"})
	}
	closed, err := c.With(closures)
	if err != nil {
		t.Fatal(err)
	}
	return closed
}

// Counting day by day, from the list of holidays that is published, is the oracle for the
// table of counts.
func TestCountingDayByDay(t *testing.T) {
	random := rand.New(rand.NewPCG(6103, 1971))
	low, high := calendar.Date{Year: 1971, Month: 1, Day: 1}.Number(), calendar.Date{Year: 2100, Month: 12, Day: 31}.Number()
	for _, c := range []*Calendar{Federal(), Weekdays(), closedCalendar(t, Federal()), closedCalendar(t, Weekdays())} {
		closed := map[calendar.Date]bool{}
		for year := 1971; year <= 2100; year++ {
			holidays, err := c.Holidays(year)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range holidays {
				closed[h.Date] = true
			}
		}
		open := func(d calendar.Date) bool {
			return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday && !closed[d]
		}
		for day := low; day <= high; day++ {
			if got, err := c.IsBusinessDay(calendar.DateOfNumber(day)); err != nil || got != open(calendar.DateOfNumber(day)) {
				t.Fatalf("%s %s: %v, %v", c.Name(), calendar.DateOfNumber(day), got, err)
			}
		}
		for i := range 400 {
			a := low + random.Int64N(high-low+1)
			b := low + random.Int64N(high-low+1)
			if i%2 == 0 {
				b = min(high, a+random.Int64N(60))
			}
			a, b = min(a, b), max(a, b)
			from, to := calendar.DateOfNumber(a), calendar.DateOfNumber(b)
			want := int64(0)
			for d := from.AddDays(1); !d.After(to) && !d.IsZero(); d = d.AddDays(1) {
				if open(d) {
					want++
				}
			}
			got, err := c.BusinessDays(from, to)
			if err != nil || got != want {
				t.Fatalf("%s %s to %s: %d, %v; day by day %d", c.Name(), from, to, got, err, want)
			}
			if back, err := c.BusinessDays(to, from); err != nil || back != -want {
				t.Fatalf("%s %s back to %s: %d, %v", c.Name(), to, from, back, err)
			}
		}
	}
}

// Walking is the oracle for adding.
func TestAddingDayByDay(t *testing.T) {
	random := rand.New(rand.NewPCG(552, 6))
	low, high := calendar.Date{Year: 1971, Month: 1, Day: 1}.Number(), calendar.Date{Year: 2100, Month: 12, Day: 31}.Number()
	for _, c := range []*Calendar{Federal(), Weekdays(), closedCalendar(t, Federal())} {
		open := func(d calendar.Date) bool {
			is, err := c.IsBusinessDay(d)
			return err == nil && is
		}
		for range testenv.Rounds(2000) {
			d := calendar.DateOfNumber(low + 2000 + random.Int64N(high-low-4000))
			n := random.Int64N(1200) - 600
			step := int64(1)
			if n < 0 {
				step = -1
			}
			want := d
			for left := n; left != 0; {
				want = want.AddDays(step)
				if open(want) {
					left -= step
				}
			}
			got, err := c.AddBusinessDays(d, n)
			if err != nil || got != want {
				t.Fatalf("%s %s %+d: %s, %v; walking %s", c.Name(), d, n, got, err, want)
			}
			count, err := c.BusinessDays(d, got)
			if n < 0 && !open(d) {
				count--
			}
			if err != nil || count != n {
				t.Fatalf("%s %s to %s counts %d, %v; want %d", c.Name(), d, got, count, err, n)
			}
		}
	}
}

func BenchmarkBusinessDays(b *testing.B) {
	federal := Federal()
	for b.Loop() {
		if _, err := federal.BusinessDays(calendar.Date{Year: 2022, Month: 3, Day: 2}, calendar.Date{Year: 2022, Month: 4, Day: 13}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAddBusinessDays(b *testing.B) {
	federal := Federal()
	for b.Loop() {
		if _, err := federal.AddBusinessDays(calendar.Date{Year: 2022, Month: 3, Day: 2}, 20); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFirstUse(b *testing.B) {
	for b.Loop() {
		if _, err := Federal().IsBusinessDay(calendar.Date{Year: 2022, Month: 3, Day: 2}); err != nil {
			b.Fatal(err)
		}
	}
}
