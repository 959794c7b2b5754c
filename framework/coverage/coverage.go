package coverage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/sla"
)

// Coverage is what an agreement takes from chosen measures of a catalog, and what it
// leaves out. It compares no target with a figure: package align does.
type Coverage struct {
	Of        string               // the areas or choice asked about: "FFM, TRT", or a profile's title
	Claimed   []Claimed            // measures that a metric claims, in the catalog's order
	LeftOut   []*framework.Measure // measures that no metric claims, in the catalog's order
	Elsewhere []Claim              // claims of measures outside the areas or choice asked about, or of ids that the catalog does not know
	Unclaimed []Unclaimed          // metrics that claim no measure at all
}

// Claimed is a measure with the metrics that claim it.
type Claimed struct {
	Measure *framework.Measure
	Metrics []string
}

// Claim is one claim of one metric. Measure is nil when the catalog does not know the id.
type Claim struct {
	Metric  string
	ID      string
	Measure *framework.Measure
}

// Unclaimed is a metric without a claim, and measures that it may be about, the likeliest
// first. They are suggestions: nothing counts as claimed before the agreement says so.
type Unclaimed struct {
	Metric      string
	Title       string
	Suggestions []Suggestion
}

// Of returns the coverage of the measures of these areas; without any, of the areas of
// the measures that the agreement claims. An area that the catalog does not have is an
// error.
func Of(c *framework.Catalog, plan *sla.Plan, areas ...string) (*Coverage, error) {
	terms := plan.Terms()
	if len(areas) == 0 {
		areas = claimedAreas(c, terms.Metrics)
	}
	choice := c
	if len(areas) > 0 {
		var err error
		if choice, err = c.Only(areas...); err != nil {
			return nil, err
		}
	}
	return of(c, terms, choice, strings.Join(areas, ", ")), nil
}

// claimedAreas returns the areas of the measures that metrics claim, by name.
func claimedAreas(c *framework.Catalog, metrics []sla.CheckedMetric) []string {
	var ids []string
	for _, m := range metrics {
		for _, claim := range m.Aligns {
			id, _ := framework.SplitClaim(claim)
			ids = append(ids, id)
		}
	}
	return c.Choose(ids...).Areas()
}

// OfChosen returns the coverage of chosen measures, such as those of a profile, whose
// title names them. The whole catalog is needed to say what a claim of another measure is
// about.
func OfChosen(c *framework.Catalog, plan *sla.Plan, choice *framework.Catalog, title string) *Coverage {
	return of(c, plan.Terms(), choice, title)
}

// of returns the coverage of chosen measures by the terms of a plan.
func of(c *framework.Catalog, terms sla.Terms, choice *framework.Catalog, title string) *Coverage {
	chosen := choice.Measures()
	coverage := &Coverage{Of: title}
	among := map[string]bool{}
	for _, m := range chosen {
		among[m.Ref()] = true
	}
	claims := map[string][]string{}
	for _, metric := range terms.Metrics {
		for _, claim := range metric.Aligns {
			ref, _ := framework.SplitClaim(claim)
			if !among[ref] {
				elsewhere := Claim{Metric: metric.Name, ID: claim}
				if found := c.Lookup(ref); len(found) > 0 {
					elsewhere.Measure = found[0]
				}
				coverage.Elsewhere = append(coverage.Elsewhere, elsewhere)
				continue
			}
			claims[ref] = append(claims[ref], metric.Name)
		}
	}
	for _, m := range chosen {
		if metrics := claims[m.Ref()]; metrics != nil {
			coverage.Claimed = append(coverage.Claimed, Claimed{m, slices.Clone(metrics)})
		} else {
			coverage.LeftOut = append(coverage.LeftOut, m)
		}
	}
	var suggest *suggester
	for _, metric := range terms.Metrics {
		if len(metric.Aligns) == 0 {
			if suggest == nil {
				suggest = newSuggester(terms.Agreement, chosen)
			}
			coverage.Unclaimed = append(coverage.Unclaimed, Unclaimed{metric.Name, metric.Title, suggest.metric(metric)})
		}
	}
	return coverage
}

// Text returns the coverage for a person to read. Of what is left out it lists the
// measures with a usable figure and counts the others.
func (v *Coverage) Text() string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s: %d of %d measures claimed\n", v.Of, len(v.Claimed), len(v.Claimed)+len(v.LeftOut))
	for _, claimed := range v.Claimed {
		fmt.Fprintf(&text, "  %s, %s: claimed by %s\n", claimed.Measure.Ref(), claimed.Measure.Name, strings.Join(claimed.Metrics, ", "))
	}
	count := map[framework.Status]int{}
	for _, m := range v.LeftOut {
		count[statusOf(m)]++
	}
	fmt.Fprintf(&text, "left out: %d usable, %d without a figure, %d quarantined\n", count[framework.Usable], count[framework.NoFigure], count[framework.Quarantined])
	for _, m := range v.LeftOut {
		if statusOf(m) == framework.Usable {
			fmt.Fprintf(&text, "  %s, %s: %s\n", m.Ref(), m.Name, m.FigureText())
		}
	}
	if len(v.Elsewhere) > 0 {
		fmt.Fprintf(&text, "claimed elsewhere: %d\n", len(v.Elsewhere))
	}
	for _, claim := range v.Elsewhere {
		where := "the catalog has no such measure"
		if claim.Measure != nil {
			where = claim.Measure.Name + ", " + claim.Measure.Area
		}
		fmt.Fprintf(&text, "  %s claims %s: %s\n", claim.Metric, claim.ID, where)
	}
	if len(v.Unclaimed) > 0 {
		fmt.Fprintf(&text, "metrics that claim no measure: %d\n", len(v.Unclaimed))
	}
	for _, u := range v.Unclaimed {
		fmt.Fprintf(&text, "  %s, %s\n", u.Metric, u.Title)
		for _, s := range u.Suggestions {
			fmt.Fprintf(&text, "    perhaps %s, %s: %s\n", s.Measure.Ref(), s.Measure.Name, strings.Join(s.Why, "; "))
		}
	}
	return text.String()
}
