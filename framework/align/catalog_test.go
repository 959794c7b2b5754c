package align_test

import (
	"fmt"
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/framework/drafts"
	"github.com/concord-sla/concord/framework/internal/drafttest"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/sla"
)

// For every measure of the embedded catalog with a numeric target, and every case of one:
// an agreement that was drafted from it aligns, equivalent; loosened by one step of the
// figure's grid it is weaker, with the witness on that step; tightened, stricter; and
// with the direction, the unit, the period, the statistic or the item limit changed, that
// axis is named.
//
// testdata/axes.txt says how many measures took part in each, and which figures could
// not.
func TestEveryFigureOnEveryAxis(t *testing.T) {
	counts, left := map[string]int{}, map[string]int{}
	for _, area := range framework.Default().Areas() {
		if area == "PMF" || testing.Short() && !slices.Contains([]string{"FFM", "TRT", "HCM.X1", "ERM"}, area) {
			continue // measures of a marketplace; a few areas in a short run
		}
		c, err := framework.Default().Only(area)
		if err != nil {
			t.Fatal(err)
		}
		d := draftOf(t, c)
		for i := range d.agreement.Metrics {
			d.choose(i, left)
		}
		for _, change := range changes {
			d.try(t, change, counts)
		}
	}
	var text strings.Builder
	text.WriteString("# How many figures took part in each change; go test ./framework/align -update rewrites it.\n")
	for _, change := range changes {
		fmt.Fprintf(&text, "%s: %d\n", change.name, counts[change.name])
	}
	text.WriteString("\n# Why a figure took no part.\n")
	for _, why := range slices.Sorted(maps.Keys(left)) {
		fmt.Fprintf(&text, "%s: %d\n", why, left[why])
	}
	if !testing.Short() {
		script.Golden(t, "testdata/axes.txt", text.String())
	}
}

// A draft is the filled draft of an area, with the figures that its metrics follow.
type draft struct {
	catalog   *framework.Catalog
	agreement sla.Agreement
	figures   map[int]framework.Figure // by metric
	measures  map[int]*framework.Measure
}

func draftOf(t *testing.T, c *framework.Catalog) *draft {
	t.Helper()
	text := drafttest.Fill(t, c, drafttest.Scaffold(t, c, drafts.Draft{Name: "draft", Title: "A draft", Effective: drafttest.October, Customer: "C", Provider: "P", QSMO: "Q"}))
	a, err := sla.Parse("draft.yaml", []byte(text))
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	for i := range a.Tables { // what changed measures are computed from
		a.Tables[i].Fields = append(a.Tables[i].Fields, kinds.Field{Name: "other_part", Type: kinds.Of(kinds.Boolean)},
			kinds.Field{Name: "other_amount", Type: kinds.MoneyIn("USD")}, kinds.Field{Name: "other_text", Type: kinds.Of(kinds.Text)})
	}
	return &draft{c, *a, map[int]framework.Figure{}, map[int]*framework.Measure{}}
}

// choose notes the figure of a metric, if it has one that can be compared.
func (d *draft) choose(i int, left map[string]int) {
	ref, when, _ := strings.Cut(d.agreement.Metrics[i].Aligns[0], ", ")
	m := d.catalog.Lookup(ref)[0]
	if standing, _ := m.Status(); standing == framework.Quarantined && len(m.Figures()) > 0 {
		left["quarantined"]++
	}
	if standing, _ := m.Status(); standing != framework.Usable {
		return
	}
	figure := m.Target
	for _, tier := range m.Tiers {
		if tier.When == when {
			figure = tier.Target
		}
	}
	if figure == nil {
		return
	}
	own := *figure
	if own.Unit == framework.Day && (own.Op == framework.AtMost || own.Op == framework.Below) {
		own.Unit = framework.CalendarDay
	}
	if why, ok := own.Criterion(); !ok {
		left[why]++
		return
	}
	d.figures[i], d.measures[i] = own, m
}

