package dsl_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/internal/testenv"
)

// survive reads a text and, when it is an expression, computes it. It checks what holds
// of every text, whoever wrote it: a bounded time, and mistakes that have a place inside
// the text, a code with a class, and a summary.
func survive(t testing.TB, text string, env dsl.Env, data dsl.Data) (v dsl.Value, err error) {
	t.Helper()
	// A busy machine makes one run slow; a slow text is slow every time.
	spent := time.Duration(math.MaxInt64)
	for try := 0; try < 25 && spent > dsltest.Longest(); try++ {
		start := time.Now()
		var p *dsl.Program
		if p, err = dsl.Compile(text, env); err == nil && env.Rows == "" {
			v, _ = p.Evaluate(context.Background(), data)
			_ = v.String()
		}
		spent = min(spent, time.Since(start))
	}
	if spent > dsltest.Longest() {
		t.Errorf("%s took %v", dsltest.Clip(text), spent)
	}
	if err == nil {
		return v, nil
	}
	var list diag.List
	if !errors.As(err, &list) || len(list) == 0 || len(list) > 60 {
		t.Fatalf("%s: %d mistakes: %v", dsltest.Clip(text), len(list), dsltest.Clip(err.Error()))
	}
	for _, d := range list {
		switch {
		case d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(text):
			t.Errorf("%s: the span %v is outside the text: %v", dsltest.Clip(text), d.Span, d)
		case d.Class == nil, d.Summary == "", d.Severity != diag.Error, d.Source == nil, strings.Contains(d.Summary, "runtime error"):
			t.Errorf("%s: an incomplete diagnostic: %v", dsltest.Clip(text), d)
		case len(d.Error()) > 1000:
			t.Errorf("%s: a mistake of %d bytes", dsltest.Clip(text), len(d.Error()))
		}
	}
	if screen := list.Screen(); len(screen) > 50_000 {
		t.Errorf("%s: %d bytes to show", dsltest.Clip(text), len(screen))
	}
	return v, err
}

