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
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/sla/review"
)

const diagnosticsIndex = "docs/diagnostics/README.md"

// The index lists every page under the group of its code, with the page's first sentence,
// and no page is without a code.
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

// codeFiles are the files that declare codes, and the list that a package has of its own.
var codeFiles = []struct {
	file   string
	listed []diag.Code
}{
	{"dsl/codes/codes.go", codes.Codes()},
	{"dsl/kinds/codes.go", kinds.Codes()},
	{"dsl/table/codes.go", table.Codes()},
	{"dsl/calendar/codes.go", calendar.Codes()},
	{"dsl/calendar/business/codes.go", business.Codes()},
	{"dsl/calendar/recurrence/codes.go", recurrence.Codes()},
	{"dsl/clock/codes.go", clock.Codes()},
	{"dsl/outage/codes.go", outage.Codes()},
	{"sla/review/codes.go", review.Codes()},
	{"framework/codes.go", framework.Codes()},
	{"framework/align/codes.go", align.Codes()},
}

// codeGroup is the codes that a package declares under one comment.
type codeGroup struct {
	title string
	codes []diag.Code
}

// codeGroups returns the groups of all packages. A code that two packages find, such as
// an event and a check without an instant, is in the first.
func codeGroups(t *testing.T) (groups []codeGroup) {
	t.Helper()
	seen := map[diag.Code]bool{}
	for _, f := range codeFiles {
		own := declaredCodes(t, f.file)
		var all []diag.Code
		for _, group := range own {
			all = append(all, group.codes...)
		}
		if f.listed != nil && !slices.Equal(all, f.listed) {
			t.Errorf("%s declares %q, and its package lists %q", f.file, all, f.listed)
		}
		for _, group := range own {
			group.codes = slices.DeleteFunc(group.codes, func(code diag.Code) bool {
				again := seen[code]
				seen[code] = true
				return again
			})
			groups = append(groups, group)
		}
	}
	if len(groups) < 4 {
		t.Fatalf("only %v were found", groups)
	}
	return groups
}

// declaredCodes returns the codes that a file declares, with the subjects that the
// comments above them name: "Codes of records."
func declaredCodes(t *testing.T, file string) (groups []codeGroup) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range f.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.CONST {
			continue
		}
		var codes []diag.Code
		for _, spec := range gen.Specs {
			codes = append(codes, codesOf(t, spec.(*ast.ValueSpec))...)
		}
		if len(codes) == 0 {
			continue
		}
		title, ok := strings.CutPrefix(strings.TrimSpace(gen.Doc.Text()), "Codes of ")
		if !ok {
			t.Fatalf("constants of %s are declared under %q", file, gen.Doc.Text())
		}
		title = title[:strings.IndexAny(title+".", ".:")]
		groups = append(groups, codeGroup{title: strings.ToUpper(title[:1]) + title[1:], codes: codes})
	}
	return groups
}

// codesOf returns the codes that a line of constants declares.
func codesOf(t *testing.T, constants *ast.ValueSpec) (codes []diag.Code) {
	t.Helper()
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
		text, err := strconv.Unquote(value.(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		codes = append(codes, diag.Code(text))
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
				for _, code := range codesOf(t, spec.(*ast.ValueSpec)) {
					if !known[code] {
						t.Errorf("%s declares the code %s, and is no file of codes", path, code)
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
