package main

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"github.com/concord-sla/concord/framework"
)

// converted gives the measures of a made-up list of legacy lines.
func converted(t *testing.T, lines ...string) []*framework.Measure {
	t.Helper()
	c, err := tryConvert(lines...)
	if err != nil {
		t.Fatal(err)
	}
	return c.measures
}

func tryConvert(lines ...string) (*catalog, error) {
	all := make([]string, len(lines))
	for i, l := range lines {
		all[i] = fmt.Sprintf(`{"service_area": "ITS", "source": "S", %s}`, l)
	}
	empty := &fstest.MapFile{}
	in, err := readFacts(fstest.MapFS{
		fibfLines: empty, authorityLines: empty, "pmf.jsonl": empty,
		legacyLines:    {Data: []byte(strings.Join(all, "\n"))},
		"sources.json": {Data: []byte(`{"S": {"name": "A made-up list"}}`)},
	})
	if err != nil {
		return nil, err
	}
	return convert(area{catalog: "test", title: "Test", area: "ITS", match: "ITS", lines: legacyLines}, in)
}

func TestDefects(t *testing.T) {
	for _, test := range []struct{ name, line, quarantine, note string }{
		{
			"a sound measure has none",
			`"id": "A.1", "name": "Tickets closed in time", "unit": "percent", "direction": "higher_is_better", "target": {"op": ">=", "value": 98, "unit": "percent"}`,
			"", "",
		}, {
			"a count with a share for a target",
			`"id": "A.1", "name": "Tickets", "unit": "count", "direction": "higher_is_better", "target": {"op": ">=", "value": 80, "unit": "percent"}`,
			"the measure's unit is count, its figure is in percent", "",
		}, {
			"a target against the direction",
			`"id": "A.1", "name": "Errors", "unit": "percent", "direction": "lower_is_better", "target": {"op": ">=", "value": 98, "unit": "percent"}`,
			`the direction is "lower is better", the figure is ">= 98 percent"`, "",
		}, {
			"a figure without an operator",
			`"id": "A.1", "name": "Memory used", "unit": "percent", "direction": "unspecified", "target": {"value": 45, "unit": "percent"}`,
			"the figure 45 percent has no operator: it may be a ceiling or a floor", "",
		}, {
			"a direction that is not stated, with a figure",
			`"id": "A.1", "name": "Memory used", "unit": "percent", "direction": "unspecified", "target": {"op": ">=", "value": 45, "unit": "percent", "op_inferred": true}`,
			`the direction is "not stated", the figure is ">= 45 percent"`, "",
		}, {
			"a bare figure",
			`"id": "A.1", "name": "Errors", "unit": "percent", "direction": "lower_is_better", "target": {"value": 1, "unit": "unspecified"}`,
			"the figure 1 has no unit; the figure may be 1 percent or a badly printed 100 percent", "",
		}, {
			"a figure for one tier of two",
			`"id": "A.1", "name": "Notices", "unit": "percent", "direction": "higher_is_better", "target": {"tiers": [
				{"when": "severe", "within": 15, "within_unit": "minute", "op": ">=", "value": 99.9, "unit": "percent"},
				{"when": "other", "within": 60, "within_unit": "minute", "op": ">=", "value": null, "unit": "percent"}]}`,
			`a figure is given for some tiers and not for "other", so it is open which tiers it belongs to`, "",
		}, {
			"a formula that counts the failures",
			`"id": "A.1", "name": "Tests", "unit": "percent", "direction": "higher_is_better", "target": {"op": ">=", "value": 95, "unit": "percent"},
			 "source_statement": "Tests done on time", "formula": "Tests not completed on time / all tests"`,
			"the source's formula counts the failures, its target asks for a high share", "",
		}, {
			"a scale with the same numbers at both ends",
			`"id": "A.1", "name": "Satisfaction", "unit": "score", "direction": "higher_is_better", "target": {"op": ">=", "value": 5, "unit": "score"},
			 "formula": "5-Very Good, 4-Good, 3-Neither, 4-Bad, 5-Very Bad"`,
			"the source's answer scale gives the same numbers to both of its ends, so a high score may mean dissatisfied", "",
		}, {
			"a frequency in the target's cell",
			`"id": "A.1", "name": "Reports", "unit": "unspecified", "direction": "informational", "target": {"text": "Monthly (a reporting frequency, not a level)"}`,
			"", "the source's target cell holds how often to report, not a level",
		}, {
			"an id with a remark in it",
			`"id": "A -1 (a remark)", "name": "Tickets", "unit": "count", "direction": "informational", "target": null`,
			"", "the source prints the id with a space or a remark in it",
		}, {
			"a name against the direction",
			`"id": "A.1", "name": "Record Accuracy", "unit": "percent", "direction": "lower_is_better", "target": {"op": "<=", "value": 0, "unit": "percent"}`,
			"", "the name reads as if higher were better; the source counts failures",
		}, {
			"a hundredfold change between releases",
			`"id": "A.1", "name": "Interest", "unit": "percent", "direction": "lower_is_better", "target": {"op": "<=", "value": 2, "unit": "percent"}, "issues": ["target changed from \"<.02%\" (FY2024 release) to \"<=2%\" (FY2025 release): 100-fold looser"]`,
			"the figure was < 0.02 percent in release FY2024 and is <= 2 percent now, a hundredfold change and probably a slip", "",
		}, {
			"a description of the bad share",
			`"id": "A.1", "name": "Record completeness", "unit": "percent", "direction": "higher_is_better", "target": {"op": ">=", "value": 98, "unit": "percent"},
			 "source_statement": "Share of records with incomplete or invalid information"`,
			"the source describes the share of bad records, its target asks for a high share", "",
		}, {
			"a description of the good share under a ceiling",
			`"id": "A.1", "name": "Accurate planning", "unit": "percent", "direction": "lower_is_better", "target": {"op": "<=", "value": 10, "unit": "percent"},
			 "source_statement": "The percentage of plans that accurately outlined the data"`,
			"the name and the description ask for a high share, the formula and the figure for a low one of the others", "the name reads as if higher were better; the source counts failures",
		}, {
			"a variance with a floor",
			`"id": "A.1", "name": "Schedule", "unit": "percent", "direction": "higher_is_better", "target": {"op": ">=", "value": 85, "unit": "percent"},
			 "source_statement": "Variance in days between plan and completion"`,
			"a variance is small when it is good, and carries a floor", "",
		}, {
			"a length of time with the formula of a share",
			`"id": "A.1", "name": "Aging", "unit": "day", "direction": "lower_is_better", "target": {"op": "<=", "value": 60, "unit": "day"}, "formula": "Count of items answered / count of all items"`,
			"", "the source's formula gives a share of items; the unit is day, and the figure suits the name",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := converted(t, test.line)[0]
			if m.Quarantine != test.quarantine {
				t.Errorf("quarantine\n got: %s\nwant: %s", m.Quarantine, test.quarantine)
			}
			if got := strings.Join(m.Notes, "\n"); got != test.note {
				t.Errorf("notes\n got: %s\nwant: %s", got, test.note)
			}
		})
	}
}

