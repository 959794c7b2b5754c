package framework

// A catalogFile is one document of a catalog. What is needed to find a measure is known
// before the document is read.
type catalogFile struct {
	catalog string
	area    string
	refs    []string // the names of its measures, in order, each once
	fileContent
}

// fileContent is what a document holds. It returns the same measure each time.
type fileContent interface {
	release() *Release
	measures() []*Measure         // all of them, in order
	called(ref string) []*Measure // those of that name, in order
}

// parsedFile is the content of a document that was read.
type parsedFile struct {
	of     *Release
	all    []*Measure
	byName map[string][]*Measure
}

func newParsedFile(release *Release, measures []*Measure) *parsedFile {
	l := &parsedFile{release, measures, make(map[string][]*Measure, len(measures))}
	for _, m := range measures {
		if ref := m.Ref(); ref != "" {
			l.byName[ref] = append(l.byName[ref], m)
		}
	}
	return l
}

func (l *parsedFile) release() *Release            { return l.of }
func (l *parsedFile) measures() []*Measure         { return l.all }
func (l *parsedFile) called(ref string) []*Measure { return l.byName[ref] }

// fileOf returns a file of content that was read already.
func fileOf(l *parsedFile) *catalogFile {
	p := &catalogFile{catalog: l.of.Catalog, area: l.of.Area, fileContent: l}
	seen := make(map[string]bool, len(l.all))
	for _, m := range l.all {
		if ref := m.Ref(); ref != "" && !seen[ref] {
			p.refs, seen[ref] = append(p.refs, ref), true
		}
	}
	return p
}

// newCatalog returns a catalog of files without reading any.
func newCatalog(files []*catalogFile) *Catalog {
	n := 0
	for _, p := range files {
		n += len(p.refs)
	}
	c := &Catalog{files: files, named: make(map[string][]*catalogFile, n)}
	for _, p := range files {
		for _, ref := range p.refs {
			c.named[ref] = append(c.named[ref], p)
		}
	}
	return c
}
