package decide_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// ends are the two ends as a reader would say them: "… 4h" or less, "(4h" for one that is
// out.
func ends(n decide.Nearby) string {
	var words []string
	for _, e := range []*decide.End{n.Below, n.Above} {
		text := "none"
		if e != nil {
			text = e.Value.String()
			if !e.Included {
				text = "beyond " + text
			}
			if e.Onwards {
				text += " onwards"
			}
		}
		words = append(words, text)
	}
	return strings.Join(words, "; ")
}

func TestNearest(t *testing.T) {
	wait := domainOf(t, "mean(t, .wait)")
	tests := []struct {
		domain decide.Domain
		text   string
		from   string
		want   bool
		ends   string
	}{
		{share(t), "value >= 98%", "90%", true, "none; 98% onwards"},
		{share(t), "value >= 98%", "99%", false, "beyond 98% onwards; none"},
		{share(t), "value > 98%", "90%", true, "none; beyond 98% onwards"},
		{share(t), "value > 98%", "99%", false, "98% onwards; none"},
		{share(t), "value >= 98%", "98%", true, "98%; 98% onwards"},
		{share(t), "value > 100%", "98%", true, "none; none"},
		{share(t), "value >= 0%", "98%", false, "none; none"},
		{share(t), "90% <= value <= 96%", "80%", true, "none; 90%"},
		{share(t), "90% <= value <= 96%", "99%", true, "96%; none"},
		{share(t), "90% <= value <= 96%", "92%", false, "beyond 90% onwards; beyond 96% onwards"},
		{share(t), "value == 50%", "50%", false, "beyond 50% onwards; beyond 50% onwards"},
		{share(t), "value < 20% or 60% < value < 70%", "40%", true, "beyond 20% onwards; beyond 60%"},
		{share(t), "value in [10%, 20%, 30%]", "16%", true, "10%; 20%"},
		{wait, "value <= 4h", "5h", true, "4h onwards; none"},
		{wait, "value < 4h", "5h", true, "beyond 4h onwards; none"},
		{wait, "value <= 4h", "3h", false, "none; beyond 4h onwards"},
		{domainOf(t, "count(t)"), "value < 3", "7", true, "2 onwards; none"},
		{domainOf(t, "count(t)"), "value > 3", "1", true, "none; 4 onwards"},
		{domainOf(t, "count(t)"), "value >= 2.5", "1", true, "none; 3 onwards"},
		{domainOf(t, "count(t)"), "value < 3", "1", false, "none; 3 onwards"},
		{domainOf(t, "sum(t, .x)"), "value != 5", "5", true, "beyond 5 onwards; beyond 5 onwards"},
		{domainOf(t, "any(t, .ok)"), "value", "false", true, "none; yes onwards"},
		{domainOf(t, "any(t, .ok)"), "not value", "true", true, "no onwards; none"},
		{domainOf(t, "any(t, .ok)"), "value", "true", false, "no onwards; none"},
	}
	for _, tt := range tests {
		got, err := decide.Nearest(context.Background(), criterion(t, tt.text, tt.domain.Type), "value", tt.domain, valueOf(t, tt.from, tt.domain.Type), tt.want)
		if err != nil || ends(got) != tt.ends {
			t.Errorf("%s from %s, wanted %v: %s, %v; want %s", tt.text, tt.from, tt.want, ends(got), err, tt.ends)
		}
	}
}

// A criterion of the rounded value is satisfied before the figure in it.
func TestNearestRounded(t *testing.T) {
	for _, tt := range []struct {
		text, from string
		places     int
		want       bool
		ends       string
	}{
		{"value >= 95%", "94%", 0, true, "none; beyond 94.5% onwards"}, // 94.5% goes to the even 94%
		{"value >= 94%", "93%", 0, true, "none; 93.5% onwards"},
		{"value >= 94%", "95%", 0, false, "beyond 93.5% onwards; none"},
		{"value >= 99.95%", "99%", 1, true, "none; 99.95% onwards"},
	} {
		got, err := decide.NearestRounded(context.Background(), criterion(t, tt.text, percent), tt.places, "value", share(t), valueOf(t, tt.from, percent), tt.want)
		if err != nil || ends(got) != tt.ends {
			t.Errorf("%s rounded to %d places, from %s: %s, %v; want %s", tt.text, tt.places, tt.from, ends(got), err, tt.ends)
		}
	}
}

