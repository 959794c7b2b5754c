package dsl

import (
	"strings"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/internal/exec"
)

// Groups are the groups of rows that an aggregate read.
type Groups struct {
	All       int     `json:"all"`                // how many there are
	Matched   int     `json:"matched,omitzero"`   // groups that satisfied the conditions of filter
	Counted   int     `json:"counted,omitzero"`   // groups for which the condition that was asked held
	Undecided int     `json:"undecided,omitzero"` // groups for which a condition or value was missing
	Unknown   bool    `json:"unknown,omitzero"`   // whether rows have no key, so that they might belong to any group; the counts are then not set
	List      []Group `json:"list,omitzero"`      // the first 1,000 groups in the order of their keys; empty for groups within groups
}

// Group is rows that share the value of a key, or of several.
type Group struct {
	Key   []Value `json:"key,omitzero"`
	Rows  int     `json:"rows,omitzero"`
	Use   Use     `json:"use,omitzero"`
	Asked Step    `json:"asked,omitzero"` // what was asked of the group, and its operands; the zero Step when groups are only counted
	Why   string  `json:"why,omitzero"`   // of an undecided one: what is missing
}

// Name returns the group's key as a reader sees it: "high, 2026-10-01".
func (g Group) Name() string {
	names := make([]string, len(g.Key))
	for i, k := range g.Key {
		names[i] = k.String()
	}
	return strings.Join(names, ", ")
}

// mostGroups is how many groups an explanation lists.
const mostGroups = 1000

// watch keeps the groups of an aggregate as it reads them.
func (x *explaining) watch(a *ast.Aggregate) {
	if x.groups[a.ID] != nil {
		return
	}
	list := &Groups{}
	x.groups[a.ID] = list
	var asked pending
	if a.Item != nil {
		asked = x.prepare(a.Item, false)
	}
	x.run.Watch(a, func(seen exec.Seen) {
		if len(list.List) == mostGroups {
			return
		}
		g := Group{Key: keysOf(a.Each, seen.Keys), Rows: seen.Rows}
		if a.Item != nil {
			g.Asked = x.step(asked)
		}
		if g.Use = useOf(a, seen, g.Asked.Value); g.Use.Undecided {
			g.Why = x.run.Blame(a, seen.Lost)
		}
		list.List = append(list.List, g)
	})
}

func keysOf(g *ast.Grouping, keys []ast.Value) []Value {
	all := make([]Value, len(keys))
	for i, k := range keys {
		all[i] = valueOf(g.Keys[i], k, "")
	}
	return all
}

// inGroups counts groups in Groups, and the rows in them in the step itself.
func (x *explaining) inGroups(s *Step, a *ast.Aggregate, t exec.Result) {
	s.Groups = &Groups{}
	if g := x.groups[a.ID]; g != nil {
		s.Groups.List = g.List
	}
	if t.Lost > 0 {
		s.Groups.Unknown, s.Undecided = true, t.InGroups+t.Lost
		return
	}
	s.Groups.All, s.Groups.Matched, s.Groups.Undecided = t.Groups, t.Matched, t.Undecided
	s.Matched, s.Undecided = t.Within.Matched, t.Within.Undecided
	if s.Condition {
		s.Groups.Counted, s.Counted = t.True, t.Within.True
	}
}
