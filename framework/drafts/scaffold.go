package drafts

import (
	"cmp"
	"fmt"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
)

// Draft is what the parties know about their agreement before it is written. What is left
// out becomes a blank.
type Draft struct {
	Name      string // the agreement's name: "payables-operations"
	Title     string
	Effective calendar.Date // the first day
	Customer  string
	Provider  string
	QSMO      string // the quality service management office
}

// Scaffold writes a draft agreement over the catalog's measures: YAML with a metric for
// each figure, its target, item limit, period and who answers for it filled in, a comment
// that says who published it, and a table of records for it. The catalog says which
// measures: that of [framework.Catalog.Only], or of editions.Choose.
//
// What only the parties can say is a blank: a key with nothing behind it but a comment,
// "# fill in:" and what. An agreement with a blank is refused, each blank at its place,
// so that none is signed by oversight; nothing else in the draft is refused. A measure
// without a usable figure has a blank for its target, with the reason. Workload counts,
// measures of a marketplace and ids that name several measures become no metric; the
// draft lists them at its end. When nothing else is left there is no draft but an error.
func Scaffold(c *framework.Catalog, d Draft) (string, error) {
	s := scaffold{names: map[string]bool{}}
	metrics, left := s.metrics(c)
	hours := ""
	for _, m := range metrics {
		hours = cmp.Or(hours, m.formula.Calendar)
	}
	s.head(d, hours)
	if len(metrics) == 0 {
		return "", &diag.Diagnostic{Severity: diag.Error, Code: codes.BadValue, Class: codes.Class(codes.BadValue),
			Summary: fmt.Sprintf("none of the %d measures can be a metric of an agreement", len(left)),
			Advice:  "choose measures with figures: workload counts and measures of a marketplace have no target"}
	}
	s.line(0, "tables:")
	for _, m := range metrics {
		s.table(m)
	}
	s.line(0, "")
	s.line(0, "metrics:")
	for _, m := range metrics {
		s.metric(m)
	}
	if len(left) > 0 {
		s.line(0, "")
		s.line(0, "# Left out:")
	}
	for _, text := range left {
		s.line(0, "# - "+text)
	}
	return s.String(), nil
}

// head writes what stands before the tables; hours names the calendar by which formulas
// count business hours, if any does.
func (s *scaffold) head(d Draft, hours string) {
	s.line(0, "# A draft. Each \"fill in\" is a blank for the parties, and is refused until it is filled.")
	s.line(0, "concord: v1")
	s.pair(0, "agreement", d.Name, "a name in one word, such as payables-operations")
	s.pair(0, "title", d.Title, "the agreement's title")
	s.line(0, "version: 1")
	s.line(0, "status: draft")
	s.line(0, "effective:")
	from := ""
	if !d.Effective.IsZero() {
		from = d.Effective.String()
	}
	s.pair(1, "from", from, "the first day, such as 2026-10-01")
	s.line(0, "zone: America/New_York")
	s.line(0, "calendar: federal")
	if hours != "" {
		s.line(0, "calendars:")
		s.line(1, hours+":")
		s.line(2, "based on: federal")
		s.pair(2, "hours", "", "the business hours, such as {monday to friday: 08:00-17:00}")
	}
	s.line(0, "")
	s.line(0, "parties:")
	for _, p := range []struct{ key, name, blank string }{
		{"customer", d.Customer, "the agency that is served"}, {"provider", d.Provider, "who provides the service"},
		{"qsmo", d.QSMO, "the quality service management office"},
	} {
		s.line(1, p.key+":")
		s.pair(2, "name", p.name, p.blank)
	}
	s.line(0, "")
}

// draftedMetric is a metric of the draft: a measure, or one case of it.
type draftedMetric struct {
	name    string
	title   string
	measure *framework.Measure
	stated  framework.Case
	formula framework.Formula
}

// metrics returns the measures that become metrics, and why the others do not.
func (s *scaffold) metrics(c *framework.Catalog) (metrics []draftedMetric, left []string) {
	measures := c.Measures()
	type entry struct {
		ref  string
		tier framework.Tier
	}
	same := map[entry]int{}
	for _, m := range measures {
		same[entry{m.Ref(), m.Release.Tier}]++
	}
	for _, m := range measures {
		reason := ""
		switch {
		case m.Release.Scope == framework.MarketplaceScope:
			reason = "measures a marketplace"
		case m.Release.Tier == framework.Legacy && same[entry{m.Ref(), framework.Current}] > 0:
			reason = "a current measure has the id too"
		case same[entry{m.Ref(), m.Release.Tier}] > 1:
			reason = "the id names several measures"
		case m.Direction == framework.Informational && len(m.Figures()) == 0:
			reason = "counts work"
		}
		if reason != "" {
			left = append(left, fmt.Sprintf("%s, %s: %s", m.Ref(), oneLine(m.Name), reason))
			continue
		}
		if len(m.Tiers) == 0 {
			metrics = append(metrics, s.draft(m, ""))
		}
		for _, t := range m.Tiers {
			metrics = append(metrics, s.draft(m, t.When))
		}
	}
	return metrics, left
}