func TestRepeatedIDQuarantinesEveryEntry(t *testing.T) {
	const one = `"id": "A.1", "name": "Access requests", "unit": "count", "direction": "informational", "target": null`
	const two = `"id": "A.1", "name": "Password resets", "unit": "count", "direction": "informational", "target": null`
	const other = `"id": "A.2", "name": "Logins", "unit": "count", "direction": "informational", "target": null`
	measures := converted(t, one, two, other)
	for i, want := range []string{"the source uses this id for 2 measures with different meanings", "the source uses this id for 2 measures with different meanings", ""} {
		if measures[i].Quarantine != want {
			t.Errorf("%s: quarantine %q, want %q", measures[i].Name, measures[i].Quarantine, want)
		}
	}
}

// The figure of an earlier release is kept as a figure; a change is no defect before it
// is a hundredfold one.
func TestEarlierFigures(t *testing.T) {
	for remark, want := range map[string]string{
		"FY2024 wording/target was >=80%":           "FY2024: >= 80 percent",
		"target was 98% in FY2024, >=95% in FY2025": "FY2024: 98 percent",
	} {
		m := converted(t, `"id": "A.1", "name": "Satisfaction", "unit": "percent", "direction": "higher_is_better", "target": {"op": ">=", "value": 85, "unit": "percent"}, "issues": ["`+remark+`"]`)[0]
		if len(m.Earlier) != 1 || m.Earlier[0].String() != want || m.Quarantine != "" {
			t.Errorf("%s: read as %v, quarantine %q", remark, m.Earlier, m.Quarantine)
		}
	}
}

// Measures that only their descriptions tell apart point at one another.
func TestSameName(t *testing.T) {
	const rest = `"name": "Counselors by type", "unit": "count", "direction": "informational", "target": null`
	measures := converted(t, `"id": "A.1", `+rest, `"id": "A.2", `+rest, `"id": "A.3", "name": "Counselors", "unit": "count", "direction": "informational", "target": null`)
	if got := measures[0].Notes; len(got) != 1 || got[0] != "the source gives the same name to A.2 and tells them apart by its description" || len(measures[2].Notes) != 0 {
		t.Errorf("notes %q and %q", got, measures[2].Notes)
	}
}

