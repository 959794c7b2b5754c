package framework

import "strings"

// Query says which measures to find. Every field that is not zero must fit;
// the zero Query fits every measure. Case makes no difference.
type Query struct {
	Area      string // a service area or the part of it before a point: "HCM" finds "HCM.A9"
	Function  string // part of the function's number or title
	Prefix    string // beginning of the id or key
	Words     string // each word stands in the name, definition, function, id or key
	Unit      Unit
	Category  string
	Authority string // part of the authority: "1315"
	Tier      Tier
}

// Search gives the measures that fit the query, in the catalog's order. It reads
// each measure once.
func (c *Catalog) Search(q Query) []*Measure {
	words := strings.Fields(strings.ToLower(q.Words))
	var found []*Measure
	for _, m := range c.measures {
		if q.fits(m, words) {
			found = append(found, m.clone())
		}
	}
	return found
}

func (q Query) fits(m *Measure, words []string) bool {
	return inArea(m.Area, q.Area) &&
		contains(m.Function, q.Function) &&
		hasPrefix(m.Ref(), q.Prefix) &&
		(q.Unit == 0 || q.Unit == m.Unit) &&
		(q.Category == "" || strings.EqualFold(q.Category, m.Category)) &&
		contains(m.Authority, q.Authority) &&
		(q.Tier == 0 || q.Tier == m.Release.Tier) &&
		m.mentions(words)
}

// mentions reports whether every word stands somewhere in what names the measure.
func (m *Measure) mentions(words []string) bool {
	if len(words) == 0 {
		return true
	}
	text := strings.ToLower(strings.Join([]string{m.Ref(), m.Name, m.Definition, m.Function}, "\n"))
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

func inArea(area, wanted string) bool {
	return wanted == "" || strings.EqualFold(area, wanted) || hasPrefix(area, wanted+".")
}

func contains(text, part string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}

func hasPrefix(text, prefix string) bool {
	return strings.HasPrefix(strings.ToLower(text), strings.ToLower(prefix))
}
