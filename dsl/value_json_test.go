package dsl

import (
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// sameValue reports whether nothing tells two values apart.
func sameValue(a, b Value) bool {
	return cmp.Equal(a.typ, b.typ) && a.why == b.why && a.raw.Bool == b.raw.Bool && a.raw.Text == b.raw.Text &&
		a.raw.Missing == b.raw.Missing && a.raw.Num.Cmp(b.raw.Num) == 0
}

// written returns a value's JSON.
func written(t *testing.T, v Value) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("%s of %s: %v", v.Exact(), v.Type(), err)
	}
	return string(text)
}

// The form of every kind, and what is read of it.
func TestValueJSON(t *testing.T) {
	third, _ := exact.Int(1).Quo(exact.Int(3))
	instant := time.Date(2026, 11, 30, 9, 30, 0, 5, time.FixedZone("", 3600))
	for _, c := range []struct {
		value Value
		want  string
	}{
		{Value{}, `{"missing":"no value was given","cause":""}`},
		{NewBoolean(true), `{"kind":"boolean","exact":"true"}`},
		{NewBoolean(false), `{"kind":"boolean","exact":"false"}`},
		{NewText(kinds.Of(kinds.Text), ""), `{"kind":"text","exact":""}`},
		{NewText(kinds.Of(kinds.Text), "é, \"x\""), `{"kind":"text","exact":"é, \"x\""}`},
		{NewText(kinds.EnumOf("high", "low"), "low"), `{"kind":"enum","values":["high","low"],"exact":"low"}`},
		{NewText(kinds.ScaleOf("low", "a, b"), "a, b"), `{"kind":"enum","values":["low","a, b"],"ordered":true,"exact":"a, b"}`},
		{NewNumber(kinds.Of(kinds.Number), decimal.RequireFromString("-1.50")), `{"kind":"number","exact":"-1.5"}`},
		{NewCount(7), `{"kind":"count","exact":"7"}`},
		{NewExact(kinds.Of(kinds.Percent), third.Mul(exact.Int(200))), `{"kind":"percent","unit":"%","exact":"200/3"}`},
		{NewExact(kinds.Of(kinds.Ratio), third.Neg()), `{"kind":"ratio","exact":"-1/3"}`},
		{NewDuration(90 * time.Minute), `{"kind":"duration","unit":"s","exact":"5400"}`},
		{NewDuration(1), `{"kind":"duration","unit":"s","exact":"0.000000001"}`},
		{NewExact(kinds.DurationIn(time.Minute).Optional(), third), `{"kind":"duration","unit":"s","cell_unit_ns":"60000000000","optional":true,"exact":"1/3000000000"}`},
		{NewNumber(kinds.Of(kinds.CalendarDays), decimal.NewFromInt(3)), `{"kind":"calendar days","unit":"days","exact":"3"}`},
		{NewNumber(kinds.Of(kinds.BusinessDays), decimal.NewFromInt(1)), `{"kind":"business days","unit":"days","exact":"1"}`},
		{NewInstant(instant), `{"kind":"instant","exact":"2026-11-30T08:30:00.000000005Z"}`},
		{NewExact(kinds.Of(kinds.Instant), third), `{"kind":"instant","unit":"s since 1970-01-01T00:00:00Z","exact":"1/3000000000"}`},
		{NewDate(calendar.Date{Year: 2026, Month: 11, Day: 30}), `{"kind":"date","exact":"2026-11-30"}`},
		{NewExact(kinds.Of(kinds.Date), exact.Int(5e6)), `{"kind":"date","unit":"days since 1970-01-01","exact":"5000000"}`},
		{NewExact(kinds.MoneyIn("USD"), exact.Scaled(720000, 2)), `{"kind":"money","unit":"USD","exact":"7200"}`},
		{NoValue(kinds.MoneyIn("EUR").Optional(), "no fee was given"), `{"kind":"money","unit":"EUR","optional":true,"missing":"no fee was given"}`},
		{Value{typ: kinds.Of(kinds.Percent), raw: ast.Value{Missing: ast.NoRows}, why: "tickets has no rows"}, `{"kind":"percent","unit":"%","missing":"tickets has no rows","cause":"no data"}`},
	} {
		want := strings.Replace(c.want, `,"cause":""`, "", 1)
		text := written(t, c.value)
		if text != want {
			t.Errorf("%s of %s is written\n%s, want\n%s", c.value.Exact(), c.value.Type(), text, want)
		}
		var read Value
		if err := json.Unmarshal([]byte(text), &read); err != nil {
			t.Errorf("%s: %v", text, err)
		} else if !c.value.Missing() && !sameValue(read, c.value) || read.Why() != c.value.Why() || read.NoData() != c.value.NoData() || written(t, read) != text {
			t.Errorf("%s is read as %s, %s", text, read.Exact(), read.Why())
		}
	}
}

