package form

import (
	"time"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/prose"
)

// Reader collects what is wrong with a document while it is read, so that one mistake
// does not hide the next.
type Reader struct {
	Mistakes diag.List
	Zone     *time.Location // where a day begins and ends; UTC when it is nil
	Texts    []diag.Snippet // texts that were found within another, each with a path of its own
}

// Report reports a mistake in a value.
func (r *Reader) Report(n *document.Node, code diag.Code, summary, advice string) {
	r.Mistakes = append(r.Mistakes, n.At(diag.Diagnostic{Severity: diag.Error, Code: code, Class: codes.Class(code), Summary: summary, Advice: advice}))
}

// ReportKey reports a mistake in a key.
func (r *Reader) ReportKey(e document.Entry, code diag.Code, summary, advice string) {
	r.Mistakes = append(r.Mistakes, e.At(diag.Diagnostic{Severity: diag.Error, Code: code, Class: codes.Class(code), Summary: summary, Advice: advice}))
}

// Bad reports a value that cannot stand where it does.
func (r *Reader) Bad(n *document.Node, summary, advice string) {
	r.Report(n, codes.BadValue, summary, advice)
}

// WrongShape reports a value of another shape, or that there is none.
func (r *Reader) WrongShape(n *document.Node, summary, advice string) {
	if n.Kind == document.Null {
		summary += ", nothing stands here"
	}
	r.Report(n, codes.WrongShape, summary, advice)
}

// Entries returns the entries of a map whose keys are the author's own names.
func (r *Reader) Entries(n *document.Node) []document.Entry {
	if n.Kind != document.Map {
		r.WrongShape(n, "names and their values are expected here", "write name: value lines below it, indented")
		return nil
	}
	return n.Entries
}

// Items returns the elements of a list; a single text stands for a list of one.
func (r *Reader) Items(n *document.Node) []*document.Node {
	switch n.Kind {
	case document.List:
		return n.Items
	case document.Scalar:
		return []*document.Node{n}
	}
	r.WrongShape(n, "a list is expected here", "write - item lines below it, indented")
	return nil
}

// zone returns the zone whose days count.
func (r *Reader) zone() *time.Location {
	if r.Zone == nil {
		return time.UTC
	}
	return r.Zone
}

// isNot says that a text is not what it should be.
func isNot(text, what string) string { return prose.Quote(text) + " is not " + what }

// shown returns a key as a message shows it: as it is, or quoted and cut when it is long
// or holds what cannot be printed.
func shown(key string) string {
	if quoted := prose.Quote(key); quoted != `"`+key+`"` {
		return quoted
	}
	return key
}
