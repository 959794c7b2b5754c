package framework_test

import (
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/framework"
)

// valueTypes are the language's types for a metric's value in a unit.
var valueTypes = map[framework.Unit]table.Type{
	framework.Percent: table.Of(table.Percent), framework.PercentPositive: table.Of(table.Percent),
	framework.Count: table.Of(table.Count), framework.Score: table.Of(table.Number), framework.Ratio: table.Of(table.Ratio),
	framework.USD: table.MoneyIn("USD"), framework.Boolean: table.Of(table.Boolean),
	framework.CalendarDay: table.Of(table.CalendarDays), framework.BusinessDay: table.Of(table.BusinessDays),
	framework.Hour: table.Of(table.Duration), framework.Minute: table.Of(table.Duration), framework.Second: table.Of(table.Duration),
}

// A criterion is not only text: the language accepts it for a value of the
// figure's unit. Every unit is tried with every operator, besides the figures of
// the embedded catalog.
func TestCriteriaCompile(t *testing.T) {
	var figures []framework.Figure
	for _, m := range framework.Default().Measures() {
		figures = append(figures, m.Figures()...)
	}
	for unit := range valueTypes {
		value := "1.5"
		switch unit {
		case framework.Boolean:
			figures = append(figures, framework.Figure{Op: framework.Equal, Value: "true", Unit: unit})
			continue
		case framework.Count:
			value = "3"
		}
		for _, op := range []framework.Op{framework.AtLeast, framework.AtMost, framework.Above, framework.Below, framework.Equal, framework.Deviates} {
			figures = append(figures, framework.Figure{Op: op, Value: value, Unit: unit}, framework.Figure{Op: op, Value: "1", Unit: unit})
		}
	}
	tried := map[framework.Figure]bool{}
	for _, f := range figures {
		text, ok := f.Criterion()
		if !ok || tried[f] {
			continue
		}
		tried[f] = true
		of, known := valueTypes[f.Unit]
		if !known {
			t.Errorf("%s has a criterion and its unit no type in the language", f)
			continue
		}
		_, err := dsl.Compile(text, dsl.Env{Inputs: []table.Field{{Name: "value", Type: of}}, Result: table.Boolean, Calendar: business.Federal()})
		if err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
	if len(tried) < 100 {
		t.Errorf("only %d criteria were tried", len(tried))
	}
}
