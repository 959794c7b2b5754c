package report

import (
	"math/big"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/sla"
)

// A shown figure satisfies the same conditions as the exact value.
func TestFigure(t *testing.T) {
	for _, c := range []struct {
		number string
		metric sla.Metric
		tiers  []string
		text   string
	}{
		{"91.342%", sla.Metric{Places: 2, Target: "value >= 95%"}, nil, "91.34%"},
		{"94.996%", sla.Metric{Places: 2, Target: "value >= 95%"}, nil, "94.996%"},
		{"94.996%", sla.Metric{Places: 2, Target: "(value >= 95%)"}, nil, "94.996%"},
		{"94.996%", sla.Metric{Places: 2, Target: "let least = 95%; value /* of the month */ >= least"}, nil, "94.996%"},
		{"95%", sla.Metric{Places: 2, Target: "value >= 95%"}, nil, "95.00%"},
		{"95.004%", sla.Metric{Places: 2, Target: "value >= 95%"}, nil, "95.00%"},
		{"95.004%", sla.Metric{Places: 2, Target: "value > 95%"}, nil, "95.004%"},
		{"95.004%", sla.Metric{Places: 2, Target: "95% < value"}, nil, "95.004%"},
		{"95.004%", sla.Metric{Places: 2, Target: "not (value == 95%)"}, nil, "95.004%"},
		{"94.6%", sla.Metric{Target: "value >= 95%"}, nil, "94.6%"},
		{"94.4%", sla.Metric{Target: "value >= 95%"}, nil, "94%"},
		{"94.4%", sla.Metric{}, nil, "94%"},
		{"94.9999999999%", sla.Metric{Places: 2, Target: "value >= 95%"}, nil, "94.9999999999%"},
		{"284999999999/3000000000%", sla.Metric{Places: 2, Target: "value >= 95%"}, nil, "94.9999999997%"},
		{"200/3%", sla.Metric{Places: 2, Target: "value <= 66.66666666%"}, nil, "66.67%"}, // missed either way
		{"200/3%", sla.Metric{Places: 2, Target: "value >= 66.66666667%"}, nil, "66.666666667%"},
		{"200/3%", sla.Metric{Places: 2, Target: "value <= 66.66666667%"}, nil, "66.66666667%"},

		// Every condition counts, and every comparison in it.
		{"94.996%", sla.Metric{Places: 2, Target: "value >= 98%", Minimum: "value >= 95%"}, nil, "94.996%"},
		{"94.996%", sla.Metric{Places: 2, Target: "value >= 90%", Warn: "value < 95%"}, nil, "94.996%"},
		{"94.996%", sla.Metric{Places: 2, Target: "value >= 95% and value <= 100%"}, nil, "94.996%"},
		{"94.996%", sla.Metric{Places: 2, Target: "value >= 98%"}, []string{"value < 90%", "value < 95%"}, "94.996%"},
		{"94.996%", sla.Metric{Places: 2, Target: "value >= 98% and value >= 95%"}, nil, "94.996%"},
		{"94.996%", sla.Metric{Places: 2, Target: "value >= floor or value >= 95%"}, nil, "94.996%"},
		{"94.996%", sla.Metric{Places: 2, Target: "value >= floor"}, nil, "95.00%"}, // the floor is not known
		{"94.996%", sla.Metric{Places: 2, Target: "value >= 190% / 2"}, nil, "94.996%"},

		// Other kinds.
		{"2.999 business days", sla.Metric{Target: "value < 3 business days"}, nil, "2.999 business days"},
		{"999.999 USD", sla.Metric{Target: "value < 1000 USD"}, nil, "999.999 USD"},
		{"1234.5 USD", sla.Metric{Target: "value < 1000 USD"}, nil, "1,234.50 USD"},
		{"14400000000001 ns", sla.Metric{Target: "value <= 4h"}, nil, "4h0.000000001s"},

		// When no decimal is near enough.
		{"14400000000000.4 ns", sla.Metric{Target: "value <= 4h"}, nil, "just over 4h"},
		{"14399999999999.7 ns", sla.Metric{Target: "value >= 4h"}, nil, "just under 4h"},
		{"94.99999999999999999999999999999999999999%", sla.Metric{Places: 2, Target: "value >= 95%"}, nil, "just under 95%"},
		{"95.00000000000000000000000000000000000001%", sla.Metric{Places: 2, Target: "value <= 95%"}, nil, "just over 95%"},
		{"999.9999999999999999999999999999999999999 USD", sla.Metric{Places: 2, Target: "value >= 1000 USD"}, nil, "just under 1,000.00 USD"},
	} {
		v := quantity(t, c.number)
		got := precisionFor(v, c.metric, c.tiers).figure(v)
		if got.Text != c.text {
			t.Errorf("%s with %+v and tiers %q is shown as %s, want %s", c.number, c.metric, c.tiers, got.Text, c.text)
		}
		if r, _ := v.Rat(); got.Number != r.RatString() {
			t.Errorf("%s has the number %s", c.number, got.Number)
		}
	}
	if got := (precision{}).figure(dsl.NoValue(kinds.Of(kinds.Percent), "why")); got != (Figure{}) {
		t.Errorf("a missing value has the figure %+v", got)
	}
	if got := (precision{}).figure(dsl.NewBoolean(true)); got != (Figure{Text: "yes"}) {
		t.Errorf("a boolean has the figure %+v", got)
	}
}

// Among the parts of its expression a metric's value keeps the form of the others, and
// its side.
func TestStepOfTheValue(t *testing.T) {
	for number, want := range map[string]string{
		"94.9996%": "94.9996%", "200/3%": "≈66.6667%", "94.99999%": "≈94.99999%", "284999999999/3000000000%": "≈94.9999999997%",
		"94.99999999999999999999999999999999999999%": "just under 95%",
	} {
		v := quantity(t, number)
		if got := precisionFor(v, sla.Metric{Places: 2, Target: "value >= 95%"}, nil).step(v); got != want {
			t.Errorf("%s is shown as %s, want %s", number, got, want)
		}
	}
}

func precisionFor(v dsl.Value, m sla.Metric, tiers []string) precision {
	m.Name = "metric"
	credit, other := &sla.Credit{Metric: m.Name}, &sla.Credit{Metric: "other", Tiers: []sla.Tier{{When: "value < 91.3415%"}}}
	for _, when := range tiers {
		credit.Tiers = append(credit.Tiers, sla.Tier{When: when})
	}
	agreement := sla.Agreement{Inputs: []sla.Input{{Name: "floor", Type: v.Type()}}, Remedies: []sla.Remedy{{Credit: credit}, {Credit: other}, {}}}
	return newPrecision(sla.MetricResult{Metric: m, Outcomes: []sla.Outcome{{Judged: v}}}, agreement)
}

// quantity reads an exact number, which may be a fraction, and its unit.
func quantity(t *testing.T, text string) dsl.Value {
	t.Helper()
	i := len(text)
	for i > 0 && (text[i-1] < '0' || text[i-1] > '9') {
		i--
	}
	number, ok := new(big.Rat).SetString(text[:i])
	typ, known := map[string]kinds.Type{
		"%": kinds.Of(kinds.Percent), " business days": kinds.Of(kinds.BusinessDays), " USD": kinds.MoneyIn("USD"), " ns": kinds.Of(kinds.Duration),
	}[text[i:]]
	if !ok || !known {
		t.Fatalf("%q is not a quantity", text)
	}
	return dsl.NewExact(typ, exact.Rat(number))
}
