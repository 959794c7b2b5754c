package align

import (
	"context"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/shapes"
)

// What follows asks conditions on a row, of which the field key is the input ".key",
// whether they say the same as conditions that are put together here. All is decided over
// the checked trees, so that the way in which a condition is written makes no difference.

// field returns the input of a program that stands for a field of the row, by its name
// with the point; nil when the program does not read it.
func field(p *dsl.Program, name string) *ast.Input {
	if p == nil {
		return nil
	}
	var found *ast.Input
	ast.Walk(p.Tree(), func(n ast.Node) bool {
		if in, ok := n.(*ast.Input); ok && in.Name == name {
			found = in
		}
		return found == nil
	})
	return found
}

// asksField reports whether a metric asks of each row a field as it stands.
func asksField(s shapes.Shape, name string) bool {
	if s.Item == nil {
		return false
	}
	in, ok := s.Item.Program.Tree().(*ast.Input)
	return ok && in.Name == name
}

// textsIn returns the texts that a tree names.
func textsIn(root ast.Node) []string {
	var all []string
	add := func(n ast.Node) {
		if c, ok := n.(*ast.Const); ok && (c.T.Kind == kinds.Text || c.T.Kind == kinds.Enum) && !slices.Contains(all, c.Value.Text) {
			all = append(all, c.Value.Text)
		}
	}
	ast.Walk(root, func(n ast.Node) bool {
		add(n)
		if in, ok := n.(*ast.In); ok {
			for _, v := range in.Values {
				add(v)
			}
		}
		return true
	})
	return all
}

// is returns the condition that a field is a text, over the inputs of a program; nil when
// the program does not read the field.
func is(p *dsl.Program, name, text string) *dsl.Program {
	if in := field(p, name); in != nil {
		return over(p, equals(in, text))
	}
	return nil
}

// isKnown returns the condition that a field has a value, over the inputs of a program;
// nil when the program does not read the field.
func isKnown(p *dsl.Program, name string) *dsl.Program {
	if in := field(p, name); in != nil {
		return over(p, known(in))
	}
	return nil
}

// over returns a tree as a program over the inputs of another; nil when it is refused.
func over(p *dsl.Program, root ast.Node) *dsl.Program {
	own, err := p.OverInputs(root, p.Env().Inputs)
	if err != nil {
		return nil
	}
	return own
}

// same reports whether two conditions hold for the same rows, and for some.
func same(ctx context.Context, p, q *dsl.Program) bool {
	if p == nil || q == nil {
		return false
	}
	proof := decide.Region{}.Equivalent(ctx, p, q)
	return proof.Outcome == decide.Proved && !proof.Vacuous
}

// implies reports whether a condition holds only for rows for which the second holds.
func implies(ctx context.Context, p, q *dsl.Program) bool {
	return p != nil && q != nil && decide.Region{}.Implies(ctx, p, q).Outcome == decide.Proved
}

// satisfiable reports whether a row may satisfy a condition and another over its inputs,
// and whether that is decided.
func satisfiable(ctx context.Context, p *dsl.Program, with ast.Node) (may, decided bool) {
	both := over(p, joined(true, p.Tree(), with))
	if both == nil {
		return true, false
	}
	outcome := decide.Region{}.NeverTrue(ctx, both).Outcome
	return outcome != decide.Proved, outcome != decide.Undecided
}

// The nodes of conditions. They stand where the field stands that they are about.

func condition(n ast.Node, size int) ast.Meta {
	return ast.Meta{T: kinds.Of(kinds.Boolean), At: n.Span(), Nodes: size}
}

func text(in *ast.Input, value string) *ast.Const {
	t := in.T
	t.Nullable = false
	return &ast.Const{Meta: ast.Meta{T: t, At: in.At, Nodes: 1}, Value: ast.Value{Text: value}}
}

func equals(in *ast.Input, value string) ast.Node {
	return &ast.Comparison{Meta: condition(in, 3), Op: ast.Equal, L: in, R: text(in, value)}
}

func known(in *ast.Input) ast.Node {
	return &ast.Call{Meta: condition(in, 2), Function: "known", Args: []ast.Node{in}}
}

// otherThan holds for a field that is none of some texts, or has no value.
func otherThan(in *ast.Input, values []string) ast.Node {
	found := known(in)
	for i, value := range values {
		if is := equals(in, value); i == 0 {
			found = is
		} else {
			found = joined(false, found, is)
		}
	}
	if len(values) > 0 {
		found = joined(true, known(in), found)
	}
	return &ast.Not{Meta: condition(in, found.Size()+1), X: found}
}

// joined joins conditions by and, or by or.
func joined(and bool, conditions ...ast.Node) ast.Node {
	all := conditions[0]
	for _, next := range conditions[1:] {
		all = &ast.Logic{Meta: condition(all, all.Size()+next.Size()+1), And: and, L: all, R: next}
	}
	return all
}
