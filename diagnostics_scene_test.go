package concord_test

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/sla"
	"github.com/concord-sla/concord/sla/review"
)

// scene is what the pages' examples speak of: the agreement that the index shows, and the
// names that its expressions may use.
type scene struct {
	template string // the agreement
	measures string // the head of a catalog
	env      dsl.Env
	plan     *sla.Plan
}

func readScene(t *testing.T) *scene {
	t.Helper()
	text, err := os.ReadFile(diagnosticsIndex)
	if err != nil {
		t.Fatal(err)
	}
	s := &scene{}
	for _, m := range fence.FindAllStringSubmatch(string(text), -1) {
		switch {
		case m[1] == "yaml" && strings.HasPrefix(m[2], "concord: v1\n"):
			s.template = m[2]
		case m[1] == "yaml":
			s.measures = m[2]
		}
	}
	a, err := sla.Parse("agreement.yaml", []byte(s.template))
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	if s.plan, err = a.Compile(); err != nil {
		t.Fatal(err)
	}
	for _, records := range a.Tables {
		s.env.Tables = append(s.env.Tables, records.Schema())
	}
	for _, in := range a.Inputs {
		s.env.Inputs = append(s.env.Inputs, kinds.Field{Name: in.Name, Type: in.Type})
	}
	value := s.plan.Terms().Metrics[0].Measure.Type()
	value.Nullable = false
	s.env.Inputs = append(s.env.Inputs, kinds.Field{Name: "value", Type: value})
	if s.env.Calendar, err = business.Named(a.Calendar); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *scene) expression(text string) diag.List {
	_, err := dsl.Compile(strings.TrimSuffix(text, "\n"), s.env)
	return diag.From(err)
}

// align reads an agreement and, when it is accepted, holds it against the measures of a
// catalog; without one, it is reviewed.
func (s *scene) align(t *testing.T, text, catalog string) diag.List {
	t.Helper()
	a, err := sla.Parse("agreement.yaml", []byte(text))
	if err != nil {
		return diag.From(err)
	}
	plan, err := a.Compile()
	if err != nil {
		t.Fatal(err)
	}
	if catalog == "" {
		return review.Review(context.Background(), plan)
	}
	measures, err := framework.Load(&diag.Source{Name: "catalog.yaml", Text: withTemplate(catalog, s.measures)})
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	var found diag.List
	findings, err := align.Align(t.Context(), measures, plan)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		found = append(found, f.Diagnostic())
	}
	return found
}

// records reads rows of the agreement's first table.
func (s *scene) records(t *testing.T, text string) diag.List {
	t.Helper()
	_, err := table.ReadCSV(s.env.Tables[0], s.env.Tables[0].Name+".csv", strings.NewReader(text), table.Options{Zone: s.plan.Terms().Zone})
	found := diag.From(err)
	if err != nil && found == nil {
		t.Fatal(err)
	}
	return found
}

var topKey = regexp.MustCompile(`^([a-z][a-z ]*):`)

// withTemplate is a piece of an agreement, followed by the keys of the template that the
// piece does not have.
func withTemplate(piece, template string) string {
	has := map[string]bool{}
	for line := range strings.Lines(piece) {
		if m := topKey.FindStringSubmatch(line); m != nil {
			has[m[1]] = true
		}
	}
	skip := false
	for line := range strings.Lines(template) {
		if m := topKey.FindStringSubmatch(line); m != nil {
			skip = has[m[1]]
		}
		if !skip {
			piece += line
		}
	}
	return piece
}

// withLine is an agreement with one line in the place of what it had: a key of its own,
// or one of its last metric.
func withLine(text, line string) string {
	key := topKey.FindStringSubmatch(line)
	if key == nil || regexp.MustCompile(`(?m)^`+key[1]+`:`).MatchString(text) {
		return withTemplate(line+"\n", text)
	}
	metrics := strings.Index(text, "\nmetrics:\n")
	if strings.HasPrefix(text, "metrics:\n") {
		metrics = 0
	}
	head, body := text[:metrics+1], text[metrics+1:]
	own := regexp.MustCompile(`(?m)^    ` + key[1] + `:.*$`)
	if own.MatchString(body) {
		return head + own.ReplaceAllLiteralString(body, "    "+line)
	}
	return head + strings.Replace(body, "    measure:", "    "+line+"\n    measure:", 1)
}

// goExample is a mistake of a Go program, or what to write in its place. Its page shows
// the function's body.
type goExample struct {
	name string
	run  func(*sla.Plan) error
}

var goExamples = map[string]goExample{
	"no-kind: " + toldSection:       {"noKindTold", noKindTold},
	"no-kind: " + acceptedSection:   {"noKindAccepted", noKindAccepted},
	"not-live: " + toldSection:      {"notLiveTold", notLiveTold},
	"not-live: " + acceptedSection:  {"notLiveAccepted", notLiveAccepted},
	"bad-table: " + toldSection:     {"badTableTold", badTableTold},
	"bad-table: " + acceptedSection: {"badTableAccepted", badTableAccepted},
}

func noKindTold(*sla.Plan) error {
	env := dsl.Env{Inputs: []kinds.Field{{Name: "monthly_fee"}}}
	_, err := dsl.Compile("monthly_fee > 500 USD", env)
	return err
}

func noKindAccepted(*sla.Plan) error {
	env := dsl.Env{Inputs: []kinds.Field{{Name: "monthly_fee", Type: kinds.MoneyIn("USD")}}}
	_, err := dsl.Compile("monthly_fee > 500 USD", env)
	return err
}

func notLiveTold(*sla.Plan) error {
	env := dsl.Env{Tables: []kinds.Schema{{Name: "tickets", Fields: []kinds.Field{{Name: "hours", Type: kinds.Of(kinds.Number)}}}}}
	p, err := dsl.Compile("count(tickets, .hours > mean(tickets, .hours))", env)
	if err != nil {
		return err
	}
	_, err = p.Live(dsl.Data{})
	return err
}

func notLiveAccepted(*sla.Plan) error {
	env := dsl.Env{Tables: []kinds.Schema{{Name: "tickets", Fields: []kinds.Field{{Name: "hours", Type: kinds.Of(kinds.Number)}}}}}
	p, err := dsl.Compile("count(tickets, .hours > 8)", env)
	if err != nil {
		return err
	}
	_, err = p.Live(dsl.Data{})
	return err
}

func badTableTold(plan *sla.Plan) error {
	schema := plan.Terms().Schemas["surveys"]
	surveys, _ := table.Empty(schema)
	data := sla.Data{Tables: map[string]sla.Records{"tickets": {Rows: surveys}}}
	_, err := plan.Evaluate(context.Background(), data, calendar.Month(2026, 10))
	return err
}

func badTableAccepted(plan *sla.Plan) error {
	schema := plan.Terms().Schemas["tickets"]
	tickets, _ := table.Empty(schema)
	data := sla.Data{Tables: sla.Tables(tickets)}
	_, err := plan.Evaluate(context.Background(), data, calendar.Month(2026, 10))
	return err
}

// bodyOf is the text of a function of this file.
func bodyOf(t *testing.T, function string) string {
	const file = "diagnostics_scene_test.go"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, file, text, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range f.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Name.Name == function {
			body := string(text[files.Position(fn.Body.Lbrace).Offset+2 : files.Position(fn.Body.Rbrace).Offset])
			return strings.TrimPrefix(strings.ReplaceAll("\n"+body, "\n\t", "\n"), "\n")
		}
	}
	t.Fatalf("there is no function %s", function)
	return ""
}
