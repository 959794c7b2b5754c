package sla_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/calendar/recurrence"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/internal/testenv"
	"github.com/concord-sla/concord/sla"
)

// What is done to the terms of a plan, or to the agreement that it was compiled from,
// changes nothing of the plan: everything in them that can be reached and set is
// overwritten, and the next terms are as the first were.
func TestTermsAreACopy(t *testing.T) {
	text := []byte(script.ReadArchive(t, allKeys).Sections["agreement.yaml"])
	compiled := func() (*sla.Agreement, *sla.Plan) {
		agreement, err := sla.Parse("agreement.yaml", text)
		if err != nil {
			t.Fatal(diag.Screen(err))
		}
		plan, err := agreement.Compile()
		if err != nil {
			t.Fatal(diag.Screen(err))
		}
		return agreement, plan
	}
	agreement, plan := compiled()
	_, other := compiled() // which can share nothing with it
	want, changed := other.Terms(), plan.Terms()
	if len(want.Metrics) == 0 || len(want.Remedies) == 0 || len(want.Clocks) == 0 || len(want.Availabilities) == 0 {
		t.Fatal("the agreement of all keys does not have every part")
	}
	if n := testenv.Overwrite(&changed); n < 500 {
		t.Errorf("only %d values were overwritten", n)
	}
	if diff := cmp.Diff(want, plan.Terms(), termsAreSame); diff != "" {
		t.Errorf("a change of the terms changed the plan:\n%s", diff)
	}
	if n := testenv.Overwrite(agreement); n < 100 {
		t.Errorf("only %d values of the agreement were overwritten", n)
	}
	if diff := cmp.Diff(want, plan.Terms(), termsAreSame); diff != "" {
		t.Errorf("a change of the agreement changed the plan:\n%s", diff)
	}
}

// termsAreSame compares what is immutable by its text, or by whether it is there.
var termsAreSame = cmp.Options{
	cmpopts.IgnoreUnexported(sla.Agreement{}, sla.CheckedMetric{}, sla.CheckedClock{}, sla.CheckedAvailability{}),
	cmp.Comparer(func(a, b *dsl.Program) bool { return (a == nil) == (b == nil) && (a == nil || a.Text() == b.Text()) }),
	cmp.Comparer(func(a, b *business.Calendar) bool { return (a == nil) == (b == nil) }),
	cmp.Comparer(func(a, b *recurrence.Event) bool { return (a == nil) == (b == nil) }),
	cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() }),
	cmp.Comparer(func(a, b dsl.Value) bool { return a.Exact() == b.Exact() }),
}

// A metric and a remedy are put into words with the titles of what they are about, also
// while a service is new.
func TestTermsInWords(t *testing.T) {
	s := script.ReadArchive(t, allKeys)
	agreement, err := sla.Parse("agreement.yaml", []byte(s.Sections["agreement.yaml"]))
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	plan, err := agreement.Compile()
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	terms, news := plan.Terms(), 0
	for _, m := range terms.Metrics {
		if m.InWords == "" {
			t.Errorf("%s is not in words", m.Name)
		}
		if m.WhileNew != nil {
			if news++; m.WhileNew.InWords == "" || m.WhileNew.InWords == m.InWords {
				t.Errorf("%s is %q, and %q while it is new", m.Name, m.InWords, m.WhileNew.InWords)
			}
		}
	}
	for _, r := range terms.Remedies {
		title := ""
		for _, m := range terms.Metrics {
			if m.Name == r.Metrics[0] {
				title = m.Title
			}
		}
		if title == "" || !strings.Contains(r.InWords, title) {
			t.Errorf("%s is %q, without the title %q", r.Name, r.InWords, title)
		}
	}
	if news == 0 {
		t.Error("no metric has levels of its own while it is new")
	}
}
