package coverage

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/internal/words"
	"github.com/concord-sla/concord/sla"
)

// Suggestion is a measure that a metric may be about, and why. The score has no unit: it
// orders the suggestions for one metric and means nothing beside that.
type Suggestion struct {
	Measure *framework.Measure
	Score   int
	Why     []string // "both say invoice and payment", "both in percent"
}

// mostSuggestions bounds what is suggested for one metric.
const mostSuggestions = 3

// A suggester finds measures for metrics by what both say they count: rare words weigh
// more than frequent ones, a word of both names more than one of the records that the
// metric reads. A measure in another unit than the metric's is not suggested.
type suggester struct {
	plan     sla.Agreement
	measures []*framework.Measure
	names    []map[string]bool // beside measures: the stems of the name
	about    []map[string]bool // and those of the name, the function and the definition
	spread   map[string]int    // in how many measures a stem stands
}

func newSuggester(agreement sla.Agreement, measures []*framework.Measure) *suggester {
	n := len(measures)
	s := &suggester{plan: agreement, measures: measures, names: make([]map[string]bool, n), about: make([]map[string]bool, n), spread: map[string]int{}}
	for i, m := range measures {
		_, title, _ := strings.Cut(m.Function, " ")
		s.names[i], s.about[i] = stems(m.Name), stems(m.Name+" "+title+" "+m.Definition)
		for stem := range s.about[i] {
			s.spread[stem]++
		}
	}
	return s
}

// metric returns the best suggestions for a metric, the best first; of equals, the usable
// one, and then the first of the catalog.
func (s *suggester) metric(metric sla.CheckedMetric) []Suggestion {
	title, records := stems(metric.Name+" "+metric.Title), s.records(metric)
	value := metric.Measure.Type()
	var all []Suggestion
	for i, m := range s.measures {
		unit := unitMatch(value, m.Unit)
		said, score := s.shared(title, s.names[i])
		if unit == "" || len(said) == 0 {
			continue
		}
		counted, more := s.shared(records, s.about[i])
		counted = slices.DeleteFunc(counted, func(word string) bool { return title[word] })
		if len(said)+len(counted) < 2 {
			continue // one common word is chance
		}
		hit := Suggestion{Measure: m, Score: 2*score + more, Why: []string{"both say " + strings.Join(said, ", ")}}
		if len(counted) > 0 {
			hit.Why = append(hit.Why, "the metric reads "+strings.Join(counted, ", "))
		}
		hit.Why = append(hit.Why, unit)
		if p := cycleWords[metric.Period.String()]; p != "" && p == m.Period {
			hit.Score++
			hit.Why = append(hit.Why, "both "+p)
		}
		if m.Quarantine != "" {
			hit.Why = append(hit.Why, "its figure is quarantined")
		}
		all = append(all, hit)
	}
	slices.SortStableFunc(all, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(statusOf(a.Measure), statusOf(b.Measure)))
	})
	// What is far behind the best is not what the metric is about.
	all = slices.DeleteFunc(all, func(hit Suggestion) bool { return 2*hit.Score < all[0].Score })
	all = all[:min(len(all), mostSuggestions)]
	return all
}

func statusOf(m *framework.Measure) framework.Status {
	status, _ := m.Status()
	return status
}

// unitMatch returns in words how the units of a value and of a measure agree, or "" when
// they do not. A ratio of two amounts is what a measure calls a percentage.
func unitMatch(value kinds.Type, u framework.Unit) string {
	switch {
	case u == framework.NoUnit:
		return ""
	case u.Suits(value):
		return "both in " + u.String()
	case value.Kind == kinds.Ratio && u == framework.Percent:
		return "the metric is a ratio, the measure a percentage"
	}
	return ""
}

// records returns the stems of the metric's service, and of the tables and fields that
// its measure names: whom and what it counts.
func (s *suggester) records(metric sla.CheckedMetric) map[string]bool {
	known := map[string]bool{}
	for _, t := range s.plan.Tables {
		known[t.Name] = true
		for _, f := range t.Fields {
			known[f.Name] = true
		}
	}
	var text strings.Builder
	for _, service := range s.plan.Services {
		if service.Key == metric.Service {
			text.WriteString(service.Title)
		}
	}
	for _, name := range strings.FieldsFunc(metric.Metric.Measure, notInName) {
		if known[name] {
			text.WriteString(" " + name)
		}
	}
	return stems(text.String())
}

func notInName(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// shared returns the stems in both, sorted, and their weight together.
func (s *suggester) shared(a, b map[string]bool) (both []string, score int) {
	for stem := range a {
		if b[stem] {
			both = append(both, stem)
			score += s.weight(stem)
		}
	}
	slices.Sort(both)
	return both, score
}

// weight returns more for a word that few measures have.
func (s *suggester) weight(stem string) int {
	rarity := len(s.measures) / s.spread[stem]
	switch {
	case rarity >= 20:
		return 4
	case rarity >= 8:
		return 3
	case rarity >= 3:
		return 2
	}
	return 1
}

// emptyWords say nothing about what is counted.
var emptyWords = map[string]bool{
	"and": true, "the": true, "for": true, "with": true, "from": true, "each": true, "all": true, "not": true, "that": true,
	"rate": true, "percentage": true, "percent": true, "share": true, "count": true, "number": true, "volume": true, "measure": true,
	"service": true, "efficiency": true, "type": true, "category": true, "level": true, "value": true, "date": true, "day": true,
}

// likeWords are words that say the same in agreements and in measures.
var likeWords = map[string]string{
	"timeliness": "time", "timely": "time", "ontime": "time", "uptime": "availability", "available": "availability",
	"paid": "payment", "pay": "payment", "payable": "payment", "bill": "invoice", "resolution": "resolve", "resolved": "resolve", "fixed": "resolve",
	"satisfied": "satisfaction", "accurate": "accuracy", "processed": "process", "processing": "process", "answered": "answer", "trip": "travel",
	"completed": "complete", "completion": "complete", "completeness": "complete", "rejected": "rejection",
}

// stems returns a text's words of three letters or more, in one form for singular and
// plural.
func stems(text string) map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(word) < 3 {
			continue
		}
		word = words.Singular(word)
		if like, found := likeWords[word]; found {
			word = like
		}
		if !emptyWords[word] {
			all[word] = true
		}
	}
	return all
}

// cycleWords are the words of the catalog for the cycles of a metric.
var cycleWords = map[string]string{"month": "monthly", "quarter": "quarterly", "fiscal quarter": "quarterly", "year": "annually", "fiscal year": "annually"}
