package decide

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/prose"
)

// Edit is a change of one tier's text.
type Edit struct {
	Tier     int       // of the list, counted from 0
	Span     diag.Span // of the tier's text, what is replaced
	Old, New string    // what stands there, and what to write instead
	After    string    // the tier's text after the change
}

// String returns the edit as a sentence: tier 2: write "value < 99.9%" instead of "value
// <= 99.89%".
func (e *Edit) String() string {
	if e == nil {
		return ""
	}
	return fmt.Sprintf("tier %d: write %q instead of %q", e.Tier+1, e.New, e.Old)
}

// bound is a comparison of an input with a figure that stands in a tier's text.
type bound struct {
	tier   int
	node   *ast.Comparison
	input  *ast.Input
	figure *ast.Const
	op     ast.Op // with the input on the left
	text   string // of the figure
}

func (b bound) lower() bool { return b.op == ast.Greater || b.op == ast.GreaterOrEqual }
func (b bound) upper() bool { return b.op == ast.Less || b.op == ast.LessOrEqual }

// boundsOf returns the bounds of a tier, in the order of the text. A tier whose text
// needs more than inputs to be read has none.
func (t *tableOf) boundsOf(tier int) []bound {
	p := t.programs[tier]
	if needsRecords(p) {
		return nil
	}
	var all []bound
	text, ok := p.Text(), true
	ast.Walk(p.Tree(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Call:
			ok = ok && n.Calendar == nil
		case *ast.Comparison:
			b := bound{tier: tier, node: n, op: n.Op}
			b.input, _ = n.L.(*ast.Input)
			b.figure, _ = n.R.(*ast.Const)
			if b.input == nil || b.figure == nil {
				b.op = n.Op.Mirrored()
				b.input, _ = n.R.(*ast.Input)
				b.figure, _ = n.L.(*ast.Const)
			}
			if b.input != nil && b.figure != nil && b.input.T.Kind != kinds.Boolean {
				b.text = text[b.figure.At.Start:b.figure.At.End]
				all = append(all, b)
			}
		}
		return true
	})
	if !ok {
		return nil
	}
	return all
}

// rewrite is a bound with another operator and figure.
type rewrite struct {
	bound
	op   ast.Op
	text string
}

// edit writes rewrites of one tier's bounds into its text; false when the text cannot be
// cut there.
func (t *tableOf) edit(rewrites ...rewrite) (*Edit, bool) {
	tier := rewrites[0].tier
	text := t.programs[tier].Text()
	slices.SortFunc(rewrites, func(a, b rewrite) int { return cmp.Compare(a.node.At.Start, b.node.At.Start) })
	first, last := rewrites[0].node.At, rewrites[len(rewrites)-1].node.At
	type piece struct {
		at   diag.Span
		text string
	}
	var pieces []piece
	for _, r := range rewrites {
		l, rt := r.node.L.Span(), r.node.R.Span()
		if l.End > rt.Start {
			return nil, false
		}
		between := text[l.End:rt.Start]
		sign := r.node.Op.String()
		at := strings.Index(between, sign)
		if at < 0 {
			return nil, false
		}
		op := r.op
		if r.node.R == ast.Node(r.input) {
			op = op.Mirrored()
		}
		pieces = append(pieces, piece{r.figure.At, r.text}, piece{diag.Span{Start: l.End + at, End: l.End + at + len(sign)}, op.String()})
	}
	slices.SortFunc(pieces, func(a, b piece) int { return cmp.Compare(a.at.Start, b.at.Start) })
	var out, changed strings.Builder
	at := 0
	for _, p := range pieces {
		out.WriteString(text[at:p.at.Start] + p.text)
		changed.WriteString(text[max(at, first.Start):max(p.at.Start, first.Start)] + p.text)
		at = p.at.End
	}
	out.WriteString(text[at:])
	changed.WriteString(text[at:max(at, last.End)])
	span := diag.Span{Start: first.Start, End: max(last.End, at)}
	return &Edit{Tier: tier, Span: span, Old: text[span.Start:span.End], New: changed.String(), After: out.String()}, true
}

