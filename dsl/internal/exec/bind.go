// Package exec runs a checked tree: it binds it to typed columns as closures, one kind of
// closure for each kind of result, and evaluates those over selected rows. Nothing is
// boxed per row and nothing is rounded.
package exec

import (
	"context"
	"time"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// Data is what a tree is bound to. Tables and Inputs stand in the order of the
// environment that the tree was checked in.
type Data struct {
	Tables []*table.Table
	Rows   [][]int32 // the rows that count of each table; nil for all
	Inputs []ast.Value
	Query  func(q *ast.Query) ast.Value
	Zone   *time.Location
	Most   int64 // rows that a run may look at, each time counted
	Way    Way
}

// Way is how aggregates are computed. The answer is the same.
type Way uint8

const (
	BySize      Way = iota // row by row over few rows, and over columns else
	RowByRow               // always
	OverColumns            // wherever it can be, in short batches: few rows are several of them then
)

// Bound is a tree bound to data, ready to run once.
type Bound struct {
	root  ast.Node
	data  *Data
	frame *frame

	all      []*ast.Aggregate      // those over rows
	grouped  map[int]*columnGroups // by the id of an aggregate over groups: its groups, when they depend on no row or group
	peers    []*Bound              // bound to the same data, itself among them; nil when there are no others
	observer func(Pass)            // called for every pass and every aggregate that was computed row by row; may be nil
	why      map[int]string        // by the id of an aggregate: why it is computed row by row
	watched  map[int]func(Seen)    // by the id of an aggregate
	placed   map[int]func(Placed)
}

// frame is the state of one run.
type frame struct {
	stopped func() error // Err of the context
	err     error        // a cancelled context
	row     int
	looked  int64 // rows looked at
	long    bool  // whether a number has grown past a machine word
	slots   []ast.Value
	whys    []string // of slots without a value: the reason
	memo    []Result
	groups  []*group // by grouping: the one at hand
	why     string   // what the first missing value outside the rows was
}

// Size is what a tree needs to run.
type Size struct{ Slots, Aggregates, Groupings int }

// Bind prepares a run. Nothing stops it until it has a context.
func Bind(root ast.Node, size Size, data *Data) *Bound {
	return &Bound{root: root, data: data, frame: &frame{
		stopped: func() error { return nil }, slots: make([]ast.Value, size.Slots), whys: make([]string, size.Slots), memo: make([]Result, size.Aggregates), groups: make([]*group, size.Groupings),
	}}
}

// Together lets trees that are bound to the same data share their passes.
func Together(all []*Bound) {
	for _, b := range all {
		b.peers = all
	}
}

// Run evaluates the tree. The error is the context's; a value that could not be computed
// is a missing value, and Why says why.
func (b *Bound) Run(ctx context.Context) (ast.Value, error) { return b.Value(ctx, b.root) }

// Value evaluates one node of the tree that does not belong to a row, with what the run
// has already computed.
func (b *Bound) Value(ctx context.Context, n ast.Node) (ast.Value, error) {
	b.frame.stopped, b.frame.why = ctx.Err, ""
	v := b.value(n)(b.frame)
	if b.frame.err != nil {
		return ast.Value{}, b.frame.err
	}
	return v, ctx.Err()
}

// Row evaluates the tree for one row of a table, its own.
func (b *Bound) Row(ctx context.Context, of int) func(row int) (ast.Value, error) {
	b.frame.stopped = ctx.Err
	value := b.value(b.root)
	if b.root.Type().Kind == kinds.Boolean {
		_, held := b.rowCondition(of)
		value = func(f *frame) ast.Value { return held(f).value() }
	}
	return func(row int) (ast.Value, error) {
		b.frame.row, b.frame.why = row, ""
		v := value(b.frame)
		return v, b.frame.err
	}
}

// Result returns the result of an aggregate, after a run.
func (b *Bound) Result(a *ast.Aggregate) Result { return b.frame.memo[a.ID] }

// Why says why the value computed last is missing.
func (b *Bound) Why() string { return b.frame.why }

func (f *frame) note(why string) {
	if f.why == "" {
		f.why = why
	}
}

// The three kinds of closure. A boolean carries its own "missing".
type (
	numberFunc    func(*frame) (exact.Num, ast.Missing)
	textFunc      func(*frame) (string, ast.Missing)
	conditionFunc func(*frame) truth
)

// both evaluates the two sides of an operator; one that is missing decides.
func both[T any](f *frame, left, right func(*frame) (T, ast.Missing)) (x, y T, m ast.Missing) {
	if x, m = left(f); m == ast.None {
		y, m = right(f)
	}
	return x, y, m
}

// truth is false (0), true (1), or missing for a reason (1 + reason).
type truth uint8

const (
	isFalse truth = 0
	isTrue  truth = 1
)

func missing(m ast.Missing) truth { return truth(1 + m) }

func (t truth) reason() ast.Missing {
	if t <= isTrue {
		return ast.None
	}
	return ast.Missing(t - 1)
}

func (t truth) value() ast.Value { return ast.Value{Bool: t == isTrue, Missing: t.reason()} }

func truthOf(b bool) truth {
	if b {
		return isTrue
	}
	return isFalse
}

// value returns a closure for a node of any kind.
func (b *Bound) value(n ast.Node) func(*frame) ast.Value {
	switch k := n.Type().Kind; {
	case k == kinds.Boolean:
		f := b.condition(n)
		return func(fr *frame) ast.Value { return f(fr).value() }
	case k == kinds.Text || k == kinds.Enum:
		f := b.text(n)
		return func(fr *frame) ast.Value {
			v, m := f(fr)
			return ast.Value{Text: v, Missing: m}
		}
	default:
		f := b.number(n)
		return func(fr *frame) ast.Value {
			v, m := f(fr)
			return ast.Value{Num: v, Missing: m}
		}
	}
}
