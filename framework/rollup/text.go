package rollup

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/concord-sla/concord/sla"
)

// Text returns the roll-up for a person: each measure with its value, how it stands to
// its figure, and what did not count as so, each with the reason.
func (r *Summary) Text() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n", r.Period.Label())
	for _, m := range r.Measures {
		fmt.Fprintf(&out, "\n%s, %s: %s\n", m.Ref, m.Name, m.Value())
		fmt.Fprintf(&out, "  %s\n", m.verdictText())
		for _, run := range samePeriodRuns(m.Items) {
			if first := run[0]; first.Counted != CountedYes || m.Volume {
				fmt.Fprintf(&out, "  %s: %s\n", first.Counted, runText(run))
			}
		}
	}
	out.WriteString("\ntargets met by agreement\n")
	for _, a := range r.Agreements {
		fmt.Fprintf(&out, "  %s (%s): %s: %s\n", a.Name, cmp.Or(a.Provider, "no provider"), a.Share, withReason(string(a.Verdict), a.Why))
	}
	return out.String()
}

// Value returns the share or, of a volume, the number: "45 of 47 (≈95.74%)", "3", and "2
// to 3" when one may have to be counted.
func (r MeasureResult) Value() string {
	switch {
	case !r.Volume:
		return r.Share.String()
	case r.Share.Open > 0:
		return fmt.Sprintf("%d to %d", r.Share.Yes, r.Share.Yes+r.Share.Open)
	}
	return fmt.Sprint(r.Share.Yes)
}

func (r MeasureResult) verdictText() string {
	if r.Verdict == sla.NotApplicable {
		return "not held against a figure: " + r.Why
	}
	return fmt.Sprintf("%s: %s", r.Figure, withReason(string(r.Verdict), r.Why))
}

// samePeriodRuns returns the items that follow one another and differ in their periods
// alone.
func samePeriodRuns(items []Item) [][]Item {
	var all [][]Item
	for i, item := range items {
		if i > 0 {
			was := items[i-1]
			if item.Period = was.Period; item == was {
				all[len(all)-1] = append(all[len(all)-1], items[i])
				continue
			}
		}
		all = append(all, items[i:i+1:i+1])
	}
	return all
}

func runText(run []Item) string {
	first, last := run[0], run[len(run)-1]
	var parts []string
	for _, part := range []string{first.Agreement, first.Subject} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	switch {
	case first.Period.IsZero():
	case len(run) > 1:
		parts = append(parts, fmt.Sprintf("%s to %s (%d)", first.Period.Label(), last.Period.Label(), len(run)))
	default:
		parts = append(parts, first.Period.Label())
	}
	return withReason(strings.Join(parts, ", "), first.Why)
}
