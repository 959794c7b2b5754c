package decide_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
)

func criterion(t testing.TB, text string, value kinds.Type, more ...kinds.Field) *dsl.Program {
	t.Helper()
	p, err := dsl.Compile(text, dsl.Env{Inputs: append([]kinds.Field{{Name: "value", Type: value}}, more...), Result: kinds.Boolean})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return p
}

var (
	percent = kinds.Of(kinds.Percent)
	count   = kinds.Of(kinds.Count)
	elapsed = kinds.Of(kinds.Duration)
	boolean = kinds.Of(kinds.Boolean)
	number  = kinds.Of(kinds.Number)
)

// share is the domain of a share of rows: 0% to 100%.
func share(t testing.TB) decide.Domain { return domainOf(t, "share(t, .ok)") }

func domainOf(t testing.TB, measure string) decide.Domain {
	t.Helper()
	schema := kinds.Schema{Name: "t", Fields: []kinds.Field{
		{Name: "ok", Type: boolean}, {Name: "n", Type: count}, {Name: "x", Type: number}, {Name: "wait", Type: elapsed},
		{Name: "due", Type: kinds.Of(kinds.Date)}, {Name: "paid", Type: kinds.Of(kinds.Date)},
	}}
	p, err := dsl.Compile(measure, dsl.Env{Tables: []kinds.Schema{schema}})
	if err != nil {
		t.Fatal(err)
	}
	return decide.DomainOf(p)
}

