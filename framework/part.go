package framework

// A part is one document of a catalog. What is needed to find a measure is known
// before the document is read.
type part struct {
	catalog string
	area    string
	refs    []string // the names of its measures, in order, each once
	content
}

// content is what a document holds. A measure that was given once is the same one
// when it is given again.
type content interface {
	release() *Release
	measures() []*Measure         // all of them, in order
	called(ref string) []*Measure // those of that name, in order
}

// loaded is the content of a document that was read.
type loaded struct {
	of     *Release
	all    []*Measure
	byName map[string][]*Measure
}

func newLoaded(release *Release, measures []*Measure) *loaded {
	l := &loaded{release, measures, make(map[string][]*Measure, len(measures))}
	for _, m := range measures {
		if ref := m.Ref(); ref != "" {
			l.byName[ref] = append(l.byName[ref], m)
		}
	}
	return l
}

func (l *loaded) release() *Release            { return l.of }
func (l *loaded) measures() []*Measure         { return l.all }
func (l *loaded) called(ref string) []*Measure { return l.byName[ref] }

// partOf is a part of content that was read already.
func partOf(l *loaded) *part {
	p := &part{catalog: l.of.Catalog, area: l.of.Area, content: l}
	seen := make(map[string]bool, len(l.all))
	for _, m := range l.all {
		if ref := m.Ref(); ref != "" && !seen[ref] {
			p.refs, seen[ref] = append(p.refs, ref), true
		}
	}
	return p
}

// assemble puts parts into one catalog without reading any.
func assemble(parts []*part) *Catalog {
	n := 0
	for _, p := range parts {
		n += len(p.refs)
	}
	c := &Catalog{parts: parts, named: make(map[string][]*part, n)}
	for _, p := range parts {
		for _, ref := range p.refs {
			c.named[ref] = append(c.named[ref], p)
		}
	}
	return c
}
