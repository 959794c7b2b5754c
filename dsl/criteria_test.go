package dsl_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/english"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/internal/testenv"
)

const criteriaFile = "testdata/criteria/criteria.txt"

// Published criteria can be said in the language, read as they should, and come to the
// verdicts that their rows show.
func TestCriteria(t *testing.T) {
	text, criteria := readCriteria(t)
	var out strings.Builder
	out.WriteString(text)
	for _, c := range criteria {
		out.WriteString(c.text)
		measure, target := c.compile(t)
		fmt.Fprintf(&out, "  = %s\n  => %s\n\n", english.Criterion(measure, target), c.verdict(t, measure, target))
		c.checkFigure(t, measure, target)
	}
	got := strings.TrimSuffix(out.String(), "\n")
	if script.Updating() {
		if err := os.WriteFile(criteriaFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(criteriaFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", criteriaFile, diff)
	}
	if len(criteria) < 40 {
		t.Errorf("only %d criteria", len(criteria))
	}
}

// criterion is one published criterion: its figures as the source states them, and how it
// is said here.
type criterion struct {
	id, text        string // the text is all but what is computed
	source          string
	figures         []figure
	world           *dsltest.Scene
	measure, target string
}

// figure is a level or a limit: ">= 98 percent", "within 25 calendar_day".
type figure struct{ relation, value, unit string }

func (f figure) String() string { return f.relation + " " + f.value + " " + f.unit }

// readCriteria cuts the file, and gives what stands before the first criterion.
func readCriteria(t *testing.T) (before string, all []*criterion) {
	file, err := os.Open(criteriaFile)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := lines.Text()
		if id, ok := strings.CutPrefix(line, "== "); ok {
			id, _, _ = strings.Cut(id, " ")
			all = append(all, &criterion{id: id, world: dsltest.NewScene()})
		}
		if len(all) == 0 {
			before += line + "\n"
			continue
		}
		c := all[len(all)-1]
		if line == "" || strings.HasPrefix(line, "  =") {
			continue
		}
		c.text += line + "\n"
		switch word, rest, _ := strings.Cut(line, " "); word {
		case "==", "#":
		case "source:":
			c.source = rest
		case "figure:":
			if rest == "none" {
				continue
			}
			for _, part := range strings.Split(rest, "; ") {
				var f figure
				if _, err := fmt.Sscan(part, &f.relation, &f.value, &f.unit); err != nil {
					t.Fatalf("%s: %s: %v", c.id, part, err)
				}
				c.figures = append(c.figures, f)
			}
		case "measure:":
			c.measure = rest
		case "target:":
			c.target = rest
		default:
			if err := c.world.Read(line); err != nil {
				t.Fatalf("%s: %s: %v", c.id, line, err)
			}
		}
	}
	return before, all
}

func (c *criterion) compile(t *testing.T) (measure, target *dsl.Program) {
	measure = dsltest.MustCompile(t, c.measure, c.world.Env)
	env := c.world.Env
	env.Inputs = append(slices.Clone(env.Inputs), kinds.Field{Name: "value", Type: measure.Type()})
	env.Result = kinds.Boolean
	return measure, dsltest.MustCompile(t, c.target, env)
}

// verdict is what the rows give, and how it is judged.
func (c *criterion) verdict(t *testing.T, measure, target *dsl.Program) string {
	if err := c.world.Finish(); err != nil {
		t.Fatalf("%s: %v", c.id, err)
	}
	v, err := measure.Evaluate(context.Background(), c.world.Data)
	if err != nil {
		t.Fatalf("%s: %v", c.id, err)
	}
	if v.Missing() {
		return "not measured: " + v.Why()
	}
	c.world.Data.Inputs["value"] = v
	judged, err := target.Evaluate(context.Background(), c.world.Data)
	if err != nil {
		t.Fatalf("%s: %v", c.id, err)
	}
	switch met, known := judged.Bool(); {
	case !known:
		return v.String() + ": not judged: " + judged.Why()
	case met:
		return v.String() + ": met"
	}
	return v.String() + ": missed"
}

// checkFigure holds the figures that the source states against those of the expressions:
// a level is a comparison, a limit is at least a constant.
func (c *criterion) checkFigure(t *testing.T, measure, target *dsl.Program) {
	levels, constants := map[string]bool{}, map[string]bool{}
	for _, p := range []*dsl.Program{measure, target} {
		ast.Walk(p.Tree(), func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Const:
				constants[spelled(n)] = true
			case *ast.Comparison:
				right := []ast.Node{n.R}
				for len(right) > 0 { // a level may be chosen, or be part of a greatest
					last := right[len(right)-1]
					right = right[:len(right)-1]
					switch r := last.(type) {
					case *ast.Const:
						levels[n.Op.String()+" "+spelled(r)] = true
					case *ast.Conditional:
						right = append(right, r.Then, r.Else)
					case *ast.Call, *ast.Arithmetic:
						right = append(right, ast.Children(r)...)
					}
				}
			}
			return true
		})
	}
	for _, f := range c.figures {
		value := f.value + " " + units[f.unit]
		if units[f.unit] == "" {
			t.Errorf("%s: %q is not a unit", c.id, f.unit)
		}
		operator := f.relation != "within" && f.relation != "over" && f.relation != "at_least"
		if f.relation == "==" && f.value == "true" && c.target == "value == true" {
			continue
		}
		if operator && !levels[f.relation+" "+value] || !operator && !constants[value] {
			t.Errorf("%s: the source says %v, which neither the measure nor the target does", c.id, f)
		}
	}
}

