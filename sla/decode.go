package sla

import (
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/document/form"
)

// decode reads a document's tree by the table of its keys, which begins with
// agreementForm, and reports every mistake.
func decode(root *document.Node) (*Agreement, diag.List) {
	if root.Kind != document.Map {
		return nil, diag.List{root.At(diag.Diagnostic{Severity: diag.Error, Code: codes.WrongShape, Class: codes.Class(codes.WrongShape), Summary: "an agreement is a document of keys and values", Advice: beginWithFormat})}
	}
	a := &Agreement{origin: origin{texts: map[string]diag.Snippet{}, keys: map[string]diag.Snippet{}}}
	a.origin.record(root)
	r := &form.Reader{}
	agreementForm.Read(r, root, a)
	for _, text := range r.Texts {
		a.origin.texts[text.Path] = text
	}
	return a, r.Mistakes
}

// record remembers where every key and scalar stands.
func (o origin) record(n *document.Node) {
	if n.Path == "" {
		o.keys[""] = n.Snippet // a key that is missing at the top is reported there
	}
	if n.Kind == document.Scalar {
		o.texts[n.Path] = n.Snippet
	}
	for _, e := range n.Entries {
		o.keys[e.Value.Path] = e.KeySnippet
		o.record(e.Value)
	}
	for _, item := range n.Items {
		o.keys[item.Path] = item.Snippet
		o.record(item)
	}
}
