package decide

import (
	"context"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/internal/contexts"
)

// Flaw is what keeps a list of tiers from dividing a region. The zero value is invalid.
type Flaw uint8

const (
	_          Flaw = iota
	Gap             // values for which no tier holds
	Overlap         // values for which two tiers hold
	Empty           // a tier that holds for no value of the region
	Inverted        // an empty tier whose bounds stand the wrong way round
	OutOfOrder      // a tier that does not stand in the order of the values; the tiers divide the region all the same
)

// String returns the flaw's word: "gap", "overlap", "empty tier", "inverted tier", "out
// of order".
func (f Flaw) String() string {
	words := [...]string{"", "gap", "overlap", "empty tier", "inverted tier", "out of order"}
	if f == 0 || int(f) >= len(words) {
		return fmt.Sprintf("flaw(%d)", uint8(f))
	}
	return words[f]
}

// Finding is one flaw of a list of tiers.
type Finding struct {
	Flaw     Flaw
	Tiers    []int    // of the list, counted from 0: those that are concerned; of a gap, its neighbours
	Values   string   // the values concerned, such as "99.89% < value < 99.9%"
	Witness  *Witness // one of them; nil for a tier that holds nowhere
	Possible bool     // the witness rests on an assumption, as described at [Proof]
	Edit     *Edit    // the shortest change of one tier that mends it and does no harm, in the region or outside; nil when none was found

	boxed box
}

// Division is how tiers divide a region.
type Division struct {
	Outcome  Outcome // Proved: every value has exactly one tier, and every tier a value
	Findings []Finding
	Reason   string // of Undecided, or when there are more flaws than are shown
	More     bool   // there are, or may be, more flaws than those shown
}

// mostFindings bounds what is shown.
const mostFindings = 50

// Partition asks whether the tiers of a table divide the region: whether exactly one of
// them holds for every value, and every one for some. It is decided for the region, so
// that a gap between 99.89% and 99.9% is one when any percent is possible, and none when
// values have two decimal places.
func (r Region) Partition(ctx context.Context, tiers []*dsl.Program) Division {
	t, err := r.table(ctx, tiers)
	if err != nil {
		return Division{Outcome: Undecided, Reason: err.Error()}
	}
	d := Division{Outcome: Proved}
	t.empties(ctx, &d)
	t.overlaps(ctx, &d)
	t.gaps(ctx, &d)
	t.order(&d)
	if len(d.Findings) > 0 {
		t.mend(ctx, &d)
	}
	return d
}

// tableOf is tiers as formulas over one grid.
type tableOf struct {
	question
	region     Region
	programs   []*dsl.Program
	tiers      []*formula
	where      *formula
	grid       *grid
	nodes      []*node
	boxes      []box // of the tiers that ask each input separately; nil for the others
	everything box
	left       int // steps for all of the table's questions together
}

func (r Region) table(ctx context.Context, tiers []*dsl.Program) (*tableOf, error) {
	u := newUniverse(r.Domains)
	t := &tableOf{question: question{universe: u, steps: r.Budget}, region: r, programs: tiers, where: always}
	if r.Where != nil {
		if err := askable(r.Where); err != nil {
			return nil, err
		}
		t.where = u.criterion(r.Where)
	}
	for _, p := range tiers {
		if err := askable(p); err != nil {
			return nil, err
		}
		t.tiers = append(t.tiers, both(t.where, u.criterion(p)))
	}
	if u.problem != nil {
		return nil, u.problem
	}
	if len(u.axioms) > 0 {
		t.where = both(append(slices.Clip(u.axioms), t.where)...)
		for i, f := range t.tiers {
			t.tiers[i] = both(t.where, f)
		}
	}
	t.grid = newGrid(u.variables, append(t.tiers[:len(t.tiers):len(t.tiers)], t.where))
	for _, f := range t.tiers {
		t.nodes = append(t.nodes, t.grid.node(f))
	}
	t.everything = t.grid.everything()
	for _, n := range t.nodes {
		b, _ := t.boxOf(n)
		t.boxes = append(t.boxes, b)
	}
	t.left = 10 * t.budget()
	return t, contexts.Check(ctx)
}

func (d *Division) add(f Finding) bool {
	switch {
	case f.Flaw == OutOfOrder:
	case !f.Possible:
		d.Outcome = Refuted
	case d.Outcome == Proved:
		d.doubt("what is assumed is not computed here")
	}
	if len(d.Findings) >= mostFindings {
		d.More = true
		return false
	}
	d.Findings = append(d.Findings, f)
	return true
}

