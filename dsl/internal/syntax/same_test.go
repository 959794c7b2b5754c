package syntax

import (
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
)

// Two texts are the same when they are one expression, however it is written. What
// Canonical compares must tell every other pair apart.
func TestSame(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"a and b", "a&&b", true},
		{"a or not b", "a || !b", true},
		{"(a * b) + c", "a * b + c", true},
		{"4 hours", "4h", true},
		{"10000", "1_0000", true},
		{`"a"`, `'\u0061'`, true},
		{"count(t, { .x })", "count(t, .x)", true},
		{"count(t, { a })", "count(t, a)", true},
		{"x in [1, 2,]", "x in [1, 2]", true},
		{"a /* why */ + b", "a + b // why", true},

		{"a and b", "a or b", false},
		{"a - b - c", "a - (b - c)", false},
		{"(a + b) * c", "a + b * c", false},
		{"not a == b", "not (a == b)", false},
		{"-a", "a", false},
		{"4h", "4min", false},
		{"1", "1%", false},
		{"1.0", "1", false},
		{"10 USD", "10 EUR", false},
		{"1 business day", "1 calendar day", false},
		{`"a"`, `"b"`, false},
		{`"a"`, "a", false},
		{"a < b", "a <= b", false},
		{"a not in [1]", "a in [1]", false},
		{"count(t, .x)", "count(t, .y)", false},
		{"count(t, .x)", "share(t, .x)", false},
		{"round(a, 1)", "round(a, 2)", false},
		{"f(a, b)", "f(b, a)", false},
		{"f()", "g()", false},
		{"let a = 1; a", "let b = 1; a", false},
		{"let a = 1; a", "let a = 2; a", false},
		{"a ? b : c", "a ? c : b", false},
		{"a ? b : c", "if a { b } else { c }", false},
		{"[1, 2]", "[1, 2, 3]", false},
		{"a | f(b)", "f(b)", false},
		{"true", "false", false},
		{"a.b", "a.c", false},
		{"map(t, #)", "map(t, #a)", false},
		{"a; b", "a", false},
		{"{a: 1}", "{b: 1}", false},
		{"a[1:2]", "a[1:]", false},
		{`b"a"`, `b"b"`, false},
	}
	for _, tt := range tests {
		if got := same(parsed(t, tt.a), parsed(t, tt.b)); got != tt.want {
			t.Errorf("same(%s, %s) = %v", tt.a, tt.b, got)
		}
	}
}

func parsed(t *testing.T, text string) *Tree {
	t.Helper()
	tree, found := Parse(diag.TextSnippet("expression", text), Limits{}, ofOneValue, false)
	if tree == nil {
		t.Fatal(found)
	}
	return tree
}

func ofOneValue(name string) bool { return name == "round" || name == "known" }
