package exec

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// elements reads rows or groups, makes each the current one, and visits it. It counts
// what it looked at.
type elements func(f *frame, t *Result, visit func())

func (b *Bound) elements(n *ast.Aggregate) elements {
	s := n.Source
	if s.Each != nil {
		return b.groups(n)
	}
	return func(f *frame, t *Result, visit func()) {
		b.rows(f, s, func() {
			t.Rows++
			visit()
		})
	}
}

// rows reads the rows of a table that count, or those of the current group.
func (b *Bound) rows(f *frame, s ast.Source, visit func()) {
	var some []int32
	switch {
	case s.Of != nil:
		if some = f.groups[s.Of.ID].list(f); f.err != nil {
			return
		}
	case b.data.Rows != nil && b.data.Rows[s.Table] != nil:
		some = b.data.Rows[s.Table]
	default:
		for row := range b.data.Tables[s.Table].Rows() {
			if b.stopped(f) {
				return
			}
			f.row = row
			visit()
		}
		return
	}
	for _, row := range some {
		if b.stopped(f) {
			return
		}
		f.row = int(row)
		visit()
	}
}

// group is the rows that share the values of keys.
type group struct {
	id    int // in the order of their first rows
	keys  []ast.Value
	size  int
	rows  []int32
	place int           // in the order of the keys, of one that was made over columns
	of    *columnGroups // which lists its rows
}

// list returns the group's rows.
func (g *group) list(f *frame) []int32 {
	if g.rows == nil && g.of != nil {
		rows, err := g.of.rowsIn(f.stopped, g)
		if err != nil && f.err == nil {
			f.err = err
		}
		g.rows = rows
	}
	return g.rows
}

// groups groups the rows and reads them in the order of their keys. A row for which a
// key, or whether it belongs, is missing leaves all groups undecided: it might change any
// of them.
func (b *Bound) groups(n *ast.Aggregate) elements {
	g := n.Each
	var byRow func(f *frame, t *Result) ordered[*group]
	return func(f *frame, t *Result, visit func()) {
		all, columns := b.groupColumns(f, n, t)
		if all == nil {
			if byRow == nil {
				byRow = b.groupRows(g, b.placed[n.ID])
			}
			rows := byRow(f, t)
			all = &rows
		}
		t.Groups = all.n
		if f.err != nil || t.Value.Missing != ast.None {
			return
		}
		if columns == nil && !all.sort(f, func(x, y *group) int { return compareKeys(g.Keys, x.keys, y.keys) }) {
			return
		}
		outer := f.groups[g.ID]
		for i := range all.n {
			one := all.at(i)
			f.groups[g.ID] = one
			for _, inner := range g.Inner {
				f.memo[inner] = Result{}
			}
			columns.in(b, f, one)
			visit()
			if f.err != nil {
				break
			}
		}
		f.groups[g.ID] = outer
	}
}

// groupRows compiles the way to group rows one by one. Where each row was put is passed
// to placed when that is not nil.
func (b *Bound) groupRows(g *ast.Grouping, placed func(Placed)) func(f *frame, t *Result) ordered[*group] {
	where := b.conditions(g.Where)
	keys := make([]func(*frame) ast.Value, len(g.Keys))
	for i, k := range g.Keys {
		keys[i] = b.value(k)
	}
	asked := append(slices.Clone(g.Where), g.Keys...)
	if placed == nil {
		placed = func(Placed) {}
	}
	return func(f *frame, t *Result) (all ordered[*group]) {
		byKey := map[string]*group{}
		values, id := make([]ast.Value, len(keys)), ""
		undecided := func(why ast.Missing) {
			t.Lost++
			placed(Placed{Row: f.row, Lost: why})
			if t.Value.Missing == ast.None {
				t.Value.Missing, t.Why = why, b.blameRow(f, g.Table, asked, why)
			}
		}
		b.rows(f, g.Source, func() {
			t.Rows++
			held := conjunction(f, where)
			if held == isFalse {
				placed(Placed{Row: f.row, Out: true})
				return
			}
			if held != isTrue {
				undecided(held.reason())
				return
			}
			id = ""
			for i, key := range keys {
				if values[i] = key(f); values[i].Missing != ast.None {
					undecided(values[i].Missing)
					return
				}
				id += identity(g.Keys[i].Type(), values[i]) + "\x00"
			}
			one := byKey[id]
			if one == nil {
				one = &group{id: all.n, keys: slices.Clone(values)}
				byKey[id] = one
				all.add(one)
			}
			one.rows = append(one.rows, int32(f.row))
			one.size++
			t.InGroups++
			placed(Placed{Row: f.row, Group: one.id})
		})
		return all
	}
}

// key returns a closure for the value of a key of the current group.
func (b *Bound) key(n *ast.Key) func(*frame) ast.Value {
	id, index := n.Grouping.ID, n.Index
	return func(f *frame) ast.Value {
		if g := f.groups[id]; g != nil {
			return g.keys[index]
		}
		return ast.Value{Missing: ast.NotSupplied}
	}
}

// identity returns a text that two values of one type share if and only if they are
// equal.
func identity(t kinds.Type, v ast.Value) string {
	switch t.Kind {
	case kinds.Boolean:
		return fmt.Sprint(v.Bool)
	case kinds.Text, kinds.Enum:
		return fmt.Sprintf("%d:%s", len(v.Text), v.Text)
	}
	if n, ok := v.Num.Int64(); ok {
		return fmt.Sprint(n)
	}
	return v.Num.Rat().String()
}

func compareKeys(keys []ast.Node, x, y []ast.Value) int {
	for i, k := range keys {
		order := 0
		switch t := k.Type(); {
		case t.Kind == kinds.Boolean:
			order = cmp.Compare(truthOf(x[i].Bool), truthOf(y[i].Bool))
		case t.Ordered:
			order = cmp.Compare(slices.Index(t.Values, x[i].Text), slices.Index(t.Values, y[i].Text))
		case numeric(t):
			order = x[i].Num.Cmp(y[i].Num)
		default:
			order = strings.Compare(x[i].Text, y[i].Text)
		}
		if order != 0 {
			return order
		}
	}
	return 0
}

// groupName says which group is at hand: "the group high, 2026".
func (b *Bound) groupName(f *frame, g *ast.Grouping) string {
	names := make([]string, len(g.Keys))
	for i, k := range g.Keys {
		names[i] = written(k.Type(), f.groups[g.ID].keys[i])
	}
	return "the group " + strings.Join(names, ", ")
}
