package syntax

import (
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
)

// What the grammar allows and the language does not is written in a form that stays, too:
// whoever reads a mistake in it has not been told another one by the form.
func TestCanonicalOutsideTheLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"a . b":                       "a.b",
		"5 .a":                        "5 .a",
		"5 USD .a":                    "5 USD .a",
		"count(t, . 5)":               "count(t, . 5)",
		"count(t, # index)":           "count(t, #index)",
		"count(t, #in [1])":           "count(t, #in[1])",
		"count(t, # in[1])":           "count(t, # in [1])",
		"count(t, #and > 1)":          "count(t, #and > 1)",
		"a [ 0 ]":                     "a[0]",
		"a[0:1]":                      "a[0: 1]",
		"{a:1,'b':2,}":                `{ a: 1, "b": 2 }`,
		"f({ })":                      "f({})",
		"x.not in [1]":                "x.not in [1]",
		"x.abs( )":                    "x.abs()",
		"a?:b":                        "a ? : b",
		"1;2;":                        "1;\n2",
		`b"a"+B'a'`:                   `b"a" + B'a'`,
		"nil==nil":                    "nil == nil",
		"a matches'b'":                `a matches "b"`,
		"3(4)":                        "3 (4)",
		"count(t, {{a: 1}})":          "count(t, { { a: 1 } })",
		"if {a: 1} == b {1} else {2}": "if { a: 1 } == b { 1 } else { 2 }",
	} {
		got, found := Canonical(diag.TextSnippet("expression", text), Limits{}, ofOneValue)
		if got != want {
			t.Errorf("%s is written %q, want %q %v", text, got, want, found)
		}
		if again, _ := Canonical(diag.TextSnippet("expression", got), Limits{}, ofOneValue); again != got {
			t.Errorf("%q is written again as %q", got, again)
		}
	}
}
