package review_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/sla"
	"github.com/concord-sla/concord/sla/review"
)

// band is a condition on whole percents, and its text.
type band struct {
	low, high int // both of them included; low is above high when nothing satisfies it
	text      string
}

func (b band) holds(v int) bool { return b.low <= v && v <= b.high }

func randomBand(r *rand.Rand) band {
	low, high := r.IntN(10), r.IntN(10)
	switch r.IntN(4) {
	case 0:
		return band{0, high - 1, fmt.Sprintf("value < %d%%", high)}
	case 1:
		return band{low + 1, 100, fmt.Sprintf("value > %d%%", low)}
	case 2:
		return band{low, high, fmt.Sprintf("value >= %d%% and value <= %d%%", low, high)}
	}
	return band{low, high - 1, fmt.Sprintf("value >= %d%% and value < %d%%", low, high)}
}

// What a review finds in a credit over whole percents is what trying all of them finds.
func TestReviewCreditsByTrying(t *testing.T) {
	r := rand.New(rand.NewPCG(14, 15))
	seen := map[diag.Code]int{}
	for range 160 { // so few meet all findings, also where long tests are cut short
		p := published{title: "Tried"}
		target := []band{{5, 100, "value >= 5%"}, {0, 4, "value <= 4%"}, {3, 6, "value >= 3% and value <= 6%"}}[r.IntN(3)]
		p.target = target.text
		var tiers []band
		var credits []int
		for range 1 + r.IntN(4) {
			tiers, credits = append(tiers, randomBand(r)), append(credits, 1+r.IntN(5))
			p.tiers = append(p.tiers, sla.Tier{When: tiers[len(tiers)-1].text, Credit: fmt.Sprintf("%d%%", credits[len(credits)-1])})
		}
		a := p.agreement(true)
		a.Metrics[0].Places = 0
		plan, err := a.Compile()
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for _, d := range review.Review(context.Background(), plan) {
			if strings.HasPrefix(d.Path, "remedies.") {
				path := strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(d.Path, "remedies.credit.credit."), ".when"), ".credit")
				switch d.Code {
				case review.CreditGap, review.CreditOverlap, review.CreditFalls: // at the tier that is to be changed
					path = ""
				}
				got[string(d.Code)+" "+path] = true
				seen[d.Code]++
			}
		}
		want, most := tried(target, tiers, credits)
		exposure, err := review.GreatestCredit(context.Background(), plan)
		if err != nil {
			t.Fatal(err)
		}
		if part := exposure.Credits[0].Part.String(); part != fmt.Sprintf("%d%%", most) || !exposure.Credits[0].Exact {
			t.Errorf("at most %s, want %d%%: %+v", part, most, exposure.Credits[0])
		}
		for found := range want {
			if !got[found] {
				t.Errorf("not told: %s", found)
			}
		}
		for found := range got {
			if !want[found] {
				t.Errorf("told, and not so: %s", found)
			}
		}
		if t.Failed() {
			t.Fatalf("target %s, tiers %v", p.target, p.tiers)
		}
	}
	for _, code := range []diag.Code{review.CreditGap, review.CreditOverlap, review.EmptyTier, review.DeadTier, review.CreditWhileMet, review.CreditFalls} {
		if seen[code] == 0 {
			t.Errorf("%s was never found", code)
		}
	}
}

// tried looks at every whole percent, and gives what is to be found, and the most that is
// paid.
func tried(target band, tiers []band, credits []int) (want map[string]bool, most int) {
	want = map[string]bool{}
	first := func(v int) int { // the tier that pays; -1 when none does
		for i, tier := range tiers {
			if tier.holds(v) {
				return i
			}
		}
		return -1
	}
	all := func(holds func(v int) bool) (some bool) {
		for v := range 101 {
			some = some || holds(v)
		}
		return some
	}
	missed := func(v int) bool { return !target.holds(v) }
	if all(func(v int) bool { return missed(v) && first(v) < 0 }) {
		want["credit-gap "] = true
	}
	for i, tier := range tiers {
		at := fmt.Sprintf(" tiers[%d]", i)
		pays := all(func(v int) bool { return missed(v) && tier.holds(v) })
		switch {
		case !all(tier.holds):
			want["empty-tier"+at] = true
		case pays && !all(func(v int) bool { return missed(v) && first(v) == i }):
			want["dead-tier"+at] = true
		case all(func(v int) bool { return !missed(v) && tier.holds(v) }):
			want["credit-while-met"+at] = true
		}
		for _, other := range tiers[:i] {
			both := all(func(v int) bool { return missed(v) && tier.holds(v) && other.holds(v) })
			only := all(func(v int) bool { return missed(v) && tier.holds(v) && !other.holds(v) })
			otherOnly := all(func(v int) bool { return missed(v) && !tier.holds(v) && other.holds(v) })
			if both && only && otherOnly {
				want["credit-overlap "] = true
			}
		}
	}
	for v := range 101 {
		if !missed(v) || first(v) < 0 {
			continue
		}
		most = max(most, credits[first(v)])
		for w := range 101 {
			worse := v < target.low && w < v || v > target.high && w > v
			if worse && missed(w) && first(w) >= 0 && credits[first(w)] < credits[first(v)] {
				want["credit-falls "] = true
			}
		}
	}
	return want, most
}
