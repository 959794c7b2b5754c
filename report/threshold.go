package report

import (
	"math/big"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/contexts"
)

// comparisons are the signs between value and a threshold: their words, and the sign that
// says the same with the sides exchanged. A longer sign stands before one that it begins
// with.
var comparisons = []struct{ sign, words, mirrored string }{
	{">=", "at least", "<="},
	{"<=", "at most", ">="},
	{"==", "exactly", "=="},
	{">", "above", "<"},
	{"<", "below", ">"},
}

// conditionOf puts a condition on value into words when it compares the value with one
// threshold; other conditions are shown as they are written.
func conditionOf(expression string) Condition {
	c := Condition{Expression: expression, Words: expression}
	for _, op := range comparisons {
		left, right, found := strings.Cut(expression, op.sign)
		if !found {
			continue
		}
		left, right = strings.TrimSpace(left), strings.TrimSpace(right)
		sign := op.sign
		if right == valueName {
			left, right, sign = right, left, op.mirrored
		}
		if number, ok := constant(right); left == valueName && ok {
			c.Words = wordsOf(sign) + " " + right
			c.Threshold = Figure{Text: right, Number: number.RatString()}
		}
		return c
	}
	return c
}

func wordsOf(sign string) string {
	for _, op := range comparisons {
		if op.sign == sign {
			return op.words
		}
	}
	return sign
}

// constant is the number of an expression that reads nothing.
func constant(expression string) (*big.Rat, bool) {
	p, err := dsl.Compile(expression, dsl.Env{})
	if err != nil || p.Type().Kind == kinds.Boolean {
		return nil, false
	}
	v, err := p.Evaluate(contexts.Bounded(), dsl.Data{})
	if err != nil {
		return nil, false
	}
	return v.Rat()
}
