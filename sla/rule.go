package sla

import (
	"strings"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/format"
)

// ParseRule reads a remedy that is written as one text:
//
//	when misses(response, 6) >= 3 then escalate to customer.executive sponsor within 2 business days; notify qsmo
//
// What stands between when and then is a condition over the results of metrics;
// actions are parted by semicolons. The error is a [diag.List] of all mistakes of
// form; names and kinds are checked when the agreement is compiled.
func ParseRule(text string) (Remedy, error) {
	parts, found := cutRule(diag.TextSnippet("rule", text))
	if len(found) > 0 {
		return Remedy{}, found
	}
	d := &decoder{}
	r := Remedy{When: parts.when.Text, Then: d.actions(parts.then)}
	return r, d.found.Err()
}

// Rule is the remedy as one text, as [ParseRule] reads it; a credit is not part of
// it.
func (r Remedy) Rule() string {
	actions := make([]string, len(r.Then))
	for i, a := range r.Then {
		actions[i] = a.String()
	}
	return "when " + r.When + " then " + strings.Join(actions, "; ")
}

// ruleParts are the texts of a rule.
type ruleParts struct {
	when diag.Snippet
	then []diag.Snippet
}

// cutRule finds the condition and the actions of a rule.
func cutRule(rule diag.Snippet) (ruleParts, diag.List) {
	const form = "write when missed(response) then notify qsmo; escalate to customer within 2 business days"
	wrong := func(at diag.Snippet, summary, advice string) (ruleParts, diag.List) {
		return ruleParts{}, diag.List{at.At(diag.Diagnostic{Severity: diag.Error, Code: diag.BadValue, Summary: summary, Advice: advice}, diag.Span{End: len(at.Text)})}
	}
	whole := trimmed(rule)
	condition, ok := strings.CutPrefix(whole.Text, "when")
	if !ok || strings.TrimLeft(condition, space) == condition {
		return wrong(whole, "a rule begins with when", form)
	}
	then := format.IndexWord(condition, "then")
	if then < 0 {
		return wrong(whole, "the rule does not say what follows", form)
	}
	then += len("when")
	word := whole.Piece(then, then+len("then"))
	parts := ruleParts{when: trimmed(whole.Piece(len("when"), then))}
	if parts.when.Text == "" {
		return wrong(word, "nothing stands between when and then", form)
	}
	rest := whole.Piece(then+len("then"), len(whole.Text))
	for at := 0; at <= len(rest.Text); {
		end := strings.IndexByte(rest.Text[at:], ';') + at
		if end < at {
			end = len(rest.Text)
		}
		action := trimmed(rest.Piece(at, end))
		if action.Text == "" {
			return wrong(word, "an action is missing after then, or beside a semicolon", form)
		}
		parts.then = append(parts.then, action)
		at = end + 1
	}
	return parts, nil
}

const space = " \t\r\n"

// trimmed is a snippet without the white space at its ends.
func trimmed(s diag.Snippet) diag.Snippet {
	from := len(s.Text) - len(strings.TrimLeft(s.Text, space))
	return s.Piece(from, max(from, len(strings.TrimRight(s.Text, space))))
}
