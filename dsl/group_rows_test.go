package dsl_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// groupedDesk is 1200 rows of two agencies and three levels, 200 of each pair. The rows
// of NASA have 1, those of EPA 2; of EPA's low rows every second one is missed.
func groupedDesk(t *testing.T) (dsl.Env, dsl.Data) {
	t.Helper()
	schema := kinds.Schema{Name: "t", Fields: []kinds.Field{
		{Name: "agency", Type: kinds.Of(kinds.Text)}, {Name: "level", Type: kinds.EnumOf("high", "medium", "low")},
		{Name: "met", Type: kinds.Of(kinds.Boolean)}, {Name: "x", Type: kinds.Of(kinds.Number)},
	}}
	type row struct {
		Agency, Level string
		Met           bool
		X             int64
	}
	rows := make([]row, 1200)
	for i := range rows {
		agency := i % 2
		level := i / 2 % 3
		rows[i] = row{[]string{"NASA", "EPA"}[agency], []string{"high", "medium", "low"}[level], agency == 0 || level != 2 || i/6%2 == 0, int64(agency + 1)}
	}
	records, err := table.FromStructs(schema, rows)
	if err != nil {
		t.Fatal(err)
	}
	return dsl.Env{Tables: []kinds.Schema{schema}}, dsl.Data{Tables: map[string]*table.Table{"t": records}}
}

// An aggregate over # looks at the rows of its group and at no others, also where the
// table is long enough to be gone over in columns.
func TestAggregatesOfAGroupInLongTables(t *testing.T) {
	env, data := groupedDesk(t)
	for _, tt := range []struct{ text, want string }{
		{"count(groups(t, [.agency, .level]))", "6"},
		{"count(groups(t, [.agency, .level]), count(#) == 200)", "6"},
		{"count(groups(t, [.agency, .level]), all(#, .met))", "5"},
		{"count(groups(t, [.agency, .level]), any(#, not .met))", "1"},
		{"min(groups(t, [.agency, .level]), share(#, .met))", "50%"},
		{"sum(groups(t, [.agency, .level]), sum(#, .x))", "1800"},
		{"max(groups(t, [.agency, .level]), sum(#, .x))", "400"},
		{"count(groups(t, .agency), all(#, .x == 1))", "1"},
		{"count(groups(t, .agency), all(groups(#, .level), all(#, .x == 1)))", "1"},
		{"count(groups(t, .agency), all(groups(#, .level), count(#) == 200))", "2"},
		{"min(groups(t, .agency), min(groups(#, .level), share(#, .met)))", "50%"},
		{"count(groups(t, [.agency, .level]), let m = mean(#, .x); count(#, .x == m) == 200)", "6"},
		{"count(groups(t, .agency), let o = #; all(groups(#, .level), let m = mean(#, .x); count(o, .x == m) == 600))", "2"},
		{"count(groups(t, .agency), mean(#, .x) < mean(t, .x))", "1"},
		{"count(groups(t, [.agency, .level]), first(sort(#, .x), .agency) == .agency)", "6"},
		{"count(filter(groups(t, [.agency, .level]), all(#, .x == 2)), count(filter(#, .met)) == 100)", "1"},
	} {
		p, err := dsl.Compile(tt.text, env)
		if err != nil {
			t.Fatal(err)
		}
		for way, data := range map[string]dsl.Data{"by size": data, "over columns": dsl.OverColumns(data), "row by row": dsl.RowByRow(data)} {
			got, err := p.Evaluate(context.Background(), data)
			if err != nil || fmt.Sprint(got) != tt.want {
				t.Errorf("%s, %s: %v, want %s (%v)", tt.text, way, got, tt.want, err)
			}
		}
	}
}
