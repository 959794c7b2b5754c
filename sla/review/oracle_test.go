package review_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/testenv"
	"github.com/concord-sla/concord/sla"
	"github.com/concord-sla/concord/sla/review"
)

// What a review says of a sample is what comes out when that many rows are judged, with
// more and more that fail.
func TestReviewedSamplesAreJudgedSo(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range testenv.Rounds(60) {
		rows, places := 2+rng.IntN(30), rng.IntN(3)
		level := fmt.Sprintf("%d.%0*d", 80+rng.IntN(20), 1+rng.IntN(2), rng.IntN(10))
		target, measure := "value >= "+level+"%", "share(tickets, not .late)"
		switch rng.IntN(3) {
		case 0:
			target = "value > " + level + "%"
		case 1:
			target, measure = fmt.Sprintf("value <= %d.%d%%", rng.IntN(20), rng.IntN(10)), "share(tickets, .late)"
		}
		text := fmt.Sprintf("%smetrics:\n  m: {title: m, measure: '%s', target: '%s', period: month, sample: at least %d, no data: not measured, places: %d, compare: %s}\n",
			ticketsOnly, measure, target, rows, places, []string{"exact", "rounded"}[rng.IntN(2)])
		plan := planOf(t, text)
		missed := 0
		for missed <= rows && verdictWith(t, plan, rows, missed) != sla.Missed {
			missed++
		}
		found := review.Review(context.Background(), plan)
		want := fmt.Sprintf(", %d may fail; with %d it is", missed-1, missed)
		switch {
		case missed == 0 || missed > rows:
			continue
		case missed == 1:
			want = ", none may fail: with one failure it is"
		}
		if !strings.Contains(found.Error(), want) {
			t.Errorf("%s\n%q is not what is found:\n%s", text, want, found.Screen())
		}
	}
}

// verdictWith judges so many rows, of which some fail.
func verdictWith(t *testing.T, plan *sla.Plan, rows, fail int) sla.Verdict {
	t.Helper()
	var b strings.Builder
	b.WriteString("opened,late\n")
	for i := range rows {
		fmt.Fprintf(&b, "2026-03-02T09:00,%v\n", i < fail)
	}
	schema := plan.Terms().Schemas["tickets"]
	read, err := table.ReadCSV(schema, "tickets.csv", strings.NewReader(b.String()), table.Options{Zone: plan.Terms().Zone})
	if err != nil {
		t.Fatal(err)
	}
	return verdictOf(t, plan, sla.Tables(read), calendar.Month(2026, time.March))
}

func verdictOf(t *testing.T, plan *sla.Plan, tables map[string]sla.Records, period calendar.Period) sla.Verdict {
	t.Helper()
	result, err := plan.Evaluate(context.Background(), sla.Data{Tables: tables}, period)
	if err != nil {
		t.Fatal(err)
	}
	return result.Metrics[0].Outcomes[0].Verdict
}

// Where a review says that the budget is zero, the shortest outage that counts misses the
// target in the shortest month; where it does not, it is met.
func TestReviewedBudgetsAreJudgedSo(t *testing.T) {
	for _, count := range []string{"any 5min slice", "any 1min slice", "started minutes", "probes 1 of 1 every 2min"} {
		for _, target := range []string{"99.9%", "99.98%", "99.985%", "99.99%", "99.997%", "99.999%"} {
			plan := planOf(t, "tables:\n  outages: {at: started, fields: {started: instant, ended: instant?}}\navailability:\n  uptime: {over: outages, from: .started, to: .ended, services: [portal], count: "+count+
				"}\nmetrics:\n  m: {title: m, measure: 'min(uptime, .availability)', target: 'value >= "+target+"', period: month, no data: not measured}\n")
			schema := plan.Terms().Schemas["outages"]
			read, err := table.ReadCSV(schema, "outages.csv", strings.NewReader("started,ended\n2026-02-03T10:00:00-05:00,2026-02-03T10:00:30-05:00\n"), table.Options{Zone: plan.Terms().Zone})
			if err != nil {
				t.Fatal(err)
			}
			verdict := verdictOf(t, plan, sla.Tables(read), calendar.Month(2026, time.February))
			told := strings.Contains(review.Review(context.Background(), plan).Error(), string(review.ZeroBudget))
			if told != (verdict == sla.Missed) {
				t.Errorf("%s with %s: an outage of 30 s is %s, and the budget is told to be zero: %v", target, count, verdict, told)
			}
		}
	}
}

