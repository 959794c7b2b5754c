package review

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/testenv"
	"github.com/concord-sla/concord/sla"
)

// What the prover is told of a metric's history holds in every one: the conditions are
// evaluated in histories at random, with answers by the definitions of the questions.
func TestFactsHold(t *testing.T) {
	day := func(year, month int) calendar.Date {
		return calendar.Date{Year: year, Month: time.Month(month), Day: 1}
	}
	a := &sla.Agreement{
		Name: "facts", Title: "Facts", Version: 1, Status: sla.Draft, Zone: "UTC", Effective: sla.Term{From: day(2026, 1), To: day(2026, 12)},
		Parties: []sla.Party{{Key: "customer", Name: "A customer"}, {Key: "provider", Name: "A provider"}},
		Tables:  []sla.Table{{Name: "minutes", At: "day", Fields: []kinds.Field{{Name: "day", Type: kinds.Of(kinds.Date)}, {Name: "up", Type: kinds.Of(kinds.Boolean)}}}},
		Metrics: []sla.Metric{{Name: "m", Title: "M", Measure: "share(minutes, .up)", Target: "value >= 99%", Minimum: "value >= 95%", Warn: "value < 99.5%", Period: calendar.Monthly, NoData: sla.Missed}},
	}
	for i, when := range []string{
		"missed(m) and misses(m, 1) + misses(m, 3) + misses(m, 6) + misses(m, 24) > streak(m)",
		"met(m) or at_risk(m) or measured(m) or below_minimum(m)",
		"value(m) > 99% or previous(m) > 98% or previous(m, 3) > 97% or average(m, 3) > 96%",
	} {
		a.Remedies = append(a.Remedies, sla.Remedy{Name: fmt.Sprint("r", i), When: when, Then: []sla.Action{{Kind: sla.Notify, By: []string{"customer"}}}})
	}
	p, err := a.Compile()
	if err != nil {
		t.Fatal(err)
	}
	r := newReviewer(p)
	var whens []*dsl.Program
	for _, pr := range r.remedies {
		whens = append(whens, pr.When)
	}
	random := rand.New(rand.NewPCG(16, 17))
	percent := func(tenths int64) dsl.Value { return dsl.NewExact(kinds.Of(kinds.Percent), exact.Scaled(tenths, 1)) }
	for range testenv.Rounds(400) {
		n := 1 + random.IntN(12)
		values := make([]int64, n) // in tenths of a percent; below 0 for none
		missed := make([]bool, n)
		for i := range values {
			switch random.IntN(6) {
			case 0: // not measured, or missed for want of data
				values[i], missed[i] = -1, random.IntN(2) == 0
			case 1:
				values[i] = 1000 - random.Int64N(60)
			default:
				values[i] = 1000 - random.Int64N(12)
			}
			missed[i] = missed[i] || values[i] >= 0 && values[i] < 990
		}
		last := n - 1
		at := func(back int) dsl.Value {
			if last-back < 0 || values[last-back] < 0 {
				return dsl.NoValue(kinds.Of(kinds.Percent), "")
			}
			return percent(values[last-back])
		}
		answer := func(name, _ string, back int) dsl.Value {
			switch now := values[last]; name {
			case "missed":
				return dsl.NewBoolean(missed[last])
			case "met":
				return dsl.NewBoolean(now >= 990)
			case "at_risk":
				return dsl.NewBoolean(now >= 990 && now < 995)
			case "measured":
				return dsl.NewBoolean(now >= 0 || missed[last])
			case "below_minimum":
				return dsl.NewBoolean(now >= 0 && now < 950)
			case "misses", "streak":
				count, long := int64(0), true
				for i := range n {
					long = long && missed[last-i]
					if missed[last-i] && (name == "misses" && i < back || name == "streak" && long) {
						count++
					}
				}
				return dsl.NewCount(count)
			case "value":
				return at(0)
			case "previous":
				return at(back)
			}
			var figures []exact.Num // of an average
			for i := range back {
				if at(i).Missing() {
					return at(i)
				}
				figures = append(figures, at(i).Num())
			}
			mean, _ := exact.Mean(figures)
			return dsl.NewExact(at(0).Type(), mean)
		}
		for _, periods := range []int{n, 0, anyNumber} {
			region := r.possibleAnswers(periods, whens...)
			if region == nil || region.Where == nil {
				t.Fatal("nothing is known")
			}
			got, err := region.Where.Evaluate(context.Background(), dsl.Data{Query: answer})
			if holds, ok := got.Bool(); err != nil || !ok || !holds {
				t.Fatalf("in period %d of %v (missed %v) this does not hold (%v, %v):\n%s", periods, values, missed, got, err, region.Where.Text())
			}
			inDomains(t, region, answer)
		}
	}
}

// inDomains checks that answers lie in the domains that the prover is given for them.
func inDomains(t *testing.T, region *decide.Region, answer func(string, string, int) dsl.Value) {
	t.Helper()
	for name, d := range region.Domains {
		var question string
		var back int
		if n, _ := fmt.Sscanf(name, "misses(m, %d)", &back); n == 1 {
			question = "misses"
		} else if name == "streak(m)" {
			question = "streak"
		} else {
			continue
		}
		if v := answer(question, "m", back).Num(); v.Cmp(*d.Least) < 0 || d.Most != nil && v.Cmp(*d.Most) > 0 {
			t.Fatalf("%s is %s, outside of its domain", name, v)
		}
	}
}
