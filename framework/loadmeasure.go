package framework

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
)

// measure reads one measure; nil if it is no map.
func (r *reader) measure(node *document.Node, release *Release, sources map[string]*Source) *Measure {
	if !r.isMap(node, "a measure", measureKeys) {
		return nil
	}
	m := &Measure{Area: release.Area, Release: release, Source: release.Source}
	m.place = *node.At(diag.Diagnostic{})
	before := len(r.found)
	r.identity(node, m, sources)
	r.kind(node, m)
	r.targets(node, m)
	for _, t := range []struct {
		key  string
		into *string
	}{
		{"definition", &m.Definition}, {"function", &m.Function}, {"dimension", &m.Dimension}, {"phase", &m.Phase},
		{"scale", &m.Scale}, {"population", &m.Population}, {"hours", &m.Hours}, {"period", &m.Period}, {"due", &m.Due}, {"type", &m.Type}, {"category", &m.Category},
		{"priority", &m.Priority}, {"performing", &m.Performing}, {"accountable", &m.Accountable}, {"authority", &m.Authority},
		{"quarantine", &m.Quarantine}, {"superseded by", &m.SupersededBy},
	} {
		*t.into, _ = r.text(node, t.key)
	}
	m.Effective, m.SupersededOn = r.date(node, "effective"), r.date(node, "superseded on")
	if at := node.Get("superseded on"); at != nil && node.Get("superseded by") == nil {
		r.bad(at, "the measure is superseded and nothing says by what", "write superseded by: and the other's name")
	}
	m.Earlier = r.earlier(node.Get("earlier"))
	if notes := node.Get("notes"); notes != nil && r.isList(notes, "notes") {
		for _, item := range notes.Items {
			if text, ok := r.scalar(item, "a note"); ok {
				m.Notes = append(m.Notes, text)
			}
		}
	}
	if len(r.found) == before {
		r.consistent(node, m)
	}
	return m
}

// earlier reads the figures of releases before this one.
func (r *reader) earlier(list *document.Node) []Earlier {
	if list == nil || !r.isList(list, "earlier") {
		return nil
	}
	var all []Earlier
	for _, item := range list.Items {
		if !r.isMap(item, "an earlier figure", earlierKeys) {
			continue
		}
		release, _ := r.required(item, "release")
		text, at := r.required(item, "figure")
		if at == nil {
			continue
		}
		f, problem := readFigure(text)
		if problem != nil {
			r.add(problem.in(at.Snippet))
			continue
		}
		all = append(all, Earlier{release, f})
	}
	return all
}

// identity reads how a measure is named and where it comes from.
func (r *reader) identity(node *document.Node, m *Measure, sources map[string]*Source) {
	id, idAt := r.text(node, "id")
	key, keyAt := r.text(node, "key")
	m.ID, m.Key = id, key
	for _, at := range []*document.Node{idAt, keyAt} {
		if at != nil && strings.ContainsFunc(at.Text, unicode.IsSpace) {
			r.bad(at, quoted(at.Text)+" holds a space", "an agreement names the measure by this word: write it without spaces")
		}
	}
	switch {
	case idAt == nil && keyAt == nil:
		r.missing(node, "id", "write the publisher's id, or a key of your own if the publisher gives none")
	case idAt != nil && keyAt != nil:
		r.bad(keyAt, "a measure with an id needs no key", "leave the key out")
	case idAt != nil:
		m.place = *idAt.At(diag.Diagnostic{})
	default:
		m.place = *keyAt.At(diag.Diagnostic{})
	}
	m.Name, _ = r.required(node, "name")
	if text, at := r.text(node, "source"); at != nil {
		if m.Source = sources[text]; m.Source == nil {
			r.add(at.At(diag.Diagnostic{Code: diag.UnknownReference, Summary: "the source " + quoted(text) + " is not among the catalog's sources",
				Advice: diag.DidYouMean(text, slices.Sorted(keysOf(sources)))}))
		}
	}
}

