package decide

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Questions about one input have the same answer, with the same witness, by sets alone
// and by formulas over a grid.
func TestOneInputAsSeveral(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 7))
	percent := kinds.Of(kinds.Percent)
	figure := func() string { return fmt.Sprintf("%d.%d%%", r.IntN(6), r.IntN(3)) }
	var condition func(depth int) string
	condition = func(depth int) string {
		if depth == 0 || r.IntN(5) == 0 {
			op := []string{"<", "<=", ">", ">=", "==", "!="}[r.IntN(6)]
			if r.IntN(3) == 0 {
				return figure() + " " + op + " x"
			}
			return "x " + op + " " + figure()
		}
		l, right := condition(depth-1), condition(depth-1)
		switch r.IntN(5) {
		case 0:
			return "not (" + l + ")"
		case 1, 2:
			return "(" + l + " and " + right + ")"
		}
		return "(" + l + " or " + right + ")"
	}
	outcomes := map[Outcome]int{}
	for range 3000 {
		d := Domain{Type: percent}
		d.Type.Nullable = r.IntN(4) == 0
		if r.IntN(2) == 0 {
			step := exact.Scaled(int64(1+r.IntN(4)), uint8(r.IntN(2)))
			d.Step = &step
		}
		if r.IntN(2) == 0 {
			least, most := exact.Scaled(int64(r.IntN(30)), 1), exact.Scaled(int64(20+r.IntN(40)), 1)
			d.Least, d.Most = &least, &most
		}
		region := Region{Domains: map[string]Domain{"x": d}}
		var claims []claim
		for range 1 + r.IntN(3) {
			text := condition(3)
			p, err := dsl.Compile(text, dsl.Env{Inputs: []kinds.Field{{Name: "x", Type: d.Type}}, Result: kinds.Boolean})
			if err != nil {
				t.Fatal(err)
			}
			claims = append(claims, claim{p, r.IntN(2) == 0})
		}
		one, ok := region.proveOne(context.Background(), claims)
		if !ok {
			t.Fatal("not about one input")
		}
		several, _ := region.proveWith(context.Background(), nil, claims)
		if one.Outcome != several.Outcome || one.Vacuous != several.Vacuous || one.Witness.String() != several.Witness.String() || one.Reason != several.Reason {
			for _, c := range claims {
				t.Log(c.holds, c.Text())
			}
			t.Fatalf("by sets %+v (%s), by formulas %+v (%s)", one, one.Witness, several, several.Witness)
		}
		outcomes[one.Outcome]++
	}
	if outcomes[Proved] < 300 || outcomes[Refuted] < 300 {
		t.Error("the questions have one answer:", outcomes)
	}
}

// The place of a number on a grid is the same in a machine word and in fractions.
func TestOnGrid(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	for range 20_000 {
		n := r.Int64() >> r.IntN(63)
		if r.IntN(2) == 0 {
			n = -n
		}
		v, step := exact.Scaled(n, uint8(r.IntN(19))), exact.Scaled(1+r.Int64N(1<<uint(1+r.IntN(40))), uint8(r.IntN(19)))
		up, on := onGrid(v, step)
		q := new(big.Rat).Quo(v.Rat(), step.Rat())
		want := new(big.Int).Neg(new(big.Int).Div(new(big.Int).Neg(q.Num()), q.Denom())) // Div rounds down
		if up.Cmp(exact.BigInt(want)) != 0 || on != q.IsInt() {
			t.Fatalf("%s by %s: %s %t, want %s %t", v, step, up, on, want, q.IsInt())
		}
	}
}

// What is left of a set is what it shares with the complement of another.
func TestMinus(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 11))
	some := func() set {
		var all []set
		for range r.IntN(5) {
			ends := [2]boundary{{value: exact.Int(r.Int64N(12)), after: r.IntN(2) == 0}, {value: exact.Int(r.Int64N(12)), after: r.IntN(2) == 0}}
			if r.IntN(8) == 0 {
				ends[0] = beforeAll
			}
			if r.IntN(8) == 0 {
				ends[1] = afterAll
			}
			all = append(all, between(ends[0], ends[1]))
		}
		return unionOf(all)
	}
	for range 20_000 {
		a, b := some(), some()
		if got, want := a.minus(b), a.intersect(b.complement()); !got.equal(want) {
			t.Fatalf("%v minus %v is %v, want %v", a, b, got, want)
		}
	}
}

// Intervals are put in order by keys as by their cuts.
func TestSortByKeys(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 13))
	for range 2000 {
		all := make([]interval, r.IntN(40))
		for i := range all {
			all[i] = interval{boundary{value: exact.Scaled(r.Int64N(200)-100, uint8(r.IntN(4))), after: r.IntN(2) == 0}, boundary{value: exact.Int(int64(i)), infinite: 1}}
			if r.IntN(10) == 0 {
				all[i].from = boundary{infinite: int8(2*r.IntN(2) - 1)}
			}
		}
		want := slices.Clone(all)
		slices.SortFunc(want, func(a, b interval) int { return a.from.compare(b.from) })
		if !sortByKeys(all) {
			t.Fatal("the keys do not fit")
		}
		seen := map[string]bool{}
		for i := range all {
			if all[i].from.compare(want[i].from) != 0 {
				t.Fatalf("%v, want %v", all, want)
			}
			seen[all[i].to.value.String()] = true
		}
		if len(seen) != len(all) {
			t.Fatal("an interval is lost")
		}
	}
	wide := []interval{{from: before(exact.Scaled(1, 18))}, {from: before(exact.Int(1 << 40))}}
	if sortByKeys(wide) {
		t.Error("a number that does not fit has a key")
	}
}
