package decide

import (
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/ast"
)

// key names what a subexpression of a criterion computes, by its structure, so that equal
// subexpressions of several criteria are one variable. Tables are distinguished by name,
// calendars and values of let by what they are.
func (t *translation) key(n ast.Node) string {
	if k, ok := t.keys[n]; ok {
		return k
	}
	if t.keys == nil {
		t.keys = map[ast.Node]string{}
	}
	k := t.interned(t.keyOf(n))
	t.keys[n] = k
	return k
}

// interned shortens a key, so that what is nested deep has a short one too.
func (t *translation) interned(key string) string {
	if len(key) < 64 {
		return key
	}
	if t.long == nil {
		t.long = map[string]string{}
	}
	short, ok := t.long[key]
	if !ok {
		short = fmt.Sprintf("#%d", len(t.long))
		t.long[key] = short
	}
	return short
}

func (t *translation) keyOf(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Const:
		return fmt.Sprintf("%s:%s%q%t", n.T, n.Value.Num, n.Value.Text, n.Value.Bool)
	case *ast.Field:
		return fmt.Sprintf("field(%q.%q)", t.table(n.Table), n.Name)
	case *ast.Input:
		return fmt.Sprintf("input(%d)", t.inputOf(n).index)
	case *ast.Variable:
		return t.key(t.slots[n.Slot])
	case *ast.Let:
		t.let(n.Slot, n.Value)
		return t.key(n.Body)
	case *ast.Query:
		return fmt.Sprintf("query(%s, %s, %d, %s)", n.Name, n.Subject, n.Periods, n.T)
	case *ast.Key:
		return fmt.Sprintf("key(%s, %d)", t.grouping(n.Grouping), n.Index)
	}
	head := fmt.Sprintf("%T", n)
	switch n := n.(type) {
	case *ast.Logic:
		head += fmt.Sprint(n.And)
	case *ast.Comparison:
		head += n.Op.String()
	case *ast.Arithmetic:
		head += fmt.Sprint(n.Op, n.Percent)
		if n.Op == '*' || n.Op == '+' { // the order does not matter
			parts := []string{t.key(n.L), t.key(n.R)}
			slices.Sort(parts)
			return head + "(" + strings.Join(parts, ", ") + ")"
		}
	case *ast.TextTest:
		head += n.Op
	case *ast.In:
		for _, v := range n.Values {
			head += t.key(v) + ","
		}
	case *ast.Call:
		head += fmt.Sprintf("%s %p", n.Function, n.Calendar)
	case *ast.Lookup:
		head += fmt.Sprintf("%q.%q by %q", n.Of, n.Field, n.KeyName)
	case *ast.Aggregate:
		head += fmt.Sprintf("%s %s %q %d %t %t", n.Function, n.Rank, t.table(n.Table), len(n.Where), n.Item != nil, n.Order != nil)
		for _, g := range []*ast.Grouping{n.Of, n.Each} {
			head += " of " + t.grouping(g)
		}
	}
	return t.list(head, ast.Children(n))
}

func (t *translation) list(head string, nodes []ast.Node) string {
	parts := make([]string, len(nodes))
	for i, c := range nodes {
		parts[i] = t.key(c)
	}
	return head + "(" + strings.Join(parts, ", ") + ")"
}

func (t *translation) grouping(g *ast.Grouping) string {
	if g == nil {
		return "none"
	}
	head := fmt.Sprintf("groups %q of %s %d", t.table(g.Table), t.grouping(g.Of), len(g.Where))
	return t.interned(t.list(head, append(slices.Clone(g.Where), g.Keys...)))
}

// table returns the name of a table of the program, which numbers those that it reads in
// the order of its environment.
func (t *translation) table(index int) string {
	if t.tables == nil {
		var used []int
		ast.Walk(t.program.Tree(), func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Aggregate:
				used = append(used, n.Table)
			case *ast.Field:
				used = append(used, n.Table)
			}
			return true
		})
		slices.Sort(used)
		used = slices.Compact(used)
		t.tables = map[int]string{}
		for i, name := range t.program.Tables() {
			t.tables[used[i]] = name
		}
	}
	return t.tables[index]
}
