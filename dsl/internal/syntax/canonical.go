package syntax

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
)

// Canonical writes an expression in its canonical form, or tells why it cannot be read.
// It knows no tables and no names; single says which functions are of single values, as
// for [Parse].
//
// Four steps, each in its file: pieces makes of the tokens what is to be written, in
// canonical spelling, with the comments between them; layout says where a line may break;
// print breaks the lines that are too long; and same reads what was written and compares
// it with what the author wrote, so that a form that does not mean the same is never
// handed out.
func Canonical(snippet diag.Snippet, limits Limits, single func(name string) bool) (string, diag.List) {
	t, row, problems := parseEither(snippet, limits, single)
	if t == nil {
		return "", problems
	}
	l := layout{pieces: t.pieces()}
	written := render(l.document())

	fail := func(code diag.Code, summary, advice string) diag.List {
		last := t.scanner.tokens[len(t.scanner.tokens)-1]
		return diag.List{t.complain(code, t.scanner.tokens[0].start, last.end, summary, advice)}
	}
	if most := limits.orDefaults().Bytes; len(written) > most {
		return "", fail(codes.TooLong, fmt.Sprintf("in its canonical form the expression has %d bytes, the limit is %d", len(written), most),
			"split it: give parts of it a metric of their own")
	}
	again, _ := Parse(diag.TextSnippet("canonical form", written), limits, single, row)
	if again == nil || !same(t, again) {
		return "", fail(codes.Syntax, "the canonical form of the expression would not mean the same", "write the expression more simply")
	}
	return written, nil
}

// parseEither reads an expression about rows and, when that fails, a condition on one
// row, whose fields stand alone. When both fail, the mistakes are those of the reading
// that the text seems to be meant for.
func parseEither(snippet diag.Snippet, limits Limits, single func(name string) bool) (t *Tree, row bool, problems diag.List) {
	t, problems = Parse(snippet, limits, single, false)
	if t != nil {
		return t, false, nil
	}
	if problems[0].Code != codes.FieldOutsideRows {
		return nil, false, problems
	}
	t, problems = Parse(snippet, limits, single, true)
	return t, true, problems
}
