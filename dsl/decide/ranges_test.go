package decide_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// The range of a product is that of all products of values within the domains: here p and
// q are percents, x and m count from below and from above zero.
func TestRangesOfProducts(t *testing.T) {
	ctx := context.Background()
	domain := func(typ kinds.Type, least, most int64) decide.Domain {
		from, to, step := exact.Int(least), exact.Int(most), exact.Int(1)
		return decide.Domain{Type: typ, Least: &from, Most: &to, Step: &step}
	}
	percent, number := kinds.Of(kinds.Percent), kinds.Of(kinds.Number)
	domains := map[string]decide.Domain{
		"p": domain(percent, 5, 20), "q": domain(percent, -10, 30), "x": domain(number, -3, 4), "m": domain(kinds.MoneyIn("USD"), 2, 9),
	}
	for _, tt := range []struct{ product, one, other, least, most string }{
		{"ratio(p) * x", "p", "x", "-0.6", "0.8"},
		{"x * ratio(p)", "x", "p", "-0.6", "0.8"},
		{"ratio(q) * x", "q", "x", "-0.9", "1.2"},
		{"p * m", "p", "m", "0.10 USD", "1.80 USD"},
		{"m * q", "m", "q", "-0.90 USD", "2.70 USD"},
		{"ratio(p) * q", "p", "q", "-2%", "6%"},
		{"x * m", "x", "m", "-27.00 USD", "36.00 USD"},
		{"-x * ratio(p)", "x", "p", "-0.8", "0.6"},
	} {
		var inputs []kinds.Field
		for _, name := range []string{tt.one, tt.other} {
			inputs = append(inputs, kinds.Field{Name: name, Type: domains[name].Type})
		}
		env := dsl.Env{Inputs: inputs}
		p, err := dsl.Compile(tt.product, env)
		if err != nil {
			t.Fatal(err)
		}
		var least, most dsl.Value
		first := true
		for _, a := range allOf(domains[tt.one]) {
			for _, b := range allOf(domains[tt.other]) {
				v, err := p.Evaluate(ctx, dsl.Data{Inputs: map[string]dsl.Value{tt.one: a, tt.other: b}})
				if err != nil {
					t.Fatal(err)
				}
				if order, _ := v.Compare(least); first || order < 0 {
					least = v
				}
				if order, _ := v.Compare(most); first || order > 0 {
					most = v
				}
				first = false
			}
		}
		if fmt.Sprint(least) != tt.least || fmt.Sprint(most) != tt.most {
			t.Errorf("%s lies between %s and %s, and the case says %s and %s", tt.product, least, most, tt.least, tt.most)
		}
		region := decide.Region{Domains: domains}
		got := region.Bounds(ctx, p)
		if order, ok := got.Least.Value.Compare(least); !ok || order > 0 {
			t.Errorf("%s is at least %s, and can be %s", tt.product, got.Least.Value, least)
		}
		if order, ok := got.Most.Value.Compare(most); !ok || order < 0 {
			t.Errorf("%s is at most %s, and can be %s", tt.product, got.Most.Value, most)
		}
		for text, never := range map[string]bool{
			tt.product + " < " + tt.least: true, tt.product + " > " + tt.most: true, tt.product + " <= " + tt.least: false, tt.product + " >= " + tt.most: false,
		} {
			condition, err := dsl.Compile(text, env)
			if err != nil {
				t.Fatal(err)
			}
			if got := region.NeverTrue(ctx, condition); (got.Outcome == decide.Proved) != never {
				t.Errorf("%s is never true: %v, want %v", text, got.Outcome, never)
			}
		}
	}
}

func allOf(d decide.Domain) (values []dsl.Value) {
	for n := *d.Least; n.Cmp(*d.Most) <= 0; n = n.Add(*d.Step) {
		values = append(values, dsl.NewExact(d.Type, n))
	}
	return values
}

