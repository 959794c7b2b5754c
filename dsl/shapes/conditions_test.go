package shapes_test

import (
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/shapes"
	"github.com/google/go-cmp/cmp"
)

func TestConditions(t *testing.T) {
	env := dsl.Env{Inputs: []kinds.Field{
		{Name: "value", Type: kinds.Of(kinds.Percent)}, {Name: "busy", Type: kinds.Of(kinds.Boolean)},
		{Name: "site", Type: kinds.EnumOf("main", "branch")}, {Name: "staff", Type: kinds.Of(kinds.Count)},
	}}
	for text, want := range map[string]string{
		"value >= 95%":                                       "",
		"value >= 95% and staff > 3":                         "", // a requirement, and no case
		"busy or value >= 95%":                               "busy; value >= 95%",
		"busy ? value >= 90% : value >= 95%":                 "busy; value >= 90%; value >= 95%",
		"value >= (site == \"main\" ? 95% : 90%)":            "site == \"main\"",
		"busy and staff > 3 ? value > 90% : value > 95%":     "busy and staff > 3; busy; staff > 3; value > 90%; value > 95%",
		"value > 1% and (not busy or value > 2%)":            "busy; value > 2%",
		"let least = 90%; busy or value >= least":            "busy", // least means nothing outside
		"busy ? value > 1% : busy ? value > 2% : value > 3%": "busy; value > 1%; value > 2%; value > 3%",
		"90% <= value <= 99% or staff in [1, 2]":             "90% <= value; value <= 99%; staff in [1, 2]",
	} {
		p, err := dsl.Compile(text, env)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range shapes.Conditions(p) {
			got = append(got, c.Text())
		}
		if diff := cmp.Diff(want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func TestAggregate(t *testing.T) {
	env := dsl.Env{Tables: []kinds.Schema{{Name: "tickets", Fields: []kinds.Field{
		{Name: "late", Type: kinds.Of(kinds.Boolean)}, {Name: "site", Type: kinds.Of(kinds.Text)}, {Name: "took", Type: kinds.Of(kinds.Duration)},
	}}}}
	for text, want := range map[string]shapes.Aggregate{
		"share(tickets, .late)":                         {Function: "share", Table: "tickets", Field: "late"},
		"share(tickets, not .late)":                     {Function: "share", Table: "tickets"},
		"let t = filter(tickets, .late); max(t, .took)": {Function: "max", Table: "tickets", Field: "took"},
		"share(groups(tickets, .site), all(#, .late))":  {Function: "share", Table: "tickets", Groups: true},
		"count(tickets)":                                {Function: "count", Table: "tickets"},
		"100% - share(tickets, .late)":                  {},
	} {
		p, err := dsl.Compile(text, env)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := shapes.AggregateOf(p)
		if diff := cmp.Diff(want, got); diff != "" || ok != (want.Function != "") {
			t.Errorf("%s: %v (-want +got):\n%s", text, ok, diff)
		}
	}
}
