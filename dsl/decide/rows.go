package decide

import (
	"context"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/internal/contexts"
)

// RowsDisjoint asks whether no row of a table counts in both of two expressions: whether
// the conditions under which their aggregates take rows exclude each other. A count takes
// the rows that it counts, and a share all rows of which it is the share. That is proved,
// or a row for which it may not be so is shown as a possible witness: its fields are what
// is assumed. Expressions over different tables are disjoint.
func (r Region) RowsDisjoint(ctx context.Context, first, second *dsl.Program) Proof {
	if err := contexts.Check(ctx); err != nil {
		return Proof{Outcome: Undecided, Reason: err.Error()}
	}
	u := newUniverse(r.Domains)
	one, other := u.translate(first), u.translate(second)
	var shared []*formula
	for _, a := range one.sources() {
		for _, b := range other.sources() {
			if a.table == b.table {
				shared = append(shared, both(one.all(a.where), other.all(b.where)))
			}
		}
	}
	if u.problem != nil {
		return Proof{Outcome: Undecided, Reason: u.problem.Error()}
	}
	q := question{universe: u, steps: r.Budget}
	w, err := q.sample(ctx, both(append(u.axioms[:len(u.axioms):len(u.axioms)], either(shared...))...))
	switch {
	case err != nil:
		return Proof{Outcome: Undecided, Reason: err.Error()}
	case w != nil:
		return Proof{Outcome: Undecided, Witness: w, Possible: true, Reason: "which rows there are is not known here"}
	}
	return Proof{Outcome: Proved, Vacuous: len(shared) == 0}
}

// source is the rows that an aggregate takes.
type source struct {
	table string
	where []ast.Node // conditions on a row
}

// sources returns the rows of all aggregates. Of an aggregate of groups, those are the
// rows that the groups are made of.
func (t *translation) sources() []source {
	var all []source
	ast.Walk(t.program.Tree(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Let:
			t.let(n.Slot, n.Value)
		case *ast.Aggregate:
			s := source{table: t.table(n.Table)}
			if n.Each == nil {
				s.where = n.Where
				if n.Function == "count" && n.Item != nil {
					s.where = append(s.where[:len(s.where):len(s.where)], n.Item)
				}
			}
			for _, g := range []*ast.Grouping{n.Each, n.Of} {
				for ; g != nil; g = g.Of {
					s.where = append(s.where[:len(s.where):len(s.where)], g.Where...)
				}
			}
			all = append(all, s)
		}
		return true
	})
	return all
}

func (t *translation) all(conditions []ast.Node) *formula {
	operands := make([]*formula, len(conditions))
	for i, c := range conditions {
		operands[i] = t.when(c, true)
	}
	return both(operands...)
}

// sample returns some values that satisfy a formula, which the evaluator is not asked
// about; nil when there are none.
func (q *question) sample(ctx context.Context, f *formula) (w *Witness, err error) {
	if choice, ok := q.plain(f); ok {
		if choice != nil {
			w = q.witness(choice, nil)
		}
		return w, nil
	}
	s := q.search(f)
	s.visit = func(b box, numbers map[*variable]exact.Num) bool {
		w = q.witness(s.grid.choice(b), numbers)
		return true
	}
	if s.all(ctx, f); w != nil {
		return w, nil
	}
	return nil, s.doubt
}
