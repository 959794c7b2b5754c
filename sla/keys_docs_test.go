package sla_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/concord-sla/concord/internal/document/form"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/sla"
	"github.com/google/go-cmp/cmp"
)

const agreementPage = "../docs/agreement.md"

// keysTable is where the page has the keys of an object: a comment that begins with "keys
// of a metric", the table, and a comment that ends it.
var keysTable = regexp.MustCompile(`(?s)(<!-- keys of ([a-z ]+): written by go test ./sla -update -->\n).*?(<!-- end -->)`)

// The tables of docs/agreement.md are the table of keys by which documents are read. Each
// key is there: an object without a table of its own stands in those of the objects
// around it.
func TestKeysInTheDocs(t *testing.T) {
	text, err := os.ReadFile(agreementPage)
	if err != nil {
		t.Fatal(err)
	}
	page := keysPage{sections: sectionsWithTables(string(text)), objects: map[string]*form.Shape{}}
	sla.DocumentShape.Walk("", func(_ string, s *form.Shape) bool {
		if s.Kind == form.Object {
			page.objects[s.Noun] = s
		}
		return true
	})
	if page.sections["an agreement"] == "" {
		t.Errorf("%s has no place for the keys of an agreement", agreementPage)
	}
	want := keysTable.ReplaceAllStringFunc(string(text), func(found string) string {
		m := keysTable.FindStringSubmatch(found)
		s := page.objects[m[2]]
		if s == nil {
			t.Errorf("%s has a place for the keys of %s, which is no object", agreementPage, m[2])
			return found
		}
		return m[1] + "\n| key | value | what it says | example |\n| --- | --- | --- | --- |\n" + page.rows("", s, nil) + "\n" + m[3]
	})
	if script.Updating() {
		if err := os.WriteFile(agreementPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(strings.Split(string(text), "\n"), strings.Split(want, "\n")); diff != "" {
		t.Errorf("%s (-is +should be):\n%s", agreementPage, diff)
	}
}

// keysPage is what the page has tables of.
type keysPage struct {
	sections map[string]string // the anchor of the section with the table, by the object's noun
	objects  map[string]*form.Shape
}

// sectionsWithTables returns the anchor of the heading above each table of keys.
func sectionsWithTables(text string) map[string]string {
	sections, anchor := map[string]string{}, ""
	for line := range strings.Lines(text) {
		if title, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); ok && strings.HasPrefix(line, "##") {
			anchor = "#" + strings.ReplaceAll(strings.ToLower(strings.TrimSpace(title)), " ", "-")
		}
		if noun, ok := strings.CutPrefix(line, "<!-- keys of "); ok {
			noun, _, _ = strings.Cut(noun, ":")
			sections[noun] = anchor
		}
	}
	return sections
}

// rows returns a line for each key of an object, followed by those of an object below it
// that has no table of its own and is not around it.
func (p keysPage) rows(path string, s *form.Shape, around []*form.Shape) string {
	var b strings.Builder
	around = append(slices.Clone(around), s)
	for _, key := range s.Keys {
		value := p.value(key.Shape)
		if key.Required {
			value += "; required"
		}
		example := ""
		if key.Example != "" {
			example = "`" + key.Example + "`"
		}
		fmt.Fprintf(&b, "| `%s%s` | %s | %s | %s |\n", path, key.Name, value, key.Meaning, example)
		if below := object(key.Shape); below != nil && p.sections[below.Noun] == "" && !slices.Contains(around, below) {
			b.WriteString(p.rows(path+key.Name+within(key.Shape), below, around))
		}
	}
	return b.String()
}

// within is what stands in a path between a key and those below it.
func within(s *form.Shape) string {
	switch s.Kind {
	case form.List:
		return "[]" + within(s.Of)
	case form.Map:
		return ".*" + within(s.Of)
	}
	return "."
}

// value says what may stand under a key, with a link to the table of an object.
func (p keysPage) value(s *form.Shape) string {
	if s.Kind == form.Word {
		quoted := *s
		quoted.Words = strings.Split("`"+strings.Join(s.Words, "`\n`")+"`", "\n")
		return quoted.String()
	}
	text := s.String()
	if below := object(s); below != nil && p.sections[below.Noun] != "" {
		noun := below.String()
		if s.Of != nil {
			noun = below.Plural()
		}
		text = strings.Replace(text, noun, "["+noun+"]("+p.sections[below.Noun]+")", 1)
	}
	return text
}
