package diag

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestError(t *testing.T) {
	source := &Source{Name: "a.yaml", Text: "one\ntwo: x\n"}
	at := func(d Diagnostic) *Diagnostic { return &d }
	for _, tt := range []struct {
		d    *Diagnostic
		want string
	}{
		{at(Diagnostic{Severity: Error, Code: "unit-mismatch", Summary: "no", Advice: "write 98%", Source: source, Span: Span{9, 10}}), "a.yaml:2:6: error [unit-mismatch]: no; write 98%"},
		{at(Diagnostic{Severity: Warning, Code: "unknown-key", Summary: "no", Path: "metrics.x"}), "metrics.x: warning [unknown-key]: no"},
		{at(Diagnostic{Severity: Note, Code: "not-decided", Summary: "yes"}), "concord: note [not-decided]: yes"},
		{at(Diagnostic{}), "concord: severity(0) []: "},
	} {
		if got := tt.d.Error(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestClasses(t *testing.T) {
	d := &Diagnostic{Severity: Error, Code: "unit-mismatch", Class: ErrType, Summary: "no"}
	other := &Diagnostic{Severity: Warning, Code: "too-long", Class: ErrLimit, Summary: "no"}
	list := List{d, other}
	wrapped := fmt.Errorf("reading: %w", list)
	for _, err := range []error{d, list, wrapped} {
		if !errors.Is(err, ErrType) || errors.Is(err, ErrSyntax) || errors.Is(err, nil) {
			t.Errorf("%v is of the wrong class", err)
		}
		var one *Diagnostic
		if !errors.As(err, &one) || one.Code != "unit-mismatch" {
			t.Errorf("%v holds no diagnostic", err)
		}
		if from := From(fmt.Errorf("again: %w", err)); len(from) == 0 || from[0] != d {
			t.Errorf("From(%v) = %v", err, from)
		}
	}
	if !errors.Is(wrapped, ErrLimit) {
		t.Error("the second diagnostic's class is not seen")
	}
	if From(errors.New("something else")) != nil || From(nil) != nil {
		t.Error("From makes diagnostics of what is none")
	}
	if d := (&Diagnostic{Code: "made up", Class: ErrAlign}); !errors.Is(d, ErrAlign) || errors.Is(d, ErrType) || errors.Is(d, nil) {
		t.Error("the class that a diagnostic is given is not its own")
	}
}

// Warnings and notes do not make a list an error.
func TestErr(t *testing.T) {
	warning, mistake := &Diagnostic{Severity: Warning}, &Diagnostic{Severity: Error}
	if (List{warning}).Err() != nil || (List{}).Err() != nil || (List)(nil).Err() != nil {
		t.Error("a warning is an error")
	}
	if err := (List{warning, mistake}).Err(); err == nil || len(From(err)) != 2 {
		t.Errorf("got %v", err)
	}
}

func TestSorted(t *testing.T) {
	one, two := &Source{Name: "a", Text: "0123456789"}, &Source{Name: "b", Text: "0123456789"}
	d := func(s *Source, start int, code Code, summary string) *Diagnostic {
		return &Diagnostic{Source: s, Span: Span{start, start + 1}, Code: code, Summary: summary}
	}
	list := List{
		d(two, 1, "syntax", "fourth"), d(one, 5, "syntax", "second"), d(one, 5, "too-long", "third"), d(one, 1, "syntax", "first"),
		d(one, 5, "syntax", "second"), {Code: "no-parties", Summary: "before all"},
	}
	var got []string
	for _, d := range list.Sorted() {
		got = append(got, d.Summary)
	}
	if diff := cmp.Diff([]string{"before all", "first", "second", "third", "fourth"}, got); diff != "" {
		t.Error(diff)
	}
	if list[0].Summary != "fourth" || len(list) != 6 {
		t.Error("Sorted changed the list")
	}
}

func TestNear(t *testing.T) {
	candidates := []string{"response_time", "resolved", "resolution", "value", "high", "id"}
	for word, want := range map[string]string{
		"respnse_time": "response_time", "reponse_tmie": "response_time", "RESOLVED": "resolved", "resolvd": "resolved", "valeu": "value",
		"hihg": "high", "di": "id", "value": "", "": "", "xyzzy": "", "responsetime": "response_time", strings.Repeat("a", 100): "",
	} {
		if got := Near(word, candidates); got != want {
			t.Errorf("near %q is %q, want %q", word, got, want)
		}
	}
	if got := Near("abc", []string{"abd", "abe"}); got != "abd" {
		t.Errorf("a tie goes to %q", got)
	}
	for word, want := range map[string]string{"hihg": "did you mean high?", "xyzzy": "known here: high, low"} {
		if got := DidYouMean(word, []string{"high", "low"}); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
	if got := DidYouMean("xyzzy", make([]string, 9)); got != "" {
		t.Errorf("nine candidates are listed: %q", got)
	}
}

// Within keeps what a caller branches on, and changes no diagnostic of another.
func TestWithin(t *testing.T) {
	d := &Diagnostic{Severity: Error, Code: "made-up", Class: ErrData, Summary: "there is no row", Advice: "add one"}
	for name, err := range map[string]error{"one": d, "a list": List{d, d}, "a wrapped one": fmt.Errorf("reading: %w", d)} {
		got := Within("table 2", err)
		found := From(got)
		if len(found) == 0 || found[0].Summary != "table 2: there is no row" || found[0].Code != "made-up" || !errors.Is(got, ErrData) {
			t.Errorf("%s: %v", name, got)
		}
	}
	if d.Summary != "there is no row" {
		t.Errorf("the diagnostic was changed: %s", d.Summary)
	}
	plain := errors.New("closed")
	if got := Within("table 2", plain); !errors.Is(got, plain) || got.Error() != "table 2: closed" {
		t.Errorf("another error: %v", got)
	}
	if got := Within("table 2", nil); got != nil {
		t.Errorf("no error: %v", got)
	}
}

func TestBrief(t *testing.T) {
	d := &Diagnostic{Severity: Error, Code: "made-up", Path: "t", Summary: "there is no row", Advice: "add one"}
	for err, want := range map[error]string{d: "there is no row: add one", &Diagnostic{Summary: "there is no row"}: "there is no row", errors.New("closed"): "closed"} {
		if got := Brief(err); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
