package decide_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// criteria writes random conditions over one value, with figures from a small set so that
// they often meet.
type criteria struct {
	*rand.Rand
	unit    string
	figures []string
	boolean bool
}

func (c *criteria) condition(depth int) string {
	if depth > 0 && c.IntN(3) > 0 {
		a, b := c.condition(depth-1), c.condition(depth-1)
		switch c.IntN(5) {
		case 0, 1:
			return fmt.Sprintf("(%s) and (%s)", a, b)
		case 2:
			return fmt.Sprintf("(%s) or (%s)", a, b)
		case 3:
			return fmt.Sprintf("not (%s)", a)
		}
		return fmt.Sprintf("(%s) ? (%s) : (%s)", a, b, c.condition(depth-1))
	}
	if c.boolean {
		return []string{"value", "not value", "value == true", "value != true", "false == value", "value in [true]", "value in [false, true]", "true", "false"}[c.IntN(9)]
	}
	figure := func() string { return c.figures[c.IntN(len(c.figures))] + c.unit }
	op := []string{"<", "<=", ">", ">=", "==", "!="}[c.IntN(6)]
	switch c.IntN(10) {
	case 0:
		return []string{"true", "false"}[c.IntN(2)]
	case 1:
		return fmt.Sprintf("value in [%s, %s]", figure(), figure())
	case 2:
		return fmt.Sprintf("value not in [%s]", figure())
	case 3:
		return fmt.Sprintf("%s %s value", figure(), op)
	case 4:
		return fmt.Sprintf("%s <= value < %s", figure(), figure())
	}
	return fmt.Sprintf("value %s %s", op, figure())
}

// domains are those that the criteria are about, each with points that tell any two sets
// apart whose ends are figures: the figures, what lies between two neighbours, and what
// lies outside.
func domains(t testing.TB) []struct {
	domain  decide.Domain
	unit    string
	figures []string
} {
	zero, step, most := exact.Int(0), exact.Scaled(5, 1), exact.Int(5)
	return []struct {
		domain  decide.Domain
		unit    string
		figures []string
	}{
		{share(t), "%", []string{"0", "5", "50", "97.5", "98", "99.95", "100"}},
		{domainOf(t, "count(t)"), "", []string{"0", "1", "2", "2.5", "3", "7"}},
		{domainOf(t, "mean(t, .wait)"), "min", []string{"0", "1", "60", "61", "0.5"}},
		{decide.DomainOfType(number), "", []string{"-1", "0", "1", "0.1", "0.10000000000000000000001"}},
		{decide.Domain{Type: number, Least: &zero, Most: &most, Step: &step}, "", []string{"0", "0.4", "0.5", "1", "4.9", "5", "6"}},
		{domainOf(t, "any(t, .ok)"), "", nil},
	}
}

func FuzzDecide(f *testing.F) {
	for seed := range uint64(2000) {
		f.Add(seed)
	}
	all := domains(f)
	f.Fuzz(func(t *testing.T, seed uint64) {
		random := rand.New(rand.NewPCG(seed, 1))
		d := all[random.IntN(len(all))]
		c := &criteria{random, d.unit, d.figures, d.figures == nil}
		first, second := criterion(t, c.condition(3), d.domain.Type), criterion(t, c.condition(3), d.domain.Type)
		got := decide.Compare(context.Background(), first, second, "value", d.domain)
		if got.Relation == decide.Unknown {
			t.Fatalf("%s | %s: %s", first.Text(), second.Text(), got.Reason)
		}
		points := points(t, d.domain, d.unit, d.figures)
		a, b := held(t, first, points), held(t, second, points)
		if want := related(a, b); got.Relation != want {
			t.Errorf("%s is %v to %s, over %d values it is %v", first.Text(), got.Relation, second.Text(), len(points), want)
		}
		if got.FirstNever != !slices.Contains(a, true) || got.FirstAlways != !slices.Contains(a, false) ||
			got.SecondNever != !slices.Contains(b, true) || got.SecondAlways != !slices.Contains(b, false) {
			t.Errorf("%s | %s: never or always is wrong: %+v", first.Text(), second.Text(), got)
		}
		if got.FirstTrend != trendOf(a) || got.SecondTrend != trendOf(b) {
			t.Errorf("%s | %s: the trends are %v and %v, over values %v and %v", first.Text(), second.Text(), got.FirstTrend, got.SecondTrend, trendOf(a), trendOf(b))
		}
		for _, w := range []struct {
			value        *dsl.Value
			holds, fails *dsl.Program
		}{{got.OnlyFirst, first, second}, {got.OnlySecond, second, first}} {
			if w.value == nil {
				continue
			}
			if x := held(t, w.holds, []dsl.Value{*w.value}); !x[0] {
				t.Errorf("%s does not hold for its witness %s", w.holds.Text(), w.value)
			}
			if x := held(t, w.fails, []dsl.Value{*w.value}); x[0] {
				t.Errorf("%s holds for the witness %s against it", w.fails.Text(), w.value)
			}
			if !inside(d.domain, *w.value) {
				t.Errorf("%s | %s: the witness %s is no value that there can be", first.Text(), second.Text(), w.value)
			}
		}
		if (got.OnlyFirst == nil) != !differs(a, b) || (got.OnlySecond == nil) != !differs(b, a) {
			t.Errorf("%s | %s: a witness is missing or too many", first.Text(), second.Text())
		}
	})
}

