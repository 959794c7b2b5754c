package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/concord-sla/concord/framework"
)

// A catalog is one area's file before it is written.
type catalog struct {
	release  *framework.Release
	measures []*framework.Measure
	lines    []line // beside measures
	sources  []*framework.Source
	keys     map[*framework.Source]string
}

// convert gives an area's catalog. Every line that cannot be converted is in the error.
func convert(a area, in *facts) (*catalog, error) {
	c := &catalog{release: a.header(), keys: map[*framework.Source]string{}}
	byKey := map[string]*framework.Source{}
	var problems []error
	for _, l := range in.lines[a.file()] {
		if l.ServiceArea != a.match {
			continue
		}
		m, err := l.measure()
		if err != nil {
			problems = append(problems, fmt.Errorf("%s %s%s: %w", a.catalog, l.ID, l.SuggestedKey, err))
			continue
		}
		if byKey[l.Source] == nil {
			s := newSource(l.Source, in.sources[l.Source])
			byKey[l.Source], c.keys[s] = s, l.Source
			c.sources = append(c.sources, s)
		}
		m.Area, m.Release, m.Source = a.area, c.release, byKey[l.Source]
		c.measures, c.lines = append(c.measures, m), append(c.lines, l)
	}
	if len(c.sources) == 1 {
		c.release.Source = c.sources[0]
	}
	c.release.Count = len(c.measures)
	problems = append(problems, c.findDefects())
	for _, m := range c.measures {
		distrust(m)
	}
	return c, errors.Join(problems...)
}

func (a area) file() string {
	if a.lines == "" {
		return fibfLines
	}
	return a.lines
}

func newSource(key string, s source) *framework.Source {
	made := &framework.Source{
		Name: strings.ReplaceAll(s.Name, " - ", ", "), Address: s.Address, Published: s.Date,
		Rights: "facts only; the source's text is not reproduced", Note: sourceNotes[key],
	}
	if strings.HasPrefix(s.Address, "GSA/USSM repository") || strings.Contains(s.Address, "; GSA/USSM repository") {
		made.Rights = "US public domain and CC0 1.0"
	}
	for _, p := range publishers {
		if strings.HasPrefix(key, p.prefix) {
			made.Publisher = p.name
			break
		}
	}
	return made
}

// measure gives the line as a measure, without the defects of its source.
func (l line) measure() (*framework.Measure, error) {
	m := &framework.Measure{
		ID: cleanID(l.ID), Name: l.Name, Definition: l.Definition, Function: functionName(l.Function),
		Dimension: spaced(l.Dimension), Phase: phase(l), Scale: l.Scale,
		Level: l.Level, Type: strings.ReplaceAll(l.Type, "/", ", "), Category: spaced(l.Category), Priority: l.Priority,
		Performing: l.Performing, Accountable: l.Accountable, Authority: authority(l.Rationale),
		Statistic: statistic(l), Population: population(l), Exclusions: exclusions(l), Hours: hours(l),
	}
	if err := l.validity(m); err != nil {
		return nil, err
	}
	// A rule's number is no measure's id: FedRAMP prints three tables under one.
	if l.SuggestedKey != "" {
		m.ID, m.Key = "", l.SuggestedKey
		if l.ID != "" {
			m.Authority = "rule " + l.ID
		}
	}
	var known bool
	if m.Unit, known = unitWords[l.Unit]; !known {
		return nil, fmt.Errorf("the unit %q has no wording", l.Unit)
	}
	if m.Direction, known = directionWords[l.Direction]; !known {
		return nil, fmt.Errorf("the direction %q has no wording", l.Direction)
	}
	addNote(m, unitNotes[l.Unit])
	var err error
	if m.Period, m.Due, err = period(l); err != nil {
		return nil, err
	}
	if l.Period == "yes" {
		addNote(m, "the source's frequency cell holds no frequency")
	}
	if l.Formula == eitherScore {
		addNote(m, "reported as a mean score or as the share of answers 4 and 5")
	}
	if own, found := parameters[l.SuggestedKey]; found && l.SuggestedKey != "" {
		own(m)
		return m, nil
	}
	if err := l.Target.into(m); err != nil {
		return nil, err
	}
	return m, l.itemLimits(m)
}

// cleanID is the id without what the source prints around it: agreements cite it as one
// word.
func cleanID(id string) string {
	id, _, _ = strings.Cut(id, "(")
	return strings.Join(strings.Fields(id), "")
}

// itemLimits adds the limits for each item. A measure in units of time has none: there
// the facts' limit is one case of the target, or says which items count.
func (l line) itemLimits(m *framework.Measure) error {
	if m.Unit.IsTime() || len(m.Tiers) > 0 {
		return nil
	}
	for _, t := range l.ItemThreshold {
		op, known := limitWords[t.Rel]
		if !known {
			return fmt.Errorf("the relation %q has no wording", t.Rel)
		}
		unit, known := unitWords[t.Unit]
		if !known {
			return fmt.Errorf("the limit's unit %q has no wording", t.Unit)
		}
		limit := framework.Limit{Op: op, Value: t.Value.String(), Unit: unit}
		if len(m.ItemLimits) == 0 || m.ItemLimits[len(m.ItemLimits)-1] != limit {
			m.ItemLimits = append(m.ItemLimits, limit)
		}
	}
	return nil
}
