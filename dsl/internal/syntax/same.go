package syntax

import (
	"fmt"
	"strconv"

	"github.com/expr-lang/expr/ast"
)

// same reports whether two parsed expressions say the same, wherever in their text they
// say it: they then mean the same in every environment. The signs && and || are and and
// or here, ! is not, and braces around what is asked of a row say nothing.
func same(a, b *Tree) bool {
	shapes := map[string]int{}
	return shapeOf(a, shapes) == shapeOf(b, shapes)
}

// shapeOf returns the number of a tree's shape; equal shapes have one number. expr shares
// the middle of a < b < c between two comparisons, so that a tree can have many more
// paths than nodes: each node is asked once.
func shapeOf(t *Tree, shapes map[string]int) int {
	known := map[ast.Node]int{}
	var number func(n ast.Node) int
	number = func(n ast.Node) int {
		if asked, ok := n.(*ast.PredicateNode); ok {
			n = asked.Node
		}
		if n == nil {
			return -1
		}
		if is, ok := known[n]; ok {
			return is
		}
		says, below := t.says(n)
		for _, child := range below {
			says += " " + strconv.Itoa(number(child))
		}
		if _, ok := shapes[says]; !ok {
			shapes[says] = len(shapes)
		}
		known[n] = shapes[says]
		return known[n]
	}
	return number(t.Root)
}

// visit calls a function once with every node of the tree.
func (t *Tree) visit(f func(ast.Node)) {
	seen := map[ast.Node]bool{}
	var visit func(n ast.Node)
	visit = func(n ast.Node) {
		if n == nil || seen[n] {
			return
		}
		seen[n] = true
		f(n)
		_, below := t.says(n)
		for _, child := range below {
			visit(child)
		}
	}
	visit(t.Root)
}

// says returns what a node says by itself, and the nodes below it.
func (t *Tree) says(n ast.Node) (what string, below []ast.Node) {
	switch n := n.(type) {
	case *ast.NilNode:
		return "nil", nil
	case *ast.BoolNode:
		return strconv.FormatBool(n.Value), nil
	case *ast.IdentifierNode:
		return t.named(n, n.Value), nil
	case *ast.StringNode:
		if t.Quoted(n) {
			return strconv.Quote(n.Value), nil
		}
		return t.named(n, n.Value), nil
	case *ast.BytesNode:
		return "b" + strconv.Quote(string(n.Value)), nil
	case *ast.PointerNode:
		if i := t.token(t.start(n)); n.Name != "" && i >= 0 {
			return "#" + t.scanner.tokens[i+1].spelled(), nil
		}
		return "#", nil
	case *ast.UnaryNode:
		return plainWord(n.Operator), []ast.Node{n.Node}
	case *ast.BinaryNode:
		return plainWord(n.Operator), []ast.Node{n.Left, n.Right}
	case *ast.ConditionalNode:
		return map[bool]string{true: "?", false: "if"}[n.Ternary], []ast.Node{n.Cond, n.Exp1, n.Exp2}
	case *ast.VariableDeclaratorNode:
		return "let " + n.Name, []ast.Node{n.Value, n.Expr}
	case *ast.SequenceNode:
		return ";", n.Nodes
	case *ast.PredicateNode:
		return "ask", []ast.Node{n.Node}
	case *ast.BuiltinNode:
		return "call " + t.CallName(n, n.Name), n.Arguments
	case *ast.CallNode:
		callee, ok := n.Callee.(*ast.IdentifierNode)
		if _, number := t.Literal(n); ok && !number {
			return "call " + t.CallName(n, callee.Value), n.Arguments
		}
		return "call", append([]ast.Node{n.Callee}, n.Arguments...)
	case *ast.MemberNode:
		return ".", []ast.Node{n.Node, n.Property}
	case *ast.SliceNode:
		return "[:]", []ast.Node{n.Node, n.From, n.To}
	case *ast.ArrayNode:
		return "[]", n.Nodes
	case *ast.MapNode:
		return "{}", n.Pairs
	case *ast.PairNode:
		return ":", []ast.Node{n.Key, n.Value}
	}
	return fmt.Sprintf("%T %s", n, n), nil
}

// named returns a name, or the number that was hidden behind it.
func (t *Tree) named(n ast.Node, name string) string {
	if l, ok := t.Literal(n); ok {
		return l.spelled()
	}
	return name
}