func TestCompare(t *testing.T) {
	counted := domainOf(t, "count(t)")
	tests := []struct {
		name          string
		domain        decide.Domain
		first, second string
		want          decide.Relation
		only          [2]string // a value for which only the first, only the second holds
	}{
		{"a higher share is stricter", share(t), "value >= 99%", "value >= 98%", decide.Stricter, [2]string{"", "98%"}},
		{"and a lower one weaker", share(t), "value >= 97%", "value >= 98%", decide.Weaker, [2]string{"97%", ""}},
		{"the same", share(t), "value >= 98%", "98% <= value", decide.Equivalent, [2]string{}},
		{"the digits do not matter", share(t), "value >= 98.0%", "value >= 98%", decide.Equivalent, [2]string{}},
		{"an open end is stricter", share(t), "value > 98%", "value >= 98%", decide.Stricter, [2]string{"", "98%"}},
		{"very near", share(t), "value >= 98%", "value >= 98.000000000000000001%", decide.Weaker, [2]string{"98%", ""}},
		{"another direction", share(t), "value >= 98%", "value <= 5%", decide.Conflicting, [2]string{"98%", "0%"}},
		{"a band overlaps", share(t), "value >= 90% and value <= 96%", "value >= 95%", decide.Overlapping, [2]string{"90%", "100%"}},
		{"a band inside", share(t), "90% <= value <= 96%", "value >= 80%", decide.Stricter, [2]string{"", "80%"}},
		{"not more than", share(t), "not (value > 5%)", "value <= 5%", decide.Equivalent, [2]string{}},
		{"all there is", share(t), "value <= 100%", "value >= 0%", decide.Equivalent, [2]string{}},
		{"a hundred percent", share(t), "value >= 100%", "value == 100%", decide.Equivalent, [2]string{}},
		{"more than all", share(t), "value > 100%", "false", decide.Equivalent, [2]string{}},

		{"counts are whole", counted, "value > 0", "value >= 1", decide.Equivalent, [2]string{}},
		{"counts between", counted, "value < 3", "value <= 2.5", decide.Equivalent, [2]string{}},
		{"no half counts", counted, "value == 2.5", "false", decide.Equivalent, [2]string{}},
		{"zero errors", counted, "value == 0", "value <= 0", decide.Equivalent, [2]string{}},
		{"zero is stricter than few", counted, "value == 0", "value < 3", decide.Stricter, [2]string{"", "1"}},
		{"counts start at zero", counted, "value >= 0", "true", decide.Equivalent, [2]string{}},

		{"the unit does not matter", domainOf(t, "mean(t, .wait)"), "value <= 4h", "value <= 240min", decide.Equivalent, [2]string{}},
		{"less time is stricter", domainOf(t, "mean(t, .wait)"), "value <= 3h", "value <= 4h", decide.Stricter, [2]string{"", "4h"}},
		{"elapsed time is not negative", domainOf(t, "mean(t, .wait)"), "value >= 0h", "true", decide.Equivalent, [2]string{}},
		{"days between dates may be", domainOf(t, "max(t, calendar_days(.due, .paid))"), "value == 0 calendar days", "value <= 0 calendar days", decide.Stricter, [2]string{"", "-1 calendar days"}},
		{"a difference of counts may be", domainOf(t, "count(t, .ok) - count(t)"), "value >= 0", "true", decide.Stricter, [2]string{"", "-1"}},

		{"yes", domainOf(t, "any(t, .ok)"), "value", "value == true", decide.Equivalent, [2]string{}},
		{"no", domainOf(t, "any(t, .ok)"), "not value", "value != true", decide.Equivalent, [2]string{}},
		{"yes and no", domainOf(t, "any(t, .ok)"), "value", "value == false", decide.Conflicting, [2]string{"yes", "no"}},
		{"yes or no", domainOf(t, "any(t, .ok)"), "value in [true, false]", "true", decide.Equivalent, [2]string{}},

		{"a union", share(t), "value <= 5% or value >= 95%", "value <= 5%", decide.Weaker, [2]string{"95%", ""}},
		{"a union that closes", share(t), "value <= 50% or value >= 50%", "true", decide.Equivalent, [2]string{}},
		{"and one that does not", share(t), "value < 50% or value > 50%", "value != 50%", decide.Equivalent, [2]string{}},
		{"a list", share(t), "value in [0%, 100%]", "value == 0% or value == 100%", decide.Equivalent, [2]string{}},
		{"not in a list", counted, "value not in [1, 2]", "value == 0 or value >= 3", decide.Equivalent, [2]string{}},
		{"a condition chooses", share(t), "value > 50% ? value >= 90% : value <= 10%", "value <= 10% or value >= 90%", decide.Equivalent, [2]string{}},
		{"and if", share(t), "if value > 50% { true } else { false }", "value > 50%", decide.Equivalent, [2]string{}},

		{"a contradiction is below everything", share(t), "value > 99% and value < 98%", "value >= 98%", decide.Conflicting, [2]string{"", "98%"}},
		{"two contradictions", share(t), "value > 99% and value < 98%", "false", decide.Equivalent, [2]string{}},
		{"no bound at all", decide.DomainOfType(number), "value > 5", "value > 5 or value < -1000", decide.Stricter, [2]string{"", "-1001"}},
		{"between two that are near", decide.DomainOfType(number), "value > 5 and value < 5.001", "false", decide.Conflicting, [2]string{"5.0001", ""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			first, second := criterion(t, tt.first, tt.domain.Type), criterion(t, tt.second, tt.domain.Type)
			got := decide.Compare(context.Background(), first, second, "value", tt.domain)
			if got.Relation != tt.want {
				t.Fatalf("%s is %v to %s, want %v; %s", tt.first, got.Relation, tt.second, tt.want, got.Reason)
			}
			for i, v := range []*dsl.Value{got.OnlyFirst, got.OnlySecond} {
				text := ""
				if v != nil {
					text = v.String()
				}
				if text != tt.only[i] {
					t.Errorf("%s and %s: the witness is %q, want %q", tt.first, tt.second, text, tt.only[i])
				}
			}
			back := decide.Compare(context.Background(), second, first, "value", tt.domain)
			if mirrored := map[decide.Relation]decide.Relation{decide.Stricter: decide.Weaker, decide.Weaker: decide.Stricter}; back.Relation != got.Relation && back.Relation != mirrored[got.Relation] {
				t.Errorf("the other way round it is %v", back.Relation)
			}
		})
	}
}

