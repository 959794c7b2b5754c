package review

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/sla"
)

// shape is a measure without what tells one service or priority from another: the texts
// it compares with, the lengths of time, and the tables.
type shape struct {
	text  string
	texts []string // as written, with their quotes
	spans []span
}

// span is a length of time in a measure, and the sign before it.
type span struct {
	sign  string // "<=", or "" when it is not compared
	value dsl.Value
}

var (
	literals  = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\b[0-9][0-9_.]* ?(?:business days?|calendar days?|hours?|minutes?|seconds?|ns|us|ms|s|min|h)\b|\b[A-Za-z_][A-Za-z0-9_]*\b`)
	signs     = regexp.MustCompile(`(<=|>=|<|>) ?$`)
	fieldName = regexp.MustCompile(`\.$`)
)

// shapeOf returns the shape of a metric's measure.
func (r *reviewer) shapeOf(ctx context.Context, m *sla.CheckedMetric) shape {
	s, known := r.shapes[m]
	if !known {
		s = newShape(ctx, canonical(m.Metric.Measure), m.Measure.Tables())
		r.shapes[m] = s
	}
	return s
}

func newShape(ctx context.Context, form string, tables []string) shape {
	var s shape
	var b strings.Builder
	last := 0
	for _, at := range literals.FindAllStringIndex(form, -1) {
		before, piece := form[last:at[0]], form[at[0]:at[1]]
		mask := piece
		switch c := piece[0]; {
		case c == '"' || c == '\'':
			s.texts, mask = append(s.texts, piece), "TEXT"
		case c >= '0' && c <= '9':
			if v, ok := lengthOfTime(ctx, piece); ok {
				sign := ""
				if found := signs.FindStringSubmatch(before); found != nil {
					sign = found[1]
				}
				s.spans, mask = append(s.spans, span{sign, v}), "SPAN"
			}
		case !fieldName.MatchString(before) && slices.Contains(tables, piece):
			mask = "TABLE"
		}
		b.WriteString(before + mask)
		last = at[1]
	}
	s.text = b.String() + form[last:]
	return s
}

// lengthOfTime reads a length of time in the language's own literals.
func lengthOfTime(ctx context.Context, text string) (v dsl.Value, ok bool) {
	p, err := dsl.Compile(text, dsl.Env{})
	if err != nil {
		return dsl.Value{}, false
	}
	switch p.Type().Kind {
	case kinds.BusinessDays, kinds.CalendarDays, kinds.Duration:
		v, err = p.Evaluate(ctx, dsl.Data{})
		return v, err == nil
	}
	return dsl.Value{}, false
}

// sharedTexts counts the texts that two shapes share, place by place.
func (s shape) sharedTexts(o shape) int {
	n := 0
	for i, text := range s.texts {
		if i < len(o.texts) && o.texts[i] == text {
			n++
		}
	}
	return n
}

// differing returns the one text, in one or more places, by which two measures differ.
func (s shape) differing(o shape) (own, other string, ok bool) {
	if s.text != o.text || len(s.texts) != len(o.texts) {
		return "", "", false
	}
	for i, text := range s.texts {
		switch {
		case text == o.texts[i]:
		case own == "" || own == text && other == o.texts[i]:
			own, other = text, o.texts[i]
		default:
			return "", "", false
		}
	}
	return own, other, own != ""
}

// weaker reports in what a first metric asks for less than a second of the same shape: in
// its target, or in a length of time of its measure.
func (r *reviewer) weaker(ctx context.Context, a, b *sla.CheckedMetric) (how string, ok bool) {
	first, second := r.shapeOf(ctx, a), r.shapeOf(ctx, b)
	if a.Rounded != b.Rounded || a.Rounded && a.Places != b.Places || a.Measure.Type().Kind != b.Measure.Type().Kind || !ofValue(a.Target) || !ofValue(b.Target) {
		return "", false
	}
	answer := decide.Compare(ctx, a.Target, b.Target, valueName, r.domain(a))
	if answer.Relation == decide.Weaker {
		return fmt.Sprintf("%s satisfies this target, and not that of %s, %s", answer.OnlyFirst.Exact(), b.Name, shortened(b.Metric.Target)), true
	}
	if answer.Relation != decide.Equivalent || len(first.spans) != len(second.spans) {
		return "", false
	}
	for i, x := range first.spans {
		y := second.spans[i]
		order, comparable := x.value.Compare(y.value)
		eases := (x.sign == "<=" || x.sign == "<") && answer.FirstTrend == decide.Higher || (x.sign == ">=" || x.sign == ">") && answer.FirstTrend == decide.Lower
		if comparable && order > 0 && eases && x.sign == y.sign {
			return fmt.Sprintf("it has %s, and %s has %s", x.value.Exact(), b.Name, y.value.Exact()), true
		}
	}
	return "", false
}
