package concord_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/calendar/recurrence"
	"github.com/concord-sla/concord/dsl/clock"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/dsl/table"
)

const diagnosticsIndex = "docs/diagnostics/README.md"

// The index lists every page under the group of its code, with the page's first
// sentence, and no page is without a code.
func TestDiagnosticIndex(t *testing.T) {
	text, err := os.ReadFile(diagnosticsIndex)
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]bool{diagnosticsIndex: true}
	list := ""
	for _, group := range codeGroups(t) {
		list += "\n## " + group.title + "\n\n"
		for _, code := range group.codes {
			pages[pageOf(code)] = true
			list += fmt.Sprintf("- [%s](%s.md): %s\n", code, code, firstSentence(t, code))
		}
	}
	const begin, end = "<!-- codes: written by go test . -update -->\n", "<!-- end -->"
	before, rest, ok := strings.Cut(string(text), begin)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no place for the list", diagnosticsIndex)
	}
	rewrite(t, diagnosticsIndex, string(text), before+begin+list+"\n"+end+after)
	files, err := filepath.Glob("docs/diagnostics/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !pages[file] {
			t.Errorf("%s is about no code", file)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(anyFence.ReplaceAllString(string(text), ""), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), m[1])); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
}

var anyFence = regexp.MustCompile("(?ms)^```.*?^```$")

var sentence = regexp.MustCompile(`(?s)^# [a-z-]+\n\n(.*?\.)(?:\s|$)`)

func firstSentence(t *testing.T, code diag.Code) string {
	text, err := os.ReadFile(pageOf(code))
	if err != nil {
		t.Fatal(err)
	}
	m := sentence.FindStringSubmatch(string(text))
	if m == nil {
		t.Fatalf("%s does not begin with a sentence", pageOf(code))
	}
	return strings.Join(strings.Fields(m[1]), " ")
}

// codeGroup is the codes of one subject.
type codeGroup struct {
	title string
	codes []diag.Code
}

// codeGroups are the codes that package diag declares, by the comments above them, and
// those of the packages that declare their own. A code of two packages is in the first.
func codeGroups(t *testing.T) (groups []codeGroup) {
	t.Helper()
	groups = declaredInDiag(t)
	groups = append(groups,
		codeGroup{"Records", slices.Concat(table.Codes(), kinds.Codes())},
		codeGroup{"Dates, zones and calendars", slices.Concat(calendar.Codes(), business.Codes(), recurrence.Codes())},
		codeGroup{"Clocks", clock.Codes()},
		codeGroup{"Outages, exclusions and checks", outage.Codes()},
	)
	seen := map[diag.Code]bool{}
	for i, group := range groups {
		groups[i].codes = slices.DeleteFunc(group.codes, func(code diag.Code) bool {
			again := seen[code]
			seen[code] = true
			return again
		})
	}
	return groups
}

func declaredInDiag(t *testing.T) (groups []codeGroup) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "dsl/diag/codes.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range f.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.CONST {
			continue
		}
		title, ok := strings.CutPrefix(strings.TrimSpace(gen.Doc.Text()), "Codes of ")
		if !ok {
			continue
		}
		group := codeGroup{title: strings.ToUpper(title[:1]) + strings.TrimSuffix(title[1:], ".")}
		for _, spec := range gen.Specs {
			group.codes = append(group.codes, codesOf(t, spec)...)
		}
		groups = append(groups, group)
	}
	return groups
}

// codesOf are the codes that a specification of constants declares.
func codesOf(t *testing.T, spec ast.Spec) (codes []diag.Code) {
	t.Helper()
	constants, ok := spec.(*ast.ValueSpec)
	if !ok {
		return nil
	}
	var name string
	switch typ := constants.Type.(type) {
	case *ast.Ident:
		name = typ.Name
	case *ast.SelectorExpr:
		name = typ.Sel.Name
	}
	if name != "Code" {
		return nil
	}
	for _, value := range constants.Values {
		if literal, ok := value.(*ast.BasicLit); ok {
			text, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			codes = append(codes, diag.Code(text))
		}
	}
	return codes
}

// Every code that some package declares is in a group, and so has its page.
func TestEveryCodeIsInAGroup(t *testing.T) {
	known := map[diag.Code]bool{}
	for _, group := range codeGroups(t) {
		for _, code := range group.codes {
			known[code] = true
		}
	}
	found := 0
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		for _, decl := range f.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.CONST {
				continue
			}
			for _, spec := range gen.Specs {
				for _, code := range codesOf(t, spec) {
					found++
					if !known[code] {
						t.Errorf("%s: the code %s is in no group of this test", path, code)
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < len(known) {
		t.Errorf("%d codes are declared, and %d are known", found, len(known))
	}
}
