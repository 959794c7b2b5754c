package document

import "github.com/concord-sla/concord/dsl/diag"

// Kind says what a node is. The zero Kind is invalid.
type Kind uint8

const (
	_      Kind = iota
	Scalar      // a text, a number, a date, true or false: the author's characters
	Null        // nothing, ~ or null
	Map
	List
)

// String gives the word that is printed: "text", "nothing", "map" or "list".
func (k Kind) String() string {
	switch k {
	case Scalar:
		return "text"
	case Null:
		return "nothing"
	case Map:
		return "map"
	case List:
		return "list"
	}
	return "invalid"
}

// Node is one value of a document.
type Node struct {
	Kind    Kind
	Text    string       // of a scalar or null: as written, after unquoting and folding
	Quoted  bool         // the scalar was quoted or a block: a text even if it looks like a number
	Entries []Entry      // of a map, in the author's order
	Items   []*Node      // of a list
	Path    string       // "metrics.payment.target", "remedies.plan.then[0]"; empty at the top
	Snippet diag.Snippet // of a scalar: Text and where it stands; of a map or list: its first token
}

// Entry is a key of a map and its value, which is never nil.
type Entry struct {
	Key        string
	KeySnippet diag.Snippet
	Value      *Node
}

// Get gives the value of a key, or nil if there is none or n is nil or no map.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for i := range n.Entries {
		if n.Entries[i].Key == key {
			return n.Entries[i].Value
		}
	}
	return nil
}

// Keys gives the keys of a map in the author's order.
func (n *Node) Keys() []string {
	if n == nil {
		return nil
	}
	keys := make([]string, len(n.Entries))
	for i, e := range n.Entries {
		keys[i] = e.Key
	}
	return keys
}

// At places a diagnostic on the whole of the node. On a nil node it is placed nowhere.
func (n *Node) At(d diag.Diagnostic) *diag.Diagnostic {
	if n == nil {
		return &d
	}
	return whole(n.Snippet, d)
}

// At places a diagnostic on the key.
func (e Entry) At(d diag.Diagnostic) *diag.Diagnostic { return whole(e.KeySnippet, d) }

func whole(s diag.Snippet, d diag.Diagnostic) *diag.Diagnostic {
	return s.At(d, diag.Span{Start: 0, End: len(s.Text)})
}
