package editions

import (
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/internal/reader"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/prose"
)

// Overlay is what an agency or a quality service management office (QSMO) changes in
// named measures of a catalog: figures, item limits, periods, each on an authority and
// from a day. [Apply] applies it.
type Overlay struct {
	Name    string
	Title   string
	Changes []Override
}

// Override is one change of one measure. A field that is zero changes nothing.
type Override struct {
	ID         string
	Target     *framework.Figure      // instead of the measure's target or tiers
	Tiers      []framework.TargetTier // instead of the measure's tiers of the same case, or of its target
	ItemLimits []framework.Limit
	Period     string
	Due        string
	Authority  string        // what allows the change; required
	Effective  calendar.Date // the first day on which it holds; required
	Because    string

	node *document.Node // where it stands; nil for one that a program made
}

// overlayVersion is the first line's value in every overlay.
const overlayVersion = "overlay-v1"

var (
	overlayKeys  = []string{"concord", "overlay", "title", "authority", "effective", "changes"}
	overrideKeys = []string{"id", "target", "tiers", "item limit", "period", "due", "authority", "effective", "because"}
)

// LoadOverlay reads an overlay, YAML or JSON:
//
//	concord: overlay-v1
//	overlay: center-2027
//	title: Targets of the shared service center
//	authority: Service agreement EX-2026-0042, annex B   # of every change that names none
//	effective: 2026-10-01                                # likewise
//	changes:
//	  - id: FFM.030.070.0033
//	    target: ">= 99 percent"
//	    item limit: within 20 calendar days
//	  - id: TRT.5.050.018
//	    tiers:
//	      - {when: critical, target: ">= 97 percent"}
//	    period: quarterly
//	    because: agreed with the travel office
//
// A measure may be changed several times, from different days. The mistakes are in the
// error, a [diag.List], with their places; whether the measures exist and the figures
// suit them, [Apply] says.
func LoadOverlay(source *diag.Source) (*Overlay, error) {
	root, problems := document.Parse(source)
	r := loader{reader.Reader{Problems: problems}}
	var o *Overlay
	if root != nil {
		o = r.overlay(root)
		r.Problems = append(r.Problems, o.repeatedChanges()...)
	}
	if err := r.Problems.Sorted().Err(); err != nil {
		return nil, err
	}
	return o, nil
}

// loader reads the documents of overlays and profiles.
type loader struct{ reader.Reader }

func (r *loader) overlay(root *document.Node) *Overlay {
	o := &Overlay{}
	if text, at := r.Text(root, "concord"); at != nil && text != overlayVersion {
		r.Bad(at, "this is not an overlay: concord is "+prose.Quote(text), "an overlay begins with concord: "+overlayVersion)
		return o
	}
	if !r.IsMap(root, "an overlay", overlayKeys) {
		return o
	}
	r.Required(root, "concord")
	o.Name, _ = r.Required(root, "overlay")
	o.Title, _ = r.Text(root, "title")
	authority, _ := r.Text(root, "authority")
	effective := r.Date(root, "effective")
	for _, item := range r.List(root, "changes", "an overlay lists what it changes under it") {
		if r.IsMap(item, "a change", overrideKeys) {
			o.Changes = append(o.Changes, r.override(item, authority, effective))
		}
	}
	return o
}

// override reads one change. Whether it suits the measure is asked when it is applied to
// a catalog.
func (r *loader) override(item *document.Node, authority string, effective calendar.Date) Override {
	v := Override{Authority: authority, Effective: effective, node: item}
	before := len(r.Problems)
	v.ID, _ = r.Text(item, "id")
	v.Because, _ = r.Text(item, "because")
	v.Target, v.ItemLimits = r.figure(item), r.limits(item)
	v.Tiers = reader.Tiers(&r.Reader, item.Get("tiers"), func(item *document.Node, when, text string) (t framework.TargetTier, set bool) {
		t = framework.TargetTier{When: when, Target: r.figure(item), TargetText: text, ItemLimits: r.limits(item)}
		return t, t.Target != nil || len(t.ItemLimits) > 0
	})
	v.Period, _ = r.Text(item, "period")
	v.Due, _ = r.Text(item, "due")
	if item.Get("authority") != nil {
		v.Authority, _ = r.Text(item, "authority")
	}
	if item.Get("effective") != nil {
		v.Effective = r.Date(item, "effective")
	}
	if len(r.Problems) == before { // else a key that could not be read would seem to be missing
		r.Problems = append(r.Problems, v.incomplete()...)
	}
	return v
}

func (r *loader) figure(node *document.Node) *framework.Figure {
	return reader.Value(&r.Reader, node, "target", framework.ParseFigure)
}

func (r *loader) limits(node *document.Node) []framework.Limit {
	return reader.Values(&r.Reader, node.Get("item limit"), "an item limit", framework.ParseLimit)
}

// repeatedChanges returns a mistake for each measure that one overlay changes twice from
// one day.
func (o *Overlay) repeatedChanges() diag.List {
	type change struct {
		id   string
		from calendar.Date
	}
	var found diag.List
	seen := map[change]Override{}
	for _, v := range o.Changes {
		key := change{v.ID, v.Effective}
		if first, again := seen[key]; again && v.ID != "" {
			found = append(found, v.wrong("id", codes.DuplicateKey, v.ID+" is already changed"+first.placeText(), "change a measure once, or from different days"))
		}
		seen[key] = v
	}
	return found
}

// placeText returns where a change stands, if it stands in a text.
func (v Override) placeText() string {
	if v.node == nil {
		return ""
	}
	return " at " + placeOf(v.node.Get("id"))
}

// wrong returns a mistake in the change, at its key if the key is there.
func (v Override) wrong(key string, code diag.Code, summary, advice string) *diag.Diagnostic {
	at := v.node.Get(key)
	if at == nil {
		at = v.node
	}
	return at.At(diag.Diagnostic{Severity: diag.Error, Code: code, Class: codes.Class(code), Summary: summary, Advice: advice})
}

// incomplete returns what a change lacks: what it rests on, from when it holds, and what
// it changes.
func (v Override) incomplete() diag.List {
	var found diag.List
	missing := func(key, advice string) {
		found = append(found, v.wrong("", codes.MissingKey, "the key "+key+" is missing", advice))
	}
	if v.ID == "" {
		missing("id", "write id: and its value")
	}
	if v.Authority == "" {
		missing("authority", "write what allows the change, here or for the whole overlay")
	}
	if v.Effective.IsZero() {
		missing("effective", "write the first day on which it holds, here or for the whole overlay")
	}
	if v.Target == nil && len(v.Tiers) == 0 && len(v.ItemLimits) == 0 && v.Period == "" && v.Due == "" {
		missing("target", "a change has a target, tiers, an item limit, a period or a due day")
	}
	if v.Target != nil && len(v.Tiers) > 0 {
		found = append(found, v.wrong("tiers", codes.BadValue, "a change has a target or tiers, not both", "write the target into each tier"))
	}
	return found
}

func placeOf(node *document.Node) string {
	return node.At(diag.Diagnostic{}).Position().String()
}
