package dsl

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/internal/exec"
	"github.com/concord-sla/concord/dsl/internal/syntax"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Explanation is how a value came about.
type Explanation struct {
	Value Value
	Root  Step // the expression, and in it the steps from which it was computed

	// Aggregate is the step of the aggregate that is the complete expression, directly or
	// through a name defined with let; nil when the expression computes something from an
	// aggregate, or from several.
	Aggregate *Step

	// Least and Most are the least and the greatest value that a share or count can still
	// have which has no value because rows are undecided. Each row is taken by itself:
	// one whose condition is not known may count or not, and one of which it is not known
	// whether it satisfies the filter may be left out. Where rows depend on each other
	// the true range may be narrower, never wider. A row that is decided, by known or ??
	// too, stays decided.
	//
	// Both are missing when nothing is undecided; when every row might be left out, which
	// leaves a share without a value; and when a row would be undecided even with all its
	// cells filled, because of a division by zero.
	Least, Most Value
}

// Steps returns the steps whose values do not already stand in the text, each before the
// step that uses it. A step that occurs several times is returned once.
func (e Explanation) Steps() []Step {
	var all []Step
	type line struct{ text, suffix string }
	seen := map[line]bool{}
	var visit func(s Step)
	visit = func(s Step) {
		for _, below := range s.Operands {
			visit(below)
		}
		if at := (line{s.Text, s.suffix()}); !s.plain && !seen[at] {
			seen[at] = true
			all = append(all, s)
		}
	}
	visit(e.Root)
	return all
}

// Step is a subexpression and its value. One that was read from JSON is that of no
// program: [Program.EachRowOf] does not know its rows.
type Step struct {
	Text     string `json:"text,omitzero"` // the author's text
	Value    Value  `json:"value,omitzero"`
	Operands []Step `json:"operands,omitzero"` // what it was computed from, in the order of the text; an aggregate's rows are counted instead

	Aggregate bool    `json:"aggregate,omitzero"` // whether the step is an aggregate; the fields below are set only then
	Function  string  `json:"function,omitzero"`  // "share"
	Asked     string  `json:"asked,omitzero"`     // the condition or value asked of each row or group; empty when they are only counted
	Table     string  `json:"table,omitzero"`     // whose rows it read
	Rows      int     `json:"rows,omitzero"`      // rows looked at
	Filtered  bool    `json:"filtered,omitzero"`  // whether filter has conditions
	Matched   int     `json:"matched,omitzero"`   // rows that satisfied the conditions of filter
	Counted   int     `json:"counted,omitzero"`   // rows for which the condition that was asked held
	Condition bool    `json:"condition,omitzero"` // whether a condition was asked, and Counted is set
	Undecided int     `json:"undecided,omitzero"` // rows for which a condition or value was missing
	Additive  bool    `json:"additive,omitzero"`  // a count or a sum
	Groups    *Groups `json:"groups,omitzero"`    // when it read groups; the counts above are then of the rows in them

	node  *ast.Aggregate
	plain bool // a reader sees its value in the text, or in its operand
}

// Sample returns how many rows of its table the value of an aggregate rests on. A sum or
// count rests on all rows that were looked at, because it has a value even when none of
// them counts; any other aggregate rests on the rows that satisfied its conditions, or
// are in groups that did.
func (s Step) Sample() int {
	if s.Additive {
		return s.Rows
	}
	return s.Matched
}

// String returns the step as a line: the text, the value, and the rows or groups behind
// it.
func (s Step) String() string { return s.Text + s.suffix() }

func (s Step) suffix() string {
	line := " = " + s.Value.String()
	if s.Value.Missing() {
		line = " has no value: " + s.Value.Why()
	}
	if behind := s.Behind(); behind != "" {
		line += " (" + behind + ")"
	}
	return line
}

// Behind returns the rows or groups that an aggregate's value rests on: "87 of 93 rows of
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
	run, err := p.bindTables(data)
	if err != nil {
		return Explanation{}, err
	}
	return p.explain(ctx, run)
}

// explain computes a run step by step.
func (p *Program) explain(ctx context.Context, run *exec.Bound) (Explanation, error) {
	run.Begin(ctx)
	x := &explaining{program: p, run: run, groups: map[int]*Groups{}}
	root := x.prepare(p.checked.Root, true)
	e := Explanation{Root: x.step(root)}
	if err := run.Err(); err != nil {
		return Explanation{}, p.ended(err)
	}
	e.Value = e.Root.Value
	if a := ast.OnlyAggregate(p.checked.Root); a != nil {
		s := x.counts(a)
		e.Aggregate = &s
		e.Least, e.Most = boundsOf(a, run.Result(a))
	}
	return e, nil
}

