package report

import "testing"

func TestConditionOf(t *testing.T) {
	for _, c := range []struct{ expression, words, number string }{
		{"value >= 98%", "at least 98%", "98"},
		{"value<=4h", "at most 4h", "14400"},
		{"value > 0.5", "above 0.5", "1/2"},
		{"value < 2 business days", "below 2 business days", "2"},
		{"value == 0", "exactly 0", "0"},
		{"98% <= value", "at least 98%", "98"},
		{"5 > value", "below 5", "5"},
		{"value >= 95% and value <= 105%", "value >= 95% and value <= 105%", ""},
		{"value >= floor_level", "value >= floor_level", ""},
		{"(value >= 98%)", "at least 98%", "98"},
		{"((value)) >= (98%)", "at least 98%", "98"},
		{"(98%<=value)", "at least 98%", "98"},
		{"value >= 98% // agreed in May", "at least 98%", "98"},
		{"/* agreed\nin May */ value >= 98%", "at least 98%", "98"},
		{"value >= /* agreed >= in May */ 98%", "at least 98%", "98"},
		{"value >= 190% /* twice */ / 2", "at least 190% / 2", "95"},
		{"let least = 98%; value >= least", "at least 98%", "98"},
		{"value <= 1000 USD", "at most 1000 USD", "1000"},
		{"500 EUR > value", "below 500 EUR", "500"},
		{"value <= 30min", "at most 30min", "1800"},
		{"value <= 20 calendar days", "at most 20 calendar days", "20"},
		{"value >= 0.95", "at least 0.95", "19/20"},
		{"value != 0", "value != 0", ""},
		{"value >= 95% /* low */ and value <= 105% // high", "value >= 95% and value <= 105%", ""},
		{"value >= floor_level // of the year", "value >= floor_level", ""},
		{"not (value >= 98%)", "not (value >= 98%)", ""},
		{"value", "value", ""},
		{"value == true", "value == true", ""},
		{"", "", ""},
	} {
		got := conditionOf(c.expression)
		if got.Words != c.words || got.Threshold.Number != c.number || got.Expression != c.expression {
			t.Errorf("%s: %+v", c.expression, got)
		}
	}
}

func TestGrouped(t *testing.T) {
	for text, want := range map[string]string{
		"0.50 USD": "0.50 USD", "999.00 USD": "999.00 USD", "1000.00 USD": "1,000.00 USD", "-1234567.89 EUR": "-1,234,567.89 EUR", "no value": "no value", "": "",
	} {
		if got := grouped(text); got != want {
			t.Errorf("%q is grouped %q, want %q", text, got, want)
		}
	}
}

// A stored number is read exactly, and not at any cost.
func TestRational(t *testing.T) {
	for number, ok := range map[string]bool{"280/3": true, "-5.25": true, "": false, "1e999999999": false, "0x10": false, "1/0": false, "Inf": false, "1 2": false} {
		if _, got := rational(number); got != ok {
			t.Errorf("rational(%q): %t", number, got)
		}
	}
}
