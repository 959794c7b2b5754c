package decide_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/script"
)

// The questions of testdata/prove and of the page about the prover are answered as the
// files say. A file reads:
//
//	# a comment
//	input value: percent from 0% to 100% by 0.01%
//	where value >= 50%
//	value >= 99% implies value >= 98%
//	    => proved
//
// Inputs and the condition hold until the next heading, a line that begins with "==".
func TestProve(t *testing.T) {
	files, err := filepath.Glob("testdata/prove/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := 0
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got, n := answered(t, path, string(text))
		cases += n
		compareText(t, path, string(text), got)
	}
	if cases < 150 {
		t.Errorf("only %d questions are in testdata/prove", cases)
	}
}

func compareText(t *testing.T, path, text, got string) {
	t.Helper()
	if script.Updating() {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(strings.Split(text, "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// asking is what has been declared so far in a file.
type asking struct {
	t      testing.TB
	place  string
	fields []kinds.Field
	tables []kinds.Schema
	region decide.Region
}

// answered is a file with the answers of the prover in place of its own, and how many
// questions it asks.
func answered(t testing.TB, path, text string) (string, int) {
	var out strings.Builder
	a := &asking{t: t, region: decide.Region{Domains: map[string]decide.Domain{}}}
	lines, n := strings.Split(strings.TrimSuffix(text, "\n"), "\n"), 0
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if strings.HasPrefix(strings.TrimSpace(line), "=> ") || strings.HasPrefix(line, "       ") && strings.TrimSpace(line) != "" {
			continue // an answer
		}
		out.WriteString(line + "\n")
		a.place = fmt.Sprintf("%s:%d", path, i+1)
		var answers []string
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "=="):
			*a = asking{t: t, region: decide.Region{Domains: map[string]decide.Domain{}}}
		case strings.HasPrefix(line, "input "):
			a.input(strings.TrimPrefix(line, "input "))
		case strings.HasPrefix(line, "table "):
			a.table(strings.TrimPrefix(line, "table "))
		case strings.HasPrefix(line, "assume "):
			a.assume(strings.TrimPrefix(line, "assume "))
		case strings.HasPrefix(line, "where "):
			a.region.Where = a.compile(strings.TrimPrefix(line, "where "), kinds.Boolean)
		case strings.HasPrefix(line, "budget "):
			fmt.Sscan(strings.TrimPrefix(line, "budget "), &a.region.Budget)
		case line == "tiers":
			var tiers []*dsl.Program
			for i+1 < len(lines) && strings.HasPrefix(lines[i+1], "    ") && !strings.HasPrefix(strings.TrimSpace(lines[i+1]), "=> ") {
				i++
				out.WriteString(lines[i] + "\n")
				tiers = append(tiers, a.compile(strings.TrimSpace(lines[i]), kinds.Boolean))
			}
			n++
			answers = a.partition(tiers)
		default:
			n++
			answers = a.question(line)
		}
		for j, answer := range answers {
			mark := "    => "
			if j > 0 {
				mark = "       "
			}
			out.WriteString(mark + answer + "\n")
		}
	}
	return out.String(), n
}

func (a *asking) compile(text string, kind kinds.Kind) *dsl.Program {
	a.t.Helper()
	env := dsl.Env{Inputs: a.fields, Tables: a.tables, Result: kind}
	env.Subjects = []kinds.Field{{Name: "response", Type: kinds.Of(kinds.Percent)}}
	env.Queries = []dsl.Query{{Name: "previous"}, {Name: "missed", Result: kinds.Of(kinds.Boolean)}}
	p, err := dsl.Compile(text, env)
	if err != nil {
		a.t.Fatalf("%s: %v", a.place, err)
	}
	return p
}

// input declares "name: kind from … to … by …"; a kind ends with ? when the value may be
// missing.
func (a *asking) input(text string) {
	name, rest, _ := strings.Cut(text, ": ")
	field, domain := a.domain(rest)
	field.Name = name
	a.fields = append(a.fields, field)
	a.region.Domains[name] = domain
}

func (a *asking) assume(text string) {
	name, rest, _ := strings.Cut(text, ": ")
	_, a.region.Domains[name] = a.domain(rest)
}

func (a *asking) domain(text string) (kinds.Field, decide.Domain) {
	ends := map[string]*exact.Num{}
	for _, word := range []string{" by ", " to ", " from "} {
		if before, after, ok := strings.Cut(text, word); ok {
			p := a.compile(after, 0)
			v, err := p.Evaluate(context.Background(), dsl.Data{})
			if err != nil || v.Missing() {
				a.t.Fatalf("%s: %s has no value: %v", a.place, after, err)
			}
			n := v.Num()
			ends[word], text = &n, before
		}
	}
	typ, err := kinds.ParseType(text)
	if err != nil {
		a.t.Fatalf("%s: %v", a.place, err)
	}
	return kinds.Field{Type: typ}, decide.Domain{Type: typ, Least: ends[" from "], Most: ends[" to "], Step: ends[" by "]}
}

func (a *asking) table(text string) {
	name, rest, _ := strings.Cut(text, ": ")
	s := kinds.Schema{Name: name}
	for field := range strings.SplitSeq(rest, ", ") {
		name, kind, _ := strings.Cut(field, " ")
		typ, err := kinds.ParseType(kind)
		if err != nil {
			a.t.Fatalf("%s: %v", a.place, err)
		}
		s.Fields = append(s.Fields, kinds.Field{Name: name, Type: typ})
	}
	a.tables = append(a.tables, s)
}

func (a *asking) question(line string) []string {
	ctx := context.Background()
	condition := func(text string) *dsl.Program { return a.compile(text, kinds.Boolean) }
	for _, q := range []struct {
		word string
		ask  func(context.Context, *dsl.Program, *dsl.Program) decide.Proof
	}{
		{" implies ", a.region.Implies}, {" means the same as ", a.region.Equivalent}, {" excludes ", a.region.Disjoint},
	} {
		if first, second, ok := strings.Cut(line, q.word); ok {
			return proved(q.ask(ctx, condition(first), condition(second)))
		}
	}
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "always":
		return proved(a.region.AlwaysTrue(ctx, condition(rest)))
	case "never":
		return proved(a.region.NeverTrue(ctx, condition(rest)))
	case "rising", "falling":
		input, text, _ := strings.Cut(rest, ": ")
		way := map[string]decide.Direction{"rising": decide.Rising, "falling": decide.Falling}[word]
		p, step := a.region.Monotone(ctx, condition(text), input, way)
		if p.Outcome == decide.Refuted {
			return []string{fmt.Sprintf("refuted from %s to %s", step.From, step.To)}
		}
		return proved(p)
	case "bounds":
		return bounds(a.region.Bounds(ctx, a.compile(rest, 0)))
	}
	a.t.Fatalf("%s: %q is no question", a.place, line)
	return nil
}