// Every value that can be made is read as it was written: of all kinds, of any size, as
// fractions, and missing for every reason.
func TestValueJSONProperty(t *testing.T) {
	rng := rand.New(rand.NewPCG(26, 11))
	seen := map[string]int{}
	for range 20_000 {
		v := randomValue(rng)
		text := written(t, v)
		var read Value
		if err := json.Unmarshal([]byte(text), &read); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if !sameValue(read, v) {
			t.Fatalf("%s is read as %s, %s", text, read.Exact(), read.Why())
		}
		if again := written(t, read); again != text {
			t.Fatalf("%s is written again as %s", text, again)
		}
		seen[fmt.Sprint(v.typ.Kind, v.raw.Missing)]++
	}
	for k := kinds.Boolean; k <= kinds.Money; k++ {
		for m := ast.None; m <= ast.NoEntry; m++ {
			if seen[fmt.Sprint(k, m)] == 0 {
				t.Errorf("no value of %s with %d was tried", k, m)
			}
		}
	}
}

// randomValue returns a value of any kind.
func randomValue(rng *rand.Rand) Value {
	t := kinds.Of(kinds.Boolean + kinds.Kind(rng.IntN(int(kinds.Money))))
	switch t.Kind {
	case kinds.Money:
		t.Currency = []string{"USD", "EUR", "JPY"}[rng.IntN(3)]
	case kinds.Enum:
		t.Values, t.Ordered = []string{"high", "low", "a, b)", ""}[:1+rng.IntN(4)], rng.IntN(2) == 0
	case kinds.Duration:
		t.CellUnit = time.Duration(rng.IntN(3)) * 90 * time.Second
	}
	t.Nullable = rng.IntN(2) == 0
	if rng.IntN(3) == 0 {
		return Value{typ: t, raw: ast.Value{Missing: ast.Cell + ast.Missing(rng.IntN(int(ast.NoEntry)))}, why: []string{"", "why <b>", "é\x00"}[rng.IntN(3)]}
	}
	switch t.Kind {
	case kinds.Boolean:
		return Value{typ: t, raw: ast.Value{Bool: rng.IntN(2) == 0}}
	case kinds.Text:
		return NewText(t, []string{"", "a", "1/2", "é\u2028\x01<"}[rng.IntN(4)])
	case kinds.Enum:
		return NewText(t, t.Values[rng.IntN(len(t.Values))])
	}
	n := new(big.Int).SetUint64(rng.Uint64() >> rng.IntN(64))
	if rng.IntN(4) == 0 {
		n.Lsh(n, uint(rng.IntN(300)))
	}
	if rng.IntN(2) == 0 {
		n.Neg(n)
	}
	under := big.NewInt(1)
	switch rng.IntN(3) {
	case 0:
		under.Exp(big.NewInt(10), big.NewInt(int64(rng.IntN(30))), nil)
	case 1:
		under.SetUint64(1 + rng.Uint64()>>rng.IntN(64)>>1)
	}
	return NewExact(t, exact.Rat(new(big.Rat).SetFrac(n, under)))
}

