package framework

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
)

// lazyFile is the content of a document of the package, each measure of which is read
// when it is first asked for. What the generator writes is laid out so that the measures
// are found by their lines, and simple enough to be read without the rest, all but a text
// with an escape in it. A test holds what is read so against what [Load] makes of the
// same documents.
type lazyFile struct {
	source   *diag.Source
	head     diag.Span // what stands before the measures
	items    []lazyMeasure
	read     func() (*Release, map[string]*Source)
	document func() *document.Node // the document parsed, for what is not simple
}

// lazyMeasure is a measure of which only the name is known, until it is asked for.
type lazyMeasure struct {
	ref     string
	span    diag.Span
	once    sync.Once
	measure *Measure
}

// What the lines of the package's documents begin with.
const (
	headStart = "\nconcord: "
	listStart = "\nmeasures:\n"
	itemStart = "\n  - "
)

// newLazyFile returns a document of the package in which only the ids of the measures
// were looked for.
func newLazyFile(source *diag.Source) *catalogFile {
	text := source.Text
	l := &lazyFile{source: source, items: make([]lazyMeasure, strings.Count(text, itemStart))}
	list := strings.Index(text, listStart)
	l.head = diag.Span{Start: strings.Index(text, headStart) + 1, End: list + 1}
	if list < 0 || len(l.items) == 0 {
		panic(broken(source.Name + " lists no measures"))
	}
	l.read, l.document = sync.OnceValues(l.readHead), sync.OnceValue(l.parse)
	p := &catalogFile{catalog: l.headText("catalog"), area: l.headText("area"), refs: make([]string, 0, len(l.items)), fileContent: l}
	seen := make(map[string]bool, len(l.items))
	at := list + len(listStart) - 1
	for i := range l.items {
		start := at + len(itemStart)
		length := strings.Index(text[start:], itemStart)
		if length < 0 {
			length = len(text) - start
		}
		item := &l.items[i]
		item.span = diag.Span{Start: start, End: start + length}
		item.ref = valueOf(text[start:item.span.End])
		if !seen[item.ref] {
			p.refs, seen[item.ref] = append(p.refs, item.ref), true
		}
		at = item.span.End
	}
	return p
}

// headText returns the text of a key of the head.
func (l *lazyFile) headText(key string) string {
	_, after, _ := strings.Cut(l.source.Text[l.head.Start-1:l.head.End], "\n"+key+": ")
	return valueOf(": " + after)
}

// valueOf returns the value on a line behind a key.
func valueOf(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	_, value, _ := strings.Cut(line, ": ")
	if plain, err := strconv.Unquote(value); err == nil {
		return plain
	}
	return value
}

func (l *lazyFile) readHead() (*Release, map[string]*Source) {
	node, simple := document.Simple(l.source, l.head, "")
	if !simple {
		node = l.document()
	}
	var r catalogLoader
	release, sources := r.head(node)
	l.mustBeSound(r.Problems)
	release.Count = len(l.items)
	return release, sources
}

func (l *lazyFile) parse() *document.Node {
	root, found := document.Parse(l.source)
	l.mustBeSound(found)
	if n := len(root.Get("measures").Items); n != len(l.items) {
		panic(broken(fmt.Sprintf("%s lists %d measures, by their lines %d", l.source.Name, n, len(l.items))))
	}
	return root
}

func (l *lazyFile) mustBeSound(found diag.List) {
	if err := found.Sorted().Err(); err != nil {
		panic(broken(err))
	}
}

func (l *lazyFile) release() *Release {
	release, _ := l.read()
	return release
}

func (l *lazyFile) measures() []*Measure {
	all := make([]*Measure, len(l.items))
	for i := range l.items {
		all[i] = l.measure(i)
	}
	return all
}

func (l *lazyFile) called(ref string) []*Measure {
	var all []*Measure
	for i := range l.items {
		if l.items[i].ref == ref {
			all = append(all, l.measure(i))
		}
	}
	return all
}

func (l *lazyFile) measure(i int) *Measure {
	item := &l.items[i]
	item.once.Do(func() {
		release, sources := l.read()
		node, simple := document.Simple(l.source, item.span, "measures["+strconv.Itoa(i)+"]")
		if !simple {
			node = l.document().Get("measures").Items[i]
		}
		var r catalogLoader
		item.measure = r.measure(node, release, sources)
		l.mustBeSound(r.Problems)
	})
	return item.measure
}