func (s *scaffold) draft(m *framework.Measure, when string) draftedMetric {
	title := m.Name
	if when != "" {
		title += ", " + when
	}
	stated, _ := m.Case(when)
	name := s.unique(title)
	return draftedMetric{name, oneLine(title), m, stated, stated.Formula(tableOf(name))}
}

// tableOf returns the name of the table from which a metric is computed.
func tableOf(metric string) string { return metric + "_records" }

func (s *scaffold) table(m draftedMetric) {
	s.line(1, m.formula.Table+":")
	s.line(2, "at: "+m.formula.At)
	s.line(2, "fields: {"+m.formula.Fields+"}")
	s.line(2, "source:")
	s.pair(3, "system", "", "where they are recorded")
	s.pair(3, "method", "", "how they are taken, such as automated report")
	s.line(3, "measurer: provider")
}

func (s *scaffold) metric(m draftedMetric) {
	s.line(1, m.name+":")
	s.origin(m.measure)
	s.line(2, "title: "+scaffoldText(m.title))
	if party := framework.PartyOf(m.measure.Performing); party != "" {
		s.line(2, "responsible: "+party)
	}
	claim := m.measure.Ref()
	if m.stated.When != "" {
		claim += ", " + m.stated.When
	}
	s.line(2, "aligns: "+scaffoldText(claim))
	switch f := m.formula; {
	case !f.Proposed:
		s.line(2, "measure: "+f.Text)
	case f.Doubt != "":
		s.pair(2, "measure", "", "such as "+f.Text+"; "+f.Doubt)
	default:
		s.pair(2, "measure", "", "such as "+f.Text)
	}
	s.target(m)
	period := draftPeriods[m.measure.Period]
	if due := m.measure.DueWithin(); period != "" && due != "" {
		period += ", due " + due + " after"
	}
	if period != "" {
		s.line(2, "period: "+period)
	} else {
		s.pair(2, "period", "", "such as month; the source says "+orNothing(m.measure.Period))
	}
	s.line(2, "no data: not measured")
	s.exclusions(m)
}

// exclusions writes what the measure itself leaves out; the parties say which rows those
// are.
func (s *scaffold) exclusions(m draftedMetric) {
	if len(m.measure.Exclusions) == 0 {
		return
	}
	s.line(2, "exclude:")
	for _, kind := range m.measure.Exclusions {
		s.line(3, "- kind: "+kind)
		s.pair(4, "rows", "", "which rows are "+kind+" interruptions, such as ."+kind)
		s.line(4, "because: the measure leaves them out")
		s.line(4, "authority: "+scaffoldText("the definition of "+m.measure.Ref()))
	}
}

// origin writes, as comments, what is measured and who published it.
func (s *scaffold) origin(m *framework.Measure) {
	if m.Definition != "" {
		s.line(2, "# "+oneLine(m.Definition))
	}
	from := "from " + m.Release.Title
	if m.Release.Name != "" {
		from += ", " + m.Release.Name
	}
	if m.Authority != "" {
		from += "; " + m.Authority
	}
	s.line(2, "# "+oneLine(from))
}

// target writes the criterion, or a blank that says why there is none.
func (s *scaffold) target(m draftedMetric) {
	status, why := m.measure.Status()
	switch {
	case status == framework.Quarantined:
		s.pair(2, "target", "", "the published figure is quarantined: "+oneLine(why))
		return
	case m.stated.Target == nil:
		if why == "" {
			why = "the source states no figure for this case"
		}
		s.pair(2, "target", "", oneLine(why))
		return
	}
	criterion, ok := m.stated.Target.Criterion()
	if !ok {
		s.pair(2, "target", "", fmt.Sprintf("the source says %s, and %s", m.stated.Target, criterion))
		return
	}
	comment := ""
	if m.measure.SetBy != "" {
		comment = " # recommended; the " + m.measure.SetBy + " may set another"
	}
	s.line(2, "target: "+criterion+comment)
}

// draftPeriods are an agreement's words for the catalog's frequencies; a federal year is
// the fiscal one.
var draftPeriods = map[string]string{"monthly": "month", "quarterly": "fiscal quarter", "annually": "fiscal year", "at least annually": "fiscal year"}
