package sla

import (
	"fmt"
	"os"
	"strings"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
)

// ParseFile reads an agreement from a YAML or JSON file and checks it.
func ParseFile(name string) (*Agreement, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading an agreement: %w", err)
	}
	return Parse(name, text)
}

// CompileFile reads an agreement from a YAML or JSON file, checks it, and makes it ready
// to evaluate. The error is a [diag.List] of everything that is wrong.
func CompileFile(name string) (*Plan, error) {
	a, err := ParseFile(name)
	if err != nil {
		return nil, err
	}
	return a.Compile()
}

// Parse reads an agreement from YAML or JSON text and checks it; the name is shown in
// diagnostics. The error is a [diag.List] of everything that is wrong with the document
// and its expressions, by position. The agreement is nil only if nothing could be read.
// Beside an error it holds what could be read, for a tool to show; such an agreement does
// not compile.
func Parse(name string, text []byte) (*Agreement, error) {
	source := &diag.Source{Name: name, Text: string(text)}
	root, problems := document.Parse(source)
	if root == nil {
		return nil, problems.Sorted()
	}
	a, mistakes := decode(root)
	problems = append(problems, mistakes...)
	if a == nil {
		return nil, problems.Sorted()
	}
	a.mistakes = problems
	_, err := a.Compile()
	return a, err
}

// unmentioned leaves out what the checks say about a place for which the reading of the
// document has already reported a mistake: the value is not there because it could not be
// read.
func unmentioned(checks, reading diag.List) (kept diag.List) {
	for _, d := range checks {
		said := false
		for _, r := range reading {
			misspelt := d.Code == codes.MissingKey && r.Code == codes.UnknownKey && r.Advice == "did you mean "+strings.TrimPrefix(d.Path, parent(d.Path)+".")+"?"
			wrong := d.Code == codes.MissingKey && strings.HasPrefix(r.Path, d.Path+".") // it is there, and could not be read
			said = said || misspelt || wrong || r.Path != "" && (d.Path == r.Path || strings.HasPrefix(d.Path, r.Path+".") || strings.HasPrefix(d.Path, r.Path+"["))
		}
		if !said {
			kept = append(kept, d)
		}
	}
	return kept
}
