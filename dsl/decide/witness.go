package decide

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Witness is a value, or none, for every input that criteria name. It is as simple as the
// question allows: at an end of what it may be, else with few digits.
type Witness struct {
	Inputs  []Assignment // in the order in which the criteria name them
	Assumed []Assignment // subexpressions of the criteria that were not computed, and what they are assumed to be
}

// Assignment is the value of an input; a missing Value says that there is none.
type Assignment struct {
	Name  string
	Value dsl.Value
}

// String returns the witness as a person would write it: "value = 99.5%, fee missing".
func (w *Witness) String() string {
	if w == nil {
		return ""
	}
	var parts []string
	for _, a := range append(w.Inputs[:len(w.Inputs):len(w.Inputs)], w.Assumed...) {
		parts = append(parts, a.String())
	}
	if len(parts) == 0 {
		return "whatever the values"
	}
	return strings.Join(parts, ", ")
}

// String returns "name = value", or "name missing".
func (a Assignment) String() string {
	switch k := a.Value.Type().Kind; {
	case a.Value.Missing():
		return a.Name + " missing"
	case k == kinds.Text || k == kinds.Enum:
		return a.Name + " = " + strconv.Quote(a.Value.Text())
	}
	return a.Name + " = " + a.Value.Exact()
}

// Values returns the inputs by name, as [dsl.Data] takes them.
func (w *Witness) Values() map[string]dsl.Value {
	all := map[string]dsl.Value{}
	if w == nil {
		return all
	}
	for _, a := range w.Inputs {
		all[a.Name] = a.Value
	}
	return all
}

// witness takes simple values out of what every variable may be, beside the numbers that
// a linear system asked for.
func (q *question) witness(choice []values, numbers map[*variable]exact.Num) *Witness {
	w := &Witness{}
	for i, v := range q.variables {
		a := Assignment{v.name, q.chosen(v, choice[i], numbers)}
		switch {
		case v.hidden:
		case v.assumed:
			w.Assumed = append(w.Assumed, a)
		default:
			w.Inputs = append(w.Inputs, a)
		}
	}
	if q.moved != nil {
		q.second = &Witness{Inputs: slices.Clone(w.Inputs), Assumed: w.Assumed}
		for i := range q.second.Inputs {
			if in := &q.second.Inputs[i]; in.Name == q.moved.name {
				in.Value = q.chosen(q.moved, choice[q.moved.index], numbers)
			}
		}
	}
	return w
}

func (q *question) chosen(v *variable, of values, numbers map[*variable]exact.Num) dsl.Value {
	n, ok := numbers[v]
	if !ok {
		n, ok = v.simplest(of.numbers)
	}
	if !ok {
		return dsl.NoValue(v.typ, "it is missing")
	}
	return q.value(v, n)
}

// simplest returns a value of a set that is easy to check by hand. Times are whole hours,
// minutes or seconds where they can be.
func (v *variable) simplest(s set) (exact.Num, bool) {
	if v.step == nil && (v.typ.Kind == kinds.Duration || v.typ.Kind == kinds.Instant) && !s.endsInside() {
		for _, unit := range []int64{3600e9, 60e9, 1e9, 1e6, 1e3, 1} {
			for _, i := range s {
				if n, ok := multipleIn(i, exact.Int(unit)); ok {
					return n, true
				}
			}
		}
	}
	return s.simplest(v.step)
}

// errNotComputed is that the evaluator could not be asked, or says otherwise, because of
// what was assumed.
var errNotComputed = errors.New("a part of the criterion is not computed here")

// confirm runs a witness through the evaluator.
func (q *question) confirm(ctx context.Context, w *Witness) error {
	if err := q.holdAt(ctx, w, q.claims); err != nil || q.moved == nil {
		return err
	}
	return q.holdAt(ctx, q.second, q.after)
}

func (q *question) holdAt(ctx context.Context, w *Witness, claims []claim) error {
	inputs := w.Values()
	for _, c := range claims {
		if !q.computed && needsRecords(c.Program) {
			return errNotComputed
		}
		got, err := c.Evaluate(ctx, dsl.Data{Inputs: inputs})
		if err != nil {
			return err
		}
		b, ok := got.Bool()
		switch held := b && ok; {
		case held == c.holds:
		case len(w.Assumed) > 0:
			return errNotComputed
		default:
			return fmt.Errorf("internal error: for %s the evaluator disagrees with the proof about %s", w, c.Text())
		}
	}
	return nil
}

// needsRecords reports whether a program cannot be evaluated from inputs alone.
func needsRecords(p *dsl.Program) bool {
	needs := false
	ast.Walk(p.Tree(), func(n ast.Node) bool {
		switch n.(type) {
		case *ast.Aggregate, *ast.Field, *ast.Query, *ast.Key, *ast.Lookup:
			needs = true
		}
		return !needs
	})
	return needs
}
