package dsl

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/internal/eval"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Explanation is how a value came about.
type Explanation struct {
	Value  Value
	Root   Step   // the whole expression, and in it the parts that it was computed from
	Bounds Bounds // of a share or count that has no value because rows are undecided

	single *Step // the aggregate whose value is the expression's
}

// Steps are the parts of the expression that a reader does not see anyway, each
// before the part that uses it, and one that is there several times once.
func (e Explanation) Steps() []Step {
	var all []Step
	type line struct{ text, told string }
	seen := map[line]bool{}
	var visit func(s Step)
	visit = func(s Step) {
		for _, part := range s.Parts {
			visit(part)
		}
		if at := (line{s.Text, s.told()}); !s.plain && !seen[at] {
			seen[at] = true
			all = append(all, s)
		}
	}
	visit(e.Root)
	return all
}

// Aggregate is the step of the one aggregate whose value is the expression's own,
// perhaps by a name that let gave it; ok is false when something is computed from
// it, or from several.
func (e Explanation) Aggregate() (s Step, ok bool) {
	if e.single == nil {
		return Step{}, false
	}
	return *e.single, true
}

// Step is one part of an expression and its value.
type Step struct {
	Text  string // the author's text
	Value Value
	Parts []Step // what it was computed from, in the order of the text; an aggregate's rows are counted instead

	Aggregate bool    // whether what follows is set
	Function  string  // "share"
	Asked     string  // the condition or value asked of each row or group; empty when they are only counted
	Table     string  // whose rows it went over
	Rows      int     // rows looked at
	Filtered  bool    // whether filter has conditions
	Matched   int     // of them, rows that satisfied the conditions of filter
	Counted   int     // of a condition that was asked: rows for which it held
	Condition bool    // whether Counted is set
	Undecided int     // rows for which a condition or value was missing
	Additive  bool    // a count or a sum
	Groups    *Groups // when it went over groups; the counts above are then of the rows in them

	node  *ast.Aggregate
	plain bool // a reader sees its value in the text, or in its part
}

// Judged is how many rows of its table the value of an aggregate rests on. A sum or
// a count of none is known from all the rows that were looked at; any other
// aggregate rests on the rows that satisfied its conditions, or are in groups that
// did.
func (s Step) Judged() int {
	if s.Additive {
		return s.Rows
	}
	return s.Matched
}

// String is the step as a line: the text, the value, and the rows or groups behind
// it.
func (s Step) String() string { return s.Text + s.told() }

func (s Step) told() string {
	line := " = " + s.Value.String()
	if s.Value.Missing() {
		line = " has no value: " + s.Value.Why()
	}
	if behind := s.Behind(); behind != "" {
		line += " (" + behind + ")"
	}
	return line
}

// Behind is the rows or groups that an aggregate's value rests on: "87 of 93 rows of
// tickets"; empty for any other step.
func (s Step) Behind() string {
	if !s.Aggregate {
		return ""
	}
	of, all, matched, counted, undecided := "rows", s.Rows, s.Matched, s.Counted, s.Undecided
	if g := s.Groups; g != nil {
		of, all, matched, counted, undecided = "groups", g.All, g.Matched, g.Counted, g.Undecided
		if g.Unknown {
			return fmt.Sprintf("%d of %d rows of %s are in no known group", s.Undecided, s.Rows, s.Table)
		}
	}
	line := fmt.Sprintf("%d of %d %s of %s", matched, all, of, s.Table)
	if s.Condition && matched > 0 {
		line = fmt.Sprintf("%d of %d %s of %s", counted, matched, of, s.Table)
	}
	if undecided > 0 {
		line += fmt.Sprintf(", %d undecided", undecided)
	}
	return line
}

// Explain evaluates the program and says how its value came about.
func (p *Program) Explain(ctx context.Context, data Data) (Explanation, error) {
	if err := p.usable(ctx); err != nil {
		return Explanation{}, err
	}
	run, err := p.bindWhole(data)
	if err != nil {
		return Explanation{}, err
	}
	return p.explain(ctx, run)
}

