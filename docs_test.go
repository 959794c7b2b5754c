package concord_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/english"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/sla"
)

// A block is a fenced piece of a page: its language and its text.
type block struct {
	page, language, text string
}

var fence = regexp.MustCompile("(?ms)^```([a-z]*)\n(.*?)^```$")

func blocks(t *testing.T) (all []block) {
	t.Helper()
	pages, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range append(pages, "README.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range fence.FindAllStringSubmatch(string(text), -1) {
			all = append(all, block{page, m[1], m[2]})
		}
	}
	return all
}

// Every agreement in the documentation is accepted; a piece of one is, with the other
// keys of the whole one before it.
func TestAgreementsInTheDocs(t *testing.T) {
	seen, whole := 0, block{}
	for _, b := range blocks(t) {
		if b.language != "yaml" {
			continue
		}
		if strings.HasPrefix(b.text, "concord: v1") {
			whole = b
		} else if b.page == whole.page {
			b.text = withTemplate(b.text, whole.text)
		} else {
			continue
		}
		seen++
		if _, err := sla.Parse(b.page, []byte(b.text)); err != nil {
			t.Errorf("%s:\n%s", b.page, diag.From(err).Screen())
		}
	}
	if seen < 4 {
		t.Error("no agreement was found in the documentation")
	}
}

// Every whole program in the documentation runs, in a module of its own that imports this
// one, and prints what the block behind it says.
func TestProgramsInTheDocs(t *testing.T) {
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	all, seen := blocks(t), 0
	for i, b := range all {
		if b.language != "go" || !strings.HasPrefix(b.text, "package main") {
			continue
		}
		seen++
		want := ""
		if i+1 < len(all) && all[i+1].language == "text" {
			want = all[i+1].text
		}
		if got := runProgram(t, root, b.text, agreementBefore(all[:i])); got != want {
			t.Errorf("%s: the program prints\n%s\nand the page says\n%s", b.page, got, want)
		}
	}
	if seen == 0 {
		t.Error("no program was found in the documentation")
	}
}

// agreementBefore is the last agreement that a page shows before a program, which the
// program reads.
func agreementBefore(earlier []block) string {
	for _, b := range slices.Backward(earlier) {
		if b.language == "yaml" {
			return b.text
		}
	}
	return ""
}

func runProgram(t *testing.T, root, text, agreement string) string {
	t.Helper()
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile("go.sum")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	module := strings.Replace(string(mod), "module github.com/concord-sla/concord", "module example.org/user", 1) +
		"\nrequire github.com/concord-sla/concord v0.0.0\nreplace github.com/concord-sla/concord => " + root + "\n"
	for name, content := range map[string][]byte{"go.mod": []byte(module), "go.sum": sum, "main.go": []byte(text)} {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	records, err := os.ReadFile("examples/quickstart/records/requests.csv")
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"foia.yaml": []byte(agreement), "requests.csv": records} {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := exec.Command("go", "run", "-mod=mod", ".")
	run.Dir = folder
	var errs bytes.Buffer
	run.Stderr = &errs
	out, err := run.Output()
	if err != nil {
		t.Errorf("running the program: %v\n%s", err, errs.String())
	}
	return string(out)
}

// What the README shows of the quickstart is what it prints.
func TestQuickstartInTheReadme(t *testing.T) {
	folder := t.TempDir() // where it writes its report
	program := filepath.Join(folder, "quickstart")
	if built, err := exec.Command("go", "build", "-o", program, "./examples/quickstart").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, built)
	}
	run := exec.Command(program)
	run.Dir = folder
	out, err := run.Output()
	if err != nil {
		t.Fatal(err)
	}
	all, seen := blocks(t), 0
	for i, b := range all {
		if b.page != "README.md" || b.language != "sh" || !strings.Contains(b.text, "go run ./examples/quickstart") || i+1 == len(all) {
			continue
		}
		seen++
		rest := string(out)
		for j, piece := range strings.Split(strings.TrimSpace(all[i+1].text), "…\n") {
			piece = strings.Trim(strings.TrimSuffix(piece, "…"), "\n")
			before, after, found := strings.Cut(rest, piece)
			if !found {
				t.Errorf("the README shows what the quickstart does not print so, or not there:\n%s", piece)
				break
			}
			if j == 0 && strings.TrimSpace(before) != "" {
				t.Errorf("the README leaves out lines without an ellipsis:\n%s", before)
			}
			rest = after
		}
	}
	if seen == 0 {
		t.Error("the README does not show the quickstart")
	}
}

// The mistakes that the README shows are those of its own agreement, misspelt.
func TestMistakesInTheReadme(t *testing.T) {
	all := blocks(t)
	for i, b := range all {
		if b.page != "README.md" || b.language != "yaml" {
			continue
		}
		wrong := strings.NewReplacer("value >= 95%", "value >= 95", "aligns:", "align:", "streak(median_time)", "streak(median_tme)").Replace(b.text)
		_, err := sla.Parse("foia.yaml", []byte(wrong))
		got := diag.From(err).Screen()
		for _, after := range all[i:] {
			if after.text == got {
				return
			}
		}
		t.Errorf("the README does not show:\n%s", got)
		return
	}
	t.Error("the README has no agreement")
}

// What the README reads aloud is what the library says of its agreement.
func TestWordsInTheReadme(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range blocks(t) {
		if b.page != "README.md" || b.language != "yaml" {
			continue
		}
		a, err := sla.Parse("foia.yaml", []byte(b.text))
		if err != nil {
			t.Fatal(err)
		}
		plan, err := a.Compile()
		if err != nil {
			t.Fatal(err)
		}
		m := plan.Terms().Metrics[1]
		if want := english.Criterion(m.Measure, m.Target); !strings.Contains(string(text), "\n"+want+"\n") {
			t.Errorf("the README does not read aloud:\n%s", want)
		}
		return
	}
}

// The number of measures that the README and the changelog name is that of the embedded
// catalog.
func TestCountOfMeasures(t *testing.T) {
	want := fmt.Sprintf("%d published", len(framework.Default().Measures()))
	for _, page := range []string{"README.md", "CHANGELOG.md"} {
		text, err := os.ReadFile(page)
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s does not say %q: %v", page, want, err)
		}
	}
}

var link = regexp.MustCompile(`\]\(([^)#:]+)\)`)

// Every link within the project leads somewhere.
func TestLinks(t *testing.T) {
	pages, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range append(pages, "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "framework/catalog/README.md", "examples/quickstart/records/SOURCES.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(fence.ReplaceAllString(string(text), ""), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), m[1])); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
	}
}
