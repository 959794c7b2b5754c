package dsl_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/expr-lang/expr/conf"
	"github.com/shopspring/decimal"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
)

// The package variables of our dependencies belong to the program that imports us.
// Whatever it sets them to, every result reads the same.
func TestPackageVariables(t *testing.T) {
	before := everyResult(t)
	flip(t)
	after := everyResult(t)
	if len(before) != len(after) {
		t.Fatalf("%d results before, %d after", len(before), len(after))
	}
	for i := range before {
		if before[i] != after[i] {
			t.Errorf("%s became %s", before[i], after[i])
		}
	}
}

// flip sets every variable of shopspring/decimal and of expr's parser to what changes
// most, until the test ends.
func flip(t *testing.T) {
	nodes, places, powers, quotes, trim, scientific := conf.DefaultMaxNodes, decimal.DivisionPrecision, decimal.PowPrecisionNegativeExponent,
		decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros, decimal.UseScientificNotation
	iterations, exponent, zero := decimal.ExpMaxIterations, decimal.MaxDecodeExponent, decimal.Zero
	t.Cleanup(func() {
		conf.DefaultMaxNodes, decimal.DivisionPrecision, decimal.PowPrecisionNegativeExponent = nodes, places, powers
		decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros, decimal.UseScientificNotation = quotes, trim, scientific
		decimal.ExpMaxIterations, decimal.MaxDecodeExponent, decimal.Zero = iterations, exponent, zero
	})
	conf.DefaultMaxNodes = 2
	decimal.DivisionPrecision, decimal.PowPrecisionNegativeExponent = 1, 1
	decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros, decimal.UseScientificNotation = !quotes, !trim, !scientific
	decimal.ExpMaxIterations, decimal.MaxDecodeExponent, decimal.Zero = 1, 1, decimal.NewFromInt(7)
}

// everyResult is what the corpus says and how values come in and go out as decimals.
func everyResult(t *testing.T) (results []string) {
	for _, file := range dsltest.CorpusFiles(t, "testdata") {
		for _, chunk := range file.Chunks {
			for _, c := range chunk.Cases {
				p, err := dsl.Compile(c.Expression, chunk.Scene.Env)
				if err != nil {
					results = append(results, c.Place+" "+err.Error())
					continue
				}
				results = append(results, c.Place+" "+sceneOutcome(t, chunk.Scene, c.Place, p))
				if chunk.Scene.Env.Rows != "" {
					continue
				}
				v, err := p.Evaluate(context.Background(), chunk.Scene.Data)
				if err != nil {
					t.Fatal(err)
				}
				if d, ok := v.Decimal(3, exact.HalfUp); ok {
					results = append(results, fmt.Sprintf("%s %v %v %d %s", c.Place, v, d.Coefficient(), d.Exponent(), v.Fixed(2)))
				}
			}
		}
	}
	for _, d := range []decimal.Decimal{{}, decimal.New(1, -3), decimal.New(-25, 2), decimal.New(100, -2)} {
		for _, typ := range []kinds.Type{kinds.Of(kinds.Number), kinds.Of(kinds.Percent), kinds.Of(kinds.Duration), kinds.MoneyIn("USD")} {
			v := dsl.NewNumber(typ, d)
			results = append(results, fmt.Sprint(v, v.Exact(), v.Fixed(4), v.Rounded(1, exact.HalfEven)))
		}
	}
	return results
}

// What a host hands in that cannot be computed with is no value, and says so.
func TestStrangeValues(t *testing.T) {
	number := kinds.Of(kinds.Number)
	env := dsl.Env{Inputs: []kinds.Field{{Name: "x", Type: number}}}
	p, err := dsl.Compile("x + 1 > 0", env)
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range map[string]dsl.Value{
		"a huge exponent": dsl.NewNumber(number, decimal.New(1, 1<<31-1)), "a tiny one": dsl.NewNumber(number, decimal.New(1, -1<<31)),
		"nothing": {}, "no value": dsl.NoValue(number, "not yet"),
	} {
		got, err := p.Evaluate(context.Background(), dsl.Data{Inputs: map[string]dsl.Value{"x": v}})
		if err != nil || !got.Missing() {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	for name, v := range map[string]dsl.Value{"a percent": dsl.NewNumber(kinds.Of(kinds.Percent), decimal.New(1, 0)), "a text": dsl.NewText(kinds.Of(kinds.Text), "1")} {
		if _, err := p.Evaluate(context.Background(), dsl.Data{Inputs: map[string]dsl.Value{"x": v}}); !errors.Is(err, diag.ErrData) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, ok := dsl.NewText(kinds.Of(kinds.Text), "a").Compare(dsl.NewText(kinds.Of(kinds.Text), "b")); ok {
		t.Error("texts have an order")
	}
	if order, ok := dsl.NewCount(1).Compare(dsl.NewCount(2)); !ok || order != -1 {
		t.Error("counts have none")
	}
}

// An expression about one row is not asked of a whole table, nor the other way round; a
// call that cannot be answered is an error and not a panic.
func TestWrongCalls(t *testing.T) {
	env, data := dsltest.HostileEnv()
	ctx := context.Background()
	whole, err := dsl.Compile("count(t)", env)
	if err != nil {
		t.Fatal(err)
	}
	env.Rows = "t"
	row, err := dsl.Compile(".ok", env)
	if err != nil {
		t.Fatal(err)
	}
	nobody := func(int32, dsl.Value) { t.Error("a row was visited") }
	_, evaluated := row.Evaluate(ctx, data)
	_, explained := row.Explain(ctx, data)
	_, absent := whole.Evaluate(ctx, dsl.Data{})
	for name, err := range map[string]error{
		"Evaluate of a row": evaluated, "Explain of a row": explained, "a table that is not there": absent,
		"EachRow of a whole": whole.EachRow(ctx, data, nobody), "EachRow of no table": row.EachRow(ctx, dsl.Data{}, nobody),
	} {
		if !errors.Is(err, diag.ErrData) {
			t.Errorf("%s: %v", name, err)
		}
	}
	number, err := dsl.Compile(".x * 2", env)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	if err := number.EachRow(ctx, data, func(_ int32, v dsl.Value) { got = append(got, v.String()) }); err != nil || strings.Join(got, " ") != "2 4 6" {
		t.Errorf("the rows' numbers are %v, %v", got, err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := whole.Evaluate(ended, data); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that has ended: %v", err)
	}
	if err := row.EachRow(ended, data, nobody); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that has ended: %v", err)
	}
}
