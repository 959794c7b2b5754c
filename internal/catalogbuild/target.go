package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/concord-sla/concord/framework"
)

// into puts a target's figures and remarks into a measure.
func (t *target) into(m *framework.Measure) error {
	if t == nil {
		return nil
	}
	setBy := t.SetBy
	if t.Override != "" {
		setBy = t.Override
	}
	own, known := setterWords[setBy]
	if !known {
		return fmt.Errorf("who sets it, %q, has no wording", setBy)
	}
	m.SetBy, m.OperatorInferred = own, t.OpInferred
	if err := t.remarks(m); err != nil {
		return err
	}
	for _, row := range t.Matrix {
		if err := row.into(m); err != nil {
			return err
		}
	}
	for _, tier := range t.Tiers {
		if err := tier.into(m); err != nil {
			return err
		}
	}
	var err error
	m.Target, err = figure(t.Op, t.Value, t.Unit)
	return err
}

// remarks puts what a target says besides its figure into the project's words.
func (t *target) remarks(m *framework.Measure) error {
	if t.Text != "" {
		r, known := targetReadings[t.Text]
		if !known {
			return fmt.Errorf("the target %q has no wording", t.Text)
		}
		m.TargetText = r.text
		if r.setBy != "" {
			m.SetBy = r.setBy
		}
		addNote(m, r.note)
	}
	texts := []string{t.Condition, t.Deadline, t.Note, t.Roll}
	for _, tier := range t.Tiers {
		texts = append(texts, tier.Extra, tier.Alt)
	}
	for _, text := range texts {
		own, known := targetNotes[text]
		if text != "" && !known {
			return fmt.Errorf("the remark %q has no wording", text)
		}
		addNote(m, own)
	}
	if t.Trigger != "" {
		addNote(m, "the source states when to escalate, "+t.Trigger+"; the target is the other side of it")
	}
	return nil
}

func (t tier) into(m *framework.Measure) error {
	made := framework.TargetTier{When: t.When}
	if own, found := tierWords[t.When]; found {
		made.When = own
	}
	if t.Text != "" {
		r, known := targetReadings[t.Text]
		if !known {
			return fmt.Errorf("the target %q has no wording", t.Text)
		}
		made.TargetText = r.text
	}
	if t.Within != "" {
		unit, known := unitWords[t.WithinUnit]
		if !known {
			return fmt.Errorf("the limit's unit %q has no wording", t.WithinUnit)
		}
		made.ItemLimits = []framework.Limit{{Op: framework.AtMost, Value: t.Within.String(), Unit: unit}}
	}
	var err error
	made.Target, err = figure(t.Op, t.Value, t.Unit)
	m.Tiers = append(m.Tiers, made)
	return err
}

// matrixColumns are the groups of findings of a matrix, in words.
var matrixColumns = [...]string{"likely exploitable, reachable from the internet", "likely exploitable, not reachable", "not likely exploitable"}

func (row matrixRow) into(m *framework.Measure) error {
	for i, cell := range []string{row.Reachable, row.NotReachable, row.Unlikely} {
		unit := framework.Day
		value, found := strings.CutSuffix(cell, "d")
		if !found {
			unit = framework.Hour
			if value, found = strings.CutSuffix(cell, "h"); !found {
				return fmt.Errorf("the duration %q is not in days or hours", cell)
			}
		}
		m.Tiers = append(m.Tiers, framework.TargetTier{
			When:   row.Row + ", " + matrixColumns[i],
			Target: &framework.Figure{Op: framework.AtMost, Value: value, Unit: unit},
		})
	}
	return nil
}

// figure gives a figure, or nil when there is no value. The value's text is the facts'
// own: 99.9 never becomes a binary fraction.
func figure(op string, value json.RawMessage, unit string) (*framework.Figure, error) {
	text := string(value)
	if text == "" || text == "null" {
		return nil, nil
	}
	f := &framework.Figure{Value: text}
	var known bool
	if f.Op, known = opWords[op]; !known {
		return nil, fmt.Errorf("the operator %q has no wording", op)
	}
	if f.Unit, known = unitWords[unit]; !known {
		return nil, fmt.Errorf("the figure's unit %q has no wording", unit)
	}
	read, err := framework.ParseFigure(f.String())
	if err != nil {
		return nil, err
	}
	if read != *f {
		return nil, fmt.Errorf("the figure %q is read back as %q", f, read)
	}
	return f, nil
}

func addNote(m *framework.Measure, note string) {
	if note != "" {
		m.Notes = append(m.Notes, note)
	}
}
