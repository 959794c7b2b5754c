package align_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/sla"
)

// docs/provider-findings.md holds what providers publish, testdata/providers, against the
// catalog; the table on it is what alignment says.
func TestProviderFindings(t *testing.T) {
	const page, begin, end = "../../docs/provider-findings.md", "<!-- findings: written by go test ./framework/align -run TestProviderFindings -update -->\n", "<!-- end -->"
	script.Section(t, page, begin, end, providerTable(t))
}

func providerTable(t *testing.T) string {
	t.Helper()
	a, err := sla.ParseFile("testdata/providers/published.yaml")
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	plan, err := a.Compile()
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	sources := map[string]string{}
	for _, table := range a.Tables {
		sources[strings.TrimSuffix(table.Name, "_records")] = table.Source.System
	}
	var b strings.Builder
	counts := map[decide.Relation]int{}
	source := ""
	findings, err := align.Align(t.Context(), framework.Default(), plan)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		counts[f.Alignment]++
		if own := sources[f.Metric]; own != source {
			source = own
			fmt.Fprintf(&b, "\n### %s\n\n| published | beside | on each axis that differs or is open | so |\n| --- | --- | --- | --- |\n", source)
		}
		var axes []string
		for _, axis := range f.Axes {
			switch {
			case axis.Relation == decide.Equivalent, axis.Relation == decide.NotStated:
			case axis.Rule == "the units differ", axis.Rule == "the item limit was not compared": // another axis has said so
			case axis.Relation == decide.Unknown && axis.Axis == align.CriterionAxis:
				axes = append(axes, "criterion not compared: "+f.Summary)
			default:
				axes = append(axes, axisText(axis))
			}
		}
		if len(f.Axes) == 0 {
			axes = append(axes, f.Summary)
		}
		fmt.Fprintf(&b, "| %s: `%s` | %s, %s: `%s` | %s | %s |\n", f.Title, f.Target, f.Claim, f.Measure.Name, orNone(f.Figure), strings.Join(axes, "<br>"), f.Alignment)
	}
	b.WriteString("\n")
	for _, word := range []decide.Relation{decide.Equivalent, decide.Stricter, decide.Weaker, decide.Overlapping, decide.Conflicting, decide.Incomparable, decide.Unknown} {
		if counts[word] > 0 {
			fmt.Fprintf(&b, "%s: %d. ", word, counts[word])
		}
	}
	return strings.TrimSpace(b.String()) + "\n\n"
}

func orNone(figure string) string {
	if figure == "" {
		return "not comparable"
	}
	return figure
}

func axisText(axis align.AxisFinding) string {
	sides := fmt.Sprintf("%s here, %s there", orWord(axis.Metric), orWord(axis.Measure))
	switch {
	case axis.Relation == decide.Unknown:
		return fmt.Sprintf("%s not compared (%s): %s", axis.Axis, orWord(axis.Measure), axis.Rule)
	case axis.Witness != "":
		return fmt.Sprintf("**%s %s**: %s; witness: %s", axis.Axis, axis.Relation, sides, axis.Witness)
	}
	return fmt.Sprintf("**%s %s**: %s", axis.Axis, axis.Relation, sides)
}

func orWord(text string) string {
	if text == "" {
		return "nothing"
	}
	return text
}