// units are those of the catalog, as spelled writes them.
var units = map[string]string{
	"percent": "percent", "count": "number", "score": "number", "usd": "money USD", "boolean": "boolean",
	"business_day": "business days", "government_work_day": "business days", "day": "calendar days", "calendar_day": "calendar days",
	"second": "seconds", "minute": "minutes", "hour": "hours", "business_hour": "hours",
}

// spelled is a constant with the unit that says it best.
func spelled(c *ast.Const) string {
	n := c.Value.Num
	switch c.T.Kind {
	case kinds.Boolean:
		return fmt.Sprint(c.Value.Bool, " boolean")
	case kinds.Count, kinds.Number:
		return n.String() + " number"
	case kinds.Duration:
		ns, _ := n.Int64()
		for _, unit := range []struct {
			length int64
			name   string
		}{{3600e9, "hours"}, {60e9, "minutes"}} {
			if ns%unit.length == 0 && ns != 60e9 { // a minute is written as 60 s
				return fmt.Sprint(ns/unit.length, " ", unit.name)
			}
		}
		return fmt.Sprint(ns/1e9, " seconds")
	}
	return n.String() + " " + strings.TrimSuffix(c.T.String(), "?")
}

// Ids and figures are those of the gathered catalog.
func TestCriteriaAgainstTheCatalog(t *testing.T) {
	found := map[string][]entry{}
	for _, name := range []string{"fibf.jsonl", "fibf_legacy.jsonl", "authority.jsonl", "published_provider_slas.jsonl"} {
		text, err := os.ReadFile(testenv.Shared(t, "catalog", name))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			var e entry
			if err := json.Unmarshal([]byte(line), &e); err != nil {
				t.Fatal(err)
			}
			e.file = name
			for _, id := range []string{e.ID, e.Key} {
				if id != "" {
					found[id] = append(found[id], e)
				}
			}
		}
	}
	_, criteria := readCriteria(t)
	files := map[string]int{}
	for _, c := range criteria {
		entries := found[c.id]
		if len(entries) != 1 {
			t.Errorf("%s stands in the catalog %d times", c.id, len(entries))
			continue
		}
		e := entries[0]
		files[e.file]++
		if source, _, _ := strings.Cut(c.source, ","); source != e.Source {
			t.Errorf("%s is of %s, not %s", c.id, e.Source, source)
		}
		var stated []string
		for _, f := range c.figures {
			stated = append(stated, f.String())
		}
		if diff := cmp.Diff(e.figures(c.id), stated); diff != "" {
			t.Errorf("%s (-catalog +here):\n%s", c.id, diff)
		}
	}
	if files["fibf.jsonl"] < 20 || files["published_provider_slas.jsonl"] < 12 || files["authority.jsonl"]+files["fibf_legacy.jsonl"] < 8 {
		t.Errorf("the criteria are of %v", files)
	}
}

// entry is a line of the catalog.
type entry struct {
	ID, Source string
	Key        string `json:"suggested_key"`
	Target     *struct {
		level
		Tiers []level
	}
	Items []struct {
		Rel, Unit string
		Value     any
	} `json:"item_threshold"`
	Precondition string `json:"customer_precondition"`
	Definition   string
	file         string
}

type level struct {
	Op, Unit string
	Value    any
}

// figures are those of the line that a criterion has to state.
func (e entry) figures(id string) (all []string) {
	if e.Target != nil {
		for _, l := range append([]level{e.Target.level}, e.Target.Tiers...) {
			if l.Value == nil {
				continue
			}
			op := l.Op
			if op == "=" {
				op = "=="
			}
			unit := l.Unit
			if unit == "percent_of_baseline" {
				unit = "percent"
			}
			all = append(all, figure{op, fmt.Sprint(l.Value), unit}.String())
		}
	}
	for _, i := range e.Items {
		all = append(all, figure{i.Rel, fmt.Sprint(i.Value), i.Unit}.String())
	}
	return append(all, inSentences[id]...)
}

// inSentences are limits that the catalog holds in a sentence only.
var inSentences = map[string][]string{
	"FFM.000.000.0011":    {"at_least 4 score"},
	"ARC.AP.PP":           {"at_least 5 business_day"},
	"ARC.AP.DISC":         {"at_least 3 business_day"},
	"FEDRAMP.TRIG.HIGH30": {"over 30 day"},
}
