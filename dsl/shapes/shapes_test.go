package shapes_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/shapes"
	"github.com/concord-sla/concord/internal/script"
)

// shapeEnv is what the expressions of testdata/shapes.txt name.
func shapeEnv(t *testing.T) dsl.Env {
	t.Helper()
	schema := kinds.Schema{Name: "invoices"}
	for _, f := range []struct{ name, kind string }{
		{"agency", "text"}, {"late", "boolean"}, {"amount", "money USD"}, {"accepted", "date"}, {"paid", "date?"}, {"opened", "instant"}, {"closed", "instant?"},
		{"took", "duration"}, {"allowed", "duration"}, {"tolled", "business days"},
	} {
		kind, err := kinds.ParseType(f.kind)
		if err != nil {
			t.Fatal(err)
		}
		schema.Fields = append(schema.Fields, kinds.Field{Name: f.name, Type: kind})
	}
	zone, err := calendar.LoadZone("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	hours := business.Hours{Zone: zone, Week: business.MondayToFriday(business.Shift{From: 8 * time.Hour, To: 17 * time.Hour})}
	desk, err := business.Federal().WithHours("desk", hours)
	if err != nil {
		t.Fatal(err)
	}
	return dsl.Env{
		Tables: []kinds.Schema{schema}, Inputs: []kinds.Field{{Name: "budget", Type: kinds.MoneyIn("USD")}},
		Calendar: desk, Calendars: map[string]*business.Calendar{"desk": desk},
	}
}

func TestShapes(t *testing.T) {
	script.Lines(t, "shapes.txt", func(text string) string {
		p, err := dsl.Compile(text, shapeEnv(t))
		if err != nil {
			return script.Failed(err)
		}
		return shapeText(shapes.Of(p))
	})
}

func shapeText(s shapes.Shape) string {
	if s.Statistic == "" {
		return "none of the statistics"
	}
	text := s.Statistic
	if !s.Rank.Missing() {
		text += " " + s.Rank.Exact()
	}
	text += " of " + s.Table
	if s.Filters != "" {
		text += " where " + s.Filters
	}
	for _, mark := range []struct {
		set  bool
		text string
	}{{s.Groups != "", s.Groups + " of groups"}, {s.Complement, "less than the whole"}, {s.Rounded, "rounded"}} {
		if mark.set {
			text += ", " + mark.text
		}
	}
	if s.Asked == "" {
		return text
	}
	text += "\nasks " + s.Asked
	if s.Item == nil {
		return text + "\nwhich depends on more than the row"
	}
	if l := s.Item.Length; l.Basis != 0 {
		text += fmt.Sprintf("\nof the length %s: %s, in %s", l.Text, l.Basis, l.Type)
		if l.Reduced {
			text += ", reduced"
		}
		if l.Calendar != nil {
			text += ", on " + l.Calendar.Name()
		}
	}
	return text + "\nover " + strings.Join(s.Item.Program.Inputs(), ", ")
}

// What is asked of a row is a program of its own: it gives for a row's fields what the
// row's condition gives.
func TestItemsAreEvaluated(t *testing.T) {
	p, err := dsl.Compile("share(invoices, known(.paid) and calendar_days(.accepted, .paid) <= 25 calendar days and not .late)", shapeEnv(t))
	if err != nil {
		t.Fatal(err)
	}
	item := shapes.Of(p).Item.Program
	days := func(n int64) dsl.Value { return dsl.NewNumber(kinds.Of(kinds.CalendarDays), decimal.NewFromInt(n)) }
	for _, tt := range []struct {
		value dsl.Value
		late  bool
		want  string
	}{
		{days(25), false, "yes"}, {days(26), false, "no"}, {days(25), true, "no"},
		{dsl.NoValue(kinds.Of(kinds.CalendarDays), "it is not paid"), false, "no"},
	} {
		got, err := item.Evaluate(t.Context(), dsl.Data{Inputs: map[string]dsl.Value{"value": tt.value, ".late": dsl.NewBoolean(tt.late)}})
		if err != nil {
			t.Fatal(err)
		}
		if got.String() != tt.want {
			t.Errorf("%s, late %t: %s, want %s", tt.value, tt.late, got, tt.want)
		}
	}
}

// Names of names of names unfold to a number of steps that is bounded.
func TestShapesOfNamesAreBounded(t *testing.T) {
	var text strings.Builder
	text.WriteString("let a0 = budget; ")
	for i := range 40 {
		fmt.Fprintf(&text, "let a%d = a%d + a%d; ", i+1, i, i)
	}
	text.WriteString("share(invoices, .amount > a40)")
	p, err := dsl.Compile(text.String(), shapeEnv(t))
	if err != nil {
		t.Fatal(err)
	}
	if s := shapes.Of(p); s.Statistic != "share" || s.Item != nil {
		t.Errorf("%+v", s)
	}
}
