package concord_test

import (
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/script"
)

// Every code has a page of its own, docs/diagnostics/<code>.md. What stands under "What
// is told" is run and prints the block behind it, with the page's code in it; what stands
// under "What is accepted" is run and prints nothing. A table "also told for" has one
// short mistake a line, and what to write beside it. The index lists the pages by their
// first sentences.
func TestDiagnosticPages(t *testing.T) {
	s := readScene(t)
	for _, group := range codeGroups(t) {
		for _, code := range group.codes {
			t.Run(string(code), func(t *testing.T) { s.checkPage(t, code) })
		}
	}
}

// checkPage runs a page and compares it with what it says, or rewrites it.
func (s *scene) checkPage(t *testing.T, code diag.Code) {
	file := pageOf(code)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("the code %s has no page: %v", code, err)
	}
	if !strings.HasPrefix(string(text), "# "+string(code)+"\n\n") {
		t.Errorf("%s does not begin with its code as the title", file)
	}
	p := &diagnosticPage{code: code, scene: s}
	got := p.run(t, string(text))
	if p.told == 0 {
		t.Errorf("%s: no example is told the mistake", file)
	}
	if p.accepted == 0 {
		t.Errorf("%s: no example is accepted", file)
	}
	p.checkTable(t, string(text))
	rewrite(t, file, string(text), got)
}

// rewrite compares a page with what it should be, or writes it.
func rewrite(t *testing.T, file, text, got string) {
	t.Helper()
	if script.Updating() {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(strings.Split(text, "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func pageOf(code diag.Code) string { return "docs/diagnostics/" + string(code) + ".md" }

// diagnosticPage is a page while it is run.
type diagnosticPage struct {
	*scene
	code           diag.Code
	section        string
	found          diag.List // by the blocks since the last text block
	catalog        string    // the measures that the page's agreements are held against
	agreement      string    // the last agreement block that was accepted
	told, accepted int       // examples
}

const (
	toldSection     = "What is told"
	acceptedSection = "What is accepted"
)

// run gives the page with what its examples print now.
func (p *diagnosticPage) run(t *testing.T, text string) string {
	var out, body strings.Builder
	inside, language := false, ""
	for line := range strings.Lines(text) {
		mark, isMark := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "```")
		switch {
		case isMark && !inside:
			inside, language = true, mark
			body.Reset()
			out.WriteString(line)
		case isMark:
			inside = false
			out.WriteString(p.block(t, language, body.String()) + line)
		case inside:
			body.WriteString(line)
		default:
			if title, ok := strings.CutPrefix(line, "## "); ok {
				p.section = strings.TrimSpace(title)
			}
			out.WriteString(line)
		}
	}
	if len(p.found) > 0 {
		t.Errorf("no block shows what is told:\n%s", p.found.Screen())
	}
	return out.String()
}

// block runs a block, and gives what it should hold.
func (p *diagnosticPage) block(t *testing.T, language, body string) string {
	var found diag.List
	switch language {
	case "text": // what is only worth knowing is left out, where the page is not about it
		p.told++
		p.found = slices.DeleteFunc(p.found, func(d *diag.Diagnostic) bool { return d.Severity == diag.Note && d.Code != p.code })
		if !hasCode(p.found, p.code) || slices.ContainsFunc(p.found, func(d *diag.Diagnostic) bool { return d.Code != p.code }) {
			t.Errorf("%s is not what is told, but\n%s", p.code, p.found.Screen())
		}
		screen := p.found.Screen()
		p.found = nil
		return screen
	case "expression":
		found = p.expression(body)
	case "yaml catalog":
		p.catalog = body
		return body
	case "yaml agreement":
		found = p.align(t, withTemplate(body, p.template), p.catalog)
	case "csv":
		found = p.records(t, body)
	case "go":
		example, ok := goExamples[string(p.code)+": "+p.section]
		if !ok {
			t.Fatalf("there is no Go example of %s, %s", p.code, p.section)
		}
		err := example.run(p.plan)
		body, found = bodyOf(t, example.name), diag.From(err)
		if err != nil && found == nil {
			t.Fatal(err)
		}
	default:
		run, ok := timeExamples[language]
		if !ok {
			t.Fatalf("a block of %q is not run", language)
		}
		found = run(t, body)
	}
	for _, d := range found {
		if !slices.ContainsFunc(classes, func(class error) bool { return errors.Is(d, class) }) {
			t.Errorf("%s has no class", d)
		}
	}
	switch p.section {
	case toldSection:
		p.found = append(p.found, found...)
	case acceptedSection:
		p.accepted++
		if language == "yaml agreement" {
			p.agreement = body
		}
		p.mustAccept(t, body, found)
	default:
		t.Errorf("an example stands under %q", p.section)
	}
	return body
}

// mustAccept checks that nothing is told but that a target is aligned, or what is worth
// knowing.
func (p *diagnosticPage) mustAccept(t *testing.T, text string, found diag.List) {
	t.Helper()
	for _, d := range found {
		if d.Severity != diag.Note || d.Code == p.code {
			t.Errorf("%s is not accepted:\n%s", text, d.Screen())
		}
	}
}

// classes are those that errors.Is knows.
var classes = []error{diag.ErrSyntax, diag.ErrName, diag.ErrType, diag.ErrLimit, diag.ErrDocument, diag.ErrData, diag.ErrAlign}

func hasCode(list diag.List, code diag.Code) bool {
	return slices.ContainsFunc(list, func(d *diag.Diagnostic) bool { return d.Code == code })
}

var (
	tableRow = regexp.MustCompile(`^\| (.+?) \|(?: (.*))? \|$`)
	codeSpan = regexp.MustCompile("`+ ?(.*?) ?`+")
)

// checkTable runs the lines of "also told for": the mistake has the page's code, and what
// stands beside it is accepted.
func (p *diagnosticPage) checkTable(t *testing.T, text string) {
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "|") || line == "| also told for | write |\n" || line == "| --- | --- |\n" {
			continue
		}
		row := tableRow.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if row == nil || !codeSpan.MatchString(row[1]) {
			t.Errorf("this line shows no mistake: %s", line)
			continue
		}
		for _, m := range codeSpan.FindAllStringSubmatch(row[1], -1) {
			if found := p.snippet(t, m[1]); !hasCode(found, p.code) {
				t.Errorf("`%s` is not told %s, but\n%s", m[1], p.code, found.Screen())
			}
		}
		for _, m := range codeSpan.FindAllStringSubmatch(row[2], -1) {
			p.mustAccept(t, m[1], p.snippet(t, m[1]))
		}
	}
}

// snippet runs a short piece: an expression, or one line of the agreement that the page
// accepts.
func (p *diagnosticPage) snippet(t *testing.T, text string) diag.List {
	text = strings.ReplaceAll(text, `\|`, "|")
	if p.agreement == "" {
		return p.expression(text)
	}
	return p.align(t, withLine(withTemplate(p.agreement, p.template), text), p.catalog)
}
