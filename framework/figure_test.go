package framework

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/script"
)

func TestParseFigure(t *testing.T) {
	for text, want := range map[string]Figure{
		">= 98 percent":            {AtLeast, "98", Percent},
		">=98%":                    {AtLeast, "98", Percent},
		"<= 20 business days":      {AtMost, "20", BusinessDay},
		"< 5 government work days": {Below, "5", BusinessDay},
		"> 0 USD":                  {Above, "0", USD},
		"= 0 count":                {Equal, "0", Count},
		"= true":                   {Equal, "true", Boolean},
		"within 10 percent":        {Deviates, "10", Percent},
		"45 percent":               {NoOp, "45", Percent},
		"1 unspecified":            {NoOp, "1", NoUnit},
		">= 99.900 percent":        {AtLeast, "99.900", Percent}, // the source's places are kept
	} {
		if got, err := ParseFigure(text); err != nil || got != want {
			t.Errorf("ParseFigure(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
}

func TestParseFigureErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                    `target:1:1: error [bad-value]: "" does not hold a number; write it like ">= 98 percent", "<= 20 business days" or "= true"`,
		"soon":                `target:1:1: error [bad-value]: "soon" does not hold a number; write it like ">= 98 percent", "<= 20 business days" or "= true"`,
		">= 98":               `target:1:4: error [bad-value]: the number 98 has no unit; write the unit after it, such as 98 percent, or unspecified if the source states none`,
		">= 98,5 percent":     `target:1:4: error [bad-value]: "98,5" is not a plain decimal number; write digits with at most one point, such as 99.9`,
		">= 1e2 percent":      `target:1:4: error [bad-value]: "1e2" is not a plain decimal number; write digits with at most one point, such as 99.9`,
		"== 98 percent":       `target:1:1: error [bad-value]: a figure has no operator ==; write = for equality`,
		"<= 20 buisness days": `target:1:7: error [bad-value]: "buisness days" is not a known unit; did you mean business day?`,
		"= 1 boolean":         `target:1:5: error [bad-value]: the unit "boolean" does not fit here`,
	} {
		_, err := ParseFigure(text)
		if err == nil || err.Error() != want {
			t.Errorf("ParseFigure(%q)\n got: %v\nwant: %s", text, err, want)
		}
		var d *diag.Diagnostic
		if !errors.As(err, &d) || !errors.Is(err, diag.ErrDocument) {
			t.Errorf("ParseFigure(%q): the error is no diagnostic of a document", text)
		}
	}
}

func TestParseLimit(t *testing.T) {
	for text, want := range map[string]Limit{
		"within 25 calendar days":  {AtMost, "25", CalendarDay},
		"at least 2 business days": {AtLeast, "2", BusinessDay},
		"over 90 days":             {Above, "90", Day},
		"every 30 calendar days":   {Every, "30", CalendarDay},
		"within 1 business hour":   {AtMost, "1", BusinessHour},
	} {
		got, err := ParseLimit(text)
		if err != nil || got != want || got.String() != text {
			t.Errorf("ParseLimit(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"25 days":          `item limit:1:1: error [bad-value]: the limit "25 days" does not begin with a relation; write it like "within 25 calendar days"; it begins with within, at least, over, every`,
		"within 5 percent": `item limit:1:10: error [bad-value]: the unit "percent" does not fit here`,
		"within 5 dayz":    `item limit:1:10: error [bad-value]: "dayz" is not a known unit; did you mean day?`,
	} {
		if _, err := ParseLimit(text); err == nil || err.Error() != want {
			t.Errorf("ParseLimit(%q)\n got: %v\nwant: %s", text, err, want)
		}
	}
}

func TestCriterion(t *testing.T) {
	for _, test := range []struct {
		figure Figure
		want   string
		ok     bool
	}{
		{Figure{AtLeast, "98", Percent}, "value >= 98%", true},
		{Figure{AtLeast, "75", PercentPositive}, "value >= 75%", true},
		{Figure{AtMost, "20", BusinessDay}, "value <= 20 business days", true},
		{Figure{AtMost, "1", BusinessDay}, "value <= 1 business day", true},
		{Figure{AtMost, "25", CalendarDay}, "value <= 25 calendar days", true},
		{Figure{Equal, "0", Count}, "value == 0", true},
		{Figure{Above, "0.5", Ratio}, "value > 0.5", true},
		{Figure{AtLeast, "4", Score}, "value >= 4", true},
		{Figure{AtMost, "5", USD}, "value <= 5 USD", true},
		{Figure{AtMost, "4", Hour}, "value <= 4h", true},
		{Figure{Below, "15", Minute}, "value < 15min", true},
		{Figure{AtMost, "30", Second}, "value <= 30s", true},
		{Figure{Equal, "true", Boolean}, "value == true", true},
		{Figure{Deviates, "10", Percent}, "value >= -10% and value <= 10%", true},
		{Figure{Deviates, "10", USD}, "a tolerance is a share of a planned value, and this one is in USD", false},
		{Figure{NoOp, "45", Percent}, "the source prints the figure without an operator", false},
		{Figure{AtMost, "60", Day}, "the source does not say whether calendar or business days are meant", false},
		{Figure{AtMost, "1", BusinessHour}, "business hours depend on the working time that an agreement sets", false},
		{Figure{AtLeast, "1", NoUnit}, "the source states no unit", false},
		{Figure{}, "the unit is invalid", false},
		{Figure{0, "1", Percent}, "the operator is invalid", false},
	} {
		if text, ok := test.figure.Criterion(); text != test.want || ok != test.ok {
			t.Errorf("%v: %q, %v; want %q, %v", test.figure, text, ok, test.want, test.ok)
		}
	}
}

// Every figure of the embedded catalog has a criterion or a reason why it has none; the
// golden file is the list of them for a person to check.
func TestEveryFigureHasACriterionOrAReason(t *testing.T) {
	var b strings.Builder
	seen := map[Figure]bool{}
	for _, m := range Default().Measures() {
		for _, f := range m.Figures() {
			text, ok := f.Criterion()
			if text == "" {
				t.Errorf("%s: %s has neither a criterion nor a reason", m.Ref(), f)
			}
			if seen[f] {
				continue
			}
			seen[f] = true
			sign := "=>"
			if !ok {
				sign = "--"
			}
			fmt.Fprintf(&b, "%-24s %s %s\n", f, sign, text)
		}
	}
	script.Golden(t, "testdata/criteria.txt", b.String())
}

func TestRat(t *testing.T) {
	f := Figure{AtLeast, "99.9", Percent}
	if got := f.Rat().String(); got != "999/10" {
		t.Errorf("99.9 is %s, want 999/10", got)
	}
	f.Rat().SetInt64(0)
	if got := f.Rat().String(); got != "999/10" {
		t.Error("a caller changed the figure through its number")
	}
	if (Figure{Equal, "true", Boolean}).Rat() != nil || (Figure{AtLeast, "1/3", Percent}).Rat() != nil {
		t.Error("true and 1/3 have a number")
	}
}

// What is read is written as it is read again, and is a number or a boolean.
func FuzzParseFigure(f *testing.F) {
	for _, text := range []string{">= 98 percent", "<=1.5 business days", "= true", "within 10 percent", "45 percent", ">= 98%", "> 0 USD", "98,5 percent", "false", "within10 percent"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		figure, err := ParseFigure(text)
		if err != nil {
			if figure != (Figure{}) {
				t.Errorf("%q: an error and a figure %v", text, figure)
			}
			return
		}
		again, err := ParseFigure(figure.String())
		if err != nil || again != figure {
			t.Errorf("%q is %v, written %q and read as %v, %v", text, figure, figure.String(), again, err)
		}
		if (figure.Rat() == nil) != (figure.Unit == Boolean) {
			t.Errorf("%q: the number is %v", text, figure.Rat())
		}
		if criterion, _ := figure.Criterion(); criterion == "" {
			t.Errorf("%q has neither a criterion nor a reason", text)
		}
	})
}
