package framework

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework/internal/reader"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/prose"
)

// version is the first line's value in every catalog document.
const version = "catalog-v1"

// Load reads a catalog from documents, YAML or JSON, in the shape of the embedded ones,
// which the package documentation shows. Every mistake of every document is in the error,
// a [diag.List], with its place. A key that the shape does not know is a mistake, and so
// is a measure that contradicts itself and is not quarantined.
func Load(sources ...*diag.Source) (*Catalog, error) {
	var found diag.List
	var files []*catalogFile
	for _, source := range sources {
		read, problems := loadOne(source)
		found = append(found, problems...)
		if read != nil {
			files = append(files, fileOf(read))
		}
	}
	c := newCatalog(files)
	found = append(found, c.duplicates(func(string) bool { return true })...)
	if err := found.Sorted().Err(); err != nil {
		return nil, err
	}
	return c, nil
}

// loadOne reads one document; nil if it holds nothing that can be read.
func loadOne(source *diag.Source) (*parsedFile, diag.List) {
	root, problems := document.Parse(source)
	if root == nil {
		return nil, problems
	}
	r := catalogLoader{reader.Reader{Problems: problems}}
	l := newParsedFile(r.catalog(root))
	return l, append(r.Problems, l.repeated()...)
}

// LoadFS reads the documents that match the patterns, as [fs.Glob] understands them, in
// the order of their names. A pattern that matches nothing is an error.
func LoadFS(fsys fs.FS, patterns ...string) (*Catalog, error) {
	if fsys == nil {
		return nil, errors.New("there is no file system to read a catalog from")
	}
	var names []string
	for _, pattern := range patterns {
		matched, err := fs.Glob(fsys, pattern)
		if err != nil {
			return nil, fmt.Errorf("catalog pattern %q: %w", pattern, err)
		}
		if len(matched) == 0 {
			return nil, fmt.Errorf("catalog pattern %q: %w", pattern, fs.ErrNotExist)
		}
		names = append(names, matched...)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	sources := make([]*diag.Source, len(names))
	for i, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("catalog: %w", err)
		}
		sources[i] = &diag.Source{Name: name, Text: string(text)}
	}
	return Load(sources...)
}

// The keys of a catalog document, in the order in which they are written.
var (
	catalogKeys = []string{
		"concord", "catalog", "title", "area", "release", "tier", "scope", "force", "effective", "superseded by",
		"source", "sources", "measures",
	}
	sourceKeys  = []string{"name", "publisher", "address", "published", "rights", "note"}
	measureKeys = []string{
		"id", "key", "name", "definition", "function", "dimension", "phase",
		"unit", "direction", "statistic", "population", "exclusions", "hours", "scale",
		"target", "target text", "tiers", "operator", "set by", "item limit", "period", "due",
		"level", "type", "category", "priority", "performing", "accountable", "authority",
		"quarantine", "effective", "superseded by", "superseded on", "earlier", "source", "notes",
	}
	earlierKeys = []string{"release", "figure"}
)

// catalogLoader reads the documents of catalogs.
type catalogLoader struct{ reader.Reader }

// catalog reads one document.
func (r *catalogLoader) catalog(root *document.Node) (*Release, []*Measure) {
	none := &Release{Tier: Current, Scope: AgreementScope, Force: Representative}
	if text, at := r.Text(root, "concord"); at != nil && text != version {
		r.Bad(at, "this is not a catalog: concord is "+prose.Quote(text), "a catalog begins with concord: "+version)
		return none, nil // its other keys belong to another kind of document
	}
	if !r.IsMap(root, "a catalog", catalogKeys) {
		return none, nil
	}
	release, sources := r.head(root)
	items := r.List(root, "measures", "a catalog lists its measures under it")
	if items == nil {
		return release, nil
	}
	measures := make([]*Measure, 0, len(items))
	for _, item := range items {
		if m := r.measure(item, release, sources); m != nil {
			measures = append(measures, m)
		}
	}
	release.Count = len(measures)
	return release, measures
}

// head reads what stands before the measures.
func (r *catalogLoader) head(root *document.Node) (*Release, map[string]*Source) {
	release := &Release{Tier: Current, Scope: AgreementScope, Force: Representative}
	r.Required(root, "concord")
	text, at := r.Required(root, "catalog")
	release.Catalog = text
	if at != nil {
		release.place = *at.At(diag.Diagnostic{})
	}
	release.Title, _ = r.Required(root, "title")
	release.Area, _ = r.Required(root, "area")
	release.Name, _ = r.Text(root, "release")
	if text, at := r.Text(root, "tier"); at != nil {
		release.Tier = reader.Word[Tier](&r.Reader, at, "tier", text, tierWords[:])
	}
	if text, at := r.Text(root, "scope"); at != nil {
		release.Scope = reader.Word[Scope](&r.Reader, at, "scope", text, scopeWords[:])
	}
	if text, at := r.Text(root, "force"); at != nil {
		release.Force = reader.Word[Force](&r.Reader, at, "force", text, forceWords[:])
	}
	release.Effective = r.Date(root, "effective")
	release.SupersededBy, _ = r.Text(root, "superseded by")
	if node := root.Get("source"); node != nil {
		release.Source = r.source(node)
	}
	return release, r.sources(root.Get("sources"))
}

func (r *catalogLoader) sources(node *document.Node) map[string]*Source {
	if node == nil || !r.IsMap(node, "sources", nil) {
		return nil
	}
	sources := map[string]*Source{}
	for _, entry := range node.Entries {
		sources[entry.Key] = r.source(entry.Value)
	}
	return sources
}

func (r *catalogLoader) source(node *document.Node) *Source {
	s := &Source{}
	if !r.IsMap(node, "a source", sourceKeys) {
		return s
	}
	s.Name, _ = r.Required(node, "name")
	s.Publisher, _ = r.Text(node, "publisher")
	s.Address, _ = r.Text(node, "address")
	s.Published, _ = r.Text(node, "published")
	s.Rights, _ = r.Text(node, "rights")
	s.Note, _ = r.Text(node, "note")
	return s
}
