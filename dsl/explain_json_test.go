package dsl_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// A step that was stored as JSON says the same of its value, its rows and its groups, and
// belongs to no program.
func TestStoredStep(t *testing.T) {
	schema := kinds.Schema{Name: "tickets", Fields: []kinds.Field{{Name: "agency", Type: kinds.Of(kinds.Text)}, {Name: "late", Type: kinds.Of(kinds.Boolean).Optional()}}}
	tickets, err := table.ReadCSV(schema, "tickets.csv", strings.NewReader("agency,late\nA,false\nA,true\nA,false\nB,false\nC,\n"), table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := dsl.Compile("count(groups(tickets, .agency), share(#, .late) <= 10%) + 1", dsl.Env{Tables: []kinds.Schema{schema}})
	if err != nil {
		t.Fatal(err)
	}
	data := dsl.Data{Tables: map[string]*table.Table{"tickets": tickets}}
	e, err := p.Explain(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range e.Steps() {
		text, err := json.Marshal(step)
		if err != nil {
			t.Fatal(err)
		}
		var read dsl.Step
		if err := json.Unmarshal(text, &read); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(lines(step), lines(read)); diff != "" {
			t.Errorf("a stored step is different (-before +after):\n%s", diff)
		}
		if !read.Aggregate {
			continue
		}
		err = p.EachRowOf(t.Context(), data, read, func(dsl.RowUse) {})
		if err == nil || !strings.Contains(err.Error(), "is not a step of this expression") {
			t.Errorf("the rows of a stored step: %v", err)
		}
	}
}

// lines returns all that a step says, its operands and groups among them.
func lines(s dsl.Step) (all []string) {
	all = append(all, s.String())
	for _, o := range s.Operands {
		all = append(all, lines(o)...)
	}
	if s.Groups != nil {
		for _, g := range s.Groups.List {
			all = append(all, g.Name()+": "+g.Use.String()+" "+g.Why)
			all = append(all, lines(g.Asked)...)
		}
	}
	return all
}