// What is said of texts holds of all texts, also of those that no criterion names.
func TestTextsThatNoCriterionNames(t *testing.T) {
	ctx := context.Background()
	env := dsl.Env{Inputs: []kinds.Field{{Name: "s", Type: kinds.Of(kinds.Text)}}, Result: kinds.Boolean}
	conditions := []string{
		`s contains "b"`, `s startsWith "ab"`, `s endsWith "b"`, `s in ["ab", "abc"]`, `s != "ab"`, `not (s contains "b")`, `s contains "b" and s not in ["ab", "abc", "b"]`,
		`s startsWith "a" and s endsWith "b" and s not in ["ab", "abc", "b"]`, `s == "abc" or s == "b"`, `s contains "q"`,
	}
	texts := []string{"", "a", "b", "q", "ab", "abc", "bb", "abb", "xaby", "abq", "qb", "aqb"}
	var programs []*dsl.Program
	for _, text := range conditions {
		p, err := dsl.Compile(text, env)
		if err != nil {
			t.Fatal(err)
		}
		programs = append(programs, p)
	}
	proved := 0
	for i, first := range programs {
		for k, second := range programs {
			implied, disjoint := true, true
			for _, text := range texts {
				a, b := holdsFor(t, first, text), holdsFor(t, second, text)
				implied, disjoint = implied && (!a || b), disjoint && !(a && b)
			}
			if got := (decide.Region{}).Implies(ctx, first, second).Outcome; got == decide.Proved && !implied {
				t.Errorf("%s implies %s is proved, and does not hold", conditions[i], conditions[k])
			} else if got == decide.Proved {
				proved++
			}
			if got := (decide.Region{}).Disjoint(ctx, first, second).Outcome; got == decide.Proved && !disjoint {
				t.Errorf("%s excludes %s is proved, and does not hold", conditions[i], conditions[k])
			}
		}
		if never := (decide.Region{}).NeverTrue(ctx, first).Outcome; never == decide.Proved {
			t.Errorf("%s is never true is proved, and does not hold", conditions[i])
		}
	}
	if proved < len(programs) {
		t.Errorf("only %d implications are proved", proved)
	}
}

func holdsFor(t *testing.T, p *dsl.Program, text string) bool {
	t.Helper()
	v, err := p.Evaluate(context.Background(), dsl.Data{Inputs: map[string]dsl.Value{"s": dsl.NewText(kinds.Of(kinds.Text), text)}})
	holds, ok := v.Bool()
	if err != nil || !ok {
		t.Fatal(v, err)
	}
	return holds
}

// The values of a measure lie in its domain, whatever the signs of what it computes with.
func TestDomainsOfMeasures(t *testing.T) {
	schema := kinds.Schema{Name: "t", Fields: []kinds.Field{
		{Name: "n", Type: kinds.Of(kinds.Count)}, {Name: "x", Type: kinds.Of(kinds.Number)}, {Name: "took", Type: kinds.Of(kinds.Duration)}, {Name: "late", Type: kinds.Of(kinds.Boolean)},
	}}
	type row struct {
		N, X int64
		Took time.Duration
		Late bool
	}
	records, err := table.FromStructs(schema, []row{{1, 2, 60, true}, {3, -4, 120, false}})
	if err != nil {
		t.Fatal(err)
	}
	for text, atLeastZero := range map[string]bool{
		"count(t)": true, "sum(t, .n)": true, "sum(t, .took)": true, "share(t, .late)": true, "sum(t, abs(.x))": true, "count(t) * 2": true, "count(t) * 0": true,
		"sum(t, .late ? .n : 0)": true, "sum(t, .n ?? 0)": true, "round(mean(t, .n), 1, \"half even\")": true,
		"sum(t, .x)": false, "count(t) * -2": false, "count(t) - 5": false, "sum(t, .n * -1)": false, "sum(t, .late ? .n : -9)": false, "sum(t, .late ? -9 : .n)": false,
		"sum(t, .took) * -1": false, "count(t) / -2": false, "sum(t, -3)": false, "-1 * abs(sum(t, .x))": false,
	} {
		p, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{schema}})
		if err != nil {
			t.Fatal(err)
		}
		v, err := p.Evaluate(context.Background(), dsl.Data{Tables: map[string]*table.Table{"t": records}})
		if err != nil || v.Missing() {
			t.Fatal(text, v, err)
		}
		d := decide.DomainOf(p)
		if got := d.Least != nil && d.Least.Sign() == 0; got != atLeastZero {
			t.Errorf("%s is at least zero: %v, want %v", text, got, atLeastZero)
		}
		if d.Least != nil && v.Num().Cmp(*d.Least) < 0 || d.Most != nil && v.Num().Cmp(*d.Most) > 0 {
			t.Errorf("%s is %s, outside of its domain", text, v)
		}
	}
}

