package editions

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/internal/words"
)

// ChangeKind says what happened to a measure between two catalogs. The zero value is
// invalid.
type ChangeKind uint8

// The kinds of changes, in the order in which a reviewer reads them.
const (
	_                ChangeKind = iota
	Vanished                    // the measure is gone
	Appeared                    // the measure is new
	UnitChanged                 // it is counted in something else
	DirectionChanged            // other values are good
	Loosened                    // a figure or a limit is satisfied by more than before
	Tightened                   // it is satisfied by less than before
	FigureChanged               // a figure or a limit changed and is neither, or the two cannot be compared
	FigureRemoved               // there was a figure or a limit and is none
	FigureAdded                 // there was none and is one
	StatusChanged               // it became usable, or is not usable any more
	TextChanged                 // something else: name, period, parties, authority, …
)

var changeWords = [...]string{"vanished", "appeared", "unit", "direction", "loosened", "tightened", "figure", "figure removed", "figure added", "status", "text"}

// String returns the kind in a word or two: "loosened".
func (k ChangeKind) String() string { return words.At(changeWords[:], uint8(k), "invalid change") }

// Change is one difference between two catalogs.
type Change struct {
	Kind     ChangeKind
	Ref      string
	Name     string             // the measure's name, that of the new catalog if it is there
	What     string             // what changed: "target", "item limit", "critical", "period"; empty for a measure as a whole
	Old, New string             // as the catalogs write it; empty where there is nothing
	Note     string             // what a reviewer should look at: a hundredfold change
	Before   *framework.Measure // nil when it appeared
	After    *framework.Measure // nil when it vanished
}

// String returns the change on one line.
func (c Change) String() string {
	text := fmt.Sprintf("%s, %s", c.Ref, c.Name)
	switch {
	case c.Kind == Vanished || c.Kind == Appeared:
		if figures := cmp.Or(c.Old, c.New); figures != "" {
			text += ": " + figures
		}
		return text
	case c.Old == "":
		text += fmt.Sprintf(": %s: now %s", c.What, c.New)
	case c.New == "":
		text += fmt.Sprintf(": %s: was %s", c.What, c.Old)
	default:
		text += fmt.Sprintf(": %s: %s -> %s", c.What, c.Old, c.New)
	}
	if c.Note != "" {
		text += " (" + c.Note + ")"
	}
	return text
}

// Changes are the differences between two catalogs, by kind and then by id.
type Changes []Change

// Text returns the changes for a person to review: how many of each kind, and then one
// line for each.
func (all Changes) Text() string {
	if len(all) == 0 {
		return "no change\n"
	}
	counts := map[ChangeKind]int{}
	for _, c := range all {
		counts[c.Kind]++
	}
	var text strings.Builder
	last := ChangeKind(0)
	for _, c := range all {
		if c.Kind != last {
			if last != 0 {
				text.WriteString("\n")
			}
			fmt.Fprintf(&text, "%s: %d\n", c.Kind, counts[c.Kind])
			last = c.Kind
		}
		fmt.Fprintf(&text, "  %s\n", c)
	}
	return text.String()
}

// Diff returns what changed from one catalog to the next: which measures appeared and
// vanished, which figures and limits were tightened or loosened, and what changed its
// unit, its direction, its status or its text. Measures are the same when their id and
// tier are; where a source repeats an id, when their name is too. Figures are compared
// exactly, hours with minutes among them; a change of a hundredfold has a note, since it
// may be a slip.
func Diff(old, next *framework.Catalog) Changes {
	before, after := keyed(old), keyed(next)
	var all Changes
	for key, m := range before {
		if after[key] == nil {
			all = append(all, Change{Kind: Vanished, Ref: m.Ref(), Name: m.Name, Old: m.FigureText(), Before: m})
		}
	}
	for key, m := range after {
		was := before[key]
		if was == nil {
			all = append(all, Change{Kind: Appeared, Ref: m.Ref(), Name: m.Name, New: m.FigureText(), After: m})
			continue
		}
		d := measureDiff{before: was, after: m}
		d.measure()
		all = append(all, d.found...)
	}
	slices.SortStableFunc(all, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.Name, b.Name))
	})
	return all
}

// sameMeasure identifies a measure in two editions. Where a source repeats an id, the
// name, and the place among those of one name, tell its measures apart.
type sameMeasure struct {
	tier      framework.Tier
	ref, name string
	nth       int
}

func keyed(c *framework.Catalog) map[sameMeasure]*framework.Measure {
	measures := c.Measures()
	count := map[sameMeasure]int{}
	for _, m := range measures {
		count[sameMeasure{tier: m.Release.Tier, ref: m.Ref()}]++
	}
	all := make(map[sameMeasure]*framework.Measure, len(count))
	for _, m := range measures {
		key := sameMeasure{tier: m.Release.Tier, ref: m.Ref()}
		if count[key] > 1 {
			key.name = m.Name
		}
		for all[key] != nil {
			key.nth++
		}
		all[key] = m
	}
	return all
}
