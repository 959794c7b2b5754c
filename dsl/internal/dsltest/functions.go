package dsltest

import (
	goast "go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// FunctionNames returns the names of all functions: the keys of the checker's tables,
// which stand in a folder, and lookup.
func FunctionNames(t *testing.T, folder string) []string {
	names := []string{"lookup"}
	for _, file := range []string{"aggregates.go", "streams.go", "functions.go"} {
		for _, spec := range ValueSpecs(t, filepath.Join(folder, file), "") {
			if name := spec.Names[0].Name; name != "aggregates" && name != "chains" && name != "functions" {
				continue
			}
			for _, entry := range spec.Values[0].(*goast.CompositeLit).Elts {
				name, err := strconv.Unquote(entry.(*goast.KeyValueExpr).Key.(*goast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				names = append(names, name)
			}
		}
	}
	if len(names) < 15 {
		t.Fatalf("only %v were found", names)
	}
	return names
}

// ValueSpecs are the constants and variables that a file declares under a comment.
func ValueSpecs(t *testing.T, file, doc string) (specs []*goast.ValueSpec) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range f.Decls {
		group, ok := decl.(*goast.GenDecl)
		if !ok || doc != "" && strings.TrimSpace(group.Doc.Text()) != doc {
			continue
		}
		for _, spec := range group.Specs {
			if value, ok := spec.(*goast.ValueSpec); ok {
				specs = append(specs, value)
			}
		}
	}
	return specs
}
