package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/internal/check"
	"github.com/concord-sla/concord/dsl/internal/syntax"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/script"
)

// The kind of each expression of testdata, or its mistakes by column and code.
func TestKinds(t *testing.T)     { script.Lines(t, "kinds.txt", checked(environment(""))) }
func TestFunctions(t *testing.T) { script.Lines(t, "functions.txt", checked(environment(""))) }
func TestRows(t *testing.T)      { script.Lines(t, "rows.txt", checked(environment("t"))) }

// environment has an input and a field of every kind, called alike.
func environment(rows string) check.Env {
	fields := []kinds.Field{
		{Name: "n", Type: kinds.Of(kinds.Number)}, {Name: "c", Type: kinds.Of(kinds.Count)}, {Name: "p", Type: kinds.Of(kinds.Percent)},
		{Name: "r", Type: kinds.Of(kinds.Ratio)}, {Name: "d", Type: kinds.Of(kinds.Duration)}, {Name: "days", Type: kinds.Of(kinds.CalendarDays)},
		{Name: "bdays", Type: kinds.Of(kinds.BusinessDays)}, {Name: "usd", Type: kinds.MoneyIn("USD")}, {Name: "eur", Type: kinds.MoneyIn("EUR")},
		{Name: "s", Type: kinds.Of(kinds.Text)}, {Name: "e", Type: kinds.EnumOf("high", "low")}, {Name: "g", Type: kinds.ScaleOf("low", "mid", "high")},
		{Name: "ok", Type: kinds.Of(kinds.Boolean)}, {Name: "on", Type: kinds.Of(kinds.Date)}, {Name: "at", Type: kinds.Of(kinds.Instant)},
		{Name: "maybe", Type: kinds.Of(kinds.Number).Optional()},
	}
	return check.Env{
		Tables: []kinds.Schema{{Name: "t", Fields: fields}, {Name: "u", Fields: fields[:2]}}, Inputs: fields, Rows: rows, Calendar: business.Weekdays(),
		Queries:  []check.Query{{Name: "missed", Result: kinds.Of(kinds.Boolean)}, {Name: "misses", Result: kinds.Of(kinds.Count), Periods: true}, {Name: "value"}},
		Subjects: []kinds.Field{{Name: "quality", Type: kinds.Of(kinds.Percent)}},
	}
}

// checked returns what is said of an expression: its kind, or its mistakes.
func checked(env check.Env) func(string) string {
	return func(text string) string {
		tree, found := syntax.Parse(diag.TextSnippet("expression", text), syntax.Limits{}, env.Single, env.Rows != "")
		var result *check.Checked
		if tree != nil {
			result, found = check.Check(tree, env)
		}
		if result != nil {
			if n := ast.Own(result.Root); n < 1 || result.Root.Size() < 1 {
				return fmt.Sprintf("a tree of %d nodes", n)
			}
			return result.Root.Type().String()
		}
		var lines []string
		for _, d := range found {
			lines = append(lines, fmt.Sprintf("%d %s: %s", d.Position().Column, d.Code, d.Summary))
		}
		return strings.Join(lines, "\n")
	}
}