// A year of months that all meet their target meets or misses its own as a review says.
func TestReviewedPeriodsAreJudgedSo(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	told := map[string]int{}
	for range testenv.Rounds(60) {
		signs := []string{">=", "<="}
		measure := []string{"share(tickets, not .late)", "mean(tickets, .n)", "percentile(tickets, .n, 70)", "max(tickets, .n)", "count(tickets, .late)", "sum(tickets, .n)"}[rng.IntN(6)]
		unit := ""
		if strings.HasPrefix(measure, "share") {
			unit = "%"
		}
		month := fmt.Sprintf("value %s %d%s", signs[rng.IntN(2)], 5+10*rng.IntN(10), unit)
		year := fmt.Sprintf("value %s %d%s", signs[rng.IntN(2)], 5+10*rng.IntN(10), unit)
		plan := planOf(t, "tables:\n  tickets: {at: opened, fields: {opened: instant, n: number, late: boolean}}\nmetrics:\n"+
			fmt.Sprintf("  year: {title: m, measure: '%s', target: '%s', period: year, no data: not measured}\n", measure, year)+
			fmt.Sprintf("  month: {title: m, measure: '%s', target: '%s', period: month, no data: not measured}\n", measure, month))
		found := review.Review(context.Background(), plan).Error()
		met, missed := strings.Contains(found, "is met too"), strings.Contains(found, "cannot be met")
		for range 20 {
			verdict, all := yearOf(t, plan, rng)
			switch {
			case !all:
			case met && verdict != sla.Met:
				t.Errorf("%s: each month meets %s, and the year, with %s, is %s:\n%s", measure, month, year, verdict, found)
			case missed && verdict != sla.Missed:
				t.Errorf("%s: each month meets %s, and the year, with %s, is %s:\n%s", measure, month, year, verdict, found)
			case met || missed:
				told[string(verdict)]++
			}
		}
	}
	if !testing.Short() && (told["met"] == 0 || told["missed"] == 0) {
		t.Errorf("too little was judged: %v", told)
	}
}

// yearOf judges a year of a few rows in each month; all reports whether each month met
// its target.
func yearOf(t *testing.T, plan *sla.Plan, rng *rand.Rand) (year sla.Verdict, all bool) {
	t.Helper()
	var b strings.Builder
	b.WriteString("opened,n,late\n")
	level, late := rng.IntN(101), rng.IntN(101)
	for month := 1; month <= 12; month++ {
		for range 1 + rng.IntN(4) {
			fmt.Fprintf(&b, "2026-%02d-03T09:00,%d,%v\n", month, min(100, max(0, level+rng.IntN(21)-10)), rng.IntN(100) < late)
		}
	}
	schema := plan.Terms().Schemas["tickets"]
	read, err := table.ReadCSV(schema, "tickets.csv", strings.NewReader(b.String()), table.Options{Zone: plan.Terms().Zone})
	if err != nil {
		t.Fatal(err)
	}
	result, err := plan.Evaluate(context.Background(), sla.Data{Tables: sla.Tables(read)}, calendar.Year(2026))
	if err != nil {
		t.Fatal(err)
	}
	all = true
	for _, o := range result.Metrics[1].Outcomes {
		all = all && o.Verdict == sla.Met
	}
	return result.Metrics[0].Outcomes[0].Verdict, all
}
