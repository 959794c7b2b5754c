package framework

// A part is one document of a catalog. What is needed to find a measure is known
// before the document is read.
type part struct {
	catalog string
	area    string
	refs    []string // the names of its measures, in order, each once
	read    func() *content
}

// content is a document that was read.
type content struct {
	release  *Release
	measures []*Measure
	named    map[string][]*Measure
}

func newContent(release *Release, measures []*Measure) *content {
	c := &content{release, measures, make(map[string][]*Measure, len(measures))}
	for _, m := range measures {
		if ref := m.Ref(); ref != "" {
			c.named[ref] = append(c.named[ref], m)
		}
	}
	return c
}

// partOf is a part of content that was read already.
func partOf(c *content) *part {
	p := &part{catalog: c.release.Catalog, area: c.release.Area, read: func() *content { return c }}
	seen := make(map[string]bool, len(c.measures))
	for _, m := range c.measures {
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