// A change is made to every metric that it fits, and what alignment should then say.
type change struct {
	name string
	make func(d *draft, i int, m *sla.Metric) bool // false leaves the metric as it is
	want func(d *draft, i int, f align.Finding) string
}

var changes = []change{
	{"as drafted, equivalent", func(*draft, int, *sla.Metric) bool { return true }, func(d *draft, i int, f align.Finding) string {
		if f.Alignment != decide.Equivalent || f.Severity == diag.Error {
			return "it is not equivalent"
		}
		return ""
	}},
	{"loosened by one step, weaker", func(d *draft, i int, m *sla.Metric) bool { return d.step(i, m, 1) }, func(d *draft, i int, f align.Finding) string {
		if f.Alignment != decide.Weaker || f.About != align.CriterionAxis && f.About != align.DirectionAxis || f.Witness == nil {
			return "it is not weaker, or without a witness"
		}
		// The witness lies on the step, between the figure and what was loosened.
		if step, got := d.stepped(i, 1), f.Witness.Num(); d.figures[i].Op != framework.Below && d.figures[i].Op != framework.Above && got.Rat().Cmp(inBase(step, d.figures[i])) != 0 {
			return "the witness is not on the step " + step
		}
		return ""
	}},
	{"tightened by one step, stricter", func(d *draft, i int, m *sla.Metric) bool { return d.step(i, m, -1) }, func(d *draft, i int, f align.Finding) string {
		if f.Alignment != decide.Stricter || f.Severity == diag.Error {
			return "it is not stricter"
		}
		return ""
	}},
	{"the other direction, named", otherDirection, about(align.DirectionAxis, decide.Overlapping, decide.Weaker, decide.Conflicting)},
	{"another unit, named", otherUnit, about(align.UnitAxis, decide.Incomparable)},
	{"a longer period, named", longer, about(align.PeriodAxis, decide.Weaker, decide.Incomparable)},
	{"another statistic, named", otherStatistic, about(align.StatisticAxis, decide.Weaker, decide.Incomparable)},
	{"a looser item limit, named", looserLimit, func(d *draft, i int, f align.Finding) string {
		if why := about(align.ItemLimitAxis, decide.Weaker)(d, i, f); why != "" {
			return why
		}
		if axis, _ := f.Axis(align.ItemLimitAxis); !strings.Contains(axis.Witness, "a length of ") {
			return "it has no witness: " + axis.Witness
		}
		return ""
	}},
	{"a tighter item limit, stricter", tighterLimit, func(d *draft, i int, f align.Finding) string {
		if axis, _ := f.Axis(align.ItemLimitAxis); axis.Relation != decide.Stricter || f.Alignment != decide.Stricter {
			return "the item limit is " + axis.Relation.String()
		}
		return ""
	}},
	{"an exclusion, named", excluded, about(align.ExclusionsAxis, decide.Weaker)},
}

// about asks that a finding is about an axis, and how.
func about(axis align.Axis, relations ...decide.Relation) func(*draft, int, align.Finding) string {
	return func(_ *draft, _ int, f align.Finding) string {
		found, _ := f.Axis(axis)
		if f.About != axis || !slices.Contains(relations, found.Relation) || f.Severity == diag.Note {
			return fmt.Sprintf("it is about %s, and %s is %s", f.About, axis, found.Relation)
		}
		return ""
	}
}

