package framework_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/shapes"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/internal/script"
)

// Every formula is an expression of the language over its own table, in the measure's
// unit, and says by its shape the statistic that the catalog states.
func TestFormulas(t *testing.T) {
	hours := business.Hours{Zone: time.UTC, Week: business.MondayToFriday(business.Shift{From: 8 * time.Hour, To: 17 * time.Hour})}
	desk, err := business.Federal().WithHours("desk", hours)
	if err != nil {
		t.Fatal(err)
	}
	formulas, complete, figures := 0, 0, 0
	for _, m := range framework.Default().Measures() {
		f, ok := m.Formula()
		if !ok {
			continue
		}
		formulas++
		if f.Complete {
			complete++
		}
		if len(m.Figures()) > 0 {
			figures++
		}
		schema := kinds.Schema{Name: f.Table}
		for _, field := range strings.Split(f.Fields, ", ") {
			name, kind, _ := strings.Cut(field, ": ")
			typ, err := kinds.ParseType(kind)
			if err != nil {
				t.Fatal(err)
			}
			schema.Fields = append(schema.Fields, kinds.Field{Name: name, Type: typ})
		}
		p, err := dsl.Compile(f.Text, dsl.Env{
			Tables: []kinds.Schema{schema}, Calendar: desk, Calendars: map[string]*business.Calendar{"working_hours": desk},
			Inputs: []kinds.Field{{Name: "last_day", Type: kinds.Of(kinds.Date)}},
		})
		if err != nil {
			t.Errorf("%s, %s: %v", m.Ref(), f.Text, err)
			continue
		}
		if s := shapes.Of(p); s.Statistic == "" || s.Table != f.Table {
			t.Errorf("%s, %s: its shape is not read", m.Ref(), f.Text)
		}
	}
	if formulas < 300 || complete < 75 || figures < 190 {
		t.Errorf("%d formulas, %d of them complete, %d of measures with a figure", formulas, complete, figures)
	}
	t.Logf("%d formulas, %d of them complete, %d of measures with a figure", formulas, complete, figures)
}

func ExampleMeasure_Formula() {
	f, _ := framework.Default().Lookup("FFM.030.070.0033")[0].Formula()
	fmt.Println(f.Fields)
	fmt.Println(f.Text)
	// Output:
	// received: date, done: date?
	// share(payment_requests, known(.done) and calendar_days(.received, .done) <= 25 calendar days)
}

// docs/alignment.md says how many measures state something on each axis.
func TestAxesStated(t *testing.T) {
	const page, begin, end = "../docs/alignment.md", "<!-- counts: written by go test ./framework -run TestAxesStated -update -->\n", "<!-- end -->"
	script.Section(t, page, begin, end, statedTable())
}

func statedTable() string {
	all := framework.Default().Measures()
	limits := func(m *framework.Measure) bool {
		for _, tier := range m.Tiers {
			if len(tier.ItemLimits) > 0 {
				return true
			}
		}
		return len(m.ItemLimits) > 0
	}
	inForce := func(m *framework.Measure) bool {
		return !m.Effective.IsZero() || !m.SupersededOn.IsZero() || !m.Release.Effective.IsZero()
	}
	formula := func(m *framework.Measure) bool { _, ok := m.Formula(); return ok }
	complete := func(m *framework.Measure) bool { f, ok := m.Formula(); return ok && f.Complete }
	var b strings.Builder
	b.WriteString("\n| what | of all measures | of those with a usable figure |\n| --- | --- | --- |\n")
	for _, row := range []struct {
		name   string
		states func(*framework.Measure) bool
	}{
		{"unit", func(m *framework.Measure) bool { return m.Unit != framework.NoUnit }},
		{"direction, other than informational", func(m *framework.Measure) bool {
			return m.Direction != framework.Informational && m.Direction != framework.DirectionNotStated
		}},
		{"figure", func(m *framework.Measure) bool { return len(m.Figures()) > 0 }},
		{"statistic", func(m *framework.Measure) bool { return m.Statistic != "" || m.Unit == framework.PercentPositive }},
		{"item limit", limits},
		{"period", func(m *framework.Measure) bool { return m.Period != "" }},
		{"hours", func(m *framework.Measure) bool { return m.Hours != "" }},
		{"exclusions", func(m *framework.Measure) bool { return len(m.Exclusions) > 0 }},
		{"population", func(m *framework.Measure) bool { return m.Population != "" }},
		{"due day", func(m *framework.Measure) bool { return m.Due != "" }},
		{"performing", func(m *framework.Measure) bool { return m.Performing != "" }},
		{"accountable", func(m *framework.Measure) bool { return m.Accountable != "" }},
		{"a first or last day", inForce},
		{"a formula (`Measure.Formula`)", formula},
		{"a formula that says what makes an item count", complete},
	} {
		stated, usable := 0, 0
		for _, m := range all {
			if !row.states(m) {
				continue
			}
			stated++
			if s, _ := m.Status(); s == framework.Usable {
				usable++
			}
		}
		fmt.Fprintf(&b, "| %s | %d | %d |\n", row.name, stated, usable)
	}
	return b.String() + "\n"
}
