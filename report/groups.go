package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/internal/prose"
)

// mostGroups is how many groups a page shows of one measure.
const mostGroups = 20

// groupsOf shows groups, those that did not count first.
func groupsOf(list []dsl.Group) []Group {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b dsl.Group) int { return placeOf(a.Use) - placeOf(b.Use) })
	var shown []Group
	for _, g := range sorted[:min(len(sorted), mostGroups)] {
		one := Group{Name: g.Name(), Use: g.Use.String()}
		one.Value, one.Rows = groupTexts(g)
		shown = append(shown, one)
	}
	return shown
}

// placeOf returns where groups of a use are shown.
func placeOf(u dsl.Use) int {
	switch {
	case u.Undecided:
		return 1
	case u.Counted:
		return 2
	case u.Matched:
		return 0
	}
	return 3
}

// groupTexts is what was found of a group: the figures that a condition on it was about,
// or else the value that was asked for, and the rows behind them.
func groupTexts(g dsl.Group) (value, rows string) {
	figures := dsl.Explanation{Root: g.Asked}.Steps()
	figures = slices.DeleteFunc(figures, func(s dsl.Step) bool { return !s.Aggregate })
	if len(figures) == 0 {
		return g.Asked.Value.String(), prose.Count(g.Rows, "row")
	}
	var values, behind []string
	for _, s := range figures {
		values, behind = append(values, s.Value.String()), append(behind, s.Behind())
	}
	return strings.Join(values, "; "), strings.Join(behind, "; ")
}

func groupsGrid(s Step) grid {
	g := grid{
		Caption: fmt.Sprintf("Each of the %s", s.Of),
		Columns: []column{{"Group", false}, {"Value", true}, {"Rows", false}, {"Which", false}},
	}
	if !strings.HasPrefix(s.Of, fmt.Sprintf("%d ", len(s.Groups))) {
		g.Caption = fmt.Sprintf("%d of the %s", len(s.Groups), s.Of)
	}
	for _, one := range s.Groups {
		g.Rows = append(g.Rows, []cell{words(one.Name), words(one.Value), words(one.Rows), words(one.Use)})
	}
	return g.compact()
}

// overGroups are the steps that went over groups.
func overGroups(m Metric) []Step {
	var all []Step
	for _, s := range m.Steps {
		if len(s.Groups) > 0 {
			all = append(all, s)
		}
	}
	return all
}
