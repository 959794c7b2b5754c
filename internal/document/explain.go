package document

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
)

// complaint is what the YAML parser stopped at, in an author's words.
type complaint struct {
	code            diag.Code
	summary, advice string
	start, end      int
	hide            diag.Span // what to hide from the parser so that it goes on; empty: it cannot
	with            byte      // what to hide it with
}

// fault is where the parser stopped, before it is put into words.
type fault struct {
	text    string
	message string // the parser's
	context string // what the parser was in, such as "while scanning a quoted scalar"
	at      int    // offset of the problem
	from    int    // offset of the start of what the parser was in, or at
}

// complaint puts an error of the parser into words.
func (r *reader) complaint(err error) complaint {
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		return complaint{code: codes.DocumentSyntax, summary: "the text could not be read as YAML", advice: err.Error()}
	}
	f := fault{text: r.handed, message: load.Message, context: load.ContextMsg}
	f.at = r.offset(load.Mark)
	f.from = f.at
	if load.ContextMsg != "" && load.ContextMark.Line > 0 {
		f.from = r.offset(load.ContextMark)
	}
	c := f.explain()
	if c.code == "" {
		c.code = codes.DocumentSyntax
	}
	return c
}

func (r *reader) offset(m yaml.Mark) int { return r.lines.at(m.Line, m.Column) }

// explain finds the words by what the parser was in, then by its message.
func (f fault) explain() complaint {
	for _, known := range contexts {
		if strings.HasPrefix(f.context, known.prefix) {
			return known.explain(f)
		}
	}
	for _, known := range messages {
		if strings.HasPrefix(f.message, known.prefix) {
			return known.explain(f)
		}
	}
	return f.here("the text does not follow YAML's rules here: "+f.message, "compare with the lines around it")
}

type explanation struct {
	prefix  string
	explain func(fault) complaint
}

// The parser's contexts and messages as of go.yaml.in/yaml/v4 v4.0.0, and what each means
// to an author. A message that is not here is shown as it is.
var (
	contexts = []explanation{
		{"while scanning a quoted scalar", fault.quotedText},
		{"while scanning a block scalar", fault.blockText},
		{"while scanning a directive", fault.directive},
		{"while scanning a %", fault.directive},
		{"while scanning an a", fault.unquotedMark}, // an anchor, an alias
		{"while scanning a tag", fault.unquotedMark},
		{"while parsing a tag", fault.unquotedMark},
		{"while scanning a simple key", fault.keyWithoutColon},
		{"while parsing a flow", fault.brackets},
	}
	messages = []explanation{
		{errTooDeep.Error(), fault.tooDeep},
		{"found a tab", fault.tab},
		{"found character that cannot start any token", fault.firstCharacter},
		{"mapping values are not allowed", fault.colon},
		{"mapping keys are not allowed", fault.complexKey},
		{"block sequence entries are not allowed", fault.listOnKeyLine},
		{"did not find expected key", fault.misplaced},
		{"did not find expected '-' indicator", fault.misplaced},
		{"did not find expected <document start>", fault.afterEnd},
		{"found unexpected content after document-end marker", fault.afterEnd},
		{"found a comment without", fault.hash},
		{"found undefined tag handle", fault.tag},
		{"cannot construct", fault.tag},
		{"found duplicate %", fault.directive},
		{"found incompatible YAML", fault.directive},
	}
)

// here is a complaint about the word at the problem.
func (f fault) here(summary, advice string) complaint { return f.on(f.at, summary, advice) }

// on is a complaint about the word at a place.
func (f fault) on(at int, summary, advice string) complaint {
	at = min(at, len(f.text))
	word := f.text[at:]
	if end := strings.IndexAny(word, " \t\r\n,"); end >= 0 {
		word = word[:end]
	}
	return complaint{summary: summary, advice: advice, start: at, end: at + len(word)}
}

// behind hides bytes from the parser, so that it can go on.
func (c complaint) behind(with byte, start, end int) complaint {
	c.with, c.hide = with, diag.Span{Start: start, End: end}
	return c
}

// lineOf gives the line around an offset up to it and from it on.
func (f fault) lineOf(at int) (before, after string) {
	at = min(at, len(f.text))
	start := strings.LastIndexByte(f.text[:at], '\n') + 1
	after, _, _ = strings.Cut(f.text[at:], "\n")
	return f.text[start:at], strings.TrimRight(after, "\r")
}

// lineNumber counts from 1.
func (f fault) lineNumber(at int) int { return 1 + strings.Count(f.text[:min(at, len(f.text))], "\n") }
