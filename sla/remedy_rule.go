package sla

import (
	"strings"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/format"
)

// ruleParts are the texts of a rule.
type ruleParts struct {
	when diag.Snippet
	then []diag.Snippet
}

// cutRule finds the condition and the actions of a rule.
func cutRule(rule diag.Snippet) (ruleParts, diag.List) {
	const form = "write when missed(response) then notify qsmo; escalate to customer within 2 business days"
	wrong := func(at diag.Snippet, summary, advice string) (ruleParts, diag.List) {
		return ruleParts{}, diag.List{at.At(diag.Diagnostic{Severity: diag.Error, Code: codes.BadValue, Class: codes.Class(codes.BadValue), Summary: summary, Advice: advice}, diag.Span{End: len(at.Text)})}
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

// trimmed returns a snippet without the white space at its ends.
func trimmed(s diag.Snippet) diag.Snippet {
	from := len(s.Text) - len(strings.TrimLeft(s.Text, space))
	return s.Piece(from, max(from, len(strings.TrimRight(s.Text, space))))
}