// try makes a change to all metrics that it fits, and looks at what alignment says.
func (d *draft) try(t *testing.T, change change, counts map[string]int) {
	t.Helper()
	a := d.agreement
	a.Metrics = slices.Clone(d.agreement.Metrics)
	changed := map[int]bool{}
	for i := range d.figures {
		changed[i] = change.make(d, i, &a.Metrics[i])
	}
	plan, err := a.Compile()
	if err != nil {
		t.Errorf("%s:\n%s", change.name, diag.Screen(err))
		return
	}
	byMetric := map[string]align.Finding{}
	findings, err := align.Align(t.Context(), d.catalog, plan)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		byMetric[f.Metric] = f
	}
	for _, i := range slices.Sorted(maps.Keys(d.figures)) {
		if !changed[i] {
			continue
		}
		counts[change.name]++
		m := a.Metrics[i]
		if f := byMetric[m.Name]; f.Metric == "" {
			t.Errorf("%s, %s: no finding", change.name, m.Aligns)
		} else if why := change.want(d, i, f); why != "" {
			t.Errorf("%s: %s: %s, each %s\n  %s\n  %s, %s: %s\n  %s", change.name, f.Claim, m.Measure, m.Period, m.Target, f.Severity, f.Alignment, f.Summary, why)
		}
	}
}

