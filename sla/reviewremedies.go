package sla

import (
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/table"
)

// deadRemedies asks of the conditions of remedies whether they can hold, by what is known
// of the questions that they ask.
func (r *reviewer) deadRemedies() {
	for _, pr := range r.plan.remedies {
		at := "remedies." + pr.Name + ".when"
		region := r.verdicts(pr)
		if r.shown(region.NeverTrue(r.ctx, pr.when), at, "whether the condition can hold") {
			r.tell(diag.Warning, diag.DeadTerm, at, "the remedy never follows: its condition cannot hold", "leave it out, or look whether its parts exclude each other")
		}
	}
}

// verdicts is what the questions of a remedy's condition can be answered: how verdicts
// hang together, how many misses there can be, and what a metric's levels say of its
// value.
func (r *reviewer) verdicts(pr *planRemedy) decide.Region {
	region := r.anywhere()
	region.Domains = map[string]decide.Domain{}
	var known []string
	for _, m := range r.plan.metrics {
		var asked []dsl.Question
		for _, q := range pr.asked {
			if q.Subject == m.Name {
				asked = append(asked, q)
			}
		}
		if len(asked) > 0 {
			known = append(known, r.verdictsOf(m, asked)...)
			r.figuresOf(m, asked, region.Domains)
		}
	}
	env := dsl.Env{Queries: queries(), Subjects: r.subjects(), Inputs: r.inputFields(), Result: table.Boolean}
	where, err := dsl.Compile(strings.Join(known, " and "), env)
	if err == nil {
		region.Where = where
	}
	return region
}

// figuresOf bounds what a condition may compute with of a metric in percent.
func (r *reviewer) figuresOf(m *planMetric, asked []dsl.Question, domains map[string]decide.Domain) {
	d := r.measured(m)
	if d.Type.Kind != table.Percent {
		return
	}
	for _, q := range asked {
		switch q.Name {
		case "value", "previous", "average":
			name := fmt.Sprintf("%s(%s)", q.Name, m.Name)
			if q.Periods > 0 {
				name = fmt.Sprintf("%s(%s, %d)", q.Name, m.Name, q.Periods)
			}
			domains[name] = d
		}
	}
}

// verdictsOf are conditions that hold in every period, for those of a metric's verdicts
// that are asked about.
func (r *reviewer) verdictsOf(m *planMetric, asked []dsl.Question) []string {
	fill := func(text string, numbers ...any) string {
		return "(" + fmt.Sprintf(strings.ReplaceAll(text, "@", m.Name), numbers...) + ")"
	}
	known := []string{
		fill("known(missed(@)) and known(met(@))"),
		fill("not (missed(@) and met(@))"),
	}
	add := func(text string, numbers ...any) { known = append(known, fill(text, numbers...)) }
	var backs []int
	for _, q := range asked {
		switch q.Name {
		case "at_risk":
			add("not at_risk(@) or met(@)")
			if m.warn == nil && (m.early == nil || m.early.warn == nil) {
				add("not at_risk(@)")
			}
		case "measured":
			add("measured(@) == (missed(@) or met(@))")
		case "below_minimum":
			add("not below_minimum(@) or missed(@)")
			if m.minimum == nil && (m.early == nil || m.early.minimum == nil) {
				add("not below_minimum(@)")
			}
		case "streak":
			add("streak(@) >= 0 and missed(@) == (streak(@) >= 1)")
		case "misses":
			backs = append(backs, q.Periods)
			add("misses(@, %d) >= 0 and misses(@, %[1]d) <= %[1]d", q.Periods)
			add("missed(@) ? misses(@, %d) >= 1 : misses(@, %[1]d) <= %d", q.Periods, q.Periods-1)
		case "value":
			known = append(known, r.valueKnown(m)...)
		}
	}
	streak := slices.ContainsFunc(asked, func(q dsl.Question) bool { return q.Name == "streak" })
	slices.Sort(backs)
	for i, n := range backs {
		if i > 0 && backs[i-1] != n {
			add("misses(@, %d) <= misses(@, %d)", backs[i-1], n)
		}
		if streak {
			add("misses(@, %d) >= least(streak(@), %[1]d)", n)
		}
	}
	return known
}

// valueKnown says what a verdict says of the value: that the target of the metric holds
// for it, or does not.
func (r *reviewer) valueKnown(m *planMetric) []string {
	if m.early != nil || !ofValue(m.target) {
		return nil
	}
	target := withName(m.target.Text(), valueName, "value("+m.Name+")")
	return []string{
		fmt.Sprintf("(not met(%s) or (%s\n))", m.Name, target),
		fmt.Sprintf("(not missed(%s) or not known(value(%[1]s)) or not (%s\n))", m.Name, target),
	}
}

// withName is a text of the language with another text in the place of a name, outside
// of quotes.
func withName(text, name, instead string) string {
	var b strings.Builder
	letter := func(c byte) bool {
		return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
	}
	for i := 0; i < len(text); {
		c := text[i]
		end := i + 1
		switch {
		case c == '"' || c == '\'':
			for end < len(text) && text[end] != c {
				if text[end] == '\\' {
					end++
				}
				end++
			}
			end = min(end+1, len(text))
		case letter(c):
			for end < len(text) && letter(text[end]) {
				end++
			}
			if text[i:end] == name && (i == 0 || text[i-1] != '.') {
				b.WriteString(instead)
				i = end
				continue
			}
		}
		b.WriteString(text[i:end])
		i = end
	}
	return b.String()
}
