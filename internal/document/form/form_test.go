package form_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/document/form"
)

// box is a value that holds others of its kind.
type box struct {
	Name   string
	Inside []box
}

var boxes = form.Recursive(func(self form.Form[box]) form.Form[box] {
	return form.EitherOf(
		form.In(form.TextOf("label"), func(b *box) *string { return &b.Name }),
		form.ObjectOf("a crate", []form.Key[box]{{Name: "inside", Value: form.In(form.ListOf(self), func(b *box) *[]box { return &b.Inside })}}),
	)
})

func (b box) String() string {
	if b.Name != "" {
		return b.Name
	}
	var all []string
	for _, one := range b.Inside {
		all = append(all, one.String())
	}
	return "(" + strings.Join(all, " ") + ")"
}

func valueOf(t *testing.T, text string) *document.Node {
	t.Helper()
	root, mistakes := document.Parse(&diag.Source{Name: "v", Text: "v: " + text})
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	return root.Get("v")
}

func TestValuesWithinValues(t *testing.T) {
	for text, want := range map[string]string{
		"a":                                    "a",
		"{inside: [a, {inside: [b, c]}]}":      "(a (b c))",
		"{inside: a}":                          "(a)", // one stands for a list of one
		"{inside: [a, [b], c]}":                "(a () c) a crate is written as keys and values",
		"{inside: {inside: a}}":                "() a list is expected here", // as a text may stand there, keys are no list of one
		"[a]":                                  "() a crate is written as keys and values",
		"":                                     "() a crate is written as keys and values, nothing stands here",
		"{inside: }":                           "() a list is expected here, nothing stands here",
		"{inside: [{insde: a}]}":               "(()) a crate has no key insde",
		"{inside: [{inside: {}}, {other: 1}]}": "(() ()) a list is expected here; a crate has no key other",
	} {
		var got box
		r := &form.Reader{}
		boxes.Read(r, valueOf(t, text), &got)
		said := got.String()
		for i, m := range r.Mistakes {
			said += []string{" ", "; "}[min(i, 1)] + m.Summary
		}
		if said != want {
			t.Errorf("%s is read as %s, want %s", text, said, want)
		}
	}
}

// A walk ends although a shape leads back to itself, and names the places by their paths.
func TestWalkEnds(t *testing.T) {
	var paths []string
	boxes.Shape().Walk("boxes.*", func(path string, s *form.Shape) bool {
		paths = append(paths, path+" "+s.String())
		return s.Kind != form.List || len(paths) < 9
	})
	want := []string{"boxes.* label or crate", "boxes.* label", "boxes.* crate", "boxes.*.inside list of labels or crates"}
	if !slices.Equal(paths, want) {
		t.Errorf("got %q, want %q", paths, want)
	}
}

// A day begins and ends by the reader's zone, an instant does not.
func TestMoments(t *testing.T) {
	chicago, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text       string
		zone       *time.Location
		start, end string
	}{
		{"2026-03-08", nil, "2026-03-08T00:00:00Z", "2026-03-09T00:00:00Z"},
		{"2026-03-08", chicago, "2026-03-08T00:00:00-06:00", "2026-03-09T00:00:00-05:00"}, // the clocks change on that day
		{"2026-03-08T05:00:00+01:00", chicago, "2026-03-08T05:00:00+01:00", "2026-03-08T05:00:00+01:00"},
	} {
		var start, end time.Time
		r := &form.Reader{Zone: tt.zone}
		form.Start.Read(r, valueOf(t, tt.text), &start)
		form.End.Read(r, valueOf(t, tt.text), &end)
		if got := start.Format(time.RFC3339) + " " + end.Format(time.RFC3339); got != tt.start+" "+tt.end || len(r.Mistakes) > 0 {
			t.Errorf("%s in %v is %s, %v", tt.text, tt.zone, got, r.Mistakes)
		}
	}
}

// A value that cannot be read leaves what was there.
func TestWrongValuesChangeNothing(t *testing.T) {
	r := &form.Reader{}
	n, word := 7, "before"
	form.WholeNumber.Read(r, valueOf(t, "1.5"), &n)
	form.OneOf([]string{"open", "closed"}, func(w string) (string, bool) { return w, w == "open" || w == "closed" }).Read(r, valueOf(t, "[a]"), &word)
	if n != 7 || word != "before" || len(r.Mistakes) != 2 {
		t.Errorf("got %d and %q, %v", n, word, r.Mistakes)
	}
	if advice := r.Mistakes[1].Advice; advice != "known here: closed, open" {
		t.Errorf("the advice is %q", advice)
	}
}

// A stranger's text is shown as text, and not all of it when it is long.
func TestKeysOfStrangers(t *testing.T) {
	for text, want := range map[string]string{
		"{in\u202eside: a}":                              `a crate has no key "in\u202eside"`,
		"{" + strings.Repeat("k", 1<<20) + ": a}":        "a crate has no key \"" + strings.Repeat("k", 60) + "\"…",
		"{inside: a, " + strings.Repeat("k", 60) + ": }": "a crate has no key " + strings.Repeat("k", 60),
	} {
		r := &form.Reader{}
		boxes.Read(r, valueOf(t, text), new(box))
		if len(r.Mistakes) != 1 || r.Mistakes[0].Summary != want {
			t.Errorf("got %v, want %s", r.Mistakes, want)
		}
	}
}
