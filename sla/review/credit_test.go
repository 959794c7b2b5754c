package review_test

import (
	"context"
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/sla"
	"github.com/concord-sla/concord/sla/review"
)

// Each script in testdata/credits holds an agreement, and what a review finds in its
// credits, remedies and exclusions.
func TestReviewCredits(t *testing.T) {
	script.Archives(t, "testdata/credits/*.txt", func(t *testing.T, s *script.Archive) {
		a, err := sla.Parse("agreement.yaml", []byte(s.Sections["agreement.yaml"]))
		if err != nil {
			t.Fatal(diag.From(err).Screen())
		}
		plan, err := a.Compile()
		if err != nil {
			t.Fatal(diag.From(err).Screen())
		}
		s.Expect(t, "says", review.Review(context.Background(), plan).Screen())
	})
}
