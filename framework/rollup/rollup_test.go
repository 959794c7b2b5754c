package rollup_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/rollup"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/internal/testenv"
	"github.com/concord-sla/concord/sla"
)

// Each text of testdata has agreements, the records by which they are judged, a roll-up
// of the results, and what comes of it. The lines of a roll-up:
//
//	period FY2026
//	area TRT
//	meets enough targets
//	judge a.yaml 2025-10                       results of a.yaml for another period than the roll-up's
//	disputed payables timely 2025-11: because
//	resolved payables timely 2025-11 on 2025-12-20
//	changed payables 2 timely for provider performance on 2026-02-01
//	tags                                       show the tags
func TestRollUp(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			input, _, found := strings.Cut(string(text), "-- result --\n")
			if !found {
				t.Fatal("there is no result")
			}
			script.Golden(t, file, input+"-- result --\n"+readScene(t, input).rolledUp(t))
		})
	}
}

// A change of a target that was not compared for lack of time is not counted: a context
// that ends ends the roll-up.
func TestStoppedAtEveryCheck(t *testing.T) {
	text, err := os.ReadFile("testdata/changed.txt")
	if err != nil {
		t.Fatal(err)
	}
	input, _, _ := strings.Cut(string(text), "-- result --\n")
	s := readScene(t, input)
	results := s.results(t)
	stopped := testenv.StopAtEveryCheck(t, "Compute", func(ctx context.Context) error {
		_, err := rollup.Compute(ctx, framework.Default(), results, s.input)
		return err
	}, testenv.EndsAt)
	if stopped < 10 {
		t.Errorf("only %d looks at the context", stopped)
	}
}

// A scene is the text of a roll-up, read.
type scene struct {
	names   []string // of the agreements' documents, in order
	texts   map[string]string
	periods map[string][]calendar.Period // for which a document is judged, when it is said
	input   rollup.Input
	tags    bool
}

func readScene(t *testing.T, text string) scene {
	t.Helper()
	s := scene{texts: map[string]string{}, periods: map[string][]calendar.Period{}}
	name := ""
	for line := range strings.Lines(text) {
		if title, found := strings.CutPrefix(line, "-- "); found {
			name = strings.TrimSuffix(title, " --\n")
			if strings.HasSuffix(name, ".yaml") {
				s.names = append(s.names, name)
			}
			continue
		}
		if name == "roll up" {
			s.line(t, strings.TrimSpace(line))
			continue
		}
		s.texts[name] += line
	}
	return s
}

func (s *scene) line(t *testing.T, line string) {
	t.Helper()
	head, because, _ := strings.Cut(line, ": ")
	words := strings.Fields(head)
	switch {
	case len(words) == 0:
	case words[0] == "period":
		s.input.Period = period(t, words[1])
	case words[0] == "area":
		s.input.Area = words[1]
	case words[0] == "meets":
		s.input.Meets = rollup.EnoughTargets
	case words[0] == "tags":
		s.tags = true
	case words[0] == "judge":
		s.periods[words[1]] = append(s.periods[words[1]], period(t, words[2]))
	case words[0] == "disputed":
		s.input.Disputed = append(s.input.Disputed, rollup.Dispute{Agreement: words[1], Metric: words[2], Period: period(t, words[3]), Because: because})
	case words[0] == "resolved":
		s.input.Resolved = append(s.input.Resolved, rollup.Resolution{Agreement: words[1], Metric: words[2], Period: period(t, words[3]), On: day(t, words[5])})
	case words[0] == "changed":
		version, err := strconv.Atoi(words[2])
		if err != nil {
			t.Fatal(err)
		}
		r := rollup.TargetReason{Agreement: words[1], Version: version, Metric: words[3], Reason: map[string]rollup.ChangeReason{
			"customer": rollup.CustomerOperations, "provider": rollup.ProviderPerformance, "another": rollup.OtherReason,
		}[words[5]]}
		if len(words) > 8 {
			r.On = day(t, words[8])
		}
		s.input.Reasons = append(s.input.Reasons, r)
	default:
		t.Fatalf("the line %q is not understood", line)
	}
}

func period(t *testing.T, text string) calendar.Period {
	t.Helper()
	p, err := calendar.ParsePeriod(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func day(t *testing.T, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// results judges every agreement by the records beside it.
func (s scene) results(t *testing.T) []*sla.Result {
	t.Helper()
	var all []*sla.Result
	for _, name := range s.names {
		a, err := sla.Parse(name, []byte(s.texts[name]))
		if err != nil {
			t.Fatal(diag.Screen(err))
		}
		plan, err := a.Compile()
		if err != nil {
			t.Fatal(diag.Screen(err))
		}
		schema := plan.Terms().Schemas["records"]
		file := strings.TrimSuffix(name, ".yaml") + ".csv"
		records, err := table.ReadCSV(schema, file, strings.NewReader(s.texts[file]), table.Options{Zone: plan.Terms().Zone})
		if err != nil {
			t.Fatal(diag.Screen(err))
		}
		periods := s.periods[name]
		if len(periods) == 0 {
			periods = []calendar.Period{s.input.Period}
		}
		for _, p := range periods {
			r, err := plan.Evaluate(context.Background(), sla.Data{Tables: sla.Tables(records)}, p)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, r)
		}
	}
	return all
}

func (s scene) rolledUp(t *testing.T) string {
	t.Helper()
	r, err := rollup.Compute(t.Context(), framework.Default(), s.results(t), s.input)
	if err != nil {
		return diag.Screen(err)
	}
	text := r.Text()
	if s.tags {
		text += "\ntags\n"
		for _, tag := range r.Contributions {
			text += fmt.Sprintf("  %s, %s: %s, %s (%s): %s\n", tag.Agreement, tag.Metric, tag.Measure, tag.Name, tag.Dimension, tag.Why)
		}
	}
	return text
}
