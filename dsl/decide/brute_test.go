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

// small are kinds with few values, all of which can be tried.
var small = []struct {
	typ, domain string
	figures     []string
}{
	{"number", "0|3|0.5", []string{"0=0", "0.4=0.4", "1=1", "2.5=2.5", "3=3"}},
	{"number", "-2|2|1", []string{"-1=-1", "0=0", "1=1", "0.5=0.5"}},
	{"percent", "98|98.03|0.01", []string{"98%=98", "98.01%=98.01", "98.015%=98.015", "98.03%=98.03"}},
	{"count", "0|4|1", []string{"0=0", "1=1", "3=3"}},
	{"date", "20727|20730|", []string{`date("2026-10-01")=20727`, `date("2026-10-03")=20729`}},
	{"money USD", "0|1|0.25", []string{"0 USD=0", "0.25 USD=0.25", "0.30 USD=0.3", "1 USD=1"}},
	{"boolean", "||", []string{"true=1", "false=0"}},
	{"enum(low, middle, high)", "||", []string{`"low"=0`, `"middle"=1`, `"high"=2`}},
	{"scale(poor, fair, good)", "||", []string{`"poor"=0`, `"fair"=1`, `"good"=2`}},
}

func newSmall(r *rand.Rand) *asked {
	a := &asked{Rand: r, linear: r.IntN(2) == 0, wild: r.IntN(3) == 0}
	for n := 1 + r.IntN(3); len(a.vars) < n; {
		k := small[r.IntN(len(small))]
		for range 1 + r.IntN(2) {
			if len(a.vars) < n {
				a.add(k.typ, k.figures, k.domain)
			}
		}
	}
	return a
}

// assignments are all values that the inputs can have together.
func (a *asked) assignments() []map[string]dsl.Value {
	all := []map[string]dsl.Value{{}}
	for _, v := range a.vars {
		var next []map[string]dsl.Value
		for _, m := range all {
			for _, value := range v.all() {
				c := map[string]dsl.Value{v.name: value}
				for k, x := range m {
					c[k] = x
				}
				next = append(next, c)
			}
		}
		all = next
	}
	return all
}

func (v askedVar) all() (values []dsl.Value) {
	t := plainType(v.typ)
	switch t.Kind {
	case kinds.Boolean:
		values = []dsl.Value{dsl.NewBoolean(false), dsl.NewBoolean(true)}
	case kinds.Enum:
		for _, text := range t.Values {
			values = append(values, dsl.NewText(t, text))
		}
	default:
		step := exact.Int(1)
		if v.domain.Step != nil {
			step = *v.domain.Step
		}
		for n := *v.domain.Least; n.Cmp(*v.domain.Most) <= 0; n = n.Add(step) {
			values = append(values, dsl.NewExact(t, n))
		}
	}
	if v.typ.Nullable {
		values = append(values, dsl.NoValue(t, "it is missing"))
	}
	return values
}

