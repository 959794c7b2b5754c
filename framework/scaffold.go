package framework

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
)

// Draft is what the parties know about their agreement before it is written. What
// is left out becomes a blank.
type Draft struct {
	Name      string // the agreement's name: "payables-operations"
	Title     string
	Effective calendar.Date // the first day
	Customer  string
	Provider  string
	QSMO      string // the quality service management office
}

// Scaffold writes a draft agreement over the catalog's measures: YAML with a metric
// for each figure, its target, item limit, period and who answers for it filled in,
// a comment that says who published it, and a table of records for it. Take the
// catalog from [Catalog.Only] or [Catalog.Chosen] to say which measures.
//
// What only the parties can say is a blank: a key with nothing behind it but a
// comment, "# fill in:" and what. An agreement with a blank is refused, each blank
// at its place, so that none is signed by oversight; nothing else in the draft is
// refused. A measure without a usable figure has a blank for its target, with the
// reason. Workload counts, measures of a marketplace and ids that name several
// measures become no metric; the draft lists them at its end. When nothing else is
// left there is no draft but an error.
func (c *Catalog) Scaffold(d Draft) (string, error) {
	s := scaffold{names: map[string]bool{}}
	metrics, left := s.metrics(c)
	s.head(d, slices.ContainsFunc(metrics, func(m drafted) bool { return strings.Contains(m.records.blank, workingHours) }))
	if len(metrics) == 0 {
		return "", &diag.Diagnostic{Severity: diag.Error, Code: diag.BadValue,
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

// scaffold is a draft while it is written.
type scaffold struct {
	strings.Builder
	names map[string]bool // names of metrics that are taken
}

func (s *scaffold) line(depth int, text string) {
	if text != "" {
		s.WriteString(strings.Repeat("  ", depth) + text)
	}
	s.WriteString("\n")
}

// pair writes a key and its text, or a blank that says what to fill in.
func (s *scaffold) pair(depth int, key, text, blank string) {
	if text == "" {
		s.line(depth, key+": # fill in: "+blank)
		return
	}
	s.line(depth, key+": "+scaffoldText(text))
}

// head writes what stands before the tables; hours says whether limits are in business
// hours.
func (s *scaffold) head(d Draft, hours bool) {
	s.line(0, "# A draft. Each \"fill in\" is a blank for the parties, and is refused until it is filled.")
	s.line(0, "concord: v1")
	s.pair(0, "agreement", d.Name, "a name in one word, such as payables-operations")
	s.pair(0, "title", d.Title, "the agreement's title")
	s.line(0, "version: 1")
	s.line(0, "status: draft")
	s.line(0, "effective:")
	s.pair(1, "from", dayText(d.Effective), "the first day, such as 2026-10-01")
	s.line(0, "zone: America/New_York")
	s.line(0, "calendar: federal")
	if hours {
		s.line(0, "calendars:")
		s.line(1, workingHours+":")
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

// drafted is a metric of the draft: a measure, or one case of it.
type drafted struct {
	name    string
	title   string
	measure *Measure
	when    string // the case; empty for a measure that has none
	target  *Figure
	limits  []Limit
	records records
}

// metrics chooses the measures that become metrics, and says why others do not.
func (s *scaffold) metrics(c *Catalog) (metrics []drafted, left []string) {
	for m := range c.all() {
		reason := ""
		switch same := c.entries(m.Ref()); {
		case m.Release.Scope == MarketplaceScope:
			reason = "measures a marketplace"
		case same[0].Release.Tier != m.Release.Tier:
			reason = "a current measure has the id too"
		case len(same) > 1 && same[1].Release.Tier == m.Release.Tier:
			reason = "the id names several measures"
		case m.Direction == Informational && len(m.Figures()) == 0:
			reason = "counts work"
		}
		if reason != "" {
			left = append(left, fmt.Sprintf("%s, %s: %s", m.Ref(), oneLine(m.Name), reason))
			continue
		}
		if len(m.Tiers) == 0 {
			metrics = append(metrics, s.draft(m, "", m.Target, m.ItemLimits))
		}
		for _, t := range m.Tiers {
			metrics = append(metrics, s.draft(m, t.When, t.Target, m.caseLimits(&t)))
		}
	}
	return metrics, left
}

func (s *scaffold) draft(m *Measure, when string, target *Figure, limits []Limit) drafted {
	title := m.Name
	if when != "" {
		title += ", " + when
	}
	return drafted{s.unique(title), oneLine(title), m, when, target, limits, recordsFor(m, target, limits)}
}

// longestName bounds the names of metrics that are made of titles.
const longestName = 48

// unique makes a name in the agreement out of a title.
func (s *scaffold) unique(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	name := strings.Join(words, "_")
	if len(name) > longestName {
		name = name[:longestName]
		name = name[:max(strings.LastIndexByte(name, '_'), 1)]
	}
	name = strings.Trim(name, "_")
	if name == "" || name[0] >= '0' && name[0] <= '9' {
		name = "m_" + name
	}
	own := name
	for n := 2; s.names[own]; n++ {
		own = name + "_" + strconv.Itoa(n)
	}
	s.names[own] = true
	return own
}

func (s *scaffold) table(m drafted) {
	s.line(1, m.name+"_records:")
	s.line(2, "at: "+m.records.at)
	s.line(2, "fields: {"+m.records.fields+"}")
	s.line(2, "source:")
	s.pair(3, "system", "", "where they are recorded")
	s.pair(3, "method", "", "how they are taken, such as automated report")
	s.line(3, "measurer: provider")
}

func (s *scaffold) metric(m drafted) {
	s.line(1, m.name+":")
	s.origin(m.measure)
	s.line(2, "title: "+scaffoldText(m.title))
	if party := m.measure.responsible(); party != "" {
		s.line(2, "responsible: "+party)
	}
	claim := m.measure.Ref()
	if m.when != "" {
		claim += ", " + m.when
	}
	s.line(2, "aligns: "+scaffoldText(claim))
	table := m.name + "_records"
	if m.records.measure != "" {
		s.line(2, "measure: "+fmt.Sprintf(m.records.measure, table))
	} else {
		s.pair(2, "measure", "", fmt.Sprintf(m.records.blank, table))
	}
	s.target(m)
	period := draftPeriods[m.measure.Period]
	if due := draftDue(m.measure.Due); period != "" && due != "" {
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

// exclusions are what the measure itself leaves out; the parties say which rows those are.
func (s *scaffold) exclusions(m drafted) {
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

// origin says in comments what is measured and who published it.
func (s *scaffold) origin(m *Measure) {
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
func (s *scaffold) target(m drafted) {
	standing, why := m.measure.Standing()
	switch {
	case standing == Quarantined:
		s.pair(2, "target", "", "the published figure is quarantined: "+oneLine(why))
		return
	case m.target == nil:
		if why == "" {
			why = "the source states no figure for this case"
		}
		s.pair(2, "target", "", oneLine(why))
		return
	}
	criterion, ok := m.target.Criterion()
	if !ok {
		s.pair(2, "target", "", fmt.Sprintf("the source says %s, and %s", m.target, criterion))
		return
	}
	comment := ""
	if m.measure.SetBy != "" {
		comment = " # recommended; the " + m.measure.SetBy + " may set another"
	}
	s.line(2, "target: "+criterion+comment)
}

// responsible is the party that performs the work, where the source says it in
// words that name one.
func (m *Measure) responsible() string { return partyOf(m.Performing) }

// partyOf is the party of an agreement that a catalog's word for an organization names;
// "" when it names none.
func partyOf(organization string) string {
	switch {
	case strings.Contains(organization, "Provider"):
		return "provider"
	case strings.Contains(organization, "Customer"), strings.Contains(organization, "Consumer"), strings.HasPrefix(organization, "Agency"):
		return "customer"
	case strings.Contains(organization, "Management Office"):
		return "qsmo"
	}
	return ""
}

// draftPeriods are an agreement's words for the catalog's frequencies; a federal
// year is the fiscal one.
var draftPeriods = map[string]string{"monthly": "month", "quarterly": "fiscal quarter", "annually": "fiscal year", "at least annually": "fiscal year"}

// draftDue is how long after the period a result is due, where the source says it
// in days that the language knows: "10 calendar days" of "10 calendar days after
// month end".
func draftDue(due string) string {
	words := strings.Fields(due)
	if len(words) < 3 || !isDigits(words[0]) || words[1] != "calendar" && words[1] != "business" || words[2] != "days" && words[2] != "day" {
		return ""
	}
	return strings.Join(words[:3], " ")
}

func orNothing(text string) string {
	if text == "" {
		return "nothing"
	}
	return strconv.Quote(text)
}

// scaffoldText is a text as YAML: quoted, unless every reader takes it for a text.
func scaffoldText(text string) string {
	if _, err := calendar.ParseDate(text); err == nil {
		return text
	}
	odd := strings.ContainsFunc(text, func(r rune) bool {
		return !strings.ContainsRune(" /_.-", r) && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	if odd || strings.Trim(text, " -./") != text || len(text) < 6 || !strings.ContainsAny(text[:1], letters) {
		return strconv.Quote(text)
	}
	return text
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
