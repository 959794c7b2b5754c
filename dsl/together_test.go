package dsl_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/dsl/trace"
	"github.com/concord-sla/concord/internal/testenv"
)

// explainer explains one of several expressions.
type explainer = func(context.Context) (dsl.Explanation, error)

// Random programs that are explained together say what each says by itself, whichever is
// asked first, over selections that some of them share and inputs that they do not.
func TestTogether(t *testing.T) {
	ctx, r := context.Background(), rand.New(rand.NewPCG(*seed, 31))
	shared := 0
	for range testenv.Rounds(24) {
		s := dsltest.SampleOf(r, 1500, []int{8, 1000, 1_000_000}[r.IntN(3)])
		other := dsltest.SampleOf(r, 1, 8).Data.Inputs
		rows := make([]map[string][]int32, 2)
		for i := range rows {
			rows[i] = map[string][]int32{}
			for name, records := range s.Data.Tables {
				if some := someRows(r, records.Rows()); some != nil {
					rows[i][name] = some
				}
			}
		}
		var programs []*dsl.Program
		var data []dsl.Data
		var asked []explainer
		var passes trace.Trace
		together := dsl.Together{Trace: &passes}
		for len(programs) < 12 {
			p, err := dsl.Compile((&dsltest.Writer{Rand: r}).Root(), s.Env)
			if err != nil || len(p.Tables()) == 0 {
				continue
			}
			if n := len(programs); n > 0 && r.IntN(4) == 0 { // the same once more, perhaps with other inputs
				p = programs[r.IntN(n)]
			}
			d := s.Data
			if d.Rows = rows[r.IntN(2)]; r.IntN(3) == 0 {
				d.Inputs = other
			}
			explain, err := together.Add(p, dsl.OverColumns(d))
			if err != nil {
				t.Fatal(err)
			}
			programs, data, asked = append(programs, p), append(data, d), append(asked, explain)
		}
		for _, i := range r.Perm(len(asked)) {
			want, err := programs[i].Explain(ctx, dsl.RowByRow(data[i]))
			if err != nil {
				t.Fatal(err)
			}
			got, err := asked[i](ctx)
			if err != nil || told(got) != told(want) {
				t.Fatalf("%s together with others:\n%s%v\nand by itself:\n%s", programs[i].Text(), told(got), err, told(want))
			}
		}
		for _, p := range passes {
			if p.OverColumns && len(p.Aggregates) > 1 {
				shared++
			}
		}
	}
	if shared < testenv.Rounds(24) {
		t.Errorf("%d passes that were shared say little", shared)
	}
}

// Twenty expressions over one table take one pass.
func TestTogetherInOnePass(t *testing.T) {
	records := ticketsOf(t, 3000, 0.1)
	var passes trace.Trace
	together := dsl.Together{Trace: &passes}
	var asked []explainer
	for i := range 20 {
		p, err := dsl.Compile(fmt.Sprintf("share(filter(tickets, known(.resolved)), .resolved - .opened <= %dh)", i+1), dsl.Env{Tables: []kinds.Schema{tickets}})
		if err != nil {
			t.Fatal(err)
		}
		explain, err := together.Add(p, dsl.Data{Tables: map[string]*table.Table{"tickets": records}})
		if err != nil {
			t.Fatal(err)
		}
		asked = append(asked, explain)
	}
	for _, explain := range asked {
		if _, err := explain(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if len(passes) != 1 || len(passes[0].Aggregates) != 20 || !slices.Equal(passes[0].Columns, []string{"opened", "resolved"}) {
		t.Errorf("%d passes:\n%s", len(passes), passes)
	}
}

// A row that one of several expressions has to be evaluated row by row for slows down
// none of the others.
func TestTogetherWithASlowOne(t *testing.T) {
	schema := kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "from", Type: kinds.Of(kinds.Date)}, {Name: "to", Type: kinds.Of(kinds.Date)}}}
	records, err := table.ReadCSV(schema, "t", strings.NewReader("from,to\n"+strings.Repeat("2026-01-02,2026-01-05\n", 1000)+"0001-01-01,9999-12-31\n"), table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	env := dsl.Env{Tables: []kinds.Schema{schema}, Calendar: business.Federal()}
	data := dsl.Data{Tables: map[string]*table.Table{"t": records}}
	var passes trace.Trace
	together := dsl.Together{Trace: &passes}
	var asked []explainer
	var programs []*dsl.Program
	for _, text := range []string{
		`count(t, .from < date("2026-01-01"))`, "share(t, business_days(.from, .to) <= 1 business day)",
		`count(t, .to > date("2026-01-01"))`, "max(t, .from)",
	} {
		p, err := dsl.Compile(text, env)
		if err != nil {
			t.Fatal(err)
		}
		explain, err := together.Add(p, data)
		if err != nil {
			t.Fatal(err)
		}
		programs, asked = append(programs, p), append(asked, explain)
	}
	for i, explain := range asked {
		got, err := explain(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		want, err := programs[i].Explain(context.Background(), dsl.RowByRow(data))
		if err != nil || told(got) != told(want) {
			t.Errorf("%s: %s, %v; want %s", programs[i].Text(), told(got), err, told(want))
		}
	}
	slow := 0
	for _, p := range passes {
		if !p.OverColumns {
			slow++
			if p.Aggregates[0] != programs[1].Text() {
				t.Errorf("%s goes row by row: %s", p.Aggregates[0], p.Why)
			}
		}
	}
	if slow != 1 {
		t.Errorf("%d expressions went row by row, want 1:\n%s", slow, passes)
	}
}

// What cannot be asked, and a context that has ended, are told as by themselves.
func TestTogetherErrors(t *testing.T) {
	records := ticketsOf(t, 2000, 0)
	data := dsl.Data{Tables: map[string]*table.Table{"tickets": records}}
	p, err := dsl.Compile("count(tickets)", dsl.Env{Tables: []kinds.Schema{tickets}})
	if err != nil {
		t.Fatal(err)
	}
	var together dsl.Together
	if _, err := together.Add(p, dsl.Data{}); err == nil {
		t.Error("a table that was not given is accepted")
	}
	var asked []explainer
	for range 2 {
		explain, err := together.Add(p, data)
		if err != nil {
			t.Fatal(err)
		}
		asked = append(asked, explain)
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := asked[0](cancelled); !errors.Is(err, context.Canceled) {
		t.Errorf("of a context that has ended: %v", err)
	}
	for _, explain := range asked {
		if e, err := explain(context.Background()); err != nil || e.Value.String() != "2000" {
			t.Errorf("%v, %v", e, err)
		}
	}
}

// What first or last takes of its row may be a name that is not known yet when another
// expression, or another group, brings the row along.
func TestTogetherTakesWhatIsKnown(t *testing.T) {
	records := ticketsOf(t, 3000, 0)
	data := dsl.OverColumns(dsl.Data{Tables: map[string]*table.Table{"tickets": records}})
	var programs []*dsl.Program
	for _, text := range []string{
		"count(tickets)",
		"let late = count(tickets) > 2; first(sort(tickets, .opened), late)",
		"count(groups(tickets, .priority), (let many = count(#) > 2; first(sort(#, .opened), many)))",
	} {
		p, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{tickets}})
		if err != nil {
			t.Fatal(err)
		}
		programs = append(programs, p)
	}
	values, err := dsl.EvaluateAll(context.Background(), data, programs...)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"3000", "yes", "4"} {
		if got := values[i].String(); got != want {
			t.Errorf("%s is %s, not %s", programs[i].Text(), got, want)
		}
	}
}
