package sla

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
)

// remedy reads a remedy from a rule in one text, or from the keys that say the
// same.
func (d *decoder) remedy(o origin, key string, n *document.Node) Remedy {
	r := Remedy{Name: key}
	if n.Kind == document.Scalar {
		parts, found := cutRule(n.Snippet)
		d.found = append(d.found, found...)
		if len(found) == 0 {
			o.texts[n.Path+".when"] = parts.when
			for i := range parts.then {
				parts.then[i].Path = fmt.Sprintf("%s.then[%d]", n.Path, i)
				o.texts[parts.then[i].Path] = parts.then[i]
			}
			r.When, r.Then = parts.when.Text, d.actions(parts.then)
		}
		return r
	}
	d.object(n, "a remedy", fields{
		"when": d.text(&r.When),
		"then": func(n *document.Node) {
			for _, item := range d.items(n) {
				if item.Kind != document.Scalar {
					d.text(new(string))(item)
					r.Then = append(r.Then, Action{})
					continue
				}
				text := item.Snippet
				text.Path = item.Path
				r.Then = append(r.Then, d.actions([]diag.Snippet{text})...)
			}
		},
		"credit": func(n *document.Node) {
			r.Credit = &Credit{}
			d.object(n, "a credit", fields{"metric": d.text(&r.Credit.Metric), "of": d.text(&r.Credit.Of), "cap": d.text(&r.Credit.Cap), "tiers": func(n *document.Node) {
				for _, item := range d.maps(n) {
					var t Tier
					d.object(item, "a tier", fields{"when": d.text(&t.When), "credit": d.text(&t.Credit)})
					r.Credit.Tiers = append(r.Credit.Tiers, t)
				}
			}})
		},
	})
	return r
}

// actions reads actions, each from a text of its own. A wrong one stands in the list
// too, so that the others keep their places.
func (d *decoder) actions(texts []diag.Snippet) []Action {
	all := make([]Action, len(texts))
	for i, text := range texts {
		a, err := parseAction(text.Text)
		for _, m := range diag.From(err) {
			d.found = append(d.found, text.At(*m, diag.Span{End: len(text.Text)}))
		}
		all[i] = a
	}
	return all
}
