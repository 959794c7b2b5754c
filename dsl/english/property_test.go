package english_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/english"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/testenv"
)

// Every expression of the corpus has words for all that it speaks of.
func TestEnglishOfTheCorpus(t *testing.T) {
	spoken := 0
	for _, file := range dsltest.CorpusFiles(t, "../testdata") {
		for _, chunk := range file.Chunks {
			for _, c := range chunk.Cases {
				if p, err := dsl.Compile(c.Expression, chunk.Scene.Env); err == nil {
					spoken++
					saysAll(t, c.Expression, p, chunk.Scene.Env)
				}
			}
		}
	}
	if spoken < 800 {
		t.Errorf("only %d expressions", spoken)
	}
}

// So has every random program. What is more, programs that read the same give the same:
// one that was changed in a sign, a figure, a word or a pair of brackets reads
// differently, unless the change makes no difference to any of the samples.
func TestEnglishLosesNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(20261001, 5))
	var samples []*dsltest.Sample
	for range 12 {
		samples = append(samples, dsltest.NewSample(random))
	}
	env := samples[0].Env
	spoken, changed, same := 0, 0, 0
	programs := testenv.Rounds(6000)
	for tried := 0; spoken < programs/3 && tried < programs; tried++ {
		text := (&dsltest.Writer{Rand: random}).Root()
		p, err := dsl.Compile(text, env)
		if err != nil {
			continue
		}
		spoken++
		words := saysAll(t, text, p, env)
		for range 6 {
			other := change(random, text)
			q, err := dsl.Compile(other, env)
			if err != nil || other == text {
				continue
			}
			changed++
			if english.Of(q) != words || strings.Contains(words, "…") {
				continue
			}
			same++
			for _, s := range samples {
				v, err := p.Evaluate(context.Background(), s.Data)
				u, errToo := q.Evaluate(context.Background(), s.Data)
				if err != nil || errToo != nil || v.Exact() != u.Exact() {
					t.Fatalf("%s\nis %v, and %s\nis %v, and both read\n%s", text, v, other, u, words)
				}
			}
		}
	}
	// Most brackets of a random text are needless.
	if changed < spoken || same > changed*2/3 {
		t.Errorf("%d programs, %d changed, of which %d read the same", spoken, changed, same)
	}
	t.Logf("%d programs, %d changed, of which %d read the same", spoken, changed, same)
}

var changes = []struct {
	old *regexp.Regexp
	new []string
}{
	{regexp.MustCompile(` (<|<=|>|>=|==|!=) `), []string{" < ", " <= ", " > ", " >= ", " == ", " != "}},
	{regexp.MustCompile(` (and|or) `), []string{" and ", " or "}},
	{regexp.MustCompile(`not `), []string{""}},
	{regexp.MustCompile(` [-+*/] `), []string{" + ", " - ", " * ", " / "}},
	{regexp.MustCompile(`[0-9]`), []string{"1", "3", "7"}},
	{regexp.MustCompile(`"(high|low|mid)"`), []string{`"high"`, `"low"`, `"mid"`}},
	{regexp.MustCompile(`\b(min|max|mean|median|percentile|first|last|any|all|share|count)\(`), []string{"min(", "max(", "mean(", "median(", "first(", "last(", "any(", "all("}},
	{regexp.MustCompile(`filter\((t|u|#), `), []string{"filter(t, ", "filter(u, "}},
	{regexp.MustCompile(`\.(x|n|on|at|ok|s|e)\b`), []string{".x", ".n", ".ok", ".on", ".at", ".s"}},
}

// change changes one thing of a text, or takes a pair of brackets away.
func change(r *rand.Rand, text string) string {
	if r.IntN(3) == 0 {
		opens := regexp.MustCompile(`\(`).FindAllStringIndex(text, -1)
		if len(opens) > 0 {
			from := opens[r.IntN(len(opens))][0]
			depth := 0
			for to := from; to < len(text); to++ {
				depth += strings.Count("(", text[to:to+1]) - strings.Count(")", text[to:to+1])
				if depth == 0 {
					return text[:from] + " " + text[from+1:to] + " " + text[to+1:]
				}
			}
		}
	}
	c := changes[r.IntN(len(changes))]
	at := c.old.FindAllStringIndex(text, -1)
	if len(at) == 0 {
		return text
	}
	where := at[r.IntN(len(at))]
	return text[:where[0]] + c.new[r.IntN(len(c.new))] + text[where[1]:]
}

var quotedText = regexp.MustCompile(`"(\\.|[^"\\])*"`)

