package decide

import (
	"strings"

	"github.com/concord-sla/concord/dsl/exact"
)

// describe says which values a box has, where it says something of them.
func (t *tableOf) describe(b box) string {
	if b == nil {
		return ""
	}
	var parts []string
	for i, v := range t.variables {
		if t.everything[i].inside(b[i]) {
			continue
		}
		parts = append(parts, t.universe.describe(v, t.grid.cells[i].valuesOf(b[i])))
	}
	return strings.Join(parts, ", ")
}

// describe writes a set of values as an author would.
func (u *universe) describe(v *variable, in values) string {
	var parts []string
	text := func(n exact.Num) string {
		_, text, _ := strings.Cut(Assignment{"", u.value(v, n)}.String(), " = ")
		return text
	}
	for _, i := range in.numbers {
		from, to := ends(i, v.step)
		low := map[bool]string{true: " < ", false: " <= "}
		if v.step != nil && !from.infinite && !to.infinite && from.value.Cmp(to.value) == 0 || !from.infinite && !to.infinite && from.value.Cmp(to.value) == 0 {
			parts = append(parts, v.name+" = "+text(from.value))
			continue
		}
		part := v.name
		if !from.infinite {
			part = text(from.value) + low[from.open] + part
		}
		if !to.infinite {
			part += low[to.open] + text(to.value)
		}
		parts = append(parts, part)
	}
	if in.missing {
		parts = append(parts, v.name+" missing")
	}
	return strings.Join(parts, " or ")
}