func TestHostileTexts(t *testing.T) {
	repeat := strings.Repeat
	lets := func(n int, step func(name, before string) string, end func(last string) string) string {
		var b strings.Builder
		last := "v"
		for i := range n {
			name := fmt.Sprintf("a%d", i)
			fmt.Fprintf(&b, "let %s = %s; ", name, step(name, last))
			last = name
		}
		return b.String() + end(last)
	}
	compare := func(last string) string { return last + " > 0" }
	nest := func(n int, open, inner, end string) string { return repeat(open, n) + inner + repeat(end, n) }
	large := dsl.Limits{Bytes: 100 << 20}

	tests := map[string]struct {
		text   string
		limits dsl.Limits
		class  error // nil when it is an expression
	}{
		"a million open brackets":             {repeat("(", 1_000_000), dsl.Limits{}, diag.ErrLimit},
		"and no limit of bytes":               {repeat("(", 1_000_000), large, diag.ErrLimit},
		"a million closing brackets":          {repeat(")", 1_000_000), large, diag.ErrSyntax},
		"brackets around a number":            {nest(64, "(", "1", ")"), dsl.Limits{}, nil},
		"one bracket more":                    {nest(65, "(", "1", ")"), dsl.Limits{}, diag.ErrLimit},
		"ten megabytes of one text":           {`"` + repeat("a", 10<<20) + `" == "b"`, dsl.Limits{}, diag.ErrLimit},
		"ten megabytes of words":              {repeat("a ", 5<<20), dsl.Limits{}, diag.ErrLimit},
		"words without a limit of bytes":      {repeat("a ", 1<<19), large, diag.ErrLimit},
		"a million mistakes":                  {repeat("@ ", 30_000), dsl.Limits{}, diag.ErrSyntax},
		"many mistakes of names":              {"x" + repeat(" + y", 2000), dsl.Limits{}, diag.ErrName},
		"a number of many digits":             {repeat("9", 60_000), dsl.Limits{}, diag.ErrSyntax},
		"the longest number":                  {repeat("9", 4096) + " > 0", dsl.Limits{}, nil},
		"a long name":                         {repeat("a", 60_000), dsl.Limits{}, diag.ErrLimit},
		"a long unit":                         {"1" + repeat("a", 60_000), dsl.Limits{}, diag.ErrSyntax},
		"a long value of a list":              {`"high" == level and level == "` + repeat("a", 60_000) + `"`, dsl.Limits{}, diag.ErrName},
		"a long date":                         {`date("` + repeat("1", 60_000) + `") > date("2026-10-01")`, dsl.Limits{}, diag.ErrType},
		"a long instant":                      {`instant("` + repeat("1", 60_000) + `") == v`, dsl.Limits{}, diag.ErrType},
		"a long number beside a percent":      {"99% > " + repeat("1", 4000), dsl.Limits{}, diag.ErrType},
		"a long not":                          {"not v == " + repeat("1", 4000), dsl.Limits{}, diag.ErrSyntax},
		"a long text":                         {`"` + repeat("é", 30_000) + `" == "b"`, dsl.Limits{}, nil},
		"a long text in a wrong place":        {`1 "` + repeat("é", 30_000) + `"`, dsl.Limits{}, diag.ErrSyntax},
		"a long comment":                      {"/*" + repeat("*", 60_000) + "*/ 1", dsl.Limits{}, nil},
		"signs":                               {repeat("-", 8000) + "1", dsl.Limits{}, nil},
		"negations":                           {repeat("not ", 8000) + "true", dsl.Limits{}, nil},
		"exclamation marks":                   {repeat("!", 8000) + "true", dsl.Limits{}, nil},
		"a long sum":                          {"1" + repeat(" + 1", 4000), dsl.Limits{}, nil},
		"a long product":                      {"9" + repeat(" * 9", 4000), dsl.Limits{}, nil},
		"a long disjunction":                  {"v == 1" + repeat(" or v == 2", 1600), dsl.Limits{}, nil},
		"a sum of fields":                     {"count(t, .x" + repeat(" + .x", 2700) + " > 0)", dsl.Limits{}, nil},
		"a chain of comparisons":              {"1" + repeat(" < v", 4000), dsl.Limits{}, nil},
		"chains inside of chains":             {nest(60, "0 < (v < 3 < ", "v", " ? 1 : 2) < 9 ? 1 : 2"), dsl.Limits{}, diag.ErrType},
		"chains in the middle of chains":      {nest(30, "(0 < ", "v", " < 5 ? 1 : 2)"), dsl.Limits{}, diag.ErrLimit},
		"and nested as deep as may be":        {nest(64, "(0 < ", "v", " < 5 ? 1 : 2)"), dsl.Limits{}, diag.ErrLimit},
		"expr's ?: in itself":                 {nest(60, "(", "v > 1", " ?: true)"), dsl.Limits{}, diag.ErrSyntax},
		"a ladder of conditions":              {repeat("v > 1 ? 1 : ", 1300) + "2", dsl.Limits{}, nil},
		"a ladder of ifs":                     {repeat("if v > 1 { 1 } else ", 800) + "{ 2 }", dsl.Limits{}, nil},
		"a ladder of defaults":                {"v" + repeat(" ?? v", 4000), dsl.Limits{}, nil},
		"a long list":                         {"v in [1" + repeat(", 2", 4000) + "]", dsl.Limits{}, nil},
		"pipes":                               {"t" + repeat(" | filter(.ok)", 1000) + " | count()", dsl.Limits{}, nil},
		"# * # doubles the steps":             {"map(t, .x)" + repeat(" | map(# * #)", 40) + " | sum()", dsl.Limits{}, diag.ErrLimit},
		"as often as there is room":           {"map(t, .x)" + repeat(" | map(# * #)", 1000) + " | sum()", dsl.Limits{}, diag.ErrLimit},
		"and in a filter":                     {"map(t, .x)" + repeat(" | map(# + #)", 40) + " | filter(# > 1) | count()", dsl.Limits{}, diag.ErrLimit},
		"nobody asks for it":                  {"map(t, .x)" + repeat(" | map(# * #)", 1000) + " | count()", dsl.Limits{}, nil},
		"doubling within the limit":           {"map(t, .x)" + repeat(" | map(# + #)", 12) + " | sum()", dsl.Limits{}, nil},
		"lets that double the steps":          {lets(1000, func(_, b string) string { return b + " + " + b }, compare), dsl.Limits{}, nil},
		"lets that square a number":           {lets(1000, func(_, b string) string { return b + " * " + b }, compare), dsl.Limits{}, nil},
		"lets that square a fraction":         {lets(500, func(_, b string) string { return "(" + b + " + 1 / 3) * " + b }, compare), dsl.Limits{}, nil},
		"lets of sums of fractions":           {lets(600, func(n, b string) string { return b + " + 1 / " + n[1:] + "000003" }, compare), dsl.Limits{}, nil},
		"lets of rows":                        {"let a = filter(t, .ok); " + repeat("count(a) > 1 and ", 1000) + "true", dsl.Limits{}, nil},
		"aggregates in aggregates":            {nest(60, "count(t, .ok and ", "true", " == true or .ok) > 0"), dsl.Limits{}, nil},
		"counts in counts":                    {nest(60, "(count(t, .ok and ", "true", ") > 0)"), dsl.Limits{}, diag.ErrLimit},
		"counts in counts, as deep as may be": {nest(30, "(count(t, .ok and ", "true", ") > 0)"), dsl.Limits{}, nil},
		"many aggregates":                     {"count(t)" + repeat(" + count(t)", 1300), dsl.Limits{}, nil},
		"a not before each comparison":        {"true" + repeat(" and not v == 3", 1200), dsl.Limits{}, diag.ErrSyntax},
		"unknown functions in each other":     {nest(60, "f00(.x, ", "1", ")"), dsl.Limits{}, diag.ErrName},
		"bytes that are no text":              {"v > \xff\xfe", dsl.Limits{}, diag.ErrSyntax},
		"an overlong zero":                    {"\"\xc0\x80\" == v", dsl.Limits{}, diag.ErrSyntax},
		"zero bytes":                          {"v > \x003", dsl.Limits{}, diag.ErrSyntax},
		"a zero byte in a text":               {"\"a\x00b\" == \"a\"", dsl.Limits{}, nil},
		"half of a pair":                      {`"\ud800" == "a"`, dsl.Limits{}, nil},
		"a byte order mark":                   {"\ufeffv > 3", dsl.Limits{}, diag.ErrSyntax},
		"text from right to left":             {"v > 3 \u202e// 5 < v", dsl.Limits{}, diag.ErrSyntax},
		"nothing":                             {"", dsl.Limits{}, diag.ErrSyntax},
		"white space":                         {" \t\r\n ", dsl.Limits{}, diag.ErrSyntax},
		"lines":                               {"v\n>\r\n3", dsl.Limits{}, nil},
		"a text over two lines":               {"\"a\nb\" == \"a\"", dsl.Limits{}, diag.ErrSyntax},
		"a backslash at the end":              {`"abc\`, dsl.Limits{}, diag.ErrSyntax},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			env, data := dsltest.HostileEnv()
			env.Limits = tt.limits
			_, err := survive(t, tt.text, env, data)
			if tt.class == nil && err != nil || tt.class != nil && !errors.Is(err, tt.class) {
				t.Errorf("got %v, want %v", dsltest.FirstLine(err), tt.class)
			}
		})
	}
}

// Numbers that grow end as no value, and soon.
func TestGrowingNumbers(t *testing.T) {
	env, data := dsltest.HostileEnv()
	for _, text := range []string{
		"let a = 9999999999; " + squares(60) + "z > 0",
		"let a = 1 / 9999999999; " + squares(60) + "z > 0",
		"let a = 7 / 9999999999; " + squares(60) + "z == z",
		strings.Repeat("9", 4000) + strings.Repeat(" * "+strings.Repeat("9", 4000), 10) + " > 0",
	} {
		v, err := survive(t, text, env, data)
		if err != nil || !v.Missing() || !strings.Contains(v.Why(), "grew past what is computed") {
			t.Errorf("%s: %v, %q, %v", dsltest.Clip(text), v, v.Why(), err)
		}
	}
}

func squares(n int) string {
	text, last := "", "a"
	for i := range n - 1 {
		next := fmt.Sprintf("a%d", i)
		text += fmt.Sprintf("let %s = %s * %s; ", next, last, last)
		last = next
	}
	return text + fmt.Sprintf("let z = %s * %s; ", last, last)
}

// Whatever is cut off an expression, and whatever is put into it, the answer is an
// expression or mistakes with a place.
func TestBrokenExpressions(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	pieces := []string{"(", ")", "[", "]", "{", "}", ".", "#", "%", "&", "?", ":", "not ", " in ", "let ", ";", ",", "'", `"`, "\\", "/*", "//", "5", " USD", "é", "\x00", "|", "=", "0x", "1e5", "if "}
	for _, file := range dsltest.CorpusFiles(t, "testdata") {
		for _, chunk := range file.Chunks {
			for _, c := range chunk.Cases {
				text := c.Expression
				if c.Wrong || len(text) > 300 {
					continue
				}
				for end := range len(text) {
					survive(t, text[:end], chunk.Scene.Env, chunk.Scene.Data)
				}
				for range 4 {
					at, piece := random.IntN(len(text)+1), pieces[random.IntN(len(pieces))]
					survive(t, text[:at]+piece+text[at:], chunk.Scene.Env, chunk.Scene.Data)
				}
			}
		}
	}
}

// Random bytes, and random words of the language, are read or refused.
func TestRandomTexts(t *testing.T) {
	env, data := dsltest.HostileEnv()
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields(`( ) [ ] { } ( ) , , . .x .ok # t t v v count share sum map filter percentile any all known round abs + - * / == != < <= > >= and or not in
		groups sort first last distinct median percentile_r7 mean_lowest least month_end weekday .k . # contains ?? ? : | ; let = if else true false nil 1 2.5 99% 4h 5 USD "a" 'b' date instant business days`)
	for range testenv.Rounds(20_000) {
		var b strings.Builder
		for range 1 + random.IntN(14) {
			b.WriteString(words[random.IntN(len(words))])
			if random.IntN(4) > 0 {
				b.WriteByte(' ')
			}
		}
		survive(t, b.String(), env, data)
	}
	for range 5_000 {
		raw := make([]byte, random.IntN(40))
		for i := range raw {
			raw[i] = byte(random.Uint32())
		}
		survive(t, string(raw), env, data)
	}
}
