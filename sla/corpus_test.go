package sla_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/resulttest"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/sla"
	"github.com/shopspring/decimal"
)

// Each script in testdata/wrong holds an agreement with mistakes and the screen that its
// author sees.
func TestWrongAgreements(t *testing.T) {
	script.Archives(t, "testdata/wrong/*.txt", func(t *testing.T, s *script.Archive) {
		_, err := sla.Parse("agreement.yaml", []byte(s.Sections["agreement.yaml"]))
		if err == nil {
			t.Fatal("the agreement was accepted")
		}
		s.Expect(t, "says", diag.From(err).Screen())
	})
}

// Each script in testdata/evaluate holds an agreement, records, inputs and a period, and
// what comes of them.
func TestEvaluate(t *testing.T) {
	script.Archives(t, "testdata/evaluate/*.txt", func(t *testing.T, s *script.Archive) {
		agreement, err := sla.Parse("agreement.yaml", []byte(s.Sections["agreement.yaml"]))
		if err != nil {
			t.Fatal(diag.From(err).Screen())
		}
		plan, err := agreement.Compile()
		if err != nil {
			t.Fatal(err)
		}
		result, err := plan.Evaluate(context.Background(), dataOf(t, s, plan), periodOf(t, s))
		if err != nil {
			t.Fatal(err)
		}
		s.Expect(t, "result", show(resulttest.Stored(t, result)))
	})
}

func periodOf(t *testing.T, s *script.Archive) calendar.Period {
	period, err := calendar.ParsePeriod(strings.TrimSpace(s.Sections["period"]))
	if err != nil {
		t.Fatal(err)
	}
	return period
}