func proved(p decide.Proof) []string {
	text := p.Outcome.String()
	if p.Vacuous {
		text += ", for nothing satisfies what is presupposed"
	}
	switch {
	case p.Outcome == decide.Undecided && p.Possible:
		text += ", possibly not: " + p.Witness.String()
	case p.Witness != nil:
		text += " by " + p.Witness.String()
	}
	if p.Reason != "" {
		return []string{text, p.Reason}
	}
	return []string{text}
}

func bounds(r decide.Range) []string {
	if r.Empty {
		return []string{"no value"}
	}
	var lines []string
	for _, b := range []struct {
		name  string
		bound decide.Bound
	}{{"at least ", r.Least}, {"at most ", r.Most}} {
		line := b.name + b.bound.Value.Exact()
		if b.bound.Value.Missing() {
			line = strings.TrimSuffix(b.name, " ") + ": no bound"
		} else if b.bound.Reached != nil {
			line += ", for " + b.bound.Reached.String()
		} else if b.bound.Exact {
			line += ", not reached"
		}
		if !b.bound.Exact {
			line += " (there may be a tighter one)"
		}
		lines = append(lines, line)
	}
	if r.MayMiss {
		lines = append(lines, "it may have no value")
	}
	if r.Reason != "" {
		lines = append(lines, r.Reason)
	}
	return lines
}

func (a *asking) partition(tiers []*dsl.Program) []string {
	d := a.region.Partition(context.Background(), tiers)
	lines := []string{d.Outcome.String()}
	for _, f := range d.Findings {
		line := f.Flaw.String()
		for i, tier := range f.Tiers {
			line += map[bool]string{true: " of tier ", false: " and "}[i == 0] + fmt.Sprint(tier+1)
		}
		if f.Values != "" {
			line += ": " + f.Values
		}
		if f.Witness != nil {
			line += "; such as " + f.Witness.String()
		}
		lines = append(lines, line)
		if f.Edit != nil {
			lines = append(lines, "    "+f.Edit.String())
		}
	}
	if d.More {
		lines = append(lines, "and more")
	}
	if d.Reason != "" {
		lines = append(lines, d.Reason)
	}
	return lines
}
