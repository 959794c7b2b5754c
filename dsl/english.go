package dsl

import (
	"github.com/concord-sla/concord/dsl/internal/english"
)

// Wording says what plain English calls the things that an expression names. The
// zero Wording takes their names as words: paid_on is "paid on".
type Wording struct {
	Title func(metric string) string // what a metric is called; "" keeps its name
}

// English is the expression in plain English, good enough for the text of an
// agreement: a noun phrase for a value ("the share of tickets that are not late, in
// percent"), a statement for a condition ("the value is at least 98%"). Nothing that
// the expression says is left out; only a text of more than 64 kB is cut, and says
// so. The words are the same on every machine.
func (p *Program) English() string { return Wording{}.Program(p) }

// EnglishCriterion is the sentence for a measure and its target, a condition on the
// input named value: "At least 98% of the tickets are not late."
func EnglishCriterion(measure, target *Program) string {
	return Wording{}.Criterion(measure, target)
}

// Program is [Program.English] in this wording.
func (w Wording) Program(p *Program) string {
	p = p.compiled()
	return english.Of(p.checked.Root, w.names(p))
}

// Criterion is [EnglishCriterion] in this wording.
func (w Wording) Criterion(measure, target *Program) string {
	measure, target = measure.compiled(), target.compiled()
	return english.Criterion(measure.checked.Root, w.names(measure), target.checked.Root, w.names(target), "value")
}

func (w Wording) names(p *Program) english.Names {
	return english.Names{Tables: p.env.Tables, Rows: p.env.Rows, Title: w.Title}
}