// dataOf reads the sections that end in .csv as tables and the section inputs as name =
// number.
func dataOf(t *testing.T, s *script.Archive, plan *sla.Plan) sla.Data {
	data := sla.Data{Tables: map[string]sla.Records{}, Inputs: map[string]dsl.Value{}}
	for name, text := range s.Sections {
		if base, ok := strings.CutSuffix(name, ".csv"); ok {
			schema, known := plan.Terms().Schemas[base]
			if !known {
				t.Fatalf("the agreement has no table %s", base)
			}
			read, err := table.ReadCSV(schema, name, strings.NewReader(text), table.Options{Zone: plan.Terms().Zone})
			if read == nil {
				t.Fatal(err)
			}
			data.Tables[base] = sla.Records{Rows: read}
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(s.Sections["inputs"]), "\n") {
		name, number, ok := strings.Cut(line, " = ")
		if !ok {
			continue
		}
		for _, in := range plan.Terms().Agreement.Inputs {
			if in.Name == name {
				data.Inputs[name] = dsl.NewNumber(in.Type, decimal.RequireFromString(number))
			}
		}
	}
	return data
}

// show prints a result as a person would check it.
func show(r *sla.Result) string {
	var b strings.Builder
	for _, m := range r.Metrics {
		for _, o := range m.Outcomes {
			fmt.Fprintf(&b, "%s %s: %s", m.Metric.Name, o.Period, o.Verdict)
			if !o.Value.Missing() {
				fmt.Fprintf(&b, ", %s", o.Value)
			}
			if o.BelowMinimum {
				b.WriteString(", below the minimum")
			}
			if o.Reason != "" {
				fmt.Fprintf(&b, " (%s)", o.Reason)
			}
			if !o.Due.IsZero() {
				fmt.Fprintf(&b, ", due %s", o.Due)
			}
			b.WriteString("\n")
			for _, a := range o.Rows {
				fmt.Fprintf(&b, "    %s\n", a)
				if !addsUp(a) {
					b.WriteString("    THE COUNTS DO NOT ADD UP\n")
				}
				for _, x := range a.Excluded {
					fmt.Fprintf(&b, "    excluded, %s, %s (%s): %d", x.Exclusion.Kind, x.Exclusion.Because, x.Exclusion.Authority, x.Rows)
					for i, row := range x.Numbers {
						fmt.Fprintf(&b, "%s %d", []string{", rows", ","}[min(i, 1)], row+1)
					}
					b.WriteString("\n")
				}
			}
			if len(o.ExcludedTime) > manyWindows {
				b.WriteString(together(o.ExcludedTime))
				continue
			}
			for _, x := range o.ExcludedTime {
				fmt.Fprintf(&b, "    time, %s, %s (%s), %s: %s\n", x.Exclusion.Kind, x.Exclusion.Because, x.Exclusion.Authority, from(x.From, x.To), became(x))
			}
		}
	}
	for _, t := range r.Remedies {
		fmt.Fprintf(&b, "%s, %s: %s\n", t.Remedy, t.Period, because(t.Because))
		for _, a := range t.Actions {
			fmt.Fprintf(&b, "    %s", a.Action)
			if !a.Due.IsZero() {
				fmt.Fprintf(&b, ", by %s", a.Due)
			}
			b.WriteString("\n")
		}
		if c := t.Credit; c != nil && c.None {
			fmt.Fprintf(&b, "    no credit is due: %s\n", c.Reason)
		} else if c != nil && c.Reason != "" {
			fmt.Fprintf(&b, "    a credit that cannot be worked out: %s\n", c.Reason)
		} else if c != nil {
			fmt.Fprintf(&b, "    credit %s: %s of %s for %s", c.Amount, c.Part, c.Of, c.Tier)
			if c.Capped {
				b.WriteString(", capped")
			}
			b.WriteString("\n")
		}
	}
	for _, t := range r.Undecided {
		fmt.Fprintf(&b, "%s, %s: not decided: %s\n", t.Remedy, t.Period, t.Reason)
	}
	return b.String()
}

// manyWindows is how many windows of a period are shown one by one.
const manyWindows = 10

// together says what many windows took, by the reason.
func together(windows []sla.ExcludedTime) string {
	var order []string
	number, length, shared := map[string]int{}, map[string]time.Duration{}, map[string]time.Duration{}
	for _, x := range windows {
		why := x.Exclusion.Because
		if number[why] == 0 {
			order = append(order, why)
		}
		number[why]++
		length[why] += x.Length
		shared[why] += x.Shared
	}
	var b strings.Builder
	for _, why := range order {
		fmt.Fprintf(&b, "    time, %s: %d windows, %s", why, number[why], length[why])
		if shared[why] > 0 {
			fmt.Fprintf(&b, ", and %s that earlier ones take", shared[why])
		}
		b.WriteString("\n")
	}
	return b.String()
}

// became says what a window took.
func became(x sla.ExcludedTime) string {
	if x.Refused != "" {
		return "not excluded, because " + x.Refused
	}
	text := x.Length.String()
	for _, s := range x.Taken {
		if !s.From.Equal(x.From) || !s.To.Equal(x.To) {
			text += ", " + from(s.From, s.To)
		}
	}
	if x.Shared > 0 {
		text += ", and " + x.Shared.String() + " that an earlier one takes"
	}
	return text
}

func from(from, to time.Time) string {
	return from.UTC().Format("Jan _2 15:04") + " to " + to.UTC().Format("Jan _2 15:04 MST")
}

// because words the outcomes behind a remedy.
func because(outcomes []sla.Outcome) string {
	var lines []string
	for _, o := range outcomes {
		line := fmt.Sprintf("%s %s", o.Metric, o.Verdict)
		if !o.Value.Missing() {
			line += " " + o.Value.String()
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "; ")
}

// addsUp reports whether the counts of an account are counts, and come to its total.
func addsUp(a sla.RowAccount) bool {
	sum, least := a.Used+a.Outside+a.Unplaced+a.Rejected, min(a.Total, a.Used, a.Outside, a.Unplaced, a.Rejected)
	for _, x := range a.Excluded {
		sum, least = sum+x.Rows, min(least, x.Rows)
	}
	return least >= 0 && sum == a.Total
}