// kind reads what sort of value the measure has.
func (r *reader) kind(node *document.Node, m *Measure) {
	if text, at := r.required(node, "unit"); at != nil {
		unit, ok := unitNamed(text)
		if !ok {
			r.unknown(at, "unit", text, unitNames())
		}
		m.Unit = unit
	}
	if text, at := r.required(node, "direction"); at != nil {
		m.Direction = word[Direction](r, at, "direction", text, directionWords[:])
	}
	m.Statistic = r.oneOf(node, "statistic", statistics)
	m.Level = r.oneOf(node, "level", levels)
	m.Exclusions = r.exclusions(node.Get("exclusions"))
}

// exclusions reads what the measure leaves out, in an agreement's words for it.
func (r *reader) exclusions(list *document.Node) []string {
	if list == nil || !r.isList(list, "exclusions") {
		return nil
	}
	var kinds []string
	for _, item := range list.Items {
		switch text, ok := r.scalar(item, "an exclusion"); {
		case !ok:
		case !slices.Contains(exclusionKinds, text):
			r.unknown(item, "exclusion", text, exclusionKinds)
		default:
			kinds = append(kinds, text)
		}
	}
	return kinds
}

// targets reads the figures.
func (r *reader) targets(node *document.Node, m *Measure) {
	m.Target = r.figure(node)
	m.TargetText, _ = r.text(node, "target text")
	m.SetBy = r.oneOf(node, "set by", setters)
	m.ItemLimits = r.limits(node.Get("item limit"))
	m.Tiers = r.tiers(node.Get("tiers"))
	if list := node.Get("tiers"); list != nil && node.Get("target") != nil {
		r.bad(list, "a measure has a target or tiers, not both", "write the target into each tier")
	}
	if text, at := r.text(node, "operator"); at != nil {
		m.OperatorInferred = true
		switch {
		case text != "inferred":
			r.bad(at, "the operator is "+quoted(text), "write operator: inferred, or leave the key out; the operator itself stands in the target")
		case node.Get("target") == nil && node.Get("tiers") == nil:
			r.bad(at, "an operator is inferred and there is no figure", "leave the key out")
		}
	}
}

// tiers reads the figures by case.
func (r *reader) tiers(list *document.Node) []TargetTier {
	if list == nil || !r.isList(list, "tiers") {
		return nil
	}
	var tiers []TargetTier
	for _, item := range list.Items {
		if !r.isMap(item, "a tier", tierKeys) {
			continue
		}
		t := TargetTier{Target: r.figure(item), ItemLimits: r.limits(item.Get("item limit"))}
		t.When, _ = r.required(item, "when")
		t.TargetText, _ = r.text(item, "target text")
		if t.Target == nil && t.TargetText == "" && len(t.ItemLimits) == 0 {
			r.missing(item, "target", "a tier has a target, a target text or an item limit")
		}
		tiers = append(tiers, t)
	}
	return tiers
}

func (r *reader) figure(node *document.Node) *Figure {
	text, at := r.text(node, "target")
	if at == nil {
		return nil
	}
	f, problem := readFigure(text)
	if problem != nil {
		r.add(problem.in(at.Snippet))
		return nil
	}
	return &f
}

// limits reads one limit, or a list of them.
func (r *reader) limits(node *document.Node) []Limit {
	if node == nil {
		return nil
	}
	items := []*document.Node{node}
	if node.Kind == document.List {
		items = node.Items
	}
	var limits []Limit
	for _, item := range items {
		text, ok := r.scalar(item, "an item limit")
		if !ok {
			continue
		}
		l, problem := readLimit(text)
		if problem != nil {
			r.add(problem.in(item.Snippet))
			continue
		}
		limits = append(limits, l)
	}
	return limits
}

// consistent refuses a measure that contradicts itself in silence. It is asked
// only about a measure that was read without a mistake.
func (r *reader) consistent(node *document.Node, m *Measure) {
	if why := m.Contradiction(); why != "" && m.Quarantine == "" {
		at := cmp.Or(node.Get("target"), node.Get("tiers"))
		r.bad(at, why, "mend it, or say under quarantine why the figure must not be used")
	}
}
