package review_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/sla"
	"github.com/concord-sla/concord/sla/review"
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
	script.Archives(t, "testdata/agreements/*.txt", func(t *testing.T, s *script.Archive) {
		found := findings(t, s.Sections["agreement.yaml"])
		s.Expect(t, "found", found.Screen())
		if again := findings(t, s.Sections["agreement.yaml"]); again.Screen() != found.Screen() {
			t.Errorf("a second review finds something else:\n%s", again.Screen())
		}
	})
}

func findings(t *testing.T, text string) diag.List {
	t.Helper()
	return review.Review(context.Background(), planOf(t, text))
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

func FuzzReview(f *testing.F) {
	files, _ := os.ReadDir("testdata/agreements")
	for _, file := range files {
		text, err := os.ReadFile("testdata/agreements/" + file.Name())
		if err != nil {
			f.Fatal(err)
		}
		_, document, _ := strings.Cut(string(text), "-- agreement.yaml --\n")
		document, _, _ = strings.Cut(document, "-- found --\n")
		f.Add(document + reviewed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		agreement, err := sla.Parse("a.yaml", []byte(text))
		if err != nil {
			return
		}
		plan, err := agreement.Compile()
		if err != nil {
			return
		}
		for _, d := range review.Review(context.Background(), plan) {
			if d.Summary == "" || d.Code == "" || d.Source == nil || strings.Contains(d.Summary, "internal error") {
				t.Errorf("an empty finding, or one without a place: %+v", d)
			}
		}
	})
}
