package dsl_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/shopspring/decimal"
)

// A tree over inputs becomes a program, and one that reads anything else is refused.
func TestOverInputs(t *testing.T) {
	env := dsl.Env{
		Tables:   []kinds.Schema{{Name: "t", Fields: []kinds.Field{{Name: "n", Type: kinds.Of(kinds.Number)}}}},
		Inputs:   []kinds.Field{{Name: "limit", Type: kinds.Of(kinds.Number)}, {Name: "fee", Type: kinds.MoneyIn("USD")}},
		Queries:  []dsl.Query{{Name: "missed", Result: kinds.Of(kinds.Boolean)}},
		Subjects: []kinds.Field{{Name: "quality", Type: kinds.Of(kinds.Percent)}},
	}
	limit := env.Inputs[:1]
	for text, refused := range map[string]string{
		"limit + 1 > 2":              "",
		"limit > 2 and fee > 1 USD":  "the tree reads the input fee, which is not among the inputs",
		"count(t) > limit":           "the tree reads more than inputs: count(t)",
		"missed(quality)":            "the tree reads more than inputs: missed(quality)",
		"let a = limit; a + a > 2":   "the tree reads more than inputs: let a = limit; a + a > 2",
		"limit > (let b = 1; b + b)": "the tree reads more than inputs: let b = 1; b + b",
	} {
		p := dsltest.MustCompile(t, text, env)
		own, err := p.OverInputs(p.Tree(), limit)
		if refused != "" {
			if err == nil || !strings.Contains(err.Error(), refused) {
				t.Errorf("%s: %v, want %s", text, err, refused)
			}
			continue
		}
		if err != nil || !slices.Equal(own.Inputs(), []string{"limit"}) || own.Text() != text {
			t.Errorf("%s: %v", text, err)
			continue
		}
		v, err := own.Evaluate(t.Context(), dsl.Data{Inputs: map[string]dsl.Value{"limit": dsl.NewNumber(limit[0].Type, decimal.NewFromInt(2))}})
		if holds, ok := v.Bool(); err != nil || !ok || !holds {
			t.Errorf("%s of 2 is %s, %v", text, v, err)
		}
	}
	p := dsltest.MustCompile(t, "limit > 2", env)
	if _, err := p.OverInputs(p.Tree(), []kinds.Field{{Name: "limit", Type: kinds.Of(kinds.Count)}}); err == nil {
		t.Error("an input of another kind is accepted")
	}
}

// What is built on a program finds its environment and its place in the document.
func TestEnvAndSnippet(t *testing.T) {
	env := dsl.Env{Inputs: []kinds.Field{{Name: "limit", Type: kinds.Of(kinds.Number)}}, Limits: dsl.Limits{Bytes: 100}}
	p := dsltest.MustCompile(t, "limit > 2", env)
	if got := p.Env(); len(got.Inputs) != 1 || got.Inputs[0].Name != "limit" || got.Limits != env.Limits {
		t.Errorf("%+v", got)
	}
	var texts []string
	ast.Walk(p.Tree(), func(n ast.Node) bool {
		at := n.Span()
		texts = append(texts, p.Snippet().Text[at.Start:at.End])
		return true
	})
	if want := []string{"limit > 2", "limit", "2"}; !slices.Equal(texts, want) {
		t.Errorf("%q, want %q", texts, want)
	}
}
