package review_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/concord-sla/concord/sla"
	"github.com/concord-sla/concord/sla/review"
)

// Tables of a thousand tiers, whole or all over each other, are reviewed in bounded time.
// The limit is generous for a busy machine.
func TestReviewLongCredits(t *testing.T) {
	const limit = 10 * time.Second
	whole, over, worst := published{target: "value >= 99%"}, published{target: "value >= 99%"}, published{target: "value >= 99%"}
	for i := range 1000 {
		low, high := fmt.Sprintf("%d.%d%%", (999-i)/10, (999-i)%10), fmt.Sprintf("%d.%d%%", (1000-i)/10, (1000-i)%10)
		paid := fmt.Sprintf("%d.%d%%", i/10, i%10)
		whole.tiers = append(whole.tiers, sla.Tier{When: "value >= " + low + " and value < " + high, Credit: paid})
		over.tiers = append(over.tiers, sla.Tier{When: "value < " + high, Credit: paid})
		worst.tiers = append([]sla.Tier{{When: "value < " + high, Credit: paid}}, worst.tiers...)
	}
	for name, p := range map[string]published{"whole": whole, "all over each other": over, "from the worst": worst} {
		start := time.Now()
		found, most := p.review(t, false)
		t.Logf("%s: %d findings, at most %s, in %v", name, len(found), most, time.Since(start))
		if took := time.Since(start); took > limit {
			t.Errorf("%s took %v", name, took)
		}
		if name == "all over each other" && len(found) < 50 {
			t.Errorf("%s: only %d findings", name, len(found))
		}
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	plan, err := whole.agreement(false).Compile()
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	review.Review(ended, plan)
	if took := time.Since(start); took > limit/4 {
		t.Errorf("a review whose context has ended took %v", took)
	}
}