// stepped is the figure's number one step of its grid looser, or tighter: a hundredth of
// a percent, and one of what is counted. It is empty when there is no such value.
func (d *draft) stepped(i int, looser int64) string {
	f := d.figures[i]
	n, grid := f.Rat(), big.NewRat(1, 1)
	if n == nil {
		return ""
	}
	if f.Unit == framework.Percent || f.Unit == framework.PercentPositive || f.Unit == framework.Score || f.Unit == framework.USD {
		grid = big.NewRat(1, 100)
	}
	down := f.Op == framework.AtLeast || f.Op == framework.Above || f.Op == framework.Equal && d.measures[i].Direction == framework.HigherIsBetter
	if down == (looser > 0) {
		grid.Neg(grid)
	}
	n.Add(n, grid)
	if n.Sign() < 0 || (f.Unit == framework.Percent || f.Unit == framework.PercentPositive) && n.Cmp(big.NewRat(100, 1)) > 0 {
		return ""
	}
	text := n.FloatString(6)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// step writes a target that is one step looser, or tighter. A yes or no has no step, and
// nothing is stricter than all or none.
func (d *draft) step(i int, m *sla.Metric, looser int64) bool {
	f := d.figures[i]
	if f.Op == framework.Deviates || f.Unit == framework.Boolean {
		return false
	}
	if f.Op == framework.Equal {
		if looser < 0 {
			return false
		}
		f.Op = map[framework.Direction]framework.Op{framework.HigherIsBetter: framework.AtLeast, framework.LowerIsBetter: framework.AtMost}[d.measures[i].Direction]
		if f.Op == 0 {
			return false
		}
	}
	if f.Value = d.stepped(i, looser); f.Value == "" {
		return false
	}
	target, ok := f.Criterion()
	m.Target = target
	return ok
}

// inBase is a step as a value of the language holds it: a duration in nanoseconds.
func inBase(step string, f framework.Figure) *big.Rat {
	n, _ := new(big.Rat).SetString(step)
	if scale := map[framework.Unit]int64{framework.Hour: 3600e9, framework.Minute: 60e9, framework.Second: 1e9}[f.Unit]; scale != 0 {
		n.Mul(n, big.NewRat(scale, 1))
	}
	return n
}

// otherDirection asks for the other direction at the same figure.
func otherDirection(d *draft, i int, m *sla.Metric) bool {
	f := d.figures[i]
	other := map[framework.Op]framework.Op{framework.AtLeast: framework.AtMost, framework.AtMost: framework.AtLeast, framework.Above: framework.Below, framework.Below: framework.Above}[f.Op]
	if other == 0 || f.Value == "100" && f.Unit == framework.Percent || f.Value == "0" {
		return false // at most all is always so
	}
	f.Op = other
	target, ok := f.Criterion()
	m.Target = target
	return ok
}

// otherUnit measures a count where the measure is in something else, and a share where it
// is a count.
func otherUnit(d *draft, i int, m *sla.Metric) bool {
	unit := d.measures[i].Unit
	if unit == framework.NoUnit {
		return false // the source does not say in what it is
	}
	m.Measure, m.Target = fmt.Sprintf("count(%s, .other_part)", tableOf(m)), "value >= 1"
	if unit == framework.Count || unit == framework.Score {
		m.Measure, m.Target = fmt.Sprintf("share(%s, .other_part)", tableOf(m)), "value >= 50%"
	}
	return true
}

func tableOf(m *sla.Metric) string { return m.Name + "_records" }

// longer judges the same figure over a longer period. It is stricter for a ceiling on a
// count, and the same for what bounds every item.
func longer(d *draft, i int, m *sla.Metric) bool {
	next := map[string]calendar.Cycle{"monthly": calendar.FiscalQuarterly, "quarterly": calendar.FiscalYearly, "annually": calendar.RollingMonths(36), "at least annually": calendar.RollingMonths(36)}
	cycle := next[d.measures[i].Period]
	bounds := strings.HasPrefix(m.Measure, "max(") || strings.HasPrefix(m.Measure, "all(")
	grows := (strings.HasPrefix(m.Measure, "count(") || strings.HasPrefix(m.Measure, "sum(")) && d.measures[i].Direction != framework.HigherIsBetter
	if cycle == 0 || bounds || grows {
		return false
	}
	m.Period = cycle
	return true
}

// otherStatistic computes the value in another way than the source says, in the same
// unit.
func otherStatistic(d *draft, i int, m *sla.Metric) bool {
	table := tableOf(m)
	switch d.measures[i].Statistic {
	case "share":
		m.Measure = fmt.Sprintf("percent(sum(filter(%[1]s, .other_part), .other_amount) / sum(%[1]s, .other_amount))", table)
	case "share of amounts", "share of time":
		m.Measure = fmt.Sprintf("share(%s, .other_part)", table)
	case "count":
		m.Measure = fmt.Sprintf("distinct(%s, .other_text)", table)
	case "mean":
		m.Measure = strings.Replace(m.Measure, "mean(", "median(", 1)
	case "median":
		m.Measure = strings.Replace(m.Measure, "median(", "mean(", 1)
	case "maximum":
		m.Measure = strings.Replace(m.Measure, "max(", "mean(", 1)
	default:
		return false
	}
	return true
}

var limitInMeasure = regexp.MustCompile(`(<=|>=|>) ([0-9.]+)( calendar days?| business days?|h|min|s)\)`)

// looserLimit lets each item take one more, or come one nearer to the moment that it is
// due; where what is late is counted, one more before it is.
func looserLimit(d *draft, i int, m *sla.Metric) bool { return moveLimit(d, i, m, 1) }
func tighterLimit(d *draft, i int, m *sla.Metric) bool {
	return moveLimit(d, i, m, -1)
}

func moveLimit(d *draft, i int, m *sla.Metric, looser int64) bool {
	part := limitInMeasure.FindStringSubmatch(m.Measure)
	if part == nil || len(d.measures[i].ItemLimits) != 1 && len(d.measures[i].Tiers) == 0 {
		return false
	}
	n, _ := new(big.Rat).SetString(part[2])
	by := big.NewRat(looser, 1)
	if part[1] == ">=" {
		by.Neg(by)
	}
	if n.Add(n, by); n.Sign() < 0 || looser < 0 && n.Sign() == 0 && part[3] == "s" {
		return false
	}
	number := n.RatString()
	unit := strings.TrimSuffix(part[3], "s")
	if part[3] == "s" || part[3] == "h" || part[3] == "min" {
		unit = part[3]
	} else if number != "1" {
		unit += "s"
	}
	m.Measure = strings.Replace(m.Measure, part[0], part[1]+" "+number+unit+")", 1)
	return true
}

// excluded leaves out rows that the measure does not leave out.
func excluded(d *draft, i int, m *sla.Metric) bool {
	m.Exclude = append(slices.Clone(m.Exclude), sla.Exclusion{Kind: outage.ThirdParty, Table: tableOf(m), Rows: ".other_part", Because: "a carrier's fault", Authority: "section 4"})
	return true
}