// explaining is one explanation as it is made.
type explaining struct {
	program *Program
	run     *exec.Bound
	groups  map[int]*Groups // by the id of the aggregate that read them
}

// pending is a subexpression, ready to be computed: for the expression once, for what is
// asked of groups once for each.
type pending struct {
	node     ast.Node
	name     func() // of a let: computes the value that it names
	value    func() (ast.Value, string)
	operands []pending
}

// prepare makes a node and all below it ready. Aggregates over groups are watched, if
// they are not themselves in groups, before anything is compiled that asks them.
func (x *explaining) prepare(n ast.Node, outermost bool) pending {
	if a, ok := n.(*ast.Aggregate); ok && a.Each != nil && outermost {
		x.watch(a)
	}
	pt := pending{node: n}
	for _, child := range operands(n) {
		pt.operands = append(pt.operands, x.prepare(child, outermost))
	}
	if let, ok := n.(*ast.Let); ok {
		pt.name = x.run.Namer(let)
	}
	pt.value = x.run.Evaluator(n)
	return pt
}

// step computes a subexpression and those below it.
func (x *explaining) step(pt pending) Step {
	if pt.name != nil {
		pt.name()
	}
	s := Step{plain: shownInText(pt.node)}
	for _, child := range pt.operands {
		below := x.step(child)
		if below.plain {
			s.Operands = append(s.Operands, below.Operands...)
		} else {
			s.Operands = append(s.Operands, below)
		}
	}
	raw, why := pt.value()
	at := pt.node.Span()
	if a, ok := pt.node.(*ast.Aggregate); ok {
		below := s.Operands
		s = x.counts(a)
		s.Operands = below
	}
	s.Text, s.Value = x.program.snippet.Text[at.Start:at.End], valueOf(pt.node, raw, why)
	return s
}

// counts returns an aggregate's step without its operands.
func (x *explaining) counts(a *ast.Aggregate) Step {
	t, at := x.run.Result(a), a.Span()
	s := Step{
		Text: x.program.snippet.Text[at.Start:at.End], Value: valueOf(a, t.Value, t.Why), node: a,
		Aggregate: true, Function: a.Function, Table: x.program.env.Tables[a.Table].Name, Additive: a.Function == "count" || a.Function == "sum",
		Filtered: len(a.Where) > 0 || a.Each != nil && len(a.Each.Where) > 0,
		Rows:     t.Rows, Matched: t.Matched, Undecided: t.Undecided,
	}
	if a.Item != nil {
		asked := a.Item.Span()
		s.Asked, s.Condition = syntax.WithoutComments(x.program.snippet.Text[asked.Start:asked.End]), asksCondition(a)
	}
	if s.Condition {
		s.Counted = t.True
	}
	if a.Each != nil {
		x.inGroups(&s, a, t)
	}
	return s
}

// asksCondition reports whether an aggregate is about a condition on each row or group.
func asksCondition(a *ast.Aggregate) bool {
	switch a.Function {
	case "count", "share", "any", "all":
		return a.Item != nil && a.Item.Type().Kind == kinds.Boolean
	}
	return false
}

// operands returns the children that have a value of their own: not those that belong to
// an aggregate's rows.
func operands(n ast.Node) []ast.Node {
	if _, aggregate := n.(*ast.Aggregate); aggregate {
		return nil
	}
	return ast.Children(n)
}

// shownInText returns what the reader sees anyway.
func shownInText(n ast.Node) bool {
	switch n.(type) {
	case *ast.Const, *ast.Variable, *ast.Let, *ast.Negate, *ast.Key:
		return true
	}
	return false
}

// boundsOf returns the bounds of an aggregate with undecided rows, as described at
// [Explanation].
func boundsOf(a *ast.Aggregate, t exec.Result) (least, greatest Value) {
	if t.Undecided == 0 || t.Beyond > 0 || t.Value.Missing == ast.None {
		return Value{}, Value{}
	}
	most := t.True + t.Open + t.MayTrue + t.MayEither
	switch a.Function {
	case "count":
		return valueOf(a, countOf(t.True), ""), valueOf(a, countOf(most), "")
	case "share":
		sure := t.True + t.False + t.Open // rows that belong
		if sure == 0 {
			return Value{}, Value{}
		}
		return valueOf(a, shareOf(t.True, sure+t.MayFalse+t.MayEither), ""), valueOf(a, shareOf(most, sure+t.MayTrue+t.MayEither), "")
	}
	return Value{}, Value{}
}

func countOf(n int) ast.Value { return ast.Value{Num: exact.Int(int64(n))} }

func shareOf(n, of int) ast.Value {
	q, _ := exact.Int(int64(n)).Mul(exact.Int(100)).Quo(exact.Int(int64(of)))
	return ast.Value{Num: q}
}
