package dsl_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
)

// The corpus is about the whole language: every function, every operator with every pair
// of kinds that it takes, and every code of a mistake occur in it.
func TestCorpusIsComplete(t *testing.T) {
	names := dsltest.FunctionNames(t, "internal/check")
	functions, pairs, refused, reported := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[diag.Code]bool{}
	for _, file := range dsltest.CorpusFiles(t, "testdata") {
		for _, chunk := range file.Chunks {
			for _, c := range chunk.Cases {
				for _, name := range names {
					functions[name] = functions[name] || !c.Wrong && strings.Contains(c.Expression, name+"(")
				}
				p, err := dsl.Compile(c.Expression, chunk.Scene.Env)
				for _, d := range diag.From(err) {
					reported[d.Code] = true
				}
				refused[refusedPair(c.Expression, chunk.Scene.Env)] = err != nil
				if err == nil {
					ast.Walk(p.Tree(), func(n ast.Node) bool {
						pairs[pairOf(n)] = true
						return true
					})
				}
			}
		}
	}
	for _, name := range names {
		if !functions[name] {
			t.Errorf("no case is about the function %s", name)
		}
	}
	taken := operatorPairs()
	for a := kinds.Boolean; a <= kinds.Money; a++ {
		for b := kinds.Boolean; b <= kinds.Money; b++ {
			for _, op := range slices.Concat(arithmeticOperators, comparisonOperators) {
				pair := fmt.Sprintf("%v %s %v", a, op, b)
				_, ok := taken[pair]
				if ok && !pairs[pair] {
					t.Errorf("no case is about %s", pair)
				}
				if !ok && !refused[pair] && !slices.Contains([]string{"!=", "<=", ">", ">="}, op) { // as == and <
					t.Errorf("no case is about the refusal of %s", pair)
				}
			}
		}
	}
	for _, code := range languageCodes() {
		if !reported[code] && code != codes.NoKind && code != codes.NotLive { // of an environment, or of how it is asked, and not of a text: TestNoKind, TestLiveRefuses
			t.Errorf("no case is about the mistake %s", code)
		}
	}
}

// refusedPair is the kinds and the operator of an expression that only joins two inputs.
func refusedPair(expression string, env dsl.Env) string {
	words := strings.Fields(expression)
	if len(words) != 3 {
		return ""
	}
	kindOf := func(name string) string {
		for _, in := range env.Inputs {
			if in.Name == name {
				return in.Type.Kind.String()
			}
		}
		return ""
	}
	return kindOf(words[0]) + " " + words[1] + " " + kindOf(words[2])
}

func pairOf(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Arithmetic:
		return fmt.Sprintf("%v %c %v", n.L.Type().Kind, n.Op, n.R.Type().Kind)
	case *ast.Comparison:
		return fmt.Sprintf("%v %v %v", n.L.Type().Kind, n.Op, n.R.Type().Kind)
	}
	return ""
}

var arithmeticOperators, comparisonOperators = []string{"+", "-", "*", "/"}, []string{"==", "!=", "<", "<=", ">", ">="}

// operatorPairs asks the checker about every operator between inputs of every two kinds,
// and gives those that it takes with the kind that comes out.
func operatorPairs() map[string]kinds.Kind {
	typeOf := func(k kinds.Kind) kinds.Type {
		switch k {
		case kinds.Money:
			return kinds.MoneyIn("USD")
		case kinds.Enum:
			return kinds.EnumOf("high", "low")
		}
		return kinds.Of(k)
	}
	taken := map[string]kinds.Kind{}
	for a := kinds.Boolean; a <= kinds.Money; a++ {
		for b := kinds.Boolean; b <= kinds.Money; b++ {
			env := dsl.Env{Inputs: []kinds.Field{{Name: "a", Type: typeOf(a)}, {Name: "b", Type: typeOf(b)}}}
			for _, op := range slices.Concat(arithmeticOperators, comparisonOperators) {
				if p, err := dsl.Compile("a "+op+" b", env); err == nil {
					taken[fmt.Sprintf("%v %s %v", a, op, b)] = p.Type().Kind
				}
			}
		}
	}
	return taken
}

// languageCodes are the codes of the mistakes of an expression: those up to the first of
// a document.
func languageCodes() []diag.Code {
	all := codes.Codes()
	return all[:slices.Index(all, codes.DocumentSyntax)]
}

// A field or input whose declaration was faulty is told as such, once, and not as a
// mistake of the expression.
func TestNoKind(t *testing.T) {
	env := dsl.Env{
		Inputs: []kinds.Field{{Name: "fee"}},
		Tables: []kinds.Schema{{Name: "t", Fields: []kinds.Field{{Name: "x"}}}},
	}
	for _, text := range []string{"fee", "fee > 5", "fee + fee", "count(t, .x > 1)", "sum(t, .x) * 2 > fee", "known(fee)"} {
		_, err := dsl.Compile(text, env)
		var d *diag.Diagnostic
		if found := diag.From(err); len(found) != 1 || !errors.As(err, &d) || d.Code != codes.NoKind {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// A case that is in the corpus twice with the same scene says nothing new.
func TestCorpusDoesNotRepeat(t *testing.T) {
	for _, file := range dsltest.CorpusFiles(t, "testdata") {
		for _, chunk := range file.Chunks {
			seen := map[string]string{}
			for _, c := range chunk.Cases {
				if before, ok := seen[c.Expression]; ok {
					t.Errorf("%s repeats %s: %s", c.Place, before, c.Expression)
				}
				seen[c.Expression] = c.Place
			}
		}
	}
	if n := len(slices.Collect(maps.Keys(operatorPairs()))); n < 100 {
		t.Errorf("only %d pairs of kinds are taken", n)
	}
}
