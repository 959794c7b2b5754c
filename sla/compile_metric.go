package sla

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/contexts"
)

func (c *compiler) metrics(ctx context.Context) {
	if len(c.a.Metrics) == 0 {
		c.report("metrics", codes.MissingKey, "the agreement has no metrics", "write metrics: with at least one")
	}
	for _, m := range c.a.Metrics {
		c.metric(ctx, m)
	}
}

func (c *compiler) metric(ctx context.Context, m Metric) {
	path := "metrics." + m.Name
	c.named(path, m.Name, "metric")
	c.need(path, "title", m.Title, "write what the metric is called in reports")
	c.party(path+".responsible", m.Responsible)
	pm := &CheckedMetric{Metric: m, billing: c.plan.billing, service: c.service(path, m.Service)}
	c.cycle(path, m)
	if !noDataWords.valid(m.NoData) {
		c.report(path+".no data", codes.MissingKey, fmt.Sprintf("metric %s does not say what a period without records means", m.Name),
			"write no data: "+noDataWords.choice())
	}
	if m.Places < 0 || m.Places > mostPlaces {
		c.report(path+".places", codes.BadValue, fmt.Sprintf("%d decimal places cannot be shown", m.Places), "write 0 to 18")
	}
	if m.Sample < 0 {
		c.report(path+".sample", codes.BadValue, "a sample is a number of rows", "write sample: at least 30")
	}
	for i, id := range m.Aligns {
		if strings.TrimSpace(id) == "" {
			c.report(fmt.Sprintf("%s.aligns[%d]", path, i), codes.BadValue, "the measure that the metric claims has no id", "write the id, or leave aligns out")
		}
	}
	if m.Due != "" {
		c.span(path+".period", m.Due)
	}
	pm.Measure = c.program(path, "measure", m.Measure, c.measureEnv(), "write how the value is computed: share(tickets, .met)")
	if pm.Measure != nil {
		c.measured(ctx, path, pm)
	}
	for i, x := range m.Exclude {
		pm.Exclude = append(pm.Exclude, c.excluded(fmt.Sprintf("%s.exclude[%d]", path, i), x, pm))
	}
	pm.notices = c.notices(path+".notice", m.Notices, nil, m.Exclude)
	if m.Stabilization != (Stabilization{}) {
		c.stabilization(ctx, path+".stabilization", pm)
	}
	c.plan.metrics = append(c.plan.metrics, pm)
}

// measured checks what depends on the kind of the metric's value.
func (c *compiler) measured(ctx context.Context, path string, pm *CheckedMetric) {
	for _, name := range pm.Measure.Tables() {
		pm.Tables = append(pm.Tables, c.tableNamed(name))
	}
	for _, name := range pm.Measure.Lookups() {
		pm.Lookups = append(pm.Lookups, c.tableNamed(name))
	}
	if len(pm.Tables) == 0 {
		c.report(path+".measure", codes.BadValue, "the measure reads no records", "compute it from a table: share(tickets, .met)")
	}
	c.levels(ctx, path, pm)
	c.rounding(path, pm)
}

// levelsEnv returns what the levels of a metric may name: also its own earlier figures.
func (c *compiler) levelsEnv(pm *CheckedMetric) dsl.Env {
	env := c.targetEnv(pm.Measure.Type())
	env.Queries, env.Subjects = targetQueries(), []kinds.Field{{Name: pm.Name, Type: pm.Measure.Type()}}
	return env
}

// tableNamed returns a table of the agreement, or one that it computes.
func (c *compiler) tableNamed(name string) Table {
	for _, t := range c.a.Tables {
		if t.Name == name {
			return t
		}
	}
	if d := c.plan.computedTable(name); d != nil {
		return d.makes()
	}
	return Table{Name: name}
}

func (c *compiler) measureEnv() dsl.Env {
	tables := slices.Clone(c.plan.schemas)
	for _, d := range c.plan.computed {
		tables = append(tables, d.makes().Schema())
	}
	return dsl.Env{Tables: tables, Inputs: append(c.inputFields(), ownFields()...), Calendar: c.plan.calendar, Calendars: c.plan.calendars}
}

// targetEnv returns what a condition on a metric's value may name: the value, and the
// inputs.
func (c *compiler) targetEnv(value kinds.Type) dsl.Env {
	value.Nullable = false
	return dsl.Env{Inputs: append(c.inputFields(), kinds.Field{Name: valueName, Type: value}), Result: kinds.Boolean}
}

// inputFields returns the declared inputs as an expression may name them.
func (c *compiler) inputFields() []kinds.Field {
	var fields []kinds.Field
	for _, in := range c.a.Inputs {
		fields = append(fields, kinds.Field{Name: in.Name, Type: in.Type})
	}
	return fields
}