// saysAll checks what holds of every sentence, and gives it.
func saysAll(t *testing.T, text string, p *dsl.Program, env dsl.Env) string {
	t.Helper()
	said := english.Of(p)
	if again := english.Of(p); said == "" || again != said {
		t.Errorf("%s reads %q and then %q", dsltest.Clip(text), dsltest.Clip(said), dsltest.Clip(again))
	}
	if len(said) > 64<<10 {
		t.Errorf("%s takes %d bytes to say", dsltest.Clip(text), len(said))
	}
	plain := quotedText.ReplaceAllString(said, "text")
	for _, pair := range []string{"()", "‘’", "“”"} {
		open, closed := []rune(pair)[0], []rune(pair)[1]
		depth := 0
		for _, r := range plain {
			if r == open {
				depth++
			}
			if r == closed {
				depth--
			}
			if depth < 0 {
				break
			}
		}
		if depth != 0 {
			t.Errorf("%s is not balanced in %s: %s", dsltest.Clip(text), pair, dsltest.Clip(said))
		}
	}
	if strings.Contains(plain, "  ") || strings.Contains(plain, " ,") || strings.Contains(plain, "( ") || strings.Contains(plain, " )") {
		t.Errorf("%s is not spaced well: %s", dsltest.Clip(text), said)
	}
	if strings.Contains(plain, "…") {
		return said
	}
	mentions(t, text, said, p, env)
	return said
}

// mentions checks that a sentence speaks of all that a program does.
func mentions(t *testing.T, text, said string, p *dsl.Program, env dsl.Env) {
	t.Helper()
	says := func(what, word string) {
		if !strings.Contains(said, word) {
			t.Errorf("%s\nreads %s\nand does not mention %s %s", dsltest.Clip(text), said, what, word)
		}
	}
	ast.Walk(p.Tree(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			says("the field", strings.TrimSuffix(bareWords(n.Name), "y")) // agency, agencies
		case *ast.Key:
			says("the key", bareWords(n.Name))
		case *ast.Input:
			says("the input", bareWords(n.Name))
		case *ast.Query:
			says("the metric", bareWords(n.Subject))
		case *ast.Let:
			says("the name", "‘"+bareWords(n.Name)+"’")
		case *ast.Const:
			saysConstant(says, n)
		case *ast.In:
			for _, v := range n.Values {
				saysConstant(says, v)
			}
		case *ast.Call:
			if n.Calendar != nil {
				says("the calendar", n.Calendar.Name())
			}
		case *ast.Aggregate:
			says("the table", bareWords(env.Tables[n.Table].Name))
			if n.Rank.Sign() != 0 {
				says("the rank", n.Rank.String())
			}
		}
		return true
	})
}

// A measure and its target keep all that each of them says, whatever the target.
func TestEnglishCriterionLosesNothing(t *testing.T) {
	targets := map[kinds.Kind][]string{
		kinds.Percent: {"value >= 98.5%", "97.5% <= value <= 99.5%", "value > 11% and value < 12%", "value < 11% or value > 12%", "value == 100%", "value != 13%",
			"value in [11%, 12%]", "not (value < 17%)", "known(value) and value >= 18%", "value >= (known(value) ? 21% : 22%)", "98% <= value", "(value ?? 3%) >= 4%", "value >= 95% and value + 1% < 99%"},
		kinds.Count:  {"value == 0", "value <= 3", "2 <= value < 17", "value not in [4, 5]", "value / 2 <= 7.5"},
		kinds.Number: {"value <= 3.25", "-2 < value < 17", "value < 4 or value > 5"},
		kinds.Boolean: {"value", "not value", "value == true", "value == false", "false != value", "value and 1 < 2",
			"value or not value", "value ? 3 > 2 : 5 > 4"},
	}
	joined := 0
	for _, file := range dsltest.CorpusFiles(t, "../testdata") {
		for _, chunk := range file.Chunks {
			for _, c := range chunk.Cases {
				measure, err := dsl.Compile(c.Expression, chunk.Scene.Env)
				if err != nil || chunk.Scene.Env.Rows != "" || slices.Contains(measure.Inputs(), "value") || measure.Type().Kind == 0 {
					continue
				}
				env := chunk.Scene.Env
				env.Result = 0
				env.Inputs = append(slices.Clone(env.Inputs), kinds.Field{Name: "value", Type: measure.Type()})
				for _, text := range targets[measure.Type().Kind] {
					target, err := dsl.Compile(text, env)
					if err != nil {
						continue // the corpus' own input is called so, or the limits are small
					}
					said := english.Criterion(measure, target)
					if !strings.HasSuffix(said, ".") || strings.Contains(said, "…") {
						t.Errorf("%s with %s reads %s", c.Expression, text, said)
					}
					mentions(t, c.Expression, said, measure, chunk.Scene.Env)
					if !strings.HasPrefix(said, "The value is ") {
						joined++
						said += " value"
					}
					if text != "value" && text != "not value" {
						mentions(t, text, said, target, env)
					}
				}
			}
		}
	}
	if joined < 500 {
		t.Errorf("only %d were one sentence", joined)
	}
}

