package diag

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Severity says how much a diagnostic weighs. The zero value is invalid.
type Severity uint8

const (
	_       Severity = iota
	Error            // the stage could not accept what it was given
	Warning          // accepted, but probably not what was meant
	Note             // worth knowing
)

// String returns the word that is printed: "error", "warning" or "note".
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	case Note:
		return "note"
	}
	return fmt.Sprintf("severity(%d)", uint8(s))
}

// Diagnostic is one thing that is wrong, or worth knowing, in a text or in a value.
type Diagnostic struct {
	Severity Severity
	Code     Code
	Class    error  `json:"-"` // what errors.Is matches: ErrSyntax, ErrType, ...
	Summary  string // what was found and what was expected
	Advice   string // what to write instead; may be empty

	Source *Source // the text it is about; nil for a value built in Go
	Span   Span    // the part of Source.Text it is about
	Path   string  // where in the document or value: "metrics.payment.target"
}

// Error returns the diagnostic on one line: place, severity, code, summary, advice.
// Invisible characters of texts from outside are replaced.
func (d *Diagnostic) Error() string {
	d = d.orZero()
	line := d.head()
	if d.Advice != "" {
		line += "; " + shown(d.Advice)
	}
	return line
}

// head is the diagnostic without its advice.
func (d *Diagnostic) head() string {
	return fmt.Sprintf("%s: %s [%s]: %s", shown(d.place()), d.Severity, d.Code, shown(d.Summary))
}

// orZero returns the diagnostic, and for nil one that says nothing.
func (d *Diagnostic) orZero() *Diagnostic {
	if d == nil {
		return &Diagnostic{}
	}
	return d
}

// Is reports whether target is the class of the diagnostic, so that errors.Is(err,
// diag.ErrType) works on a single diagnostic and on a List.
func (d *Diagnostic) Is(target error) bool {
	return d != nil && target != nil && d.Class == target
}

// Position returns where the diagnostic starts: the zero Position if it is not about a
// text.
func (d *Diagnostic) Position() Position {
	if d == nil || d.Source == nil {
		return Position{}
	}
	return d.Source.Position(d.Span.Start)
}

func (d *Diagnostic) place() string {
	switch {
	case d.Source != nil:
		return d.Position().String()
	case d.Path != "":
		return d.Path
	}
	return "concord"
}

// List is all that one stage found. A List that holds an error is an error; [List.Err]
// makes that distinction for a caller.
type List []*Diagnostic

// Error returns every diagnostic on a line of its own.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, d := range l {
		lines[i] = d.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap lets errors.Is and errors.As look at each diagnostic.
func (l List) Unwrap() []error {
	all := make([]error, len(l))
	for i, d := range l {
		all[i] = d
	}
	return all
}

// Err returns the list as an error if it holds one of severity Error, and nil otherwise.
// Warnings and notes stay in the returned list beside the errors.
func (l List) Err() error {
	for _, d := range l {
		if d != nil && d.Severity == Error {
			return l
		}
	}
	return nil
}

// Sorted returns the diagnostics ordered by source and position, without repetitions of
// the same code at the same place.
func (l List) Sorted() List {
	sorted := slices.DeleteFunc(slices.Clone(l), func(d *Diagnostic) bool { return d == nil })
	sort.SliceStable(sorted, func(i, j int) bool {
		a, b := sorted[i], sorted[j]
		if name, other := a.sourceName(), b.sourceName(); name != other {
			return name < other
		}
		line, column := a.excerpt()
		if otherLine, otherColumn := b.excerpt(); line != otherLine || column != otherColumn {
			return line < otherLine || line == otherLine && column < otherColumn
		}
		return a.Span.Start < b.Span.Start
	})
	kept := sorted[:0]
	type place struct {
		source string
		span   Span
		path   string
		code   Code
		text   string
	}
	seen := map[place]bool{}
	for _, d := range sorted {
		p := place{d.sourceName(), d.Span, d.Path, d.Code, d.Summary}
		if d.Source != nil {
			p.path = ""
		}
		if !seen[p] {
			seen[p] = true
			kept = append(kept, d)
		}
	}
	return kept
}

// excerpt is where in a larger text the diagnostic's source begins; zeros for a whole
// text.
func (d *Diagnostic) excerpt() (line, column int) {
	if d.Source == nil {
		return 0, 0
	}
	return d.Source.FirstLine, d.Source.FirstColumn
}

func (d *Diagnostic) sourceName() string {
	if d.Source == nil {
		return ""
	}
	return d.Source.Name
}

// Within returns the error of something that was done for a purpose, which the context
// names, as in "closure 3": diagnostics with the context before their summaries, and any
// other error wrapped. It returns nil for nil.
func Within(context string, err error) error {
	found := From(err)
	switch {
	case err == nil:
		return nil
	case len(found) == 0:
		return fmt.Errorf("%s: %w", context, err)
	}
	named := make(List, len(found))
	for i, d := range found {
		one := *d
		one.Summary = context + ": " + d.Summary
		named[i] = &one
	}
	if len(named) == 1 {
		return named[0]
	}
	return named
}

// Brief returns what an error says, for a stage that tells it as a finding of its own:
// the summary and the advice of the first diagnostic inside it, without place, severity
// and code, or the error's text when there is none.
func Brief(err error) string {
	found := From(err)
	switch {
	case len(found) == 0:
		return err.Error()
	case found[0].Advice == "":
		return found[0].Summary
	}
	return found[0].Summary + ": " + found[0].Advice
}

// From returns the diagnostics inside an error, so that a stage can add what another
// stage found to its own list. An error that is no diagnostic is not included.
func From(err error) List {
	var list List
	if errors.As(err, &list) {
		return list
	}
	var one *Diagnostic
	if errors.As(err, &one) {
		return List{one}
	}
	return nil
}