// A criterion that nothing satisfies, or everything, proves nothing about another, and
// the answer says that it is one.
func TestNeverAndAlways(t *testing.T) {
	for _, tt := range []struct {
		text          string
		domain        decide.Domain
		never, always bool
		trend         decide.Trend
	}{
		{"value >= 98%", share(t), false, false, decide.Higher},
		{"value <= 5%", share(t), false, false, decide.Lower},
		{"value < 0%", share(t), true, false, decide.Band},
		{"value > 100%", share(t), true, false, decide.Band},
		{"value >= 0%", share(t), false, true, decide.Band},
		{"value <= 100%", share(t), false, true, decide.Band},
		{"value > 0%", share(t), false, false, decide.Higher},
		{"value >= 95% and value <= 98%", share(t), false, false, decide.Band},
		{"value == 98%", share(t), false, false, decide.Band},
		{"value != 98%", share(t), false, false, decide.Band},
		{"value > 98% and value < 97%", share(t), true, false, decide.Band},
		{"value > 97% or value < 98%", share(t), false, true, decide.Band},
		{"true", share(t), false, true, decide.Band},
		{"false", share(t), true, false, decide.Band},
		{"value == 0", domainOf(t, "count(t)"), false, false, decide.Lower},
		{"value < 0", domainOf(t, "count(t)"), true, false, decide.Band},
		{"value > 0 and value < 1", domainOf(t, "count(t)"), true, false, decide.Band},
		{"value", decide.DomainOfType(boolean), false, false, decide.Higher},
		{"not value", decide.DomainOfType(boolean), false, false, decide.Lower},
		{"value == value or true", share(t), false, true, decide.Band},
		{"value + 1% > 101%", share(t), true, false, decide.Band},
		{"2% - value <= 1%", share(t), false, false, decide.Higher},
		{"abs(value - 50%) < 1%", share(t), false, false, decide.Band},
	} {
		p := criterion(t, tt.text, tt.domain.Type)
		got := decide.Compare(context.Background(), p, p, "value", tt.domain)
		if got.FirstNever != tt.never || got.FirstAlways != tt.always || got.FirstTrend != tt.trend {
			t.Errorf("%s: never %v, always %v, trend %v; want %v, %v, %v", tt.text, got.FirstNever, got.FirstAlways, got.FirstTrend, tt.never, tt.always, tt.trend)
		}
		if got.SecondNever != got.FirstNever || got.SecondAlways != got.FirstAlways || got.SecondTrend != got.FirstTrend {
			t.Errorf("%s: the second is not as the first: %+v", tt.text, got)
		}
	}
}

// What is not decided is said to be so, with the reason.
func TestUnknown(t *testing.T) {
	for _, tt := range []struct {
		value  kinds.Type
		text   string
		reason string
	}{
		{percent, "value >= floor", "it depends on the input floor"},
		{percent, "value >= 98% or strict", "it depends on the input strict"},
		{percent, "value >= value + floor", "it depends on the input floor"},
		{percent, "value * ratio(value) >= 50%", "it computes with the value"},
	} {
		p := criterion(t, tt.text, tt.value, kinds.Field{Name: "floor", Type: percent}, kinds.Field{Name: "strict", Type: boolean})
		got := decide.Compare(context.Background(), p, p, "value", decide.DomainOfType(tt.value))
		if got.Relation != decide.Unknown || !strings.Contains(got.Reason, tt.reason) || got.OnlyFirst != nil || got.FirstAlways || got.FirstNever {
			t.Errorf("%s: %v, %q; want unknown: %s", tt.text, got.Relation, got.Reason, tt.reason)
		}
	}
}

// Criteria that compute with the value, or compare texts, are decided, too.
func TestCompareComputed(t *testing.T) {
	level := kinds.EnumOf("low", "mid", "high")
	for _, tt := range []struct {
		first, second string
		domain        decide.Domain
		want          decide.Relation
		only          string // a value for which only the first holds, and one for which only the second does
	}{
		{"value + 1% >= 98%", "value >= 97%", share(t), decide.Equivalent, ""},
		{"value + 1% >= 98%", "value >= 98%", share(t), decide.Weaker, "97%, none"},
		{"value * ratio(50%) >= 49%", "value >= 99%", share(t), decide.Weaker, "98%, none"},
		{"abs(value - 50%) <= 5%", "value >= 45%", share(t), decide.Stricter, "none, 100%"},
		{"abs(value - 50%) <= 5%", "value >= 50%", share(t), decide.Overlapping, "45%, 100%"},
		{"greatest(value, 2%) <= 1%", "value >= 0%", share(t), decide.Conflicting, "none, 0%"},
		{"let x = value; x >= 98%", "value >= 98%", share(t), decide.Equivalent, ""},
		{"(value >= 98%) ?? false", "value >= 98%", share(t), decide.Equivalent, ""},
		{"known(value)", "value >= 0%", share(t), decide.Equivalent, ""},
		{`value == "high"`, `value in ["mid", "high"]`, decide.DomainOfType(level), decide.Stricter, "none, mid"},
		{`value != "low"`, `value in ["mid", "high"]`, decide.DomainOfType(level), decide.Equivalent, ""},
		{`value == "low"`, `value startsWith "h"`, decide.DomainOfType(level), decide.Conflicting, "low, high"},
	} {
		first, second := criterion(t, tt.first, tt.domain.Type), criterion(t, tt.second, tt.domain.Type)
		got := decide.Compare(context.Background(), first, second, "value", tt.domain)
		only := ""
		if got.OnlyFirst != nil || got.OnlySecond != nil {
			shown := func(v *dsl.Value) string {
				if v == nil {
					return "none"
				}
				return v.String()
			}
			only = shown(got.OnlyFirst) + ", " + shown(got.OnlySecond)
		}
		if got.Relation != tt.want || only != tt.only {
			t.Errorf("%s and %s: %v, %s (%s); want %v, %s", tt.first, tt.second, got.Relation, only, got.Reason, tt.want, tt.only)
		}
		back := decide.Compare(context.Background(), second, first, "value", tt.domain)
		if mirrored := map[decide.Relation]decide.Relation{decide.Stricter: decide.Weaker, decide.Weaker: decide.Stricter}; mirrored[got.Relation] != 0 && back.Relation != mirrored[got.Relation] {
			t.Errorf("%s and %s the other way round: %v", tt.first, tt.second, back.Relation)
		}
	}
}

