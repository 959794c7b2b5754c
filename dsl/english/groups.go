package english

import (
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// groupNoun returns what groups are called: by their key, "agency" and "agencies", when
// it is a text.
func (w *writer) groupNoun(g *ast.Grouping) noun {
	if len(g.Keys) == 1 {
		f, ok := g.Keys[0].(*ast.Field)
		if ok && (f.T.Kind == kinds.Text || f.T.Kind == kinds.Enum) {
			return noun{one: words(f.Name), many: pluralOf(words(f.Name))}
		}
	}
	keys := make([]string, len(g.Keys))
	for i, k := range g.Keys {
		if f, ok := k.(*ast.Field); ok {
			keys[i] = words(f.Name)
			continue
		}
		w.within(ast.Source{Table: g.Table}, func() { keys[i] = bracketed(w.noun(k)) })
	}
	if len(keys) == 1 {
		return noun{one: "value of " + keys[0], many: "values of " + keys[0]}
	}
	return noun{one: "combination of " + joinAnd(keys), many: "combinations of " + joinAnd(keys)}
}

// that returns the current group, as rows belong to it: "that agency".
func (w *writer) that(g *ast.Grouping) string {
	f, field := g.Keys[0].(*ast.Field)
	switch {
	case len(g.Keys) > 1:
		return "that combination"
	case !field:
		return "that value"
	case f.T.Kind == kinds.Text || f.T.Kind == kinds.Enum:
		return "that " + words(f.Name)
	}
	return "that value of " + words(f.Name)
}

// key returns what the rows of the current group share.
func (w *writer) key(k *ast.Key) phrase {
	w.spend(len(k.Name))
	if len(k.Grouping.Keys) == 1 {
		return phrase{text: w.that(k.Grouping), bare: true}
	}
	return phrase{text: "the " + words(k.Name) + " of " + w.that(k.Grouping), bare: true}
}

// groups returns the groups of a source that satisfy conditions: "the agencies of the
// tickets".
func (w *writer) groups(of ast.Source, where []ast.Node) phrase {
	cut := w.population(ast.Source{Table: of.Each.Table, Of: of.Each.Of}, of.Each.Where, "the ")
	many := w.groupNoun(of.Each).many
	return w.restricted("the "+many, cut, of, where)
}

// eachGroup returns one group for many: "agency of the tickets".
func (w *writer) eachGroup(of ast.Source, where []ast.Node) phrase {
	cut := w.population(ast.Source{Table: of.Each.Table, Of: of.Each.Of}, of.Each.Where, "the ")
	return w.restricted(w.groupNoun(of.Each).one, cut, of, where)
}

func (w *writer) restricted(name string, cut phrase, of ast.Source, where []ast.Node) phrase {
	if len(where) == 0 {
		return phrase{text: name + " of " + cut.text, open: cut.open, list: cut.list}
	}
	relative := w.relative(of, where)
	return phrase{text: name + " (of " + cut.text + ") " + relative.text, open: relative.open, list: relative.list}
}
