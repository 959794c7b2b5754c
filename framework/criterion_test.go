package framework_test

import (
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/framework"
)

// valueTypes are the language's types for a metric's value in a unit.
var valueTypes = map[framework.Unit]kinds.Type{
	framework.Percent: kinds.Of(kinds.Percent), framework.PercentPositive: kinds.Of(kinds.Percent),
	framework.Count: kinds.Of(kinds.Count), framework.Score: kinds.Of(kinds.Number), framework.Ratio: kinds.Of(kinds.Ratio),
	framework.USD: kinds.MoneyIn("USD"), framework.Boolean: kinds.Of(kinds.Boolean),
	framework.CalendarDay: kinds.Of(kinds.CalendarDays), framework.BusinessDay: kinds.Of(kinds.BusinessDays),
	framework.Hour: kinds.Of(kinds.Duration), framework.Minute: kinds.Of(kinds.Duration), framework.Second: kinds.Of(kinds.Duration),
}

// A criterion is not only text: the language accepts it for a value of the figure's unit.
// Every unit is tried with every operator, besides the figures of the embedded catalog.
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
		_, err := dsl.Compile(text, dsl.Env{Inputs: []kinds.Field{{Name: "value", Type: of}}, Result: kinds.Boolean, Calendar: business.Federal()})
		if err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
	if len(tried) < 100 {
		t.Errorf("only %d criteria were tried", len(tried))
	}
}
