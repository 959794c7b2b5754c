package sla_test

import (
	"context"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/sla"
)

// reviewed is what a script's agreement begins with when it does not say so itself.
const reviewed = `concord: v1
agreement: desk
title: Help desk
version: 1
status: draft
effective: {from: 2026-01-01}
zone: America/New_York
calendar: federal
parties:
  customer: {name: Department of Examples}
  provider: {name: Example Shared Service Center}
  qsmo: {name: Quality Service Management Office}
`

// Each script in testdata/review holds what an agreement says beside its head, and the
// findings of its review.
func TestReview(t *testing.T) {
	scripts(t, "testdata/review/*.txt", func(t *testing.T, s *script) {
		found := review(t, s.sections["agreement.yaml"])
		s.expect(t, "found", found.Screen())
		if again := review(t, s.sections["agreement.yaml"]); again.Screen() != found.Screen() {
			t.Errorf("a second review finds something else:\n%s", again.Screen())
		}
	})
}

func review(t *testing.T, text string) diag.List {
	t.Helper()
	return planOf(t, text).Review(context.Background())
}

func planOf(t *testing.T, text string) *sla.Plan {
	t.Helper()
	if !strings.HasPrefix(text, "concord:") {
		text += reviewed
	}
	agreement, err := sla.Parse("agreement.yaml", []byte(text))
	if err != nil {
		t.Fatal(diag.From(err).Screen())
	}
	plan, err := agreement.Compile()
	if err != nil {
		t.Fatal(diag.From(err).Screen())
	}
	return plan
}
