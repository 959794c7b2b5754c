package framework

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/prose"
)

// Figure is a target or threshold as a catalog states it: ">= 98 percent". It is exact:
// the value is decimal text, and no binary fraction is ever made of it.
type Figure struct {
	Op    Op
	Value string // the source's decimal text, or "true" or "false"
	Unit  Unit
}

// String returns the figure as a catalog writes it: ">= 98 percent", "<= 1 business day",
// "= true", and "45 percent" when the source prints no operator.
func (f Figure) String() string {
	text := f.Value
	if f.Op != NoOp {
		text = f.Op.String() + " " + text
	}
	if f.Unit == Boolean {
		return text
	}
	return text + " " + f.Unit.of(f.Value)
}

// Rat returns the figure's number, exactly. It returns nil for true, false and a value
// that is no number, and a new number each time.
func (f Figure) Rat() *big.Rat {
	if !isDecimal(f.Value) {
		return nil
	}
	r, _ := new(big.Rat).SetString(f.Value)
	return r
}

// Hundredfold reports whether two figures in one unit differ by a factor of a hundred or
// more, as they do when a decimal point or a percent sign slips.
func (f Figure) Hundredfold(other Figure) bool {
	x, y := f.Rat(), other.Rat()
	if f.Unit != other.Unit || x == nil || y == nil || x.Sign() == 0 || y.Sign() == 0 {
		return false
	}
	ratio, slip := x.Quo(x, y), big.NewRat(100, 1)
	return ratio.Cmp(slip) >= 0 || ratio.Inv(ratio).Cmp(slip) >= 0
}

// Criterion returns the figure as an expression of the language over the metric's own
// value: ">= 98 percent" is "value >= 98%". When the language has no such expression, it
// is not ok and the text is the reason.
func (f Figure) Criterion() (text string, ok bool) {
	row := f.Unit.row()
	switch {
	case row.why != "":
		return row.why, false
	case f.Op == NoOp:
		return "the source prints the figure without an operator", false
	case f.Unit == Boolean:
		return "value == " + f.Value, true
	}
	literal, _ := f.literal()
	switch f.Op {
	case AtLeast, AtMost, Above, Below:
		return "value " + f.Op.String() + " " + literal, true
	case Equal:
		return "value == " + literal, true
	case Deviates:
		if f.Unit != Percent {
			return "a tolerance is a share of a planned value, and this one is in " + row.many, false
		}
		return "value >= -" + literal + " and value <= " + literal, true
	}
	return "the operator is invalid", false
}

// literal returns the figure's number with its unit as the language writes it: "98%". It
// is not ok when the language has no literal for the unit.
func (f Figure) literal() (text string, ok bool) {
	row := f.Unit.row()
	if f.Value != "1" && row.manyMark != "" {
		return f.Value + row.manyMark, row.why == ""
	}
	return f.Value + row.mark, row.why == ""
}

// ParseFigure reads a figure such as ">= 98 percent", "< 5 business days", "= 0 count",
// "= true" or, without an operator, "45 percent". The number is a plain decimal. An error
// is a [*diag.Diagnostic] that marks the part it is about.
func ParseFigure(text string) (Figure, error) {
	f, problem := readFigure(text)
	if problem != nil {
		return Figure{}, problem.in(diag.TextSnippet("target", text))
	}
	return f, nil
}

// Limit is a limit for each item inside an aggregate: "within 25 calendar days". Its
// operator is [AtMost], [AtLeast], [Above] or [Every].
type Limit struct {
	Op    Op
	Value string // decimal text
	Unit  Unit
}

// String returns the limit as a catalog writes it: "within 25 calendar days".
func (l Limit) String() string {
	return limitWords[l.Op] + " " + l.Value + " " + l.Unit.of(l.Value)
}

// Figure returns the limit as a bound on one item's value, so that it can be compared or
// turned into a criterion. It is not ok for a limit that names an interval.
func (l Limit) Figure() (f Figure, ok bool) {
	switch l.Op {
	case AtMost, AtLeast, Above:
		return Figure(l), true
	}
	return Figure{}, false
}

// ParseLimit reads a limit such as "within 25 calendar days" or "at least 2 business
// days". An error is a [*diag.Diagnostic].
func ParseLimit(text string) (Limit, error) {
	l, problem := readLimit(text)
	if problem != nil {
		return Limit{}, problem.in(diag.TextSnippet("item limit", text))
	}
	return l, nil
}

