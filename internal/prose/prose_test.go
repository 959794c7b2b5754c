package prose

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestQuoteAndClip(t *testing.T) {
	for text, want := range map[string]string{
		"":                      `""`,
		"a\u202eb":              `"a\u202eb"`,
		"two\nlines":            `"two\nlines"`,
		strings.Repeat("x", 60): `"` + strings.Repeat("x", 60) + `"`,
		strings.Repeat("x", 61): `"` + strings.Repeat("x", 60) + `"…`,
		strings.Repeat("x", 59) + "é and more …": `"` + strings.Repeat("x", 59) + `"…`,
	} {
		if got := Quote(text); got != want {
			t.Errorf("Quote(%q) is %s, want %s", text, got, want)
		}
	}
	if got := Clip(strings.Repeat("x", 61)); got != strings.Repeat("x", 60)+"…" {
		t.Errorf("a long text is clipped to %q", got)
	}
	if got, want := List([]string{"a", "b\"c"}), `"a", "b\"c"`; got != want {
		t.Errorf("List is %s, want %s", got, want)
	}
}

func TestCount(t *testing.T) {
	for want, got := range map[string]string{
		"0 rows": Count(0, "row"), "1 row": Count(1, "row"), "2 rows": Count(2, "row"),
		"1 remedy": Count(1, "remedy"), "2 remedies": Count(2, "remedy"), "2 days": Count(2, "day"),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestNear(t *testing.T) {
	known := []string{"resolved", "received", "opened", "reopened", "closed", "recieved_on"}
	for _, c := range []struct {
		word string
		want []string
	}{
		{"recieved", []string{"received"}}, // a swap of neighbours is one difference
		{"OPEND", []string{"opened"}},
		{"resolved", nil}, // never the word itself, and received is too far
		{"x", nil},
		{strings.Repeat("opened", 20), nil},
	} {
		if diff := cmp.Diff(c.want, Near(c.word, known, 3)); diff != "" {
			t.Errorf("near %q (- want, + got):\n%s", c.word, diff)
		}
	}
	if got := Nearest("opend", nil); got != "" {
		t.Errorf("of no names, %q is near", got)
	}
}

func TestDidYouMean(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"opend", "did you mean opened?"},
		{"zzz", "known here: opened, closed"},
	} {
		if got := DidYouMean(c.word, []string{"opened", "closed"}); got != c.want {
			t.Errorf("%s: got %q, want %q", c.word, got, c.want)
		}
	}
	if got := DidYouMean("zzz", strings.Fields("aa bb cc dd ee ff gg hh ii")); got != "" {
		t.Errorf("of many names, none near, the advice is %q", got)
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "acb", 1}, {"kitten", "sitting", 3}, {"<", "<=", 1}} {
		if got := Distance(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestMeant(t *testing.T) {
	for _, test := range []struct {
		names []string
		want  string
	}{{nil, "write one"}, {[]string{"month"}, "did you mean month?"}, {[]string{"month", "year"}, "did you mean month or year?"}} {
		if got := Meant(test.names, "write one"); got != test.want {
			t.Errorf("%v: %q, want %q", test.names, got, test.want)
		}
	}
}
