package document

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
)

// The limits of a document. An agreement of a hundred pages is far below them.
const (
	MaxText     = 8 << 20 // bytes of text
	MaxDepth    = 64      // maps and lists inside one another
	MaxNodes    = 200_000 // keys, scalars, maps and lists together
	maxFindings = 100     // problems listed before the rest are only counted
)

// Parse reads a YAML or JSON text. The node is nil if nothing could be read. What was
// wrong is in the list, by position; a node beside a list that holds errors is everything
// that could still be read.
func Parse(source *diag.Source) (root *Node, found diag.List) {
	if source == nil {
		source = &diag.Source{}
	}
	r := &reader{source: source}
	defer func() {
		if p := recover(); p != nil { // a bug: the fuzz test, which calls read itself, looks for one
			r.add(codes.DocumentSyntax, 0, 0, fmt.Sprintf("the reader failed on this text: %v", p), "please report it with the text")
			root, found = nil, r.findings()
		}
	}()
	root = r.read()
	return root, r.findings()
}

// reader is one run of Parse.
type reader struct {
	source *diag.Source
	text   string // the source, unfit characters replaced byte for byte
	handed string // text as the YAML parser sees it: see repair
	lines  lines  // of handed
	list   diag.List
	unseen int // findings beyond maxFindings
	nodes  int // nodes made so far
	pins   int // scalars whose bytes could not be traced; a test wants none
}

func (r *reader) read() *Node {
	if !r.survey() {
		return nil
	}
	doc := r.load()
	if doc == nil {
		return nil
	}
	top := r.node(doc, "", 1)
	if r.nodes > MaxNodes {
		r.add(codes.TooLarge, 0, 0, fmt.Sprintf("the document has more than %d keys and values", MaxNodes),
			"records belong in tables beside the agreement, not in it")
		return nil
	}
	if top.Kind == Null {
		r.empty()
		return nil
	}
	return top
}

// add notes an error on the bytes from start to end of the source.
func (r *reader) add(code diag.Code, start, end int, summary, advice string) {
	r.addPath("", code, start, end, summary, advice)
}

func (r *reader) addPath(path string, code diag.Code, start, end int, summary, advice string) {
	if len(r.list) >= maxFindings {
		r.unseen++
		return
	}
	start = min(max(start, 0), len(r.source.Text))
	r.list = append(r.list, &diag.Diagnostic{
		Severity: diag.Error, Code: code, Class: codes.Class(code), Summary: summary, Advice: advice, Path: path,
		Source: r.source, Span: diag.Span{Start: start, End: min(max(start, end), len(r.source.Text))},
	})
}

func (r *reader) findings() diag.List {
	list := r.list.Sorted()
	if r.unseen > 0 {
		list = append(list, &diag.Diagnostic{
			Severity: diag.Error, Code: codes.TooLarge, Class: codes.Class(codes.TooLarge), Source: r.source, Span: diag.Span{Start: len(r.source.Text), End: len(r.source.Text)},
			Summary: fmt.Sprintf("%d more problems were found", r.unseen), Advice: "mend those above first",
		})
	}
	return list
}

func (r *reader) empty() {
	summary := "the file is empty"
	if strings.Contains(r.text, "#") {
		summary = "the file is empty but for comments"
	}
	r.add(codes.DocumentSyntax, 0, 0, summary, "write the keys of the document, one on a line, each as key: value")
}

// line is the number of the line an offset is on, as a person counts it.
func (r *reader) line(offset int) int { return r.source.Position(offset).Line }
