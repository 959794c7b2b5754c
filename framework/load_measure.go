package framework

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework/internal/reader"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/prose"
)

// measure reads one measure; nil if it is no map.
func (r *catalogLoader) measure(node *document.Node, release *Release, sources map[string]*Source) *Measure {
	if !r.IsMap(node, "a measure", measureKeys) {
		return nil
	}
	m := &Measure{Area: release.Area, Release: release, Source: release.Source}
	m.place = *node.At(diag.Diagnostic{})
	before := len(r.Problems)
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
		*t.into, _ = r.Text(node, t.key)
	}
	m.Effective, m.SupersededOn = r.Date(node, "effective"), r.Date(node, "superseded on")
	if at := node.Get("superseded on"); at != nil && node.Get("superseded by") == nil {
		r.Bad(at, "the measure is superseded and nothing says by what", "write superseded by: and the other's name")
	}
	m.Earlier = r.earlier(node.Get("earlier"))
	if notes := node.Get("notes"); notes != nil && r.IsList(notes, "notes") {
		for _, item := range notes.Items {
			if text, ok := r.Scalar(item, "a note"); ok {
				m.Notes = append(m.Notes, text)
			}
		}
	}
	if len(r.Problems) == before {
		r.consistent(node, m)
	}
	return m
}

// earlier reads the figures of releases before this one.
func (r *catalogLoader) earlier(list *document.Node) []Earlier {
	if list == nil || !r.IsList(list, "earlier") {
		return nil
	}
	var all []Earlier
	for _, item := range list.Items {
		if !r.IsMap(item, "an earlier figure", earlierKeys) {
			continue
		}
		release, _ := r.Required(item, "release")
		if text, at := r.Required(item, "figure"); at != nil {
			figure, err := ParseFigure(text)
			if !r.Placed(at, err) {
				all = append(all, Earlier{release, figure})
			}
		}
	}
	return all
}

// identity reads how a measure is named and where it comes from.
func (r *catalogLoader) identity(node *document.Node, m *Measure, sources map[string]*Source) {
	id, idAt := r.Text(node, "id")
	key, keyAt := r.Text(node, "key")
	m.ID, m.Key = id, key
	for _, at := range []*document.Node{idAt, keyAt} {
		if at != nil && strings.ContainsFunc(at.Text, unicode.IsSpace) {
			r.Bad(at, prose.Quote(at.Text)+" holds a space", "an agreement names the measure by this word: write it without spaces")
		}
	}
	switch {
	case idAt == nil && keyAt == nil:
		r.Missing(node, "id", "write the publisher's id, or a key of your own if the publisher gives none")
	case idAt != nil && keyAt != nil:
		r.Bad(keyAt, "a measure with an id needs no key", "leave the key out")
	case idAt != nil:
		m.place = *idAt.At(diag.Diagnostic{})
	default:
		m.place = *keyAt.At(diag.Diagnostic{})
	}
	m.Name, _ = r.Required(node, "name")
	if text, at := r.Text(node, "source"); at != nil {
		if m.Source = sources[text]; m.Source == nil {
			r.Add(at.At(diag.Diagnostic{Code: codes.UnknownReference, Class: codes.Class(codes.UnknownReference), Summary: "the source " + prose.Quote(text) + " is not among the catalog's sources",
				Advice: diag.DidYouMean(text, slices.Sorted(maps.Keys(sources)))}))
		}
	}
}

// kind reads what sort of value the measure has.
func (r *catalogLoader) kind(node *document.Node, m *Measure) {
	if text, at := r.Required(node, "unit"); at != nil {
		unit, ok := unitNamed(text)
		if !ok {
			r.Unknown(at, "unit", text, unitNames())
		}
		m.Unit = unit
	}
	if text, at := r.Required(node, "direction"); at != nil {
		m.Direction = reader.Word[Direction](&r.Reader, at, "direction", text, directionWords[:])
	}
	m.Statistic = r.OneOf(node, "statistic", statistics)
	m.Level = r.OneOf(node, "level", levels)
	m.Exclusions = r.exclusions(node.Get("exclusions"))
}

// exclusions reads what the measure leaves out, in an agreement's words for it.
func (r *catalogLoader) exclusions(list *document.Node) []string {
	if list == nil || !r.IsList(list, "exclusions") {
		return nil
	}
	var kinds []string
	for _, item := range list.Items {
		switch text, ok := r.Scalar(item, "an exclusion"); {
		case !ok:
		case !slices.Contains(exclusionKinds, text):
			r.Unknown(item, "exclusion", text, exclusionKinds)
		default:
			kinds = append(kinds, text)
		}
	}
	return kinds
}

// targets reads the figures.
func (r *catalogLoader) targets(node *document.Node, m *Measure) {
	m.Target = r.figure(node)
	m.TargetText, _ = r.Text(node, "target text")
	m.SetBy = r.OneOf(node, "set by", setters)
	m.ItemLimits = r.limits(node.Get("item limit"))
	m.Tiers = r.tiers(node.Get("tiers"))
	if list := node.Get("tiers"); list != nil && node.Get("target") != nil {
		r.Bad(list, "a measure has a target or tiers, not both", "write the target into each tier")
	}
	if text, at := r.Text(node, "operator"); at != nil {
		m.OperatorInferred = true
		switch {
		case text != "inferred":
			r.Bad(at, "the operator is "+prose.Quote(text), "write operator: inferred, or leave the key out; the operator itself stands in the target")
		case node.Get("target") == nil && node.Get("tiers") == nil:
			r.Bad(at, "an operator is inferred and there is no figure", "leave the key out")
		}
	}
}

// tiers reads the figures by case.
func (r *catalogLoader) tiers(list *document.Node) []TargetTier {
	return reader.Tiers(&r.Reader, list, func(item *document.Node, when, text string) (t TargetTier, set bool) {
		t = TargetTier{when, r.figure(item), text, r.limits(item.Get("item limit"))}
		return t, t.Target != nil || len(t.ItemLimits) > 0
	})
}

func (r *catalogLoader) figure(node *document.Node) *Figure {
	return reader.Value(&r.Reader, node, "target", ParseFigure)
}

// limits reads one limit, or a list of them.
func (r *catalogLoader) limits(node *document.Node) []Limit {
	return reader.Values(&r.Reader, node, "an item limit", ParseLimit)
}

// consistent refuses a measure that contradicts itself in silence. It is asked only about
// a measure that was read without a mistake.
func (r *catalogLoader) consistent(node *document.Node, m *Measure) {
	if why := m.Contradiction(); why != "" && m.Quarantine == "" {
		at := cmp.Or(node.Get("target"), node.Get("tiers"))
		r.Bad(at, why, "mend it, or say under quarantine why the figure must not be used")
	}
}