// A product has no end on the side on which a factor has none: its greatest value within
// the domains is not a bound. With both factors above zero it still has a least value.
func TestRangesOfProductsWithoutAnEnd(t *testing.T) {
	ctx := context.Background()
	percent, money := kinds.Of(kinds.Percent), kinds.MoneyIn("USD")
	env := dsl.Env{Inputs: []kinds.Field{{Name: "p", Type: percent}, {Name: "m", Type: money}}}
	one, nine := exact.Int(1), exact.Int(9)
	for _, without := range []string{"the least of p", "the most of p", "the least of m", "the most of m"} {
		p, m := decide.Domain{Type: percent, Least: &one, Most: &nine}, decide.Domain{Type: money, Least: &one, Most: &nine}
		end, far := map[string]**exact.Num{"the least of p": &p.Least, "the most of p": &p.Most, "the least of m": &m.Least, "the most of m": &m.Most}[without], ">= 9000.00 USD"
		*end = nil
		least := "< 0.01 USD"
		if p.Least == nil || m.Least == nil {
			far, least = "<= -9000.00 USD", ""
		}
		region := decide.Region{Domains: map[string]decide.Domain{"p": p, "m": m}}
		for _, product := range []string{"p * m", "m * p"} {
			for condition, never := range map[string]bool{far: false, least: true} {
				if condition == "" {
					continue
				}
				c, err := dsl.Compile(product+" "+condition, env)
				if err != nil {
					t.Fatal(err)
				}
				if got := region.NeverTrue(ctx, c); (got.Outcome == decide.Proved) != never {
					t.Errorf("without %s, %s %s is never true: %v, want %v", without, product, condition, got.Outcome, never)
				}
			}
		}
	}
}

// Values that are looked up are one only when they are of one field, found by one key in
// one table.
func TestLookupsAreDistinguished(t *testing.T) {
	text, number := kinds.Of(kinds.Text), kinds.Of(kinds.Number)
	env := dsl.Env{Inputs: []kinds.Field{{Name: "s", Type: text}, {Name: "r", Type: text}}, Tables: []kinds.Schema{
		{Name: "a", Fields: []kinds.Field{{Name: "k", Type: text}, {Name: "v", Type: number}, {Name: "w", Type: number}}},
		{Name: "b", Fields: []kinds.Field{{Name: "k", Type: text}, {Name: "j", Type: text}, {Name: "v", Type: number}}},
	}}
	for other, never := range map[string]bool{
		"lookup(a, k, s, v)": true, "lookup( a, k, s, v )": true, "lookup(a, k, s, w)": false, "lookup(a, k, r, v)": false, "lookup(a, k, \"x\", v)": false,
		"lookup(b, k, s, v)": false, "lookup(b, j, s, v)": false,
	} {
		p, err := dsl.Compile("lookup(a, k, s, v) > 5 and "+other+" <= 5", env)
		if err != nil {
			t.Fatal(err)
		}
		if got := (decide.Region{}).NeverTrue(t.Context(), p); (got.Outcome == decide.Proved) != never || !never && !got.Possible {
			t.Errorf("%s: %+v", p.Text(), got)
		}
	}
}