// Two measures have one formula: the one whose name it suits less is told.
func TestForeignFormula(t *testing.T) {
	const formula = `"unit": "percent", "direction": "informational", "target": null, "formula": "count of budget documents processed / count of all budget documents"`
	measures := converted(t, `"id": "A.1", "name": "Review meetings", `+formula, `"id": "A.2", "name": "Budget document processing", `+formula)
	if len(measures[0].Notes) != 1 || measures[0].Notes[0] != "the source's formula is that of A.2; the figure suits the name" || len(measures[1].Notes) != 0 {
		t.Errorf("notes %q and %q", measures[0].Notes, measures[1].Notes)
	}
}

func TestMisplacedID(t *testing.T) {
	measures := converted(t,
		`"id": "A.1.01", "function": "A.1 Paying", "name": "One", "unit": "count", "direction": "informational", "target": null`,
		`"id": "A.1.02", "function": "A.1 Paying", "name": "Two", "unit": "count", "direction": "informational", "target": null`,
		`"id": "A.1.03", "function": "A.2 Closing", "name": "Three", "unit": "count", "direction": "informational", "target": null`)
	if len(measures[0].Notes) != 0 || len(measures[2].Notes) != 1 {
		t.Errorf("notes %q and %q: only the third id names another function than its own", measures[0].Notes, measures[2].Notes)
	}
}

// A word without a wording stops the generator instead of shipping unread.
func TestUnknownWordsStop(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{`"id": "A.1", "unit": "furlong", "direction": "informational"`, `the unit "furlong" has no wording`},
		{`"id": "A.1", "unit": "count", "direction": "sideways"`, `the direction "sideways" has no wording`},
		{`"id": "A.1", "unit": "count", "direction": "informational", "period": "now and then"`, `the period "now and then" has no wording`},
		{`"id": "A.1", "unit": "count", "direction": "informational", "target": {"text": "soon"}`, `the target "soon" has no wording`},
		{`"id": "A.1", "unit": "count", "direction": "informational", "target": {"set_by": "fate"}`, `"fate", has no wording`},
		{`"id": "A.1", "unit": "count", "direction": "informational", "issues": ["something new"]`, `the remark "something new" has no verdict`},
		{`"id": "A.1", "unit": "count", "direction": "informational", "colour": "red"`, `unknown field "colour"`},
	} {
		if _, err := tryConvert(test.line); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s\n got: %v\nwant: …%s…", test.line, err, test.want)
		}
	}
}

func TestCutCells(t *testing.T) {
	for text, want := range map[string]string{
		"A.1 Paying": "A.1 Paying",
		"HCM.A9-1.020 Employee Inquiry Administration, Compliance, and Performa": "HCM.A9-1.020 Employee Inquiry Administration, Compliance, and …",
	} {
		if got := functionName(text); got != want {
			t.Errorf("functionName(%q)\n got: %s\nwant: %s", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"ISO 30414": "ISO 30414",
		"31 U.S.C. 39 - Prompt Payment; (52) 5 CFR 1315.4, Prompt Payment, Prompt Payment Standards and Required Notice": "31 U.S.C. 39 - Prompt Payment; 5 CFR 1315.4, Prompt Payment",
		"Provides price transparency if solution/service pricing is dependent on number of GL transactions":              "",
	} {
		if got := authority(text); got != want {
			t.Errorf("authority(%q)\n got: %s\nwant: %s", text, got, want)
		}
	}
}

// refused are the characters that a document may not hold, escaped or not.
func refused(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t'
}

// Whatever a text holds, it is read back as it is.
func FuzzScalar(f *testing.F) {
	for _, text := range []string{"percent", ">= 98 percent", "a: b", "a #b", "yes", "2025", "1e3", "0.040.001", "§552a", "it's", `say "x"`, "- a", "{a}", "a, b", "null", "~", "a:", "12:30", "’", "\u2028", "0\u2028", "a\u0085b", "a\ufeff", "a\u202eb", "a\nb", "a\tb"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if text == "" || !utf8.ValidString(text) || strings.ContainsFunc(text, refused) {
			t.Skip("a document cannot hold it")
		}
		c := &catalog{release: area{catalog: "t", title: "t", area: "t"}.header()}
		c.release.Source = &framework.Source{Name: text}
		c.measures = []*framework.Measure{{
			Key: "k", Name: text, Unit: framework.Percent, Direction: framework.Informational, Notes: []string{text},
			Tiers: []framework.TargetTier{{When: text, TargetText: text}},
		}}
		checkReadBackScalar(t, c)
	})
}
