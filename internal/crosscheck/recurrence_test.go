package crosscheck

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/teambition/rrule-go"

	"github.com/concord-sla/concord/dsl/calendar/recurrence"
)

// Rules at random begin the same occurrences as in rrule-go. They are asked in UTC,
// because a reading that a zone skips or repeats is resolved by another rule there.
func TestRecurrences(t *testing.T) {
	random := rand.New(rand.NewPCG(5545, 3))
	rules, occurrences := 0, 0
	for range 1_500 {
		rule := randomRule(random)
		some := time.Date(1990+random.IntN(40), time.Month(1+random.IntN(12)), 1+random.IntN(31), random.IntN(24), random.IntN(60), 0, 0, time.UTC)
		first := firstFrom(t, rule, some)
		if first.IsZero() {
			continue // such as 30 February
		}
		from := first.AddDate(0, 0, random.IntN(2000)-200)
		until := from.AddDate(0, 0, random.IntN(3000))
		theirs := parsed(t, rule, first)
		text := "DTSTART:" + first.Format("20060102T150405Z") + "\nDURATION:PT1S\nRRULE:" + rule
		events, err := recurrence.ParseEvents(text)
		if err != nil {
			// The day found is not the first in an interval that begins with it, such as
			// the second weekday of its week.
			if theirs.After(first, true).Equal(first) {
				t.Fatalf("%s: %v", text, err)
			}
			continue
		}
		rules++
		var got, want []string
		for w := range events[0].Windows(from, until) {
			got = append(got, w.Start.Format(time.RFC3339))
		}
		for _, at := range theirs.Between(from, until, true) {
			if at.Before(until) {
				want = append(want, at.Format(time.RFC3339))
			}
		}
		occurrences += len(want)
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Fatalf("%s from %s until %s\nhere  %v\nthere %v", text, from, until, got, want)
		}
	}
	t.Logf("%d rules, %d occurrences", rules, occurrences)
	if rules < 1_000 || occurrences < 100_000 {
		t.Errorf("only %d rules and %d occurrences were compared", rules, occurrences)
	}
}

func parsed(t *testing.T, rule string, first time.Time) *rrule.RRule {
	option, err := rrule.StrToROption(rule)
	if err != nil {
		t.Fatalf("%s: %v", rule, err)
	}
	option.Dtstart = first
	r, err := rrule.NewRRule(*option)
	if err != nil {
		t.Fatalf("%s: %v", rule, err)
	}
	return r
}

// firstFrom returns the first occurrence of a rule that begins its intervals with some
// day, within twelve years.
func firstFrom(t *testing.T, rule string, some time.Time) time.Time {
	r := parsed(t, rule, some)
	option := r.OrigOptions
	option.Count, option.Until = 0, some.AddDate(12, 0, 0)
	bounded, err := rrule.NewRRule(option)
	if err != nil {
		t.Fatal(err)
	}
	return bounded.After(some, true)
}

func randomRule(random *rand.Rand) string {
	frequency := []string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}[random.IntN(4)]
	parts := []string{"FREQ=" + frequency}
	some := func(n int) bool { return random.IntN(n) == 0 }
	list := func(name string, one func() string) {
		items := make([]string, 1+random.IntN(3))
		for i := range items {
			items[i] = one()
		}
		parts = append(parts, name+"="+strings.Join(items, ","))
	}
	signed := func(most int) string {
		n := 1 + random.IntN(most)
		if some(3) {
			n = -n
		}
		return fmt.Sprint(n)
	}
	if some(2) {
		parts = append(parts, fmt.Sprintf("INTERVAL=%d", 1+random.IntN(5)))
	}
	chosen := false
	if some(3) {
		list("BYMONTH", func() string { return fmt.Sprint(1 + random.IntN(12)) })
		chosen = true
	}
	if some(3) && frequency != "WEEKLY" {
		list("BYMONTHDAY", func() string { return signed(31) })
		chosen = true
	}
	if some(2) {
		ordinals := (frequency == "MONTHLY" || frequency == "YEARLY") && some(2)
		list("BYDAY", func() string {
			day := []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}[random.IntN(7)]
			if ordinals && some(2) {
				return signed(5) + day
			}
			if ordinals {
				return "1" + day
			}
			return day
		})
		chosen = true
	}
	// In a weekly rule BYSETPOS chooses from a week that begins with the first occurrence
	// there, if that is in the first week; here, and in the standard, from whole weeks.
	if chosen && frequency != "WEEKLY" && some(3) {
		list("BYSETPOS", func() string { return signed(4) })
	}
	if some(2) {
		parts = append(parts, "WKST="+[]string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}[random.IntN(7)])
	}
	switch random.IntN(4) {
	case 0:
		parts = append(parts, fmt.Sprintf("COUNT=%d", 1+random.IntN(200)))
	case 1:
		parts = append(parts, "UNTIL="+time.Date(2030+random.IntN(20), 3, 4, 5, 6, 7, 0, time.UTC).Format("20060102T150405Z"))
	}
	random.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	return strings.Join(parts, ";")
}
