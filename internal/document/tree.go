package document

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
)

// node turns the parser's node into ours, noting what is not accepted.
func (r *reader) node(y *yaml.Node, path string, depth int) *Node {
	if r.nodes++; r.nodes > MaxNodes {
		return &Node{Kind: Null}
	}
	at := r.properties(y, path)
	n := &Node{Path: path}
	switch y.Kind {
	case yaml.ScalarNode:
		r.scalar(n, y, at)
	case yaml.AliasNode:
		r.alias(n, at)
	case yaml.MappingNode, yaml.SequenceNode:
		r.collection(n, y, at, depth)
	}
	n.Snippet.Path = path
	return n
}

func (r *reader) collection(n *Node, y *yaml.Node, at, depth int) {
	n.Kind = List
	size := 1 // of "[", "{" or "-"
	if y.Kind == yaml.MappingNode {
		n.Kind = Map
	}
	n.Snippet = r.piece(at, size)
	if depth > MaxDepth {
		r.addPath(n.Path, codes.TooDeep, at, at+size, fmt.Sprintf("maps and lists are inside one another more than %d deep", MaxDepth),
			"an agreement needs about six levels")
		return
	}
	if n.Kind == List {
		for i, item := range y.Content {
			n.Items = append(n.Items, r.node(item, fmt.Sprintf("%s[%d]", n.Path, i), depth+1))
		}
		return
	}
	r.entries(n, y, depth)
	if y.Style&yaml.FlowStyle == 0 && len(n.Entries) > 0 {
		n.Snippet = n.Entries[0].KeySnippet
	}
}

func (r *reader) entries(n *Node, y *yaml.Node, depth int) {
	places := make(map[string]int, len(y.Content)/2) // of each key's first mention
	for i := 0; i+1 < len(y.Content) && r.nodes <= MaxNodes; i += 2 {
		key, ok := r.key(y.Content[i], n.Path)
		if !ok {
			continue
		}
		e := Entry{Key: key.Text, KeySnippet: key.Snippet, Value: r.node(y.Content[i+1], key.Path, depth+1)}
		start := offset(key.Snippet)
		if first, seen := places[e.Key]; seen {
			r.duplicate(e, first, start)
			continue
		}
		places[e.Key] = start
		n.Entries = append(n.Entries, e)
	}
}

// key reads a key and says whether its entry can be kept.
func (r *reader) key(y *yaml.Node, parent string) (*Node, bool) {
	at := r.properties(y, parent)
	if y.Kind != yaml.ScalarNode || y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		what, advice := "a map or a list", "write a word as the key"
		if y.Kind == yaml.ScalarNode {
			what = "a block of text"
		}
		if y.Kind == yaml.AliasNode {
			what, advice = "an alias", `write the key out; a key that begins with "*" needs quotes`
		}
		r.addPath(parent, codes.DocumentFeature, at, at+1, what+" as a key is not accepted", advice)
		return nil, false
	}
	n := &Node{}
	r.nodes++
	r.scalar(n, y, at)
	n.Path = join(parent, n.Text)
	n.Snippet.Path = n.Path
	switch {
	case n.Kind == Null:
		r.addPath(parent, codes.DocumentFeature, at, at+len(n.Text), "the key is missing: a word must stand before the colon",
			"write the key; if the key is the word itself, put it in quotes")
		return nil, false
	case n.Text == "<<" && !n.Quoted:
		r.addPath(parent, codes.DocumentFeature, at, at+2, "a merge key (<<) is not accepted", "write the keys out in full")
		return nil, false
	}
	return n, true
}

func (r *reader) duplicate(e Entry, first, second int) {
	if len(r.list) >= maxFindings { // counting lines is not free
		r.unseen++
		return
	}
	where := fmt.Sprintf("on line %d and again on line %d", r.line(first), r.line(second))
	if r.line(first) == r.line(second) {
		where = fmt.Sprintf("twice on line %d", r.line(first))
	}
	r.list = append(r.list, e.At(diag.Diagnostic{
		Severity: diag.Error, Code: codes.DuplicateKey, Class: codes.Class(codes.DuplicateKey),
		Summary: fmt.Sprintf("the key %s is written %s", shown(e.Key), where),
		Advice:  "the first one counts; delete this one or give it another name",
	}))
}

// alias keeps the author's characters as the text: an asterisk at the start of a remark
// is more often emphasis than YAML.
func (r *reader) alias(n *Node, at int) {
	end := at + 1 + r.name(at+1)
	n.Kind, n.Text, n.Snippet = Scalar, r.text[at:end], r.piece(at, end-at)
	r.addPath(n.Path, codes.DocumentFeature, at, end, fmt.Sprintf("an alias (%s) is not accepted", shown(n.Text)),
		`write out in full what it stands for; if this is a text that begins with "*", put it in quotes`)
}

// properties notes the anchor and the tag of a node and gives the offset of what follows
// them.
func (r *reader) properties(y *yaml.Node, path string) int {
	at := r.lines.at(y.Line, y.Column)
	if y.Kind == yaml.AliasNode {
		return at
	}
	start := at
	found := false
	for at < len(r.handed) && (r.handed[at] == '&' || r.handed[at] == '!') {
		end := at + 1 + r.name(at+1)
		text := shown(r.text[at:end])
		found = true
		if r.handed[at] == '&' {
			r.addPath(path, codes.DocumentFeature, at, end, fmt.Sprintf("an anchor (%s) is not accepted", text),
				`delete it, and write values out where they are used; if this is a text that begins with "&", put it in quotes`)
		} else {
			r.addPath(path, codes.DocumentFeature, at, end, fmt.Sprintf("a tag (%s) is not accepted", text),
				`delete it; if this is a text that begins with "!", put it in quotes`)
		}
		at = r.gap(end)
	}
	if found && y.Kind == yaml.ScalarNode && y.Value == "" && plain(y) {
		return start // nothing follows
	}
	return at
}

// name is the length of the name of an anchor, alias or tag.
func (r *reader) name(at int) int {
	end := strings.IndexAny(r.handed[at:], " \t\r\n,[]{}")
	if end < 0 {
		return len(r.handed) - at
	}
	return end
}

// gap gives the offset of the next character that is not blank, a line end or in a
// comment.
func (r *reader) gap(at int) int {
	for at < len(r.handed) {
		switch r.handed[at] {
		case ' ', '\t', '\r', '\n':
			at++
		case '#':
			for at < len(r.handed) && r.handed[at] != '\n' {
				at++
			}
		default:
			return at
		}
	}
	return at
}

func plain(y *yaml.Node) bool {
	return y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
}

// piece is a part of the text as it stands, but for unfit characters.
func (r *reader) piece(at, length int) diag.Snippet {
	at = min(at, len(r.text))
	length = min(length, len(r.text)-at)
	if r.text[at:at+length] == r.source.Text[at:at+length] {
		return diag.NewSnippet(r.source, at, length)
	}
	places := make([]int, length+1)
	for i := range places {
		places[i] = at + i
	}
	return diag.MappedSnippet(r.source, r.text[at:at+length], places)
}

// offset is where a snippet starts in its source.
func offset(s diag.Snippet) int { return s.At(diag.Diagnostic{}, diag.Span{}).Span.Start }
