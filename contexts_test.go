package concord_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A context belongs to one call. No struct of the library keeps one, and the library
// makes none: each comes from the caller, but for internal/contexts, which says when it
// need not.
func TestContexts(t *testing.T) {
	files := token.NewFileSet()
	looked := 0
	for _, p := range listed(t) {
		name := strings.TrimPrefix(p.ImportPath, module+"/")
		if strings.HasPrefix(name, "examples/") || name == "internal/contexts" || name == "internal/testenv" {
			continue // programs have no caller, and what tests need is their own
		}
		paths, err := filepath.Glob(filepath.Join(p.Dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			looked++
			for _, fault := range contextFaults(files, file) {
				t.Error(fault)
			}
		}
	}
	if looked < 300 {
		t.Errorf("only %d files were looked at", looked)
	}
}

// contextFaults says where a file keeps a context in a struct, or makes one.
func contextFaults(files *token.FileSet, file *ast.File) (faults []string) {
	own := importedAs(file, "context")
	if own == "" {
		return nil
	}
	report := func(n ast.Node, what string) {
		faults = append(faults, fmt.Sprintf("%s: %s", files.Position(n.Pos()), what))
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.StructType:
			for _, field := range n.Fields.List {
				if holds(field.Type, own, "Context") {
					report(field, "a context in a struct; pass it as the first parameter")
				}
			}
		case *ast.SelectorExpr:
			if isOf(n, own, "Background") || isOf(n, own, "TODO") {
				report(n, "a context that is made here; take the caller's")
			}
		}
		return true
	})
	return faults
}

// importedAs is what a file calls a package; "" when it does not import it.
func importedAs(file *ast.File, path string) string {
	for _, i := range file.Imports {
		if text, _ := strconv.Unquote(i.Path.Value); text != path {
			continue
		}
		if i.Name != nil {
			return i.Name.Name
		}
		return path
	}
	return ""
}

// holds reports whether a value of a type holds one of a package's type: itself, behind a
// pointer, in a list or map. A function may have it as a parameter.
func holds(t ast.Expr, pkg, name string) (found bool) {
	ast.Inspect(t, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncType, *ast.InterfaceType, *ast.StructType: // fields of a struct are looked at by themselves
			return false
		case *ast.SelectorExpr:
			found = found || isOf(n, pkg, name)
		}
		return true
	})
	return found
}

func isOf(s *ast.SelectorExpr, pkg, name string) bool {
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == pkg && s.Sel.Name == name
}

// The rules find what they are about, whatever the file calls the package.
func TestContextFaults(t *testing.T) {
	const text = `package p

import c "context"

type kept struct {
	ctx  c.Context
	c.Context
	all  []c.Context
	call func(ctx c.Context) error
	in   struct{ of map[string]c.Context }
}

func f(ctx c.Context) { g(c.Background()); g(c.TODO()); made := c.Background; g(made()) }

func g(ctx c.Context) {}
`
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "p.go", text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var lines []int
	for _, fault := range contextFaults(files, file) {
		line, err := strconv.Atoi(strings.Split(fault, ":")[1])
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	if want := []int{6, 7, 8, 10, 13, 13, 13}; !slices.Equal(lines, want) {
		t.Errorf("faults in lines %v, want %v", lines, want)
	}
}
