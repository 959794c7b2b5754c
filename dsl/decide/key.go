package decide

import (
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/internal/tree"
)

// key names what a part of a criterion computes, by its structure, so that equal
// parts of several criteria are one variable. Tables are told apart by name,
// calendars and values of let by what they are.
func (t *translation) key(n tree.Node) string {
	if k, ok := t.keys[n]; ok {
		return k
	}
	if t.keys == nil {
		t.keys = map[tree.Node]string{}
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

func (t *translation) keyOf(n tree.Node) string {
	switch n := n.(type) {
	case *tree.Const:
		return fmt.Sprintf("%s:%s%q%t", n.T, n.Value.Num, n.Value.Text, n.Value.Bool)
	case *tree.Field:
		return fmt.Sprintf("field(%q.%q)", t.table(n.Table), n.Name)
	case *tree.Input:
		return fmt.Sprintf("input(%d)", t.inputOf(n).index)
	case *tree.Variable:
		return t.key(t.slots[n.Slot])
	case *tree.Let:
		t.let(n.Slot, n.Value)
		return t.key(n.Body)
	case *tree.Query:
		return fmt.Sprintf("query(%s, %s, %d, %s)", n.Name, n.Subject, n.Periods, n.T)
	case *tree.Key:
		return fmt.Sprintf("key(%s, %d)", t.grouping(n.Grouping), n.Index)
	}
	head := fmt.Sprintf("%T", n)
	switch n := n.(type) {
	case *tree.Logic:
		head += fmt.Sprint(n.And)
	case *tree.Comparison:
		head += n.Op.String()
	case *tree.Arithmetic:
		head += fmt.Sprint(n.Op, n.Percent)
		if n.Op == '*' || n.Op == '+' { // the order does not matter
			parts := []string{t.key(n.L), t.key(n.R)}
			slices.Sort(parts)
			return head + "(" + strings.Join(parts, ", ") + ")"
		}
	case *tree.TextTest:
		head += n.Op
	case *tree.In:
		for _, v := range n.Values {
			head += t.key(v) + ","
		}
	case *tree.Call:
		head += fmt.Sprintf("%s %p", n.Function, n.Calendar)
	case *tree.Aggregate:
		head += fmt.Sprintf("%s %s %q %d %t %t", n.Function, n.Rank, t.table(n.Table), len(n.Where), n.Item != nil, n.Order != nil)
		for _, g := range []*tree.Grouping{n.Of, n.Each} {
			head += " of " + t.grouping(g)
		}
	}
	return t.list(head, tree.Children(n))
}

func (t *translation) list(head string, nodes []tree.Node) string {
	parts := make([]string, len(nodes))
	for i, c := range nodes {
		parts[i] = t.key(c)
	}
	return head + "(" + strings.Join(parts, ", ") + ")"
}

func (t *translation) grouping(g *tree.Grouping) string {
	if g == nil {
		return "none"
	}
	head := fmt.Sprintf("groups %q of %s %d", t.table(g.Table), t.grouping(g.Of), len(g.Where))
	return t.interned(t.list(head, append(slices.Clone(g.Where), g.Keys...)))
}

// table is the name of a table of the program, which numbers those that it reads in
// the order of its environment.
func (t *translation) table(index int) string {
	if t.tables == nil {
		var used []int
		tree.Walk(t.program.Tree(), func(n tree.Node) bool {
			switch n := n.(type) {
			case *tree.Aggregate:
				used = append(used, n.Table)
			case *tree.Field:
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