// explain computes a run part by part.
func (p *Program) explain(ctx context.Context, run *eval.Bound) (Explanation, error) {
	run.Begin(ctx)
	x := &explaining{program: p, run: run, groups: map[int]*Groups{}}
	whole := x.part(p.checked.Root, true)
	e := Explanation{Root: x.step(whole)}
	if err := run.Err(); err != nil {
		return Explanation{}, p.ended(err)
	}
	e.Value = e.Root.Value
	if a := single(p.checked.Root); a != nil {
		s := x.counts(a)
		e.single, e.Bounds = &s, boundsOf(a, run.Tally(a))
	}
	return e, nil
}

// explaining is one explanation as it is made.
type explaining struct {
	program *Program
	run     *eval.Bound
	groups  map[int]*Groups // by the id of the aggregate that went over them
}

// part is a part of the expression, ready to be computed: for the whole once, for
// what is asked of groups once for each.
type part struct {
	node  ast.Node
	name  func() // of a let: computes the value that it names
	value func() (ast.Value, string)
	parts []part
}

// part makes a node and all below it ready. Aggregates over groups are watched, if
// they are not themselves in groups, before anything is compiled that asks them.
func (x *explaining) part(n ast.Node, outermost bool) part {
	if a, ok := n.(*ast.Aggregate); ok && a.Each != nil && outermost {
		x.watch(a)
	}
	pt := part{node: n}
	for _, child := range parts(n) {
		pt.parts = append(pt.parts, x.part(child, outermost))
	}
	if let, ok := n.(*ast.Let); ok {
		pt.name = x.run.Namer(let)
	}
	pt.value = x.run.Evaluator(n)
	return pt
}

// step computes a part and those below it.
func (x *explaining) step(pt part) Step {
	if pt.name != nil {
		pt.name()
	}
	s := Step{plain: plain(pt.node)}
	for _, child := range pt.parts {
		below := x.step(child)
		if below.plain {
			s.Parts = append(s.Parts, below.Parts...)
		} else {
			s.Parts = append(s.Parts, below)
		}
	}
	raw, why := pt.value()
	at := pt.node.Span()
	if a, ok := pt.node.(*ast.Aggregate); ok {
		below := s.Parts
		s = x.counts(a)
		s.Parts = below
	}
	s.Text, s.Value = x.program.snippet.Text[at.Start:at.End], valueOf(pt.node, raw, why)
	return s
}

// counts is an aggregate's step without the parts.
func (x *explaining) counts(a *ast.Aggregate) Step {
	t, at := x.run.Tally(a), a.Span()
	s := Step{
		Text: x.program.snippet.Text[at.Start:at.End], Value: valueOf(a, t.Value, t.Why), node: a,
		Aggregate: true, Function: a.Function, Table: x.program.env.Tables[a.Table].Name, Additive: a.Function == "count" || a.Function == "sum",
		Filtered: len(a.Where) > 0 || a.Each != nil && len(a.Each.Where) > 0,
		Rows:     t.Rows, Matched: t.Matched, Undecided: t.Undecided,
	}
	if a.Item != nil {
		asked := a.Item.Span()
		s.Asked, s.Condition = x.program.snippet.Text[asked.Start:asked.End], asksCondition(a)
	}
	if s.Condition {
		s.Counted = t.True
	}
	if a.Each != nil {
		x.inGroups(&s, a, t)
	}
	return s
}

// asksCondition reports whether an aggregate is about a condition on each row or
// group.
func asksCondition(a *ast.Aggregate) bool {
	switch a.Function {
	case "count", "share", "any", "all":
		return a.Item != nil && a.Item.Type().Kind == kinds.Boolean
	}
	return false
}

// parts are the children that have a value of their own: not those that belong to
// an aggregate's rows.
func parts(n ast.Node) []ast.Node {
	if _, aggregate := n.(*ast.Aggregate); aggregate {
		return nil
	}
	return ast.Children(n)
}

// plain is what the reader sees anyway.
func plain(n ast.Node) bool {
	switch n.(type) {
	case *ast.Const, *ast.Variable, *ast.Let, *ast.Negate, *ast.Key:
		return true
	}
	return false
}

// single is the aggregate whose value is that of the whole; nil when there is none.
func single(n ast.Node) *ast.Aggregate {
	named := map[int]ast.Node{}
	for {
		switch at := n.(type) {
		case *ast.Let:
			named[at.Slot], n = at.Value, at.Body
		case *ast.Variable:
			n = named[at.Slot]
		case *ast.Aggregate:
			return at
		default:
			return nil
		}
	}
}