// program checks an expression that has to be there; nil when it is wrong.
func (c *compiler) program(path, key, text string, env dsl.Env, advice string) *dsl.Program {
	if !c.need(path, key, text, advice) {
		return nil
	}
	return c.optional(path, key, text, env)
}

func (c *compiler) optional(path, key, text string, env dsl.Env) *dsl.Program {
	if text == "" {
		return nil
	}
	p, err := dsl.CompileSnippet(c.a.origin.text(join(path, key), text), env)
	if err != nil {
		for _, d := range diag.From(err) {
			if d.Code != codes.NoKind { // has been reported where the kind is declared
				c.problems = append(c.problems, d)
			}
		}
		return nil
	}
	return p
}

func (c *compiler) service(path, key string) *Service {
	if key == "" {
		return nil
	}
	var known []string
	for i, s := range c.a.Services {
		if s.Key == key {
			return &c.plan.agreement.Services[i]
		}
		known = append(known, s.Key)
	}
	c.report(path+".service", codes.UnknownReference, fmt.Sprintf("there is no service %s", key), diag.DidYouMean(key, known))
	return nil
}

// excluded checks an exclusion from a metric. Its rows are those of a table that the
// measure reads.
func (c *compiler) excluded(path string, x Exclusion, pm *CheckedMetric) CheckedExclusion {
	px := c.exclusion(path, x)
	if px.Exclusion.Rows == "" {
		if i := slices.IndexFunc(c.plan.availabilities, func(a *CheckedAvailability) bool {
			return slices.ContainsFunc(pm.Tables, func(t Table) bool { return t.Name == a.Name })
		}); i >= 0 {
			key := ".window"
			if px.Recurs != "" {
				key = ".recurs"
			}
			c.report(path+key, codes.BadValue, "a window of a metric does not reach into the availability "+c.plan.availabilities[i].Name, "write it below exclude: of the availability")
		}
		return px
	}
	if x.Table == "" && len(pm.Tables) == 1 {
		px.Table = pm.Tables[0].Name
	}
	if !slices.ContainsFunc(pm.Tables, func(t Table) bool { return t.Name == px.Table }) {
		switch {
		case len(pm.Tables) == 0: // the measure is wrong, and that is reported elsewhere
		case x.Table != "":
			c.report(path, codes.UnknownReference, fmt.Sprintf("the measure does not read the table %s", x.Table), "write table: and one that the measure reads")
		default:
			c.report(path, codes.UnknownReference, "it is not clear of which table the rows are left out", "write table: and one that the measure reads")
		}
		return px
	}
	env := c.measureEnv()
	env.Rows, env.Result = px.Table, kinds.Boolean
	px.Rows = c.optional(path, "rows", x.Rows, env)
	return px
}

// longestSpan is the most days that an action can have, some 27 years.
const longestSpan = 10_000

// span checks a number of days or hours, such as "10 business days".
func (c *compiler) span(path, text string) {
	if _, err := parseSpan(text); err != nil {
		c.report(path, codes.BadValue, fmt.Sprintf("%q is not a time to act in", text), "write 10 business days, 10 calendar days, or 4h")
		return
	}
	v, _ := parseSpan(text)
	days, whole := v.Num().Int64()
	switch {
	case v.Type().Kind == kinds.BusinessDays && c.plan.calendar == nil:
		c.report(path, codes.BadValue, "business days need a calendar, and none is named", "write calendar: federal")
	case v.Type().Kind != kinds.Duration && (!whole || days > longestSpan):
		c.report(path, codes.BadValue, fmt.Sprintf("%s is longer than any time to act in", text), fmt.Sprintf("write at most %d days", longestSpan))
	}
}

// parseSpan reads a length of time in the language's own literals.
func parseSpan(text string) (dsl.Value, error) {
	p, err := dsl.Compile(text, dsl.Env{})
	if err != nil {
		return dsl.Value{}, err
	}
	switch p.Type().Kind {
	case kinds.BusinessDays, kinds.CalendarDays, kinds.Duration:
	default:
		return dsl.Value{}, fmt.Errorf("%s is not a length of time", p.Type())
	}
	v, err := constant(p)
	if n, _ := v.Rat(); err == nil && (n.Sign() < 0 || v.Type().Kind != kinds.Duration && !n.IsInt()) {
		return dsl.Value{}, fmt.Errorf("%s is not a length of time", text)
	}
	return v, err
}

// constant returns the value of an expression that reads nothing. There is no work in it
// that a context could end.
func constant(p *dsl.Program) (dsl.Value, error) {
	return p.Evaluate(contexts.Bounded(), dsl.Data{})
}
