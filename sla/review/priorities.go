package review

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/sla"
)

var (
	numbered = regexp.MustCompile(`^(p|s|prio|priority|sev|severity|)[ _-]?([0-9])(?:[ _:.-].*)?$`)
	urgent   = map[string]int{
		"blocker": 0, "emergency": 0, "critical": 0, "highest": 0, "very high": 0,
		"urgent": 1, "high": 1, "major": 1,
		"medium": 2, "moderate": 2, "normal": 2, "standard": 2,
		"low": 3, "minor": 3,
		"lowest": 4, "very low": 4, "trivial": 4, "planning": 4,
	}
)

// moreUrgent reports whether one key is more urgent than another by their names, such as
// P1 and P2, "2 - High" and "4 - Low", critical and medium. Keys in the order of a scale,
// of which the names do not say it, are the more urgent the higher they stand.
func moreUrgent(a, b string, scale []string) bool {
	x, y := strings.ToLower(strings.TrimSpace(a)), strings.ToLower(strings.TrimSpace(b))
	if m, n := numbered.FindStringSubmatch(x), numbered.FindStringSubmatch(y); m != nil && n != nil {
		return m[1] == n[1] && m[2] < n[2]
	}
	i, known := urgent[x]
	j, alsoKnown := urgent[y]
	if known && alsoKnown {
		return i < j
	}
	return slices.Index(scale, a) > slices.Index(scale, b) && slices.Contains(scale, b)
}

// clockPriorities asks of clocks with targets by key whether the more urgent items have
// no more time than the less urgent ones.
func (r *reviewer) clockPriorities(context.Context) {
	for _, k := range r.clocks {
		var scale []string
		if k.Key != nil && k.Key.Type().Kind == kinds.Enum && k.Key.Type().Ordered {
			scale = k.Key.Type().Values
		}
		keys := slices.Sorted(maps.Keys(k.Targets))
		for _, key := range keys {
			for _, other := range keys {
				if k.Limits[key] > k.Limits[other] && moreUrgent(key, other, scale) {
					r.report(diag.Warning, InvertedPriority, "clocks."+k.Name+".targets."+key,
						fmt.Sprintf("%s has %s, and %s, which is less urgent, has %s", key, k.Targets[key], other, k.Targets[other]), "exchange them, or write a shorter time for the more urgent")
					break
				}
			}
		}
	}
}

// metricPriorities asks the same of metrics that differ in a priority that their measures
// name.
func (r *reviewer) metricPriorities(ctx context.Context) {
	alike := map[string][]*sla.CheckedMetric{}
	for _, m := range r.metrics {
		key := fmt.Sprint(m.Period, r.shapeOf(ctx, m).text)
		alike[key] = append(alike[key], m)
	}
	for _, m := range r.metrics {
		for _, o := range alike[fmt.Sprint(m.Period, r.shapeOf(ctx, m).text)] {
			own, other, ok := r.shapeOf(ctx, m).differing(r.shapeOf(ctx, o))
			at := "metrics." + m.Name + ".target"
			if m == o || !ok || !moreUrgent(unquoted(own), unquoted(other), r.scaleWith(own, other)) || !r.compare(at) {
				continue
			}
			if how, weaker := r.weaker(ctx, m, o); weaker {
				r.report(diag.Warning, InvertedPriority, at,
					fmt.Sprintf("%s is more urgent than %s and promised less: %s", shortened(unquoted(own)), shortened(unquoted(other)), how), "exchange them, or promise the more urgent at least as much")
			}
		}
	}
}

// scaleWith returns the values of the agreement's scale that has two texts.
func (r *reviewer) scaleWith(a, b string) []string {
	for _, t := range r.terms.Agreement.Tables {
		for _, f := range t.Fields {
			if v := f.Type.Values; f.Type.Ordered && slices.Contains(v, unquoted(a)) && slices.Contains(v, unquoted(b)) {
				return v
			}
		}
	}
	return nil
}

func unquoted(text string) string { return strings.Trim(text, `"'`) }