// What is not known is refused, and the error says what.
func TestValueJSONRefuses(t *testing.T) {
	for text, want := range map[string]string{
		`null`:                       "null is not a value",
		`5`:                          "number stands where something else is written",
		`{}`:                         "neither exact nor missing",
		`{"kind":"count"}`:           "neither exact nor missing",
		`{"exact":"5"}`:              "it has no kind",
		`{"kind":"count","exact":5}`: "exact is number, which cannot stand there",
		`{"kind":"count","exact":"5","missing":"x"}`:                          "both exact and missing",
		`{"kind":"count","exact":"5","cause":"no data"}`:                      "a cause, and is not missing",
		`{"kind":"count","exact":"5","exact":"6"}`:                            `the key "exact" stands twice`,
		`{"kind":"count","exact":"5","extra":1}`:                              `the key "extra" is not known`,
		`{"kind":"colour","exact":"5"}`:                                       `"colour" is not a kind of value`,
		`{"kind":"count","unit":"%","exact":"5"}`:                             `"%" is not a unit of the kind count`,
		`{"kind":"percent","exact":"5"}`:                                      `the unit of a value of the kind percent is missing; it is "%"`,
		`{"kind":"duration","unit":"h","exact":"5"}`:                          `"h" is not a unit of the kind duration`,
		`{"kind":"money","exact":"5"}`:                                        `"" is not the code of a currency`,
		`{"kind":"money","unit":"usd","missing":"x"}`:                         `"usd" is not the code of a currency`,
		`{"kind":"date","unit":"days since 1970-01-01","missing":"x"}`:        "is not a unit of the kind date",
		`{"kind":"count","missing":"x","cause":"because"}`:                    `"because" is not the cause of a missing value`,
		`{"kind":"boolean","exact":"yes"}`:                                    `"yes" is not a boolean`,
		`{"kind":"enum","values":["a"],"exact":"b"}`:                          `"b" is not one of the values`,
		`{"kind":"number","exact":""}`:                                        "is not an exact number",
		`{"kind":"number","exact":"+1"}`:                                      "is not an exact number",
		`{"kind":"number","exact":"1e5"}`:                                     "is not an exact number",
		`{"kind":"number","exact":" 1"}`:                                      "is not an exact number",
		`{"kind":"number","exact":"1."}`:                                      "is not an exact number",
		`{"kind":"number","exact":".5"}`:                                      "is not an exact number",
		`{"kind":"number","exact":"1/0"}`:                                     "is not an exact number",
		`{"kind":"number","exact":"1/-2"}`:                                    "is not an exact number",
		`{"kind":"number","exact":"1.5/2"}`:                                   "is not an exact number",
		`{"kind":"number","exact":"0x1"}`:                                     "is not an exact number",
		`{"kind":"number","exact":"1_000"}`:                                   "is not an exact number",
		`{"kind":"number","exact":"` + strings.Repeat("9", 30_000) + `"}`:     "the number is too large",
		`{"kind":"number","exact":"` + strings.Repeat("9", 200_000) + `"}`:    "the number is too large",
		`{"kind":"instant","exact":"2026-11-30"}`:                             "is not an instant",
		`{"kind":"instant","exact":"2026-11-30T09:30:00+01:00"}`:              "write 2026-11-30T08:30:00Z",
		`{"kind":"instant","exact":"2026-11-30T09:30:00.0000000001Z"}`:        "write 2026-11-30T09:30:00Z",
		`{"kind":"instant","exact":"1500-11-30T09:30:00Z"}`:                   "outside the years 1678 to 2261",
		`{"kind":"date","exact":"2026-02-30"}`:                                "2026-02-30",
		`{"kind":"date","exact":""}`:                                          "date",
		`{"kind":"date","unit":"days since 1970-01-01","exact":"2026-02-28"}`: "is not a unit",
	} {
		v := NewCount(3)
		err := json.Unmarshal([]byte(text), &v)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.80s: %v, want %q", text, err, want)
		}
		if !sameValue(v, NewCount(3)) {
			t.Errorf("%.80s changed the value", text)
		}
	}
	for _, v := range []Value{
		NewText(kinds.Of(kinds.Text), "\xff"), NoValue(kinds.Of(kinds.Text), "\xff"), NewText(kinds.EnumOf("a"), "b"), NewExact(kinds.MoneyIn(""), exact.Int(1)), NewExact(kinds.Of(200), exact.Int(1)),
		NewExact(kinds.Of(kinds.Number), exact.BigInt(new(big.Int).Lsh(big.NewInt(1), 1<<20))),
	} {
		if text, err := json.Marshal(v); err == nil {
			t.Errorf("%s of %s is written %s, and could not be read", v.Exact(), v.Type(), text)
		}
	}
}

