package format_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/format"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/testenv"
)

// formatted is a text in canonical form, with what holds of every text: a bounded time,
// in which it is read twice; a second run that changes nothing; every comment once and in
// its order; and no white space at the end of a line.
func formatted(t testing.TB, text string) (string, error) {
	t.Helper()
	var out string
	var err error
	spent := time.Duration(math.MaxInt64)
	for try := 0; try < 5 && spent > 2*dsltest.Longest(); try++ { // a slow text is slow every time
		start := time.Now()
		out, err = format.Expression(text)
		spent = min(spent, time.Since(start))
	}
	if spent > 2*dsltest.Longest() {
		t.Errorf("%s took %v", dsltest.Clip(text), spent)
	}
	if err != nil {
		for _, d := range diag.From(err) {
			if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(text) || d.Source == nil || d.Class == nil {
				t.Errorf("%s: an incomplete diagnostic: %v", dsltest.Clip(text), d)
			}
			if strings.Contains(d.Summary, "would not mean the same") {
				t.Errorf("%s: %v", dsltest.Clip(text), d)
			}
		}
		return "", err
	}
	again, err := format.Expression(out)
	if err != nil || again != out {
		t.Errorf("%q\nis written as\n%s\nand that as\n%s\n%v", text, out, again, err)
	}
	if diff := cmp.Diff(commentsOf(text), commentsOf(out)); diff != "" {
		t.Errorf("the comments of %q (-author +canonical):\n%s", text, diff)
	}
	if lineEnd.MatchString(blockComment.ReplaceAllString(out, "*")) {
		t.Errorf("%q: white space at the end of a line:\n%s", text, out)
	}
	return out, nil
}

var (
	lineEnd      = regexp.MustCompile(`(?m)[ \t]$`)
	blockComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
)

// commentsOf finds comments by a rule of its own: what stands between quotes is none.
func commentsOf(text string) (comments []string) {
	for _, m := range commentOrText.FindAllString(text, -1) {
		if m[0] == '/' {
			comments = append(comments, strings.TrimRight(strings.ReplaceAll(m, "\r\n", "\n"), " \t\r"))
		}
	}
	return comments
}

var commentOrText = regexp.MustCompile(`(?s)"(\\.|[^"\\])*"|'(\\.|[^'\\])*'|//[^\n]*|/\*.*?\*/`)

// keepsMeaning checks that a text and its canonical form are one program, or have the
// same mistakes.
func keepsMeaning(t testing.TB, text, canonical string, env dsl.Env) {
	t.Helper()
	before, err := dsl.Compile(text, env)
	after, errAfter := dsl.Compile(canonical, env)
	if diff := cmp.Diff(codesOf(err), codesOf(errAfter)); diff != "" {
		t.Errorf("%q\nis written as\n%s\nand its mistakes are others:\n%s", text, canonical, diff)
	}
	if err != nil || errAfter != nil {
		return
	}
	if diff := cmp.Diff(before.Tree(), after.Tree(), spansAside...); diff != "" {
		t.Errorf("%q\nis written as\n%s\nand means something else:\n%s", text, canonical, diff)
	}
}

var spansAside = cmp.Options{
	cmpopts.IgnoreFields(ast.Meta{}, "At"),
	cmp.Comparer(func(a, b exact.Num) bool { return a.Cmp(b) == 0 }),
	cmp.Comparer(func(a, b *business.Calendar) bool { return a == b }),
	cmp.Comparer(func(a, b kinds.Type) bool { return a.String() == b.String() }),
}

func codesOf(err error) (codes []diag.Code) {
	for _, d := range diag.From(err) {
		codes = append(codes, d.Code)
	}
	return codes
}