// isDecimal reports whether a text is a decimal as the language writes it: no sign,
// exponent, grouping or needless zero in front.
func isDecimal(text string) bool {
	integer, fraction, pointed := strings.Cut(text, ".")
	return isDigits(integer) && (integer == "0" || integer[0] != '0') && (!pointed || isDigits(fraction))
}

func isDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// longestNumber bounds the digits of a figure; no published one has more than six.
const longestNumber = 40

// A problem is a mistake at a place of a short text.
type problem struct {
	summary, advice string
	span            diag.Span
}

func (p *problem) in(s diag.Snippet) *diag.Diagnostic {
	return s.At(diag.Diagnostic{Severity: diag.Error, Code: codes.BadValue, Class: codes.Class(codes.BadValue), Summary: p.summary, Advice: p.advice}, p.span)
}

const figureForm = `write it like ">= 98 percent", "<= 20 business days" or "= true"`

func readFigure(text string) (Figure, *problem) {
	op, rest, at := readOp(text)
	if op == Equal && strings.HasPrefix(rest, "=") {
		return Figure{}, &problem{"a figure has no operator ==", "write = for equality", diag.Span{End: at + 1}}
	}
	if rest == "true" || rest == "false" {
		return Figure{op, rest, Boolean}, nil
	}
	value, unitText, problem := readQuantity(rest, at, figureForm)
	if problem != nil {
		return Figure{}, problem
	}
	unit, ok := unitNamed(unitText)
	if !ok || unit == Boolean {
		return Figure{}, badUnit(text, unitText)
	}
	return Figure{op, value, unit}, nil
}

func readLimit(text string) (Limit, *problem) {
	for _, op := range limitOps {
		word := limitWords[op]
		rest, found := strings.CutPrefix(text, word+" ")
		if !found {
			continue
		}
		value, unitText, problem := readQuantity(rest, len(text)-len(rest), `write it like "within 25 calendar days"`)
		if problem != nil {
			return Limit{}, problem
		}
		unit, ok := unitNamed(unitText)
		if !ok || !unit.IsTime() {
			return Limit{}, badUnit(text, unitText)
		}
		return Limit{op, value, unit}, nil
	}
	return Limit{}, &problem{
		summary: "the limit " + prose.Quote(text) + " does not begin with a relation",
		advice:  `write it like "within 25 calendar days"; it begins with within, at least, over, every`,
		span:    diag.Span{End: len(text)},
	}
}

// readOp takes the operator off the front; at is the offset of what remains.
func readOp(text string) (op Op, rest string, at int) {
	for _, op := range []Op{AtLeast, AtMost, Above, Below, Equal, Deviates} { // the longer sign first
		if rest, found := strings.CutPrefix(text, op.String()); found {
			trimmed := strings.TrimLeft(rest, " ")
			if op == Deviates && trimmed == rest {
				continue // a word that only begins like "within"
			}
			return op, trimmed, len(text) - len(trimmed)
		}
	}
	return NoOp, text, 0
}

// readQuantity splits "25 calendar days" and "98%" into number and unit.
func readQuantity(text string, at int, form string) (value, unit string, bad *problem) {
	end := strings.IndexFunc(text, func(r rune) bool { return !strings.ContainsRune("0123456789.,_+-eE", r) })
	if end < 0 {
		end = len(text)
	}
	value, unit = text[:end], strings.TrimSpace(text[end:])
	span := diag.Span{Start: at, End: at + end}
	switch {
	case value == "":
		span.End = at + len(text)
		return "", "", &problem{prose.Quote(text) + " does not hold a number", form, span}
	case len(value) > longestNumber:
		return "", "", &problem{"the number is longer than " + strconv.Itoa(longestNumber) + " characters", form, span}
	case !isDecimal(value):
		return "", "", &problem{prose.Quote(value) + " is not a plain decimal number", "write digits with at most one point, such as 99.9", span}
	case unit == "":
		return "", "", &problem{"the number " + value + " has no unit", "write the unit after it, such as " + value + " percent, or unspecified if the source states none", span}
	}
	return value, unit, nil
}

// badUnit places an unknown unit, which is the end of the text.
func badUnit(text, unitText string) *problem {
	summary, names := prose.Quote(unitText)+" is not a known unit", unitNames()
	if unit, ok := unitNamed(unitText); ok {
		summary, names = "the unit "+prose.Quote(unit.String())+" does not fit here", nil
	}
	start := max(strings.LastIndex(text, unitText), 0)
	return &problem{summary, diag.DidYouMean(unitText, names), diag.Span{Start: start, End: len(text)}}
}
