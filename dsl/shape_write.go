package dsl

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/dsl/table"
)

// itemWriter writes what is asked of a row as an expression about inputs.
type itemWriter struct {
	*shaper
	inputs    []table.Field
	at        map[string]int // the inputs that stand for fields
	length    tree.Node      // what becomes value
	lengthKey string
	moments   map[string]bool // the fields from which it is counted
}

func (w *itemWriter) write(n tree.Node) tree.Node {
	return replaced(n, func(n tree.Node) tree.Node {
		if w.length != nil && w.key(n) == w.lengthKey {
			return w.input("value", n)
		}
		switch n := n.(type) {
		case *tree.Field:
			return w.input("."+n.Name, n)
		case *tree.Call:
			if n.Function != "known" || w.length == nil {
				return nil
			}
			if f, ok := n.Args[0].(*tree.Field); ok && w.moments[f.Name] {
				return &tree.Call{Meta: n.Meta, Function: n.Function, Args: []tree.Node{w.input("value", w.length)}}
			}
		}
		return nil
	})
}

// input is the input of a name in the place of a node, which may be missing as the
// node may.
func (w *itemWriter) input(name string, n tree.Node) tree.Node {
	t := n.Type()
	t.CellUnit = 0
	if name == "value" {
		t.Nullable = true
	}
	i, known := w.at[name]
	if !known {
		i = len(w.inputs)
		w.at[name] = i
		w.inputs = append(w.inputs, table.Field{Name: name, Type: t})
	}
	return &tree.Input{Meta: tree.Meta{T: t, At: n.Span(), Nodes: 1}, Index: i, Name: name}
}

// replaced is a copy of a node in which another stands wherever with gives one; what
// is below that is not looked at.
func replaced(n tree.Node, with func(tree.Node) tree.Node) tree.Node {
	if own := with(n); own != nil {
		return own
	}
	of := func(n tree.Node) tree.Node { return replaced(n, with) }
	switch n := n.(type) {
	case *tree.Not:
		own := *n
		own.X = of(n.X)
		return &own
	case *tree.Negate:
		own := *n
		own.X = of(n.X)
		return &own
	case *tree.Logic:
		own := *n
		own.L, own.R = of(n.L), of(n.R)
		return &own
	case *tree.Comparison:
		own := *n
		own.L, own.R = of(n.L), of(n.R)
		return &own
	case *tree.Arithmetic:
		own := *n
		own.L, own.R = of(n.L), of(n.R)
		return &own
	case *tree.TextTest:
		own := *n
		own.L, own.R = of(n.L), of(n.R)
		return &own
	case *tree.In:
		own := *n
		own.X = of(n.X)
		return &own
	case *tree.Conditional:
		own := *n
		own.If, own.Then, own.Else = of(n.If), of(n.Then), of(n.Else)
		return &own
	case *tree.Coalesce:
		own := *n
		own.X, own.Otherwise = of(n.X), of(n.Otherwise)
		return &own
	case *tree.Call:
		own := *n
		own.Args = make([]tree.Node, len(n.Args))
		for i, arg := range n.Args {
			own.Args[i] = of(arg)
		}
		return &own
	}
	return n
}

// key is what a node computes, by its structure.
func (r *shaper) key(n tree.Node) string {
	n = r.behind(n)
	if r.steps--; r.steps < 0 {
		return r.text(n)
	}
	head := ""
	switch n := n.(type) {
	case *tree.Const:
		return fmt.Sprintf("%s %s %q %t", n.T, n.Value.Num, n.Value.Text, n.Value.Bool)
	case *tree.Field:
		return fmt.Sprintf("field %d.%s", n.Table, n.Name)
	case *tree.Input:
		return "input " + n.Name
	case *tree.Logic:
		head = fmt.Sprint(n.And)
	case *tree.Comparison:
		head = n.Op.String()
	case *tree.Arithmetic:
		head = fmt.Sprint(n.Op, n.Percent)
	case *tree.TextTest:
		head = n.Op
	case *tree.In:
		for _, v := range n.Values {
			head += r.key(v) + ","
		}
	case *tree.Call:
		head = fmt.Sprintf("%s %p", n.Function, n.Calendar)
	case *tree.Not, *tree.Negate, *tree.Conditional, *tree.Coalesce:
	default:
		return r.text(n) // of other rows: equal when it is written alike
	}
	parts := make([]string, 0, 3)
	for _, c := range tree.Children(n) {
		parts = append(parts, r.key(c))
	}
	return fmt.Sprintf("%T %s(%s)", n, head, strings.Join(parts, ", "))
}