// Every expression of the corpus is formatted, or has a mistake that keeps it from being
// read; what it means stays.
func TestFormatKeepsTheCorpus(t *testing.T) {
	seen := 0
	for _, file := range dsltest.CorpusFiles(t, "../testdata") {
		for _, chunk := range file.Chunks {
			for _, c := range chunk.Cases {
				_, err := dsl.Compile(c.Expression, chunk.Scene.Env)
				out, errFormat := formatted(t, c.Expression)
				switch {
				case errFormat == nil && chunk.Scene.Env.Limits == (dsl.Limits{}):
					seen++
					keepsMeaning(t, c.Expression, out, chunk.Scene.Env)
				case err == nil && errFormat != nil:
					t.Errorf("%s: %v", c.Place, errFormat)
				}
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d expressions were formatted", seen)
	}
}

// Random programs keep their meaning, whatever white space stands between their words,
// and their form, whatever lines it was written in.
func TestFormatKeepsPrograms(t *testing.T) {
	random := rand.New(rand.NewPCG(20261001, 9))
	broken := 0
	for range testenv.Rounds(800) {
		s := dsltest.NewSample(random)
		w := &dsltest.Writer{Rand: random}
		text := w.Root()
		if random.IntN(6) == 0 {
			w.Row = true
			text = w.Write(kinds.Boolean, 3)
			s.Env.Rows = "t"
		}
		out, err := formatted(t, text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		keepsMeaning(t, text, out, s.Env)
		lines := strings.Split(out, "\n")
		if len(lines) > 1 {
			broken++
		}
		for i, line := range lines {
			if utf8.RuneCountInString(line) > 88 {
				t.Errorf("a line is too long:\n%s", out)
			}
			lines[i] = strings.TrimSpace(line)
		}
		for _, seam := range []string{" ", "\n\t  "} {
			if again, err := format.Expression(strings.Join(lines, seam)); err != nil || again != out {
				t.Errorf("%s\nis written as\n%s\nwhen its lines are others: %v", out, again, err)
			}
		}
		if t.Failed() {
			return
		}
	}
	if broken < testenv.Rounds(80) {
		t.Errorf("only %d programs have more than one line, which tests little", broken)
	}
}

// Comments of every kind between all words of random programs stay, and change nothing.
func TestFormatKeepsComments(t *testing.T) {
	random := rand.New(rand.NewPCG(20261001, 10))
	programs := []string{
		"let a = 5;\nlet b = a ? x : y ? z : -w;\nif a { let c = 1; c } else if b { 2 } else { {k: 1}[k] }",
		"count(t, { let d = .x not in [1, 2]; not d }) | share({ .y }) >= 5% and !x ?? y",
	}
	for range testenv.Rounds(200) {
		programs = append(programs, (&dsltest.Writer{Rand: random, Row: random.IntN(4) == 0}).Root())
	}
	for _, text := range programs {
		words := word.FindAllString(text, -1)
		for range 5 {
			comments := 0
			var b strings.Builder
			for _, w := range words {
				for random.IntN(6) == 0 {
					comments++
					form := []string{"/* %d */", " // %d\n", "\n// %d\n", "\n/* %d\n */\n", "\n\t/*%d*/", "/*%d*/\n", " // \"%d\r\n"}[random.IntN(7)]
					fmt.Fprintf(&b, form, comments)
				}
				b.WriteString(w + []string{" ", " ", "\n", "\t"}[random.IntN(4)])
			}
			out, err := formatted(t, b.String())
			if err != nil {
				t.Errorf("%s: %v", b.String(), err)
			}
			// Without its comments it is what the program is without them.
			bare, err := format.Expression(comment.ReplaceAllString(out, " "))
			if want, errWant := format.Expression(text); err != nil || errWant != nil || bare != want {
				t.Errorf("%s\nis written as\n%s\nand without comments as\n%s\n%v, want\n%s", b.String(), out, bare, err, want)
			}
			if t.Failed() {
				return
			}
		}
	}
}

var (
	word    = regexp.MustCompile(`"[^"]*"|[0-9][0-9_.]*(%|[a-z]+| USD| (calendar|business) days?)?|[A-Za-z_]\w*|<=|>=|==|!=|\?\?|\S`)
	comment = regexp.MustCompile(`(?s)//[^\n]*|/\*.*?\*/`)
)

// Whatever the text, it is formatted or has mistakes with a place, soon; what is
// formatted means the same and stays as it is.
func FuzzFormat(f *testing.F) {
	for _, file := range dsltest.CorpusFiles(f, "../testdata") {
		for _, chunk := range file.Chunks {
			for _, c := range chunk.Cases {
				if len(c.Expression) < 200 {
					f.Add(c.Expression)
				}
			}
		}
	}
	for _, c := range formatCases(f) {
		f.Add(c.author)
	}
	env, _ := dsltest.FuzzEnv(f)
	row := env
	row.Rows, row.Result = "t", kinds.Boolean
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 10_000 {
			return
		}
		out, err := formatted(t, text)
		if err != nil {
			if _, err := dsl.Compile(text, env); err == nil {
				t.Errorf("%q is an expression and has no canonical form", text)
			}
			return
		}
		keepsMeaning(t, text, out, env)
		if _, err := dsl.Compile(text, row); err == nil { // a semicolon at the end is refused in a condition on rows
			keepsMeaning(t, text, out, row)
		}
	})
}

// What a stranger may write is formatted in a bounded time, and the form is not longer
// than an expression may be.
func TestFormatHostileTexts(t *testing.T) {
	repeat := strings.Repeat
	nest := func(n int, open, inner, end string) string { return repeat(open, n) + inner + repeat(end, n) }
	tests := map[string]struct {
		text  string
		class error
	}{
		"open brackets":               {repeat("(", 1_000_000), diag.ErrLimit},
		"brackets":                    {nest(64, "(", "1", ")"), nil},
		"brackets that open":          {nest(60, "(let a = 1; ", "1", ")"), nil},
		"calls in calls":              {nest(60, "round(1, ", "1", ", 2)"), nil},
		"braces in braces":            {nest(30, "count(t, { .ok and ", "true", " })"), nil},
		"signs":                       {repeat("-", 8000) + "1", nil},
		"negations":                   {repeat("!", 8000) + "true", nil},
		"a long sum":                  {"1" + repeat("+1", 4000), nil},
		"a long sum of sums":          {"a*b" + repeat("+a*b", 2000), nil},
		"a chain of comparisons":      {"1" + repeat(" < v", 4000), nil},
		"chains in chains":            {nest(60, "0 < (v < 3 < ", "v", " ? 1 : 2) < 9 ? 1 : 2"), nil},
		"chains in the middle":        {nest(30, "(0 < ", "v", " < 5 ? 1 : 2)"), nil},
		"a ladder of choices":         {repeat("v > 1 ? 1 : ", 1300) + "2", nil},
		"choices inside of choices":   {repeat("v > 1 ? ", 600) + "1" + repeat(" : 2", 600), nil},
		"a ladder of ifs":             {repeat("if v > 1 { 1 } else ", 800) + "{ 2 }", nil},
		"a ladder of defaults":        {"v" + repeat(" ?? v", 4000), nil},
		"a long list":                 {"v in [1" + repeat(", 2", 4000) + "]", nil},
		"pipes":                       {"t" + repeat(" | filter(.ok)", 1000) + " | count()", nil},
		"lets":                        {repeat("let a = 1;", 1000) + " a", nil},
		"a long comment":              {"/*" + repeat("*", 60_000) + "*/ 1", nil},
		"many comments":               {"1" + repeat("/**/", 10_000), nil},
		"many lines of comments":      {"1" + repeat("//\n", 20_000) + "+ 1", nil},
		"many comments of operators":  {"1" + repeat("+//\n1", 4_000), nil},
		"many comments of brackets":   {nest(60, "(//\n", "1", "//\n)"), nil},
		"a long text":                 {`"` + repeat("é", 30_000) + `" == "b"`, nil},
		"texts of what is not seen":   {`"` + repeat("\u200b", 20_000) + `" == "b"`, diag.ErrLimit},
		"steps that open far inside":  {nest(60, "(", "let a = 1;"+repeat("let a = 1;", 1500)+"a", ")"), diag.ErrLimit},
		"longer than it may be":       {"[" + repeat("10000,", 4000) + "1]", nil},
		"longer than it may be, deep": {nest(60, "(", "["+repeat("10000,", 4000)+"1]", ")"), diag.ErrLimit},
		"nothing":                     {"", diag.ErrSyntax},
		"a comment alone":             {"// nothing", diag.ErrSyntax},
		"bytes that are no text":      {"v > \xff\xfe", diag.ErrSyntax},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := formatted(t, tt.text); tt.class == nil && err != nil || tt.class != nil && !errors.Is(err, tt.class) {
				t.Errorf("got %v, want %v", dsltest.FirstLine(err), tt.class)
			}
		})
	}
}
