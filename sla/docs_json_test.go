package sla_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/sla"
)

// The result that docs/json.md shows is what its agreement and records give.
func TestResultInTheDocs(t *testing.T) {
	const page = "../docs/json.md"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	blocks := map[string]string{} // by language: the last
	for _, m := range regexp.MustCompile("(?ms)^```([a-z]+)\n(.*?)^```$").FindAllStringSubmatch(string(text), -1) {
		blocks[m[1]] = m[2]
	}
	agreement, err := sla.Parse(page, []byte(blocks["yaml"]))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := agreement.Compile()
	if err != nil {
		t.Fatal(err)
	}
	tickets, err := table.ReadCSV(plan.Terms().Schemas["tickets"], page, strings.NewReader(blocks["csv"]), table.Options{Zone: plan.Terms().Zone})
	if err != nil {
		t.Fatal(err)
	}
	period, err := calendar.ParsePeriod("2026-03-01..2026-04-30")
	if err != nil {
		t.Fatal(err)
	}
	result, err := plan.Evaluate(t.Context(), sla.Data{Tables: sla.Tables(tickets)}, period)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(result); err != nil {
		t.Fatal(err)
	}
	shown := b.String()
	for _, left := range []string{`  "agreement": `, `      "metric": `} {
		indent, _, _ := strings.Cut(left, `"`)
		shown = regexp.MustCompile(`(?ms)^`+left+`\{$.*?^`+indent+`\}`).ReplaceAllString(shown, left+"{…}")
	}
	shown = regexp.MustCompile(`\{\n[^{}\[\]]*\}`).ReplaceAllStringFunc(shown, func(small string) string {
		return strings.NewReplacer("{ ", "{", " }", "}").Replace(strings.Join(strings.Fields(small), " "))
	})
	if script.Updating() {
		if err := os.WriteFile(page, []byte(strings.Replace(string(text), blocks["json"], shown, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(shown, blocks["json"]); diff != "" {
		t.Errorf("%s (-is +shows; go test -update rewrites it):\n%s", page, diff)
	}
}
