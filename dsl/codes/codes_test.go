package codes

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
)

// Every code that the package declares is listed, has a class, and is spelt as no other.
func TestEveryCodeHasAClass(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[diag.Code]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Type == nil || len(spec.Values) == 0 {
			return true
		}
		literal, ok := spec.Values[0].(*ast.BasicLit)
		if !ok {
			return true
		}
		text, _ := strconv.Unquote(literal.Value)
		code := diag.Code(text)
		if Class(code) == nil {
			t.Errorf("%s has no class", spec.Names[0].Name)
		}
		if seen[code] != "" {
			t.Errorf("%s and %s are both %q", seen[code], spec.Names[0].Name, code)
		}
		seen[code] = spec.Names[0].Name
		return true
	})
	if len(seen) != len(Codes()) {
		t.Errorf("%d codes are declared and %d listed", len(seen), len(Codes()))
	}
	if Class("made up") != nil {
		t.Error("a code that is not of this package has a class")
	}
}
