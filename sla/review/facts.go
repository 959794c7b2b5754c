package review

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/sla"
)

// The answers to questions about one metric depend on each other: one that was missed was
// missed in at least one of the last six periods. The prover takes a question for a value
// that may be anything; what is known of it is stated as a condition in the language,
// which holds in every period.

// knownAnswers is the questions of some conditions, and what is known of their answers.
type knownAnswers struct {
	r         *reviewer
	questions []dsl.Question
	periods   int // that have passed since the agreement began, this one included
	facts     []string
}

// possibleAnswers returns the values that the answers to the questions of some conditions
// can have in one period, the n-th of the agreement: any of its term when that is 0, and
// of an agreement without end when it is anyNumber. It is nil when the facts are longer
// than an expression may be.
func (r *reviewer) possibleAnswers(periods int, conditions ...*dsl.Program) *decide.Region {
	a := &knownAnswers{r: r, periods: periods}
	for _, c := range conditions {
		for _, q := range c.Questions() {
			if !slices.Contains(a.questions, q) {
				a.questions = append(a.questions, q)
			}
		}
	}
	region := &decide.Region{Domains: map[string]decide.Domain{}}
	for _, m := range r.metrics {
		a.verdicts(m)
		a.counts(m, region)
		a.figures(m, region)
	}
	if len(a.facts) == 0 {
		return region
	}
	var err error
	if region.Where, err = dsl.Compile(strings.Join(a.facts, " and "), r.terms.Conditions); err != nil {
		return nil
	}
	return region
}

func (a *knownAnswers) asks(name string, m *sla.CheckedMetric) bool {
	return slices.ContainsFunc(a.questions, func(q dsl.Question) bool { return q.Name == name && q.Subject == m.Name })
}

// periodsOf returns how far the questions of a name look back at a metric, from the
// shortest.
func (a *knownAnswers) periodsOf(name string, m *sla.CheckedMetric) []int {
	var all []int
	for _, q := range a.questions {
		if q.Name == name && q.Subject == m.Name {
			all = append(all, q.Periods)
		}
	}
	slices.Sort(all)
	return all
}

// fact adds a condition, in which $ stands for the metric and # for numbers.
func (a *knownAnswers) fact(m *sla.CheckedMetric, text string, numbers ...int) {
	for _, n := range numbers {
		text = strings.Replace(text, "#", strconv.Itoa(n), 1)
	}
	a.facts = append(a.facts, "("+strings.ReplaceAll(text, "$", m.Name)+")")
}

// verdicts says how the verdicts of a period exclude and imply each other.
func (a *knownAnswers) verdicts(m *sla.CheckedMetric) {
	all := []string{"missed", "met", "at_risk", "measured", "below_minimum"}
	some := false
	for _, name := range all {
		some = some || a.asks(name, m)
	}
	if !some && !a.asks("misses", m) && !a.asks("streak", m) && !a.asks("value", m) {
		return
	}
	for _, name := range all {
		a.fact(m, "known("+name+"($))")
	}
	a.fact(m, "not (missed($) and met($))")
	a.fact(m, "measured($) == (met($) or missed($))")
	a.fact(m, "met($) or not at_risk($)")
	a.fact(m, "missed($) or not below_minimum($)")
	if m.Minimum == nil && (m.WhileNew == nil || m.WhileNew.Minimum == nil) {
		a.fact(m, "not below_minimum($)")
	}
	if m.Warn == nil && (m.WhileNew == nil || m.WhileNew.Warn == nil) {
		a.fact(m, "not at_risk($)")
	}
}

// counts says how misses and streaks depend on each other and with this period's verdict.
func (a *knownAnswers) counts(m *sla.CheckedMetric, region *decide.Region) {
	most := a.periods
	if most == 0 {
		most = a.r.periodsOf(m)
	}
	count := kinds.Of(kinds.Count)
	zero := exact.Int(0)
	back := a.periodsOf("misses", m)
	for i, n := range back {
		d := decide.Domain{Type: count, Least: &zero}
		limit := n
		if most > 0 {
			limit = min(n, most)
		}
		end := exact.Int(int64(limit))
		d.Most = &end
		region.Domains[fmt.Sprintf("misses(%s, %d)", m.Name, n)] = d
		a.fact(m, "known(misses($, #))", n)
		a.fact(m, "missed($) ? misses($, #) >= 1 : misses($, #) <= #", n, n, n-1)
		if i > 0 {
			shorter := back[i-1]
			a.fact(m, "misses($, #) <= misses($, #)", shorter, n)
			a.fact(m, "misses($, #) - misses($, #) <= #", n, shorter, n-shorter)
		}
	}
	if !a.asks("streak", m) {
		return
	}
	d := decide.Domain{Type: count, Least: &zero}
	if most > 0 {
		end := exact.Int(int64(most))
		d.Most = &end
	}
	region.Domains["streak("+m.Name+")"] = d
	a.fact(m, "known(streak($))")
	a.fact(m, "missed($) == (streak($) >= 1)")
	for _, n := range back {
		a.fact(m, "misses($, #) >= least(streak($), #)", n, n)
		a.fact(m, "misses($, #) < # or streak($) >= #", n, n, n)
	}
}