// Over a grid, what is found is what a walk along all its values finds.
func TestNearestAgainstWalk(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	c := criteria{Rand: random, unit: "%", figures: []string{"0", "5", "33.3", "50", "66.6", "94.5", "95", "99.99", "100"}}
	found := 0
	for range 3000 {
		m := int64(1 + random.IntN(12))
		step, _ := exact.Int(100).Quo(exact.Int(m))
		d := share(t)
		d.Step = &step
		p := criterion(t, c.condition(2), percent)
		at, want, places := int64(random.IntN(int(m)+1)), random.IntN(2) == 0, random.IntN(4)-1
		of := func(n int64) dsl.Value { return dsl.NewExact(percent, exact.Int(n).Mul(step)) }
		var got decide.Nearby
		var err error
		if places < 0 {
			got, err = decide.Nearest(context.Background(), p, "value", d, of(at), want)
		} else {
			got, err = decide.NearestRounded(context.Background(), p, places, "value", d, of(at), want)
		}
		if err != nil {
			t.Fatalf("%s: %v", p.Text(), err)
		}
		walk := func(by int64) (end string) {
			var hit *dsl.Value
			onwards := true
			for n := at; n >= 0 && n <= m; n += by {
				v := of(n)
				if places >= 0 {
					v = v.Rounded(places, exact.HalfEven)
				}
				truth, err := p.Evaluate(context.Background(), dsl.Data{Inputs: map[string]dsl.Value{"value": v}})
				held, ok := truth.Bool()
				if err != nil || !ok {
					t.Fatal(err)
				}
				switch {
				case held == want && hit == nil:
					v = of(n)
					hit = &v
				case held != want && hit != nil:
					onwards = false
				}
			}
			if hit == nil {
				return "none"
			}
			found++
			return fmt.Sprintf("%s %v", hit.Exact(), onwards)
		}
		told := func(e *decide.End) string {
			if e == nil {
				return "none"
			}
			if !e.Included {
				return "beyond"
			}
			return fmt.Sprintf("%s %v", e.Value.Exact(), e.Onwards)
		}
		if g, w := told(got.Below)+"; "+told(got.Above), walk(-1)+"; "+walk(1); g != w {
			t.Fatalf("%s (places %d), %d of %d, wanted %v: %s; a walk finds %s", p.Text(), places, at, m, want, g, w)
		}
	}
	if found < 1000 {
		t.Errorf("%d ends say little", found)
	}
}

// Over all numbers, nothing between a value and the end that is found satisfies the
// criterion, and the end, or what lies just beyond it, does.
func TestNearestAgainstPoints(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	figures := []string{"0", "10", "20", "30", "40", "50"}
	c := criteria{Rand: random, unit: "%", figures: figures}
	for range 3000 {
		p := criterion(t, c.condition(2), percent)
		at, want := dsl.NewExact(percent, exact.Int(int64(random.IntN(61)))), random.IntN(2) == 0
		got, err := decide.Nearest(context.Background(), p, "value", share(t), at, want)
		if err != nil {
			t.Fatal(err)
		}
		holds := func(n exact.Num) bool {
			truth, err := p.Evaluate(context.Background(), dsl.Data{Inputs: map[string]dsl.Value{"value": dsl.NewExact(percent, n)}})
			held, ok := truth.Bool()
			if err != nil || !ok {
				t.Fatal(err)
			}
			return held == want
		}
		for side, end := range map[int]*decide.End{-1: got.Below, 1: got.Above} {
			for n := int64(0); n <= 1000; n += 5 { // tenths of a percent: figures, and what lies between
				point := exact.Scaled(n, 1)
				towards := point.Cmp(at.Num()) * side // 1 on this side
				switch {
				case towards < 0, end != nil && point.Cmp(end.Value.Num())*side > 0:
				case end != nil && point.Cmp(end.Value.Num()) == 0:
					if holds(point) != end.Included {
						t.Fatalf("%s: the end %s", p.Text(), ends(got))
					}
				case holds(point):
					t.Fatalf("%s from %s: %s is nearer than %s", p.Text(), at, point, ends(got))
				}
			}
			if end != nil && !end.Included && !holds(end.Value.Num().Add(exact.Scaled(int64(side), 3))) {
				t.Fatalf("%s: not beyond %s", p.Text(), ends(got))
			}
		}
	}
}

func TestNearestUnknown(t *testing.T) {
	floor := kinds.Field{Name: "floor", Type: percent}
	for _, tt := range []struct{ text, reason string }{
		{"value >= floor", "it depends on the input floor"},
		{"value + 1% > 98%", "it computes with the value"},
	} {
		_, err := decide.Nearest(context.Background(), criterion(t, tt.text, percent, floor), "value", share(t), valueOf(t, "90%", percent), true)
		if err == nil || !strings.Contains(err.Error(), tt.reason) {
			t.Errorf("%s: %v; want %s", tt.text, err, tt.reason)
		}
	}
	p := criterion(t, "value >= 98%", percent)
	for _, from := range []dsl.Value{{}, valueOf(t, "4h", elapsed)} {
		if _, err := decide.Nearest(context.Background(), p, "value", share(t), from, true); err == nil {
			t.Errorf("nothing is wrong with %s", from)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := decide.Nearest(ctx, p, "value", share(t), valueOf(t, "90%", percent), true); err == nil {
		t.Error("a context that has ended does not end it")
	}
}

// valueOf is a value written in the language.
func valueOf(t *testing.T, text string, typ kinds.Type) dsl.Value {
	t.Helper()
	p, err := dsl.Compile(text, dsl.Env{})
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.Evaluate(context.Background(), dsl.Data{})
	if err != nil {
		t.Fatal(err)
	}
	if b, ok := v.Bool(); ok {
		return dsl.NewBoolean(b)
	}
	return dsl.NewExact(typ, v.Num())
}