// points are values of the domain in order, enough to tell criteria apart.
func points(t testing.TB, d decide.Domain, unit string, figures []string) []dsl.Value {
	t.Helper()
	if d.Type.Kind == kinds.Boolean {
		return []dsl.Value{dsl.NewBoolean(false), dsl.NewBoolean(true)}
	}
	var numbers []exact.Num
	if d.Step != nil {
		for i := int64(-4); i <= 30; i++ {
			numbers = append(numbers, d.Step.Mul(exact.Int(i)))
		}
	} else {
		for _, figure := range figures {
			p, err := dsl.Compile(figure+unit, dsl.Env{})
			if err != nil {
				t.Fatal(err)
			}
			v, _ := p.Evaluate(context.Background(), dsl.Data{})
			numbers = append(numbers, v.Num())
		}
		slices.SortFunc(numbers, exact.Num.Cmp)
		for i := range len(numbers) - 1 {
			middle, _ := numbers[i].Add(numbers[i+1]).Quo(exact.Int(2))
			numbers = append(numbers, middle)
		}
		numbers = append(numbers, numbers[0].Sub(exact.Int(1)), numbers[len(figures)-1].Add(exact.Int(1)))
		slices.SortFunc(numbers, exact.Num.Cmp)
	}
	var all []dsl.Value
	for _, n := range numbers {
		if v := dsl.NewExact(d.Type, n); inside(d, v) {
			all = append(all, v)
		}
	}
	return all
}

func inside(d decide.Domain, v dsl.Value) bool {
	n := v.Num()
	if d.Type.Kind == kinds.Boolean {
		return true
	}
	if d.Step != nil {
		if q, _ := n.Quo(*d.Step); !q.IsInt() {
			return false
		}
	}
	return (d.Least == nil || n.Cmp(*d.Least) >= 0) && (d.Most == nil || n.Cmp(*d.Most) <= 0)
}

// held asks the evaluator for each value.
func held(t testing.TB, p *dsl.Program, values []dsl.Value) []bool {
	t.Helper()
	out := make([]bool, len(values))
	for i, v := range values {
		got, err := p.Evaluate(context.Background(), dsl.Data{Inputs: map[string]dsl.Value{"value": v}})
		if err != nil {
			t.Fatal(err)
		}
		b, ok := got.Bool()
		if !ok {
			t.Fatalf("%s has no value for %s", p.Text(), v)
		}
		out[i] = b
	}
	return out
}

// differs reports whether a holds somewhere that b does not.
func differs(a, b []bool) bool {
	for i := range a {
		if a[i] && !b[i] {
			return true
		}
	}
	return false
}

func related(a, b []bool) decide.Relation {
	apart := true
	for i := range a {
		apart = apart && !(a[i] && b[i])
	}
	switch onlyA, onlyB := differs(a, b), differs(b, a); {
	case !onlyA && !onlyB:
		return decide.Equivalent
	case apart:
		return decide.Conflicting
	case !onlyA:
		return decide.Stricter
	case !onlyB:
		return decide.Weaker
	}
	return decide.Overlapping
}

// trendOf is the way that a criterion points: it fails below one value and holds from
// there, or the other way round.
func trendOf(a []bool) decide.Trend {
	changes := 0
	for i := 1; i < len(a); i++ {
		if a[i] != a[i-1] {
			changes++
		}
	}
	switch {
	case changes == 1 && !a[0]:
		return decide.Higher
	case changes == 1:
		return decide.Lower
	}
	return decide.Band
}