func bareWords(name string) string {
	text := strings.ReplaceAll(name, "_", " ")
	return strings.TrimPrefix(strings.TrimPrefix(text, "is "), "has ")
}

func saysConstant(says func(what, word string), c *ast.Const) {
	n := c.Value.Num
	switch c.T.Kind {
	case kinds.Boolean:
		says("the constant", strconv.FormatBool(c.Value.Bool))
	case kinds.Text, kinds.Enum:
		if text := c.Value.Text; text != "half even" && text != "half up" && text != "half down" && text != "up" && text != "down" && text != "ceiling" && text != "floor" {
			says("the constant", strconv.Quote(text))
		}
	case kinds.Duration:
		if ns, ok := n.Abs().Int64(); ok && ns >= int64(time.Hour) {
			says("the hours of", fmt.Sprint(ns/int64(time.Hour)))
		}
	case kinds.Date:
		day, _ := n.Int64()
		says("the date", calendar.DateOfNumber(day).String())
	case kinds.Instant:
		at, _ := n.Int64()
		says("the instant", time.Unix(0, at).UTC().Format("2006-01-02T15:04:05"))
	default:
		says("the figure", n.String())
	}
}

// A text from strangers costs no more than a sentence that is cut, and says so.
func TestEnglishIsBounded(t *testing.T) {
	env, _ := dsltest.HostileEnv()
	repeat := strings.Repeat
	cut := 0
	for name, text := range map[string]string{
		"a long text":          `"` + repeat("a", 60_000) + `" == "b"`,
		"a text of signs":      `"` + repeat(`\u0001`, 10_000) + `" == "b"`,
		"a long sum":           "v" + repeat(" + v", 4000) + " > 0",
		"a long difference":    "v" + repeat(" - v * 2", 1900) + " > 0",
		"a sum of fields":      "count(t, .x" + repeat(" + .x", 2700) + " > 0)",
		"many comparisons":     "v > 1" + repeat(" and v > 1", 1900),
		"a chain":              "1" + repeat(" < v", 4000),
		"and in or":            "v > 1" + repeat(" and v < 1 or v > 2", 900),
		"a ladder":             repeat("v > 1 ? 1 : ", 1300) + "2",
		"a ladder to the left": repeat("(v > 1 ? ", 60) + "1" + repeat(" : 2)", 60),
		"defaults":             "v" + repeat(" ?? v", 4000),
		"a long list":          "v in [1" + repeat(", 2", 4000) + "]",
		"pipes":                "t" + repeat(" | filter(.ok)", 1000) + " | count()",
		"doubling":             "map(t, .x)" + repeat(" | map(# + #)", 12) + " | sum()",
		"doubling in a filter": "map(t, .x)" + repeat(" | map(# + #)", 11) + " | filter(# > 1) | count()",
		"counts in counts":     repeat("(count(t, .ok and ", 30) + "true" + repeat(") > 0)", 30),
		"nots":                 repeat("not (", 60) + "v > 1" + repeat(")", 60),
		"groups in groups":     repeat("all(groups(t, .x), ", 1) + repeat("all(groups(#, .x), ", 40) + "count(#) > 1" + repeat(")", 41),
		"signs":                "-(" + repeat("-(", 60) + "v" + repeat(")", 61),
	} {
		t.Run(name, func(t *testing.T) {
			p, err := dsl.Compile(text, env)
			if err != nil {
				t.Fatal(dsltest.FirstLine(err))
			}
			start := time.Now()
			said := saysAll(t, text, p, env)
			if spent := time.Since(start); spent > 4*dsltest.Longest() {
				t.Errorf("it took %v", spent)
			}
			if strings.HasSuffix(said, "(the rest is left out: it is too long for a sentence)") {
				cut++
			} else if strings.Contains(said, "…") {
				t.Errorf("something is left out, and it does not say so: %s", dsltest.Clip(said))
			}
			value := env
			value.Inputs = append(value.Inputs, kinds.Field{Name: "value", Type: p.Type()})
			if p.Type().Kind == kinds.Boolean {
				if s := english.Criterion(p, dsltest.MustCompile(t, "value", value)); len(s) > 64<<10 || !strings.HasSuffix(s, ".") {
					t.Errorf("the criterion has %d bytes", len(s))
				}
			}
		})
	}
	if cut < 5 {
		t.Errorf("only %d were cut", cut)
	}
}
