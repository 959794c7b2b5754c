package sla

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Counterfactual is the smallest change that would have turned a metric's verdict into
// the opposite one: met instead of missed, or missed instead of met or at risk. It has
// either Rows or Value.
type Counterfactual struct {
	Verdict Verdict       `json:"verdict,omitzero"` // the verdict after the change: Met or Missed
	More    bool          `json:"more,omitzero"`    // whether more rows, or a greater value, would have been needed; otherwise fewer, or a smaller one
	Rows    *ChangedRows  `json:"rows,omitzero"`
	Value   *ChangedValue `json:"value,omitzero"`
}

// ChangedRows is how many rows or groups would have had to be different, for a measure
// that is a share or count of them, or asks whether all or any satisfy a condition.
type ChangedRows struct {
	Rows     int    `json:"rows"`              // how many more or fewer
	Of       int    `json:"of,omitzero"`       // out of how many that were judged; 0 when changing those is not enough and there would have had to be further rows
	Filtered bool   `json:"filtered,omitzero"` // whether the measure judges only the rows that satisfy conditions of filter
	Groups   bool   `json:"groups,omitzero"`   // whether they are groups of rows
	Table    string `json:"table,omitzero"`    // whose rows
	Asked    string `json:"asked,omitzero"`    // the condition that they would have had to satisfy or, when fewer were needed, not to satisfy; empty when rows are only counted
}

// ChangedValue is the value at which the verdict changes, for every other measure.
type ChangedValue struct {
	At         dsl.Value `json:"at,omitzero"`         // the value at which it changes
	Included   bool      `json:"included,omitzero"`   // whether the verdict changes at that value itself; otherwise just beyond it
	Onwards    bool      `json:"onwards,omitzero"`    // whether the changed verdict holds for every value beyond it as well
	Difference dsl.Value `json:"difference,omitzero"` // the distance from the measured value to At; missing for a date or an instant
}

// String says it in words that go on from "would have been": "met if 3 more of the 40
// rows of tickets satisfied not .late", "met at 4h or less: 12min less".
func (c Counterfactual) String() string {
	if c.Rows != nil {
		return string(c.Verdict) + " if " + c.Rows.words(c.More)
	}
	if c.Value != nil {
		return string(c.Verdict) + " " + c.Value.words(c.More)
	}
	return string(c.Verdict)
}

func (r ChangedRows) words(more bool) string {
	change, one, did := "fewer", "row", "satisfied "+r.Asked
	if more {
		change = "more"
	}
	if r.Groups {
		one = "group"
	}
	if r.Asked == "" {
		did = "counted"
	}
	if r.Asked == "" || r.Of == 0 {
		if r.Rows != 1 {
			one += "s"
		}
		return fmt.Sprintf("%d %s %s of %s %s", r.Rows, change, one, r.Table, did)
	}
	if r.Filtered {
		one = "judged " + one
	}
	switch {
	case r.Of == 1 && more:
		return fmt.Sprintf("the one %s of %s %s", one, r.Table, did)
	case r.Of == 1:
		return fmt.Sprintf("the one %s of %s had not %s", one, r.Table, did)
	case r.Rows == r.Of && more:
		return fmt.Sprintf("all %d %ss of %s %s", r.Of, one, r.Table, did)
	case r.Rows == r.Of:
		return fmt.Sprintf("none of the %d %ss of %s %s", r.Of, one, r.Table, did)
	}
	return fmt.Sprintf("%d %s of the %d %ss of %s %s", r.Rows, change, r.Of, one, r.Table, did)
}

func (v ChangedValue) words(more bool) string {
	beyond, side, change := "or less", "below", "less"
	switch k := v.At.Type().Kind; {
	case (k == kinds.Date || k == kinds.Instant) && more:
		beyond, side = "or later", "after"
	case k == kinds.Date || k == kinds.Instant:
		beyond, side = "or earlier", "before"
	case more:
		beyond, side, change = "or more", "above", "more"
	}
	text := "at " + v.At.String()
	switch {
	case !v.Included:
		text = side + " " + v.At.String()
	case v.Onwards:
		text += " " + beyond
	}
	if v.Difference.Missing() {
		return text
	}
	difference := v.Difference.String()
	if v.Difference.Num().Sign() == 0 {
		return text
	}
	if v.At.Type().Kind == kinds.Percent {
		difference = strings.TrimSuffix(difference, "%") + " percentage points"
	}
	if !v.Included {
		return fmt.Sprintf("%s: more than %s away", text, difference)
	}
	return fmt.Sprintf("%s: %s %s", text, difference, change)
}
