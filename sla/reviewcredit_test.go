package sla_test

import (
	"context"
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/sla"
)

// Each script in testdata/credits holds an agreement, and what a review finds in its
// credits, remedies and exclusions.
func TestReviewCredits(t *testing.T) {
	scripts(t, "testdata/credits/*.txt", func(t *testing.T, s *script) {
		a, err := sla.Parse("agreement.yaml", []byte(s.sections["agreement.yaml"]))
		if err != nil {
			t.Fatal(diag.From(err).Screen())
		}
		plan, err := a.Compile()
		if err != nil {
			t.Fatal(diag.From(err).Screen())
		}
		s.expect(t, "says", plan.Review(context.Background()).Screen())
	})
}
