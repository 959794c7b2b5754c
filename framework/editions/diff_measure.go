package editions

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/framework"
)

// measureDiff collects what changed in one measure.
type measureDiff struct {
	before, after *framework.Measure
	found         Changes
}

func (d *measureDiff) add(kind ChangeKind, what, old, next, note string) {
	d.found = append(d.found, Change{
		Kind: kind, Ref: d.after.Ref(), Name: d.after.Name, What: what, Old: old, New: next, Note: note, Before: d.before, After: d.after,
	})
}

func (d *measureDiff) measure() {
	was, is := d.before, d.after
	if was.Unit != is.Unit {
		d.add(UnitChanged, "unit", was.Unit.String(), is.Unit.String(), "")
	}
	if was.Direction != is.Direction {
		d.add(DirectionChanged, "direction", was.Direction.String(), is.Direction.String(), "")
	}
	d.figures()
	s, why := was.Status()
	now, whyNow := is.Status()
	if s != now || s == framework.Quarantined && why != is.Quarantine {
		d.add(StatusChanged, "status", statusText(s, why), statusText(now, whyNow), "")
	}
	for _, t := range []struct{ what, old, next string }{
		{"name", was.Name, is.Name}, {"definition", was.Definition, is.Definition}, {"area", was.Area, is.Area}, {"function", was.Function, is.Function},
		{"dimension", was.Dimension, is.Dimension}, {"phase", was.Phase, is.Phase},
		{"statistic", was.Statistic, is.Statistic}, {"population", was.Population, is.Population},
		{"exclusions", strings.Join(was.Exclusions, ", "), strings.Join(is.Exclusions, ", ")}, {"hours", was.Hours, is.Hours}, {"scale", was.Scale, is.Scale}, {"target text", was.TargetText, is.TargetText},
		{"operator", inferred(was), inferred(is)}, {"set by", was.SetBy, is.SetBy}, {"period", was.Period, is.Period}, {"due", was.Due, is.Due},
		{"level", was.Level, is.Level}, {"type", was.Type, is.Type}, {"category", was.Category, is.Category}, {"priority", was.Priority, is.Priority},
		{"performing", was.Performing, is.Performing}, {"accountable", was.Accountable, is.Accountable}, {"authority", was.Authority, is.Authority},
		{"effective", dayText(was.Effective), dayText(is.Effective)}, {"superseded by", was.SupersededBy, is.SupersededBy},
		{"superseded on", dayText(was.SupersededOn), dayText(is.SupersededOn)},
		{"force", was.Release.Force.String(), is.Release.Force.String()}, {"scope", was.Release.Scope.String(), is.Release.Scope.String()},
		{"notes", strings.Join(was.Notes, "; "), strings.Join(is.Notes, "; ")},
	} {
		if t.old != t.next {
			d.add(TextChanged, t.what, t.old, t.next, "")
		}
	}
}

// figures compares nothing but figures and limits.
func (d *measureDiff) figures() {
	d.figure("target", d.before.Target, d.after.Target)
	d.limits("item limit", d.before.ItemLimits, d.after.ItemLimits)
	d.tiers()
}

func dayText(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func inferred(m *framework.Measure) string {
	if m.OperatorInferred {
		return "inferred"
	}
	return "printed"
}

func statusText(s framework.Status, why string) string {
	if s == framework.Quarantined {
		return "quarantined: " + why
	}
	return s.String()
}

// kinds are the kinds of change for how a figure stands to the one before it.
var kinds = map[decide.Relation]ChangeKind{decide.Stricter: Tightened, decide.Weaker: Loosened, decide.Overlapping: FigureChanged, decide.Incomparable: FigureChanged}

func (d *measureDiff) figure(what string, was, is *framework.Figure) {
	switch {
	case was == nil && is == nil:
	case was == nil:
		d.add(FigureAdded, what, "", is.String(), "")
	case is == nil:
		d.add(FigureRemoved, what, was.String(), "", "")
	case *was != *is:
		kind, note := kinds[compareFigures(*is, *was)], ""
		if kind == 0 {
			return // 1 hour and 60 minutes
		}
		if was.Hundredfold(*is) {
			note = "a hundredfold change: is it a slip?"
		}
		d.add(kind, what, was.String(), is.String(), note)
	}
}

// limits compares limits one by one where there are as many of the same kind, and as
// texts otherwise.
func (d *measureDiff) limits(what string, was, is []framework.Limit) {
	if len(was) != len(is) {
		d.add(limitsKind(len(was), len(is)), what, limitsText(was), limitsText(is), "")
		return
	}
	for i, l := range is {
		if l == was[i] {
			continue
		}
		kind, note := FigureChanged, ""
		now, bounds := l.Figure()
		then, bounded := was[i].Figure()
		if bounds && bounded && l.Op == was[i].Op && l.Op != framework.Above {
			if kind = kinds[compareFigures(now, then)]; kind == 0 {
				continue
			}
			if now.Hundredfold(then) {
				note = "a hundredfold change: is it a slip?"
			}
		}
		d.add(kind, what, was[i].String(), l.String(), note)
	}
}

func limitsKind(was, is int) ChangeKind {
	switch {
	case was == 0:
		return FigureAdded
	case is == 0:
		return FigureRemoved
	}
	return FigureChanged
}

func limitsText(limits []framework.Limit) string {
	texts := make([]string, len(limits))
	for i, l := range limits {
		texts[i] = l.String()
	}
	return strings.Join(texts, ", ")
}

// tiers compares the cases of the same name.
func (d *measureDiff) tiers() {
	before := map[string]framework.TargetTier{}
	for _, t := range d.before.Tiers {
		before[t.When] = t
	}
	for _, t := range d.after.Tiers {
		was := before[t.When]
		delete(before, t.When)
		d.figure(t.When, was.Target, t.Target)
		d.limits(t.When+", item limit", was.ItemLimits, t.ItemLimits)
		if was.TargetText != t.TargetText {
			d.add(TextChanged, fmt.Sprintf("%s, target text", t.When), was.TargetText, t.TargetText, "")
		}
	}
	for _, t := range d.before.Tiers {
		if _, gone := before[t.When]; gone {
			d.figure(t.When, t.Target, nil)
			d.limits(t.When+", item limit", t.ItemLimits, nil)
		}
	}
}