// figures says which values go with which verdict.
func (a *knownAnswers) figures(m *sla.CheckedMetric, region *decide.Region) {
	d := a.r.domain(m)
	for _, name := range []string{"value", "previous", "average"} {
		for _, n := range a.periodsOf(name, m) {
			d := d
			if name == "average" {
				d.Step = nil
			}
			text := name + "(" + m.Name + ")"
			if n > 0 {
				text = fmt.Sprintf("%s(%s, %d)", name, m.Name, n)
			}
			region.Domains[text] = d
			if a.periods > 0 && (n >= a.periods && name == "previous" || n > a.periods) {
				a.facts = append(a.facts, "(not known("+text+"))") // there was none so long ago
			}
		}
	}
	if !a.asks("value", m) {
		return
	}
	a.fact(m, "not met($) or known(value($))")
	a.fact(m, "not below_minimum($) or known(value($))")
	targets, minima := []string{a.level(m, m.Target)}, []string{}
	if m.Minimum != nil {
		minima = append(minima, "not "+a.level(m, m.Minimum))
	}
	if m.WhileNew != nil {
		targets = append(targets, a.level(m, m.WhileNew.Target))
		if m.WhileNew.Minimum != nil {
			minima = append(minima, "not "+a.level(m, m.WhileNew.Minimum))
		}
	}
	missed := "not missed(" + m.Name + ") or not known(value(" + m.Name + "))"
	a.facts = append(a.facts,
		"(not met("+m.Name+") or "+strings.Join(targets, " or ")+")",
		"("+missed+" or not "+strings.Join(targets, " or not ")+")")
	if len(minima) > 0 {
		a.facts = append(a.facts, "(not below_minimum("+m.Name+") or "+strings.Join(minima, " or ")+")")
	}
	if m.WhileNew == nil && m.Minimum != nil && len(m.Minimum.Inputs()) == 1 {
		a.facts = append(a.facts, "("+missed+" or below_minimum("+m.Name+") or "+a.level(m, m.Minimum)+")")
	}
}

// level returns a level of a metric, asked of the value of this period.
func (a *knownAnswers) level(m *sla.CheckedMetric, level *dsl.Program) string {
	return "(let value = value(" + m.Name + "); (" + level.Text() + "\n))"
}

// periodsOf returns how many periods of a metric end within the agreement's term; 0 when
// it has no last day.
func (r *reviewer) periodsOf(m *sla.CheckedMetric) int { return len(r.term(m)) }

// mostPeriods bounds how many periods of a term are counted, a century of weeks.
const mostPeriods = 5300

// term returns the periods for which a metric is judged within the agreement's term; none
// when the agreement has no last day.
func (r *reviewer) term(m *sla.CheckedMetric) []calendar.Period {
	from, to := r.terms.Agreement.Effective.From, r.terms.Agreement.Effective.To
	if from.IsZero() || to.IsZero() {
		return nil
	}
	var all []calendar.Period
	if m.Period == calendar.Once {
		fromThen, err := calendar.Span(from, calendar.Date{Year: 9999, Month: 12, Day: 31})
		if err != nil {
			return nil
		}
		for _, at := range m.Periods(fromThen) {
			if !to.Before(at.First()) && r.operates(m, at) {
				all = append(all, at)
			}
		}
		return all
	}
	for at := m.Period.Containing(from); len(all) < mostPeriods && !at.IsZero() && !to.Before(at.First()); at = at.Next() {
		if r.operates(m, at) {
			all = append(all, at)
		}
	}
	return all
}

// operates reports whether a metric's service, if it has one, is in operation in a part
// of a period.
func (r *reviewer) operates(m *sla.CheckedMetric, at calendar.Period) bool {
	s := r.service(m)
	return (s.From.IsZero() || s.From.Before(at.End(r.terms.Zone))) && (s.To.IsZero() || s.To.After(at.Start(r.terms.Zone)))
}

// service returns the service that a metric is about; a zero one when it names none.
func (r *reviewer) service(m *sla.CheckedMetric) sla.Service {
	for _, s := range r.terms.Agreement.Services {
		if s.Key == m.Service {
			return s
		}
	}
	return sla.Service{}
}
