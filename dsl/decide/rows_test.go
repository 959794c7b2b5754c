package decide_test

import (
	"context"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Rows are apart when the conditions under which aggregates take them exclude each other.
func TestRowsApart(t *testing.T) {
	tickets := kinds.Schema{Name: "tickets", Fields: []kinds.Field{
		{Name: "level", Type: kinds.EnumOf("high", "low")},
		{Name: "late", Type: kinds.Of(kinds.Boolean)},
		{Name: "hours", Type: kinds.Of(kinds.Number).Optional()},
		{Name: "agency", Type: kinds.Of(kinds.Text)},
	}}
	surveys := kinds.Schema{Name: "surveys", Fields: []kinds.Field{{Name: "score", Type: kinds.Of(kinds.Number)}}}
	env := dsl.Env{Tables: []kinds.Schema{tickets, surveys}}
	swapped := dsl.Env{Tables: []kinds.Schema{surveys, tickets}}
	for _, tt := range []struct {
		first, second string
		apart         bool
		such          string
	}{
		{"share(tickets, .late)", "count(tickets)", false, "whatever the values"},
		{"share(tickets, .late)", "mean(surveys, .score)", true, ""},
		{`share(filter(tickets, .level == "high"), .late)`, `share(filter(tickets, .level == "low"), .late)`, true, ""},
		{`share(filter(tickets, .level == "high"), .late)`, `share(filter(tickets, .level != "low"), .late)`, false, `.level = "high"`},
		{`count(tickets, .level == "high")`, `count(tickets, .level == "low")`, true, ""},
		{`share(filter(tickets, .hours > 4), .late)`, `share(filter(tickets, .hours <= 4), .late)`, true, ""},
		{`share(filter(tickets, .hours > 4), .late)`, `share(filter(tickets, .hours <= 5), .late)`, false, ".hours = 5"},
		{`share(filter(tickets, known(.hours)), .late)`, `share(filter(tickets, not known(.hours)), .late)`, true, ""},
		{`let some = filter(tickets, .level == "high"); share(some, .late)`, `share(filter(tickets, .level == "low"), .late)`, true, ""},
		{`min(groups(filter(tickets, .level == "high"), .agency), share(#, .late))`, `share(filter(tickets, .level == "low"), .late)`, true, ""},
		{`min(groups(tickets, .agency), share(#, .late))`, `share(filter(tickets, .level == "low"), .late)`, false, `.level = "low"`},
		{`percent(count(tickets, .level == "high") / count(tickets))`, `count(tickets, .level == "low")`, false, `.level = "low"`},
	} {
		compile := func(text string, env dsl.Env) *dsl.Program {
			p, err := dsl.Compile(text, env)
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		got := decide.Region{}.RowsDisjoint(context.Background(), compile(tt.first, env), compile(tt.second, swapped))
		if (got.Outcome == decide.Proved) != tt.apart || got.Possible == tt.apart || got.Witness.String() != tt.such {
			t.Errorf("%s and %s: %v, %q, want apart %t, %q", tt.first, tt.second, got.Outcome, got.Witness, tt.apart, tt.such)
		}
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	p, _ := dsl.Compile("count(tickets)", env)
	if got := (decide.Region{}).RowsDisjoint(ended, p, p); got.Outcome != decide.Undecided || got.Possible {
		t.Error(got)
	}
}

// A tier is covered when those before it hold wherever it does.
func TestCovered(t *testing.T) {
	region := decide.Region{Domains: map[string]decide.Domain{"value": {Type: percent, Least: ptr("0"), Most: ptr("100")}}}
	for _, tt := range []struct {
		first   string
		by      []string
		want    decide.Outcome
		such    string
		vacuous bool
	}{
		{"value < 90%", []string{"value < 95%"}, decide.Proved, "", false},
		{"value < 95%", []string{"value < 90%"}, decide.Refuted, "value = 90%", false},
		{"value < 95%", []string{"value < 90%", "value >= 90% and value < 97%"}, decide.Proved, "", false},
		{"value < 95%", []string{"value < 90%", "value > 90% and value < 97%"}, decide.Refuted, "value = 90%", false},
		{"value < 95%", nil, decide.Refuted, "value = 0%", false},
		{"value > 95% and value < 90%", []string{"value < 99%", "value < 98%"}, decide.Proved, "", true},
		{"value > 95% and value < 90%", nil, decide.Proved, "", true},
	} {
		var by []*dsl.Program
		for _, text := range tt.by {
			by = append(by, criterion(t, text, percent))
		}
		got := region.Covered(context.Background(), criterion(t, tt.first, percent), by...)
		if got.Outcome != tt.want || got.Witness.String() != tt.such || got.Vacuous != tt.vacuous {
			t.Errorf("%s by %v: %v, %s, %t; want %v, %s, %t", tt.first, tt.by, got.Outcome, got.Witness, got.Vacuous, tt.want, tt.such, tt.vacuous)
		}
	}
}