// formula returns a tier after an edit, within the region; nil when it cannot be read, or
// holds for values outside of the region for which the tier did not.
func (t *tableOf) formula(ctx context.Context, e *Edit) *formula {
	var inputs []kinds.Field
	ast.Walk(t.programs[e.Tier].Tree(), func(n ast.Node) bool {
		if in, ok := n.(*ast.Input); ok && !slices.ContainsFunc(inputs, func(f kinds.Field) bool { return f.Name == in.Name }) {
			inputs = append(inputs, kinds.Field{Name: in.Name, Type: in.T})
		}
		return true
	})
	p, err := dsl.Compile(e.After, dsl.Env{Inputs: inputs, Result: kinds.Boolean})
	if err != nil {
		return nil
	}
	after := t.criterion(p)
	if t.region.Where != nil && !t.none(ctx, both(not(t.where), after, not(t.criterion(t.programs[e.Tier])))) {
		return nil // it reaches for values outside of the region
	}
	return both(t.where, after)
}

// formulaOf returns a box as a formula.
func (t *tableOf) formulaOf(b box) *formula {
	conditions := []*formula{t.where}
	for i, v := range t.grid.cells {
		if !t.everything[i].inside(b[i]) {
			conditions = append(conditions, within(v.of, v.valuesOf(b[i])))
		}
	}
	return both(conditions...)
}

// rewrites returns the bounds of a tier with the other operator of their direction, and
// with figures that stand at the ends of the flaw.
func (t *tableOf) rewrites(tier int, f *Finding) []rewrite {
	var all []rewrite
	for _, b := range t.boundsOf(tier) {
		v := t.inputs[b.input.Name]
		if v == nil || t.everything[v.index].inside(f.boxed[v.index]) {
			continue
		}
		ops := []ast.Op{ast.GreaterOrEqual, ast.Greater}
		switch {
		case b.upper():
			ops = []ast.Op{ast.Less, ast.LessOrEqual}
		case !b.lower():
			continue
		}
		figures := []string{b.text}
		for _, other := range f.Tiers {
			for _, o := range t.boundsOf(other) {
				if o.input.Name == b.input.Name && !slices.Contains(figures, o.text) {
					figures = append(figures, o.text)
				}
			}
		}
		for _, i := range t.grid.cells[v.index].valuesOf(f.boxed[v.index]).numbers {
			for _, c := range []boundary{i.from, i.to} {
				if text, ok := literal(v.typ, c); ok && !slices.ContainsFunc(figures, func(f string) bool { return sameFigure(f, text) }) {
					figures = append(figures, text)
				}
			}
		}
		for _, op := range ops {
			for _, text := range figures {
				if op != b.op || text != b.text {
					all = append(all, rewrite{b, op, text})
				}
			}
		}
	}
	return all
}

// literal writes a number as the language does, for the kinds whose values are written as
// they are shown.
func literal(t kinds.Type, c boundary) (string, bool) {
	switch t.Kind {
	case kinds.Percent, kinds.Number, kinds.Count, kinds.Ratio, kinds.Money, kinds.CalendarDays, kinds.BusinessDays:
	case kinds.Date:
		if c.infinite == 0 && c.value.IsInt() {
			return `date("` + dsl.NewExact(t, c.value).Exact() + `")`, true
		}
		return "", false
	default:
		return "", false
	}
	if c.infinite != 0 || c.value.Sign() < 0 {
		return "", false
	}
	_, finite := c.value.Decimal()
	return dsl.NewExact(t, c.value).Exact(), finite
}

func sameFigure(a, b string) bool {
	plain := func(s string) (exact.Num, string) {
		at := strings.IndexFunc(s, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
		if at < 0 {
			at = len(s)
		}
		n, _ := exact.Parse(s[:at])
		return n, strings.TrimSpace(s[at:])
	}
	n, u := plain(a)
	m, w := plain(b)
	return a == b || u == w && n.Cmp(m) == 0
}

// cost orders edits: by how much is typed, then by the digits of the figure that is left,
// then for the form "from … to below …", then by the tier.
func (r rewrite) cost(e *Edit) []int {
	penalty := 0
	if r.op == ast.Greater || r.op == ast.LessOrEqual {
		penalty = 1
	}
	return []int{prose.Distance(e.Old, e.New), len(r.text), penalty, e.Tier}
}

// swap exchanges the figures of a lower and an upper bound of an empty tier, when it then
// holds for something.
func (t *tableOf) swap(ctx context.Context, tier int) (*Edit, *formula) {
	all := t.boundsOf(tier)
	for _, low := range all {
		for _, high := range all {
			if !low.lower() || !high.upper() || low.input.Name != high.input.Name || low.figure.Value.Num.Cmp(high.figure.Value.Num) <= 0 {
				continue
			}
			e, ok := t.edit(rewrite{low, low.op, high.text}, rewrite{high, high.op, low.text})
			if !ok {
				continue
			}
			if after := t.formula(ctx, e); after != nil && !t.none(ctx, after) {
				return e, after
			}
		}
	}
	return nil, nil
}