func (d *Division) doubt(reason string) {
	if d.Outcome == Proved {
		d.Outcome = Undecided
	}
	if d.Reason == "" {
		d.Reason = reason
	}
}

// boxOf returns a tier as one box, when it asks each input separately.
func (t *tableOf) boxOf(n *node) (box, bool) {
	b := slices.Clone(t.everything)
	switch n.op {
	case 't':
	case 's':
		b[n.of] = b[n.of].and(n.in)
	case '&':
		for _, p := range n.operands {
			if p.op != 's' {
				return nil, false
			}
			b[p.of] = b[p.of].and(p.in)
		}
	default:
		return nil, false
	}
	return b, true
}

func (b box) meets(o box) bool {
	for i, cells := range b {
		if !cells.meets(o[i]) {
			return false
		}
	}
	return true
}

// some finds values in the region that satisfy nodes, and has the evaluator confirm
// claims about them. The box is that of all values that do so alike.
func (t *tableOf) some(ctx context.Context, claims []claim, goals ...*node) (w *Witness, in box, possible bool, err error) {
	if t.left <= 0 {
		return nil, nil, false, errBudget
	}
	steps := t.budget()
	s := &search{grid: t.grid, steps: steps}
	defer func() { t.left -= steps - s.steps + 1 }()
	q, tries := t.question, 20
	q.claims = claims
	if t.region.Where != nil {
		q.claims = append(claims[:len(claims):len(claims)], claim{t.region.Where, true})
	}
	s.visit = func(b box, numbers map[*variable]exact.Num) bool {
		if numbers == nil {
			b = s.oneRun(b, t.everything)
			in = b
		}
		w = q.witness(t.grid.choice(b), numbers)
		if err = q.confirm(ctx, w); err == errNotComputed {
			possible, err = true, nil
			tries--
			return tries == 0
		}
		possible, w.Assumed = false, nil
		return true
	}
	for _, cells := range t.everything {
		if cells.empty() {
			return nil, nil, false, nil
		}
	}
	s.run(ctx, t.everything, nil, goals)
	if w == nil && s.doubt != nil {
		err = s.doubt
	}
	return w, in, possible, err
}

// oneRun returns the part of a box in which every variable has one interval, or is
// missing, so that what is disjoint is seen to be.
func (s *search) oneRun(b, everything box) box {
	b = slices.Clone(b)
	for i, cells := range b {
		if first, _ := s.firstRun(s.grid.cells[i].of, cells); !everything[i].inside(cells) && !first.empty() {
			b[i] = first
		}
	}
	return b
}

func (t *tableOf) empties(ctx context.Context, d *Division) {
	for i, n := range t.nodes {
		if b := t.boxes[i]; b != nil && !t.assumes() && !slices.ContainsFunc(b, cellSet.empty) {
			continue
		}
		w, _, possible, err := t.some(ctx, []claim{{t.programs[i], true}}, n)
		switch {
		case possible:
			d.doubt(fmt.Sprintf("tier %d: whether it holds for any value rests on %s, which is not computed here", i+1, w.Assumed[0].Name))
		case err != nil:
			d.doubt(fmt.Sprintf("tier %d: %v", i+1, err))
		case w == nil:
			d.add(Finding{Flaw: Empty, Tiers: []int{i}})
		}
	}
}

// span is from the first to the last cell of a set.
type span struct{ first, last int }

func (s span) disjoint(o span) bool { return s.last < o.first || o.last < s.first }

func (t *tableOf) overlaps(ctx context.Context, d *Division) {
	boxes := t.boxes
	spans := make([]span, len(t.nodes)) // of the cells of the first variable
	for i := range t.nodes {
		if len(boxes[i]) > 0 {
			spans[i].first, spans[i].last = boxes[i][0].ends()
		}
	}
	for i := range t.nodes {
		for j := i + 1; j < len(t.nodes); j++ {
			if boxes[i] != nil && boxes[j] != nil && (len(boxes[i]) > 0 && spans[i].disjoint(spans[j]) || !boxes[i].meets(boxes[j])) {
				continue
			}
			w, in, possible, err := t.some(ctx, []claim{{t.programs[i], true}, {t.programs[j], true}}, t.nodes[i], t.nodes[j])
			switch {
			case err != nil:
				d.doubt(fmt.Sprintf("tiers %d and %d: %v", i+1, j+1, err))
			case w != nil && !d.add(Finding{Flaw: Overlap, Tiers: []int{i, j}, Values: t.describe(in), Witness: w, Possible: possible, boxed: in}):
				return
			}
		}
		if contexts.Check(ctx) != nil {
			d.doubt(contexts.Check(ctx).Error())
			return
		}
	}
}
