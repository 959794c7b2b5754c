// Package english puts expressions of package [dsl] into plain English, good enough for
// the text of an agreement: [Of] returns a noun phrase for a measure and a statement for
// a condition, [Criterion] one sentence for a measure with its target. [Wording] does
// both with metrics called by their titles.
//
// It is right before it is short. No condition, name or figure is left out, and brackets
// and lists show what belongs together wherever words by themselves would not. Only a
// text of more than 64 kB is cut, and says so. The words are the same on every machine.
package english

import (
	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Wording says what plain English calls the things that an expression names. The zero
// Wording takes their names as words: paid_on is "paid on".
type Wording struct {
	Title func(metric string) string // what a metric is called; "" keeps its name
}

// Of returns an expression in plain English, without a capital or a full stop: "the share
// of tickets that are not late, in percent", "the value is at least 98%".
func Of(p *dsl.Program) string { return Wording{}.Of(p) }

// Criterion returns the sentence for a measure and its target, a condition on the input
// named value: "At least 98% of the tickets are not late."
func Criterion(measure, target *dsl.Program) string {
	return Wording{}.Criterion(measure, target)
}

// Of returns what the function [Of] does, in this wording.
func (w Wording) Of(p *dsl.Program) string {
	writer := newWriter(p.Tree(), w.names(p))
	return writer.bounded(writer.expression(p.Tree()))
}

// Criterion returns what the function [Criterion] does, in this wording.
func (w Wording) Criterion(measure, target *dsl.Program) string {
	m, t := newWriter(measure.Tree(), w.names(measure)), newWriter(target.Tree(), w.names(target))
	text, ok := t.joined(m, measure.Tree(), target.Tree(), valueInput)
	if !ok {
		value := m.expression(measure.Tree())
		if measure.Type().Kind == kinds.Boolean {
			value = "whether " + value
		}
		text = "the " + words(valueInput) + " is " + value + ". " + capital(t.statement(target.Tree()))
	}
	t.cut = t.cut || m.cut
	return capital(t.bounded(text)) + "."
}

// valueInput is the name by which a target speaks of the measure's value.
const valueInput = "value"

func (w Wording) names(p *dsl.Program) names {
	env := p.Env()
	return names{tables: env.Tables, rows: env.Rows, title: w.Title}
}