// Over few values every question is answered as trying all of them answers it.
func TestAgainstBruteForce(t *testing.T) {
	undecided, n := 0, uint64(*questions/2)
	for i := range n {
		seed := *seed<<32 + i
		undecided += tryAll(t, seed)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	// Those have products in them.
	t.Logf("of %d, %d questions were not decided", 6*n, undecided)
	if undecided > int(n)/5 {
		t.Error("those are too many")
	}
}

func FuzzProve(f *testing.F) {
	for seed := range uint64(50) {
		f.Add(seed + 1_000_000)
	}
	f.Fuzz(func(t *testing.T, seed uint64) { tryAll(t, seed) })
}

// tryAll asks every kind of question about random criteria over few values.
func tryAll(t *testing.T, seed uint64) (undecided int) {
	ctx := context.Background()
	a := newSmall(rand.New(rand.NewPCG(seed, 2)))
	programs := []*dsl.Program{a.compile(t, a.condition(2)), a.compile(t, a.condition(2)), a.compile(t, a.condition(1))}
	region := a.region()
	all := a.assignments()
	if a.IntN(3) == 0 {
		region.Where = a.compile(t, a.condition(1))
		all = slices.DeleteFunc(all, func(m map[string]dsl.Value) bool { return !holdsAt(t, region.Where, m) })
	}
	held := make([][]bool, len(programs))
	for i, p := range programs {
		held[i] = make([]bool, len(all))
		for j, m := range all {
			held[i][j] = holdsAt(t, p, m)
		}
	}
	p, q := programs[0], programs[1]
	check := func(name string, got decide.Proof, fails func(i int) bool) {
		t.Helper()
		want := decide.Proved
		for i := range all {
			if fails(i) {
				want = decide.Refuted
			}
		}
		switch {
		case got.Outcome == decide.Undecided:
			undecided++
			if !got.Possible {
				t.Errorf("%s: undecided: %s\n%s\n%s", name, got.Reason, p.Text(), q.Text())
			}
		case got.Outcome != want:
			t.Errorf("%s: %v, by trying all values %v\nfirst: %s\nsecond: %s\nwhere: %v\n%s", name, got.Outcome, want, p.Text(), q.Text(), region.Where, got.Witness)
		case got.Witness != nil:
			if err := a.inRegion(got.Witness); err != nil {
				t.Errorf("%s: %v\n%s\n%s", name, err, p.Text(), q.Text())
			}
		}
	}
	check("always true", region.AlwaysTrue(ctx, p), func(i int) bool { return !held[0][i] })
	check("never true", region.NeverTrue(ctx, p), func(i int) bool { return held[0][i] })
	check("implies", region.Implies(ctx, p, q), func(i int) bool { return held[0][i] && !held[1][i] })
	check("equivalent", region.Equivalent(ctx, p, q), func(i int) bool { return held[0][i] != held[1][i] })
	check("disjoint", region.Disjoint(ctx, p, q), func(i int) bool { return held[0][i] && held[1][i] })
	undecided += tryMonotone(t, a, region, p, all, held[0])
	tryPartition(t, region, programs, all, held)
	tryBounds(t, a, region, all)
	return undecided
}

func holdsAt(t testing.TB, p *dsl.Program, inputs map[string]dsl.Value) bool {
	t.Helper()
	v, err := p.Evaluate(context.Background(), dsl.Data{Inputs: inputs})
	if err != nil {
		t.Fatal(err)
	}
	b, ok := v.Bool()
	return b && ok
}

// rank orders the values of an input.
func rank(v dsl.Value) exact.Num {
	switch v.Type().Kind {
	case kinds.Boolean:
		b, _ := v.Bool()
		if b {
			return exact.Int(1)
		}
		return exact.Int(0)
	case kinds.Enum:
		return exact.Int(int64(slices.Index(v.Type().Values, v.Text())))
	}
	return v.Num()
}

func tryMonotone(t *testing.T, a *asked, region decide.Region, p *dsl.Program, all []map[string]dsl.Value, held []bool) int {
	t.Helper()
	x := a.vars[a.IntN(len(a.vars))]
	got, step := region.Monotone(context.Background(), p, x.name, decide.Rising)
	if got.Outcome == decide.Undecided {
		if !got.Possible && (x.typ.Kind != kinds.Enum || x.typ.Ordered) {
			t.Errorf("rising %s: %s: undecided: %s", x.name, p.Text(), got.Reason)
		}
		return 1
	}
	want := decide.Proved
	for i, from := range all {
		for j, to := range all {
			if held[i] && !held[j] && !from[x.name].Missing() && !to[x.name].Missing() && rank(from[x.name]).Cmp(rank(to[x.name])) < 0 && alike(a, from, to, x.name) {
				want = decide.Refuted
			}
		}
	}
	if got.Outcome != want {
		t.Errorf("rising %s: %s: %v %v, by trying all values %v", x.name, p.Text(), got.Outcome, step, want)
	}
	return 0
}

// alike reports whether two assignments differ in one input only.
func alike(a *asked, m, n map[string]dsl.Value, but string) bool {
	for _, v := range a.vars {
		x, y := m[v.name], n[v.name]
		if v.name != but && (x.Missing() != y.Missing() || !x.Missing() && rank(x).Cmp(rank(y)) != 0) {
			return false
		}
	}
	return true
}

func tryPartition(t *testing.T, region decide.Region, tiers []*dsl.Program, all []map[string]dsl.Value, held [][]bool) {
	t.Helper()
	got := region.Partition(context.Background(), tiers)
	want := map[string]bool{}
	for i, tier := range held {
		if !slices.Contains(tier, true) {
			want[fmt.Sprint("empty ", i)] = true
		}
	}
	for j := range all {
		of := []int{}
		for i := range held {
			if held[i][j] {
				of = append(of, i)
			}
		}
		if len(of) == 0 {
			want["gap"] = true
		}
		for x := range of {
			for y := range x {
				want[fmt.Sprint("overlap ", of[y], of[x])] = true
			}
		}
	}
	found := map[string]bool{}
	for _, f := range got.Findings {
		if f.Possible {
			return
		}
		switch f.Flaw {
		case decide.Gap:
			found["gap"] = true
			for i, p := range tiers {
				if holdsAt(t, p, f.Witness.Values()) {
					t.Errorf("%s is no gap: tier %d holds", f.Witness, i+1)
				}
			}
		case decide.Overlap:
			found[fmt.Sprint("overlap ", f.Tiers[0], f.Tiers[1])] = true
			for _, i := range f.Tiers {
				if !holdsAt(t, tiers[i], f.Witness.Values()) {
					t.Errorf("%s is no overlap: tier %d does not hold", f.Witness, i+1)
				}
			}
		case decide.Empty, decide.Inverted:
			found[fmt.Sprint("empty ", f.Tiers[0])] = true
		}
		if f.Edit != nil {
			tryEdit(t, region, tiers, f, all)
		}
	}
	if got.Reason != "" {
		return // something was not decided
	}
	if fmt.Sprint(found) != fmt.Sprint(want) {
		t.Errorf("tiers\n%s\n%s\n%s\nwhere %v\nhave %v, by trying all values %v", tiers[0].Text(), tiers[1].Text(), tiers[2].Text(), region.Where, found, want)
	}
}

// tryEdit makes the change and looks whether the finding is gone and nothing new came.
func tryEdit(t *testing.T, region decide.Region, tiers []*dsl.Program, f decide.Finding, all []map[string]dsl.Value) {
	t.Helper()
	var fields []kinds.Field
	for name := range all[0] {
		fields = append(fields, kinds.Field{Name: name, Type: region.Domains[name].Type})
	}
	text := tiers[f.Edit.Tier].Text()
	if after := text[:f.Edit.Span.Start] + f.Edit.New + text[f.Edit.Span.End:]; after != f.Edit.After || text[f.Edit.Span.Start:f.Edit.Span.End] != f.Edit.Old {
		t.Errorf("the edit of %s makes %s, and says %s", text, after, f.Edit.After)
	}
	p, err := dsl.Compile(f.Edit.After, dsl.Env{Inputs: fields, Result: kinds.Boolean})
	if err != nil {
		t.Errorf("the edit cannot be read: %v", err)
		return
	}
	edited := slices.Clone(tiers)
	edited[f.Edit.Tier] = p
	if f.Flaw != decide.Empty && f.Flaw != decide.Inverted {
		n := 0
		for _, tier := range edited {
			if holdsAt(t, tier, f.Witness.Values()) {
				n++
			}
		}
		if f.Flaw == decide.Gap && n == 0 || f.Flaw == decide.Overlap && n > 1 && len(tiers) == 2 {
			t.Errorf("after %s %s has %d tiers", f.Edit, f.Witness, n)
		}
	}
	for _, m := range all {
		before, after := 0, 0
		for i := range tiers {
			if holdsAt(t, tiers[i], m) {
				before++
			}
			if holdsAt(t, edited[i], m) {
				after++
			}
		}
		if before == 1 && after != 1 {
			t.Errorf("%s makes a new flaw at %v", f.Edit, m)
		}
	}
}

func tryBounds(t *testing.T, a *asked, region decide.Region, all []map[string]dsl.Value) {
	t.Helper()
	v, w := a.vars[a.IntN(len(a.vars))], a.vars[a.IntN(len(a.vars))]
	if !v.typ.Kind.Numeric() || !plainType(v.typ).Equal(plainType(w.typ)) {
		return
	}
	c := a.condition(1)
	text := []string{
		v.name, fmt.Sprintf("%s - %s", v.name, w.name), fmt.Sprintf("(%s) ? %s : %s", c.text, v.name, w.name),
		fmt.Sprintf("%s ?? %s", v.name, w.name), fmt.Sprintf("least(%s, %s)", v.name, w.name), fmt.Sprintf("abs(%s - %s) + %s", v.name, w.name, w.name),
	}[a.IntN(6)]
	p, err := dsl.Compile(text, dsl.Env{Inputs: a.fields()})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	got := region.Bounds(context.Background(), p)
	var least, most *exact.Num
	missing := false
	for _, m := range all {
		v, err := p.Evaluate(context.Background(), dsl.Data{Inputs: m})
		if err != nil {
			t.Fatal(err)
		}
		if v.Missing() {
			missing = true
			continue
		}
		n := v.Num()
		if least == nil || n.Cmp(*least) < 0 {
			least = &n
		}
		if most == nil || n.Cmp(*most) > 0 {
			most = &n
		}
	}
	describe := fmt.Sprintf("bounds of %s: %+v", text, got)
	if region.Where != nil {
		describe += " where " + region.Where.Text()
	}
	switch {
	case got.Reason != "":
		t.Errorf("%s", describe)
	case got.MayMiss != missing:
		t.Errorf("%s: it may have no value: %v", describe, missing)
	case least == nil:
		if !got.Empty && (got.Least.Exact || got.Most.Exact) {
			t.Errorf("%s: there is no value", describe)
		}
	default:
		for _, b := range []struct {
			got  decide.Bound
			want exact.Num
			sign int
		}{{got.Least, *least, 1}, {got.Most, *most, -1}} {
			order := b.want.Cmp(b.got.Value.Num()) * b.sign
			if b.got.Value.Missing() || order < 0 || b.got.Exact && order != 0 {
				t.Errorf("%s: the end is %s", describe, b.want)
			}
			if !b.got.Exact {
				t.Logf("%s: the end %s is not exact", describe, b.got.Value)
			}
		}
	}
}
