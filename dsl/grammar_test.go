package dsl_test

import (
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/format"
	"github.com/concord-sla/concord/internal/testenv"
)

// Whatever the grammar of the page derives can be read, and the grammar derives every
// word of the language.
func TestGrammar(t *testing.T) {
	page, err := os.ReadFile(languagePage)
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?ms)^```ebnf\n(.*?)^```$").FindSubmatch(page)
	if block == nil {
		t.Fatal("the page has no grammar")
	}
	g := &grammar{Rand: rand.New(rand.NewPCG(20261001, 11)), rules: map[string][]string{}, used: map[string]bool{}}
	for rule := range strings.SplitSeq(string(block[1]), " .\n") {
		if name, body, ok := strings.Cut(rule, " = "); ok {
			g.rules[strings.TrimSpace(name)] = strings.Fields(body)
		}
	}
	for range testenv.Rounds(4_000) {
		g.words, g.rows = nil, 0
		g.rule("expression", 7)
		text := strings.Join(g.words, " ")
		if _, err := format.Expression(text); err != nil && len(g.words) < 2000 {
			t.Fatalf("%s\ncannot be read: %v", text, err)
		}
	}
	for name := range g.rules {
		if !g.used[name] {
			t.Errorf("%s was never derived", name)
		}
	}
	for _, word := range []string{"let", "if", "else", "and", "or", "not", "in", "contains", "startsWith", "endsWith", "true", "false", "??", "|", "?", ".", "#", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"} {
		if !g.used[`"`+word+`"`] {
			t.Errorf("the grammar does not derive %s", word)
		}
	}
}

type grammar struct {
	*rand.Rand
	rules map[string][]string
	used  map[string]bool
	words []string
	rows  int // how many rows are at hand
}

// terminals are what the page's sentences explain.
var terminals = map[string][]string{
	"name": {"a", "b", "tickets", "x_1"}, "number": {"1", "2.5", "1_000.25", "95"}, "text": {`"late"`, "'it'", `"a \" b"`}, "unit": {"%", "h", "USD", "business days", "min"},
	"aggregate": {"count", "share", "sum", "filter", "groups"}, "ranked": {"percentile", "trimmed_mean"}, "function": {"abs", "round", "known"}, "question": {"missed", "misses"},
}

// rule derives a rule, or adds a word of a terminal.
func (g *grammar) rule(name string, depth int) {
	if words, ok := terminals[name]; ok {
		g.words = append(g.words, words[g.IntN(len(words))])
		return
	}
	g.used[name] = true
	if name == "asked" {
		g.rows++
		defer func() { g.rows-- }()
	}
	choices := split(g.rules[name])
	var fit [][]string
	for _, c := range choices {
		rowless := g.rows == 0 && len(c) > 0 && c[0] == "row"
		if !rowless && (depth > 0 || shallow(c)) {
			fit = append(fit, c)
		}
	}
	if len(fit) == 0 {
		fit = choices[:1]
	}
	g.sequence(fit[g.IntN(len(fit))], depth-1)
}

// shallow reports whether a choice does not lead back to the whole grammar.
func shallow(c []string) bool {
	for _, word := range c {
		if word == "call" || word == "then" || word == "expression" || word == "choice" || word == "if" || word == `"if"` || word == `"?"` {
			return false
		}
	}
	return true
}

// split cuts a body at its top-level bars.
func split(body []string) (choices [][]string) {
	depth, from := 0, 0
	for i, word := range body {
		switch word {
		case "[", "{", "(":
			depth++
		case "]", "}", ")":
			depth--
		case "|":
			if depth == 0 {
				choices = append(choices, body[from:i])
				from = i + 1
			}
		}
	}
	return append(choices, body[from:])
}

func (g *grammar) sequence(body []string, depth int) {
	for i := 0; i < len(body); i++ {
		switch word := body[i]; {
		case word == "[" || word == "{":
			end, open := i+1, 1
			for ; open > 0; end++ {
				switch body[end] {
				case "[", "{":
					open++
				case "]", "}":
					open--
				}
			}
			times := g.IntN(2)
			if depth < 0 {
				times = 0
			}
			for range times {
				g.sequence(body[i+1:end-1], depth)
			}
			i = end - 1
		case strings.HasPrefix(word, `"`):
			g.used[word] = true
			g.words = append(g.words, strings.Trim(word, `"`))
		default:
			g.rule(word, depth)
		}
	}
}
