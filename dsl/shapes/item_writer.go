package shapes

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// itemWriter writes what is asked of a row as an expression about inputs.
type itemWriter struct {
	*shaper
	inputs    []kinds.Field
	at        map[string]int // the inputs that stand for fields
	length    ast.Node       // what becomes value
	lengthKey string
	moments   map[string]bool // the fields that may be missing, without each of which there is no length
}

// program writes conditions that all hold, or one value, as a program over inputs; nil
// when it is refused.
func (w *itemWriter) program(asked []ast.Node) *dsl.Program {
	root := w.write(asked[0])
	for _, n := range asked[1:] {
		next := w.write(n)
		root = &ast.Logic{Meta: ast.Meta{T: root.Type(), At: root.Span(), Nodes: root.Size() + next.Size() + 1}, And: true, L: root, R: next}
	}
	p, err := w.shaper.program.OverInputs(root, w.inputs)
	if err != nil {
		return nil
	}
	return p
}

func (w *itemWriter) write(n ast.Node) ast.Node {
	return replaced(n, func(n ast.Node) ast.Node {
		if w.length != nil && w.key(n) == w.lengthKey {
			return w.input("value", n)
		}
		switch n := n.(type) {
		case *ast.Field:
			return w.input("."+n.Name, n)
		case *ast.Call:
			if n.Function != "known" || w.length == nil {
				return nil
			}
			if f, ok := n.Args[0].(*ast.Field); ok && w.moments[f.Name] {
				length := &ast.Call{Meta: n.Meta, Function: n.Function, Args: []ast.Node{w.input("value", w.length)}}
				if len(w.moments) == 1 {
					return length
				}
				own := &ast.Call{Meta: n.Meta, Function: n.Function, Args: []ast.Node{w.input("."+f.Name, f)}}
				either := &ast.Logic{Meta: n.Meta, L: length, R: own}
				either.Nodes = length.Size() + own.Size() + 1
				return either
			}
		}
		return nil
	})
}

// momentsOf returns the fields and inputs that may be missing and without each of which
// there is no length. Where a length has something else for one that is missing, it is
// none of them.
func momentsOf(length ast.Node) map[string]bool {
	moments, always := map[string]bool{}, true
	ast.Walk(length, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			if n.T.Nullable {
				moments[n.Name] = true
			}
		case *ast.Input:
			if n.T.Nullable {
				moments["input "+n.Name] = true
			}
		case *ast.Const, *ast.Arithmetic, *ast.Negate:
		case *ast.Call:
			always = always && n.Function != "known"
		default:
			always = false
		}
		return always
	})
	if !always {
		return nil
	}
	return moments
}

// input returns the input of a name in the place of a node, which may be missing as the
// node may.
func (w *itemWriter) input(name string, n ast.Node) ast.Node {
	t := n.Type()
	t.CellUnit = 0
	if name == "value" {
		t.Nullable = true
	}
	i, known := w.at[name]
	if !known {
		i = len(w.inputs)
		w.at[name] = i
		w.inputs = append(w.inputs, kinds.Field{Name: name, Type: t})
	}
	return &ast.Input{Meta: ast.Meta{T: t, At: n.Span(), Nodes: 1}, Index: i, Name: name}
}

// replaced returns a copy of a node in which another stands wherever with gives one; what
// is below that is not looked at.
func replaced(n ast.Node, with func(ast.Node) ast.Node) ast.Node {
	if own := with(n); own != nil {
		return own
	}
	of := func(n ast.Node) ast.Node { return replaced(n, with) }
	switch n := n.(type) {
	case *ast.Not:
		own := *n
		own.X = of(n.X)
		return &own
	case *ast.Negate:
		own := *n
		own.X = of(n.X)
		return &own
	case *ast.Logic:
		own := *n
		own.L, own.R = of(n.L), of(n.R)
		return &own
	case *ast.Comparison:
		own := *n
		own.L, own.R = of(n.L), of(n.R)
		return &own
	case *ast.Arithmetic:
		own := *n
		own.L, own.R = of(n.L), of(n.R)
		return &own
	case *ast.TextTest:
		own := *n
		own.L, own.R = of(n.L), of(n.R)
		return &own
	case *ast.In:
		own := *n
		own.X = of(n.X)
		return &own
	case *ast.Conditional:
		own := *n
		own.If, own.Then, own.Else = of(n.If), of(n.Then), of(n.Else)
		return &own
	case *ast.Coalesce:
		own := *n
		own.X, own.Otherwise = of(n.X), of(n.Otherwise)
		return &own
	case *ast.Call:
		own := *n
		own.Args = make([]ast.Node, len(n.Args))
		for i, arg := range n.Args {
			own.Args[i] = of(arg)
		}
		return &own
	}
	return n
}

// key returns what a node computes, by its structure.
func (r *shaper) key(n ast.Node) string {
	n = r.behind(n)
	if r.steps--; r.steps < 0 {
		return r.written(n)
	}
	head := ""
	switch n := n.(type) {
	case *ast.Const:
		return fmt.Sprintf("%s %s %q %t", n.T, n.Value.Num, n.Value.Text, n.Value.Bool)
	case *ast.Field:
		return fmt.Sprintf("field %d.%s", n.Table, n.Name)
	case *ast.Input:
		return "input " + n.Name
	case *ast.Logic:
		head = fmt.Sprint(n.And)
	case *ast.Comparison:
		head = n.Op.String()
	case *ast.Arithmetic:
		head = fmt.Sprint(n.Op, n.Percent)
	case *ast.TextTest:
		head = n.Op
	case *ast.In:
		for _, v := range n.Values {
			head += r.key(v) + ","
		}
	case *ast.Call:
		head = fmt.Sprintf("%s %p", n.Function, n.Calendar)
	case *ast.Not, *ast.Negate, *ast.Conditional, *ast.Coalesce:
	default:
		return r.written(n) // of other rows: equal when it is written alike
	}
	parts := make([]string, 0, 3)
	for _, c := range ast.Children(n) {
		parts = append(parts, r.key(c))
	}
	return fmt.Sprintf("%T %s(%s)", n, head, strings.Join(parts, ", "))
}
