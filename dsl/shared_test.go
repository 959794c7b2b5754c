package dsl_test

import (
	"context"
	"os"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/testenv"
)

// Control figures of whole public files: counts and sums that their publishers, or a
// count by hand, state. Nothing in them comes from this project.
func TestControlFigures(t *testing.T) {
	number, money, count := kinds.Of(kinds.Number), kinds.MoneyIn("USD"), kinds.Of(kinds.Count)
	text, instant := kinds.Of(kinds.Text), kinds.Of(kinds.Instant)
	optional := func(t kinds.Type) kinds.Type { return t.Optional() }
	field := func(name string, typ kinds.Type) kinds.Field { return kinds.Field{Name: name, Type: typ} }
	files := []struct {
		file    string
		fields  []kinds.Field
		columns map[string]string
		figures map[string]string
	}{
		{"boston311_2011-07.csv", []kinds.Field{
			field("opened_at", instant), field("target_at", optional(instant)), field("closed_at", optional(instant)),
			field("on_time", optional(kinds.EnumOf("ONTIME", "OVERDUE"))), field("status", kinds.EnumOf("Open", "Closed")),
		}, nil, map[string]string{
			`count(t)`: "9854",
			`count(t, known(.on_time) and .on_time == "ONTIME")`:  "7990",
			`count(t, known(.on_time) and .on_time == "OVERDUE")`: "1843",
			`count(t, not known(.on_time))`:                       "21",
			`t | filter(.status == "Open") | count()`:             "677",
			`count(t, not known(.target_at))`:                     "1697",
			`count(t, known(.on_time) and .on_time == "ONTIME" and known(.closed_at) and known(.target_at) and .closed_at > .target_at)`: "0",
		}},
		{"foia_annual_fy2022.csv", []kinds.Field{
			field("agency", text), field("component", text), field("received", optional(count)), field("fast", optional(count)), field("simple_total", optional(count)),
		}, map[string]string{"fast": "simple_1-20"}, map[string]string{
			`count(t, .component == "OVERALL")`:                                                                       "120",
			`sum(filter(t, .component == "OVERALL"), .received)`:                                                      "928353",
			`let all = filter(t, .component == "OVERALL"); sum(all, .fast)`:                                           "261128",
			`let all = filter(t, .component == "OVERALL"); sum(all, .simple_total)`:                                   "328217",
			`let all = filter(t, .component == "OVERALL"); percent(sum(all, .fast) / sum(all, .simple_total)) >= 79%`: "yes",
		}},
		{"uptime_daily_minutes_down.csv", []kinds.Field{
			field("site", text), field("minutes_down", kinds.DurationIn(time.Minute)),
		}, nil, map[string]string{
			`sum(filter(t, .site == "canvas-lms"), .minutes_down)`:      "17h41min", // 1061 minutes
			`sum(filter(t, .site == "simple-syllabus"), .minutes_down)`: "1374h22min",
			`sum(filter(t, .site == "okta"), .minutes_down)`:            "10h53min",
			`sum(filter(t, .site == "zoom"), .minutes_down)`:            "30min",
		}},
		{"payment_accuracy_fy2019_2022.csv", []kinds.Field{
			field("fiscal_year", number), field("outlays_musd", money), field("improper_musd", money), field("improper_rate", kinds.Of(kinds.Ratio)),
		}, nil, map[string]string{
			`count(t, .fiscal_year == 2022)`:                                             "82",
			`sum(filter(t, .fiscal_year == 2022), .outlays_musd)`:                        "4822193.05614052 USD",
			`sum(filter(t, .fiscal_year == 2022), .improper_musd)`:                       "214249.922986328 USD",
			`count(t, abs(.improper_musd / .outlays_musd - .improper_rate) > 0.0000001)`: "0",
		}},
		{"gsa_performance_measures.csv", []kinds.Field{
			field("desired_direction", kinds.EnumOf("increase", "decrease", "in_range")), field("target", optional(number)), field("actual", optional(number)),
		}, nil, map[string]string{
			`count(t, known(.target) and known(.actual) and (.desired_direction == "increase" and .actual >= .target or .desired_direction == "decrease" and .actual <= .target))`: "40",
			`count(t, known(.target) and known(.actual) and (.desired_direction == "increase" and .actual < .target or .desired_direction == "decrease" and .actual > .target))`:   "19",
		}},
	}
	boston, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		t.Run(f.file, func(t *testing.T) {
			file, err := os.Open(testenv.Shared(t, "data", f.file))
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			schema := kinds.Schema{Name: "t", Fields: f.fields}
			records, err := table.ReadCSV(schema, f.file, file, table.Options{Zone: boston, Columns: f.columns})
			if err != nil {
				t.Fatal(err)
			}
			for expression, want := range f.figures {
				p, err := dsl.Compile(expression, dsl.Env{Tables: []kinds.Schema{schema}})
				if err != nil {
					t.Fatal(err)
				}
				v, err := p.Evaluate(context.Background(), dsl.Data{Tables: map[string]*table.Table{"t": records}})
				if err != nil {
					t.Fatal(err)
				}
				if got := v.Exact(); got != want {
					t.Errorf("%s = %s %s, want %s", expression, got, v.Why(), want)
				}
			}
		})
	}
}