// Figures of different kinds are not compared, even when their numbers are equal.
func TestOtherKind(t *testing.T) {
	first, second := criterion(t, "value >= 98%", percent), criterion(t, "value >= 98ns", elapsed)
	got := decide.Compare(context.Background(), first, second, "value", decide.DomainOfType(percent))
	if got.Relation != decide.Unknown || got.Reason != "value is duration in value >= 98ns, and percent otherwise" {
		t.Errorf("%v: %s", got.Relation, got.Reason)
	}
	dollars, euros := criterion(t, "value <= 5 USD", kinds.MoneyIn("USD")), criterion(t, "value <= 5 EUR", kinds.MoneyIn("EUR"))
	if got := decide.Compare(context.Background(), dollars, euros, "value", decide.DomainOfType(kinds.MoneyIn("USD"))); got.Relation != decide.Unknown {
		t.Errorf("dollars and euros are %v", got.Relation)
	}
}

// A context that has ended ends the answer too.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	got := decide.Compare(ctx, criterion(t, "value >= 98%", percent), criterion(t, "value >= 99%", percent), "value", share(t))
	if got.Relation != decide.Unknown || !strings.Contains(got.Reason, "cancel") {
		t.Errorf("%v: %s", got.Relation, got.Reason)
	}
}

func TestDomainOf(t *testing.T) {
	for measure, want := range map[string]string{
		"share(t, .ok)":                            "0 to 100",
		"count(t)":                                 "0 to ∞ by 1",
		"count(t, .ok) + count(t)":                 "0 to ∞ by 1",
		"count(t, .ok) - count(t)":                 "-∞ to ∞ by 1",
		"-count(t)":                                "-∞ to ∞ by 1",
		"sum(t, .n)":                               "0 to ∞ by 1",
		"count(t) ?? 0":                            "0 to ∞ by 1",
		"count(t, .ok) / count(t)":                 "0 to ∞",
		"percent(count(t, .ok) / count(t))":        "0 to ∞",
		"sum(t, .x)":                               "-∞ to ∞",
		"sum(t, abs(.x))":                          "0 to ∞",
		"max(t, .wait)":                            "0 to ∞",
		"percentile(t, .wait, 95)":                 "0 to ∞",
		"mean(t, calendar_days(.due, .paid))":      "-∞ to ∞",
		"any(t, .ok)":                              "0 to 1 by 1",
		"round(share(t, .ok), 1, \"half even\")":   "0 to ∞",
		"any(t, .ok) ? count(t) : count(t) * 2":    "0 to ∞",
		"all(t, .ok) ? count(t) : count(t) - 1000": "-∞ to ∞ by 1",
	} {
		d := domainOf(t, measure)
		got := "-∞"
		if d.Least != nil {
			got = d.Least.String()
		}
		if d.Most != nil {
			got += " to " + d.Most.String()
		} else {
			got += " to ∞"
		}
		if d.Step != nil {
			got += " by " + d.Step.String()
		}
		if got != want {
			t.Errorf("%s: %s, want %s", measure, got, want)
		}
	}
}

func TestRelationString(t *testing.T) {
	if got := decide.Stricter.String() + " " + decide.Unknown.String() + " " + decide.Relation(0).String() + " " + decide.NotStated.String() + " " + decide.Relation(99).String(); got != "stricter unknown relation(0) not stated relation(99)" {
		t.Error(got)
	}
	_, err := dsl.Compile("value >= 98", dsl.Env{Inputs: []kinds.Field{{Name: "value", Type: percent}}})
	if !errors.Is(err, diag.ErrType) {
		t.Error(err)
	}
}
