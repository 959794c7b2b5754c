package concord_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/sla/review"
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

// codeFiles are the files that declare codes, and the list that a package gives of its own.
var codeFiles = []struct {
	file   string
	listed []diag.Code
}{
	{"dsl/diag/codes.go", nil},
	{"sla/review/codes.go", review.Codes()},
	{"framework/codes.go", framework.Codes()},
	{"framework/align/codes.go", align.Codes()},
}

// codeGroup is the codes that a package declares under one comment.
type codeGroup struct {
	title string
	codes []diag.Code
}

func codeGroups(t *testing.T) (groups []codeGroup) {
	t.Helper()
	for _, f := range codeFiles {
		own := declaredCodes(t, f.file)
		var all []diag.Code
		for _, group := range own {
			all = append(all, group.codes...)
		}
		if f.listed != nil && !slices.Equal(all, f.listed) {
			t.Errorf("%s declares %q, and its package lists %q", f.file, all, f.listed)
		}
		groups = append(groups, own...)
	}
	if len(groups) < 4 {
		t.Fatalf("only %v were found", groups)
	}
	return groups
}

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
		title, ok := strings.CutPrefix(strings.TrimSpace(gen.Doc.Text()), "Codes of ")
		if !ok {
			t.Fatalf("constants of %s are declared under %q", file, gen.Doc.Text())
		}
		group := codeGroup{title: strings.ToUpper(title[:1]) + strings.TrimSuffix(title[1:], ".")}
		for _, spec := range gen.Specs {
			text, err := strconv.Unquote(spec.(*ast.ValueSpec).Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			group.codes = append(group.codes, diag.Code(text))
		}
		groups = append(groups, group)
	}
	return groups
}