// A fraction in other terms and a number with zeros are the same number.
func TestValueJSONOfAnotherHand(t *testing.T) {
	for text, want := range map[string]string{
		`{"exact": "400/6", "unit": "%", "kind": "percent"}`:   "200/3%",
		`{"kind": "money", "unit": "USD", "exact": "07.500"}`:  "7.50 USD",
		`{"kind": "number", "exact": "-0"}`:                    "0",
		`{"kind": "duration", "unit": "s", "exact": "-3/2"}`:   "-1.5s",
		`{"kind": "enum", "exact": "x"}`:                       "x",
		`{"kind": "instant", "exact": "2026-11-30T09:30:00Z"}`: "2026-11-30T09:30:00Z",
	} {
		var v Value
		if err := json.Unmarshal([]byte(text), &v); err != nil || v.Exact() != want {
			t.Errorf("%s is read as %s, %v; want %s", text, v.Exact(), err, want)
		}
	}
}

// The bytes do not depend on what the program does with a dependency's variables.
func TestValueJSONPackageVariables(t *testing.T) {
	quotes, trim := decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros
	defer func() { decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros = quotes, trim }()
	v := NewNumber(kinds.Of(kinds.Number), decimal.RequireFromString("1.50"))
	before := written(t, v)
	decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros = !quotes, !trim
	if after := written(t, v); after != before {
		t.Errorf("%s became %s", before, after)
	}
}

// What is read is written so that it is read alike, and nothing panics.
func FuzzValueJSON(f *testing.F) {
	for _, seed := range []string{
		`{"kind":"percent","unit":"%","exact":"200/3"}`, `{"kind":"money","unit":"USD","missing":"why","cause":"no data"}`, `{"missing":""}`,
		`{"kind":"duration","unit":"s","cell_unit_ns":"60000000000","optional":true,"exact":"1/3"}`, `{"kind":"enum","values":["a",""],"ordered":true,"exact":"a"}`,
		`{"kind":"instant","exact":"2026-11-30T08:30:00.000000005Z"}`, `{"kind":"date","unit":"days since 1970-01-01","exact":"1/2"}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var v, again Value
		if json.Unmarshal([]byte(text), &v) != nil {
			return
		}
		written := written(t, v)
		if err := json.Unmarshal([]byte(written), &again); err != nil || !sameValue(v, again) {
			t.Fatalf("%q is written %s and read as %s, %v", text, written, again.Exact(), err)
		}
	})
}

// The values that docs/json.md shows are read, and written as they stand there.
func TestValuesInTheDocs(t *testing.T) {
	page, err := os.ReadFile("../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```json\n")
	lines, _, _ := strings.Cut(rest, "\n```")
	seen := 0
	for line := range strings.Lines(lines) {
		var v Value
		line = strings.TrimSuffix(line, "\n")
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Errorf("%s: %v", line, err)
		} else if again := written(t, v); again != line {
			t.Errorf("%s is written %s", line, again)
		}
		seen++
	}
	if seen < 10 {
		t.Errorf("docs/json.md shows %d values", seen)
	}
}
