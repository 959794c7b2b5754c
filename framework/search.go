package framework

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Query says which measures to find. Every field that is not zero must fit; the zero
// Query fits every measure. Case makes no difference.
type Query struct {
	Area      string // a service area or the part of it before a point: "HCM" finds "HCM.A9"
	Function  string // part of the function's number or title
	Prefix    string // beginning of the id or key
	Words     string // each word stands in the name, definition, function, id or key
	Unit      Unit
	Category  string
	Authority string // part of the authority: "1315"
	Tier      Tier
	Status    Status
}

// Search returns the measures that fit the query. With words the best fit comes first: a
// word of the name counts more than a part of one, and that more than a word of the id,
// the function or the definition; a current measure comes before a legacy one. Among
// equals, and without words, the order is the catalog's. A document of another area is
// not read.
func (c *Catalog) Search(q Query) []*Measure {
	type hit struct {
		measure *Measure
		score   int
	}
	words := strings.Fields(strings.ToLower(q.Words))
	var hits []hit
	for _, p := range c.documents() {
		if !inArea(p.area, q.Area) || !slices.ContainsFunc(p.refs, func(ref string) bool { return hasPrefix(ref, q.Prefix) }) {
			continue
		}
		for _, m := range p.measures() {
			if !q.fits(m) {
				continue
			}
			if score, ok := m.mentions(words); ok {
				hits = append(hits, hit{m, score})
			}
		}
	}
	if len(words) > 0 {
		slices.SortStableFunc(hits, func(a, b hit) int {
			return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.measure.Release.Tier, b.measure.Release.Tier))
		})
	}
	var found []*Measure
	for _, h := range hits {
		found = append(found, h.measure.clone())
	}
	return found
}

func (q Query) fits(m *Measure) bool {
	return inArea(m.Area, q.Area) &&
		contains(m.Function, q.Function) &&
		hasPrefix(m.Ref(), q.Prefix) &&
		(q.Unit == 0 || q.Unit == m.Unit) &&
		(q.Category == "" || strings.EqualFold(q.Category, m.Category)) &&
		contains(m.Authority, q.Authority) &&
		(q.Tier == 0 || q.Tier == m.Release.Tier) &&
		(q.Status == 0 || q.Status == m.status())
}

// The score of a word by where it stands.
const (
	wordScore    = 4
	partialScore = 3
	refScore     = 2
	textScore    = 1
)

// mentions reports whether every word stands somewhere in what names the measure, and how
// well they fit.
func (m *Measure) mentions(words []string) (score int, ok bool) {
	if len(words) == 0 {
		return 0, true
	}
	name, ref := strings.ToLower(m.Name), strings.ToLower(m.Ref())
	text := strings.ToLower(m.Function + "\n" + m.Definition)
	nameWords := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, word := range words {
		switch {
		case slices.Contains(nameWords, word):
			score += wordScore
		case strings.Contains(name, word):
			score += partialScore
		case strings.Contains(ref, word):
			score += refScore
		case strings.Contains(text, word):
			score += textScore
		default:
			return 0, false
		}
	}
	return score, true
}

func inArea(area, wanted string) bool {
	return wanted == "" || strings.EqualFold(area, wanted) || hasPrefix(area, wanted+".")
}

func contains(text, piece string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(piece))
}

func hasPrefix(text, prefix string) bool {
	return strings.HasPrefix(strings.ToLower(text), strings.ToLower(prefix))
}
