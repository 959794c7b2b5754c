package framework

import (
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
)

// Overlay is what an agency or a quality service management office (QSMO) changes
// in named measures of a catalog: figures, item limits, periods, each on an
// authority and from a day. [Catalog.Overlay] applies it.
type Overlay struct {
	Name    string
	Title   string
	Changes []Override
}

// Override is one change of one measure.
type Override struct {
	ID        string
	Authority string        // what allows the change; required
	Effective calendar.Date // the first day on which it holds; required
	Because   string

	node *document.Node // what it changes, to be read against the measure
}

// overlayVersion is the first line's value in every overlay.
const overlayVersion = "overlay-v1"

var (
	overlayKeys  = []string{"concord", "overlay", "title", "authority", "effective", "changes"}
	overrideKeys = []string{"id", "target", "tiers", "item limit", "period", "due", "authority", "effective", "because"}
	changingKeys = []string{"target", "tiers", "item limit", "period", "due"}
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
// A measure may be changed several times, from different days. Every mistake is in
// the error, a [diag.List], with its place; whether the measures exist and the
// figures suit them, [Catalog.Overlay] says.
func LoadOverlay(source *diag.Source) (*Overlay, error) {
	root, problems := document.Parse(source)
	r := reader{found: problems}
	var o *Overlay
	if root != nil {
		o = r.overlay(root)
	}
	if err := r.found.Sorted().Err(); err != nil {
		return nil, err
	}
	return o, nil
}

func (r *reader) overlay(root *document.Node) *Overlay {
	o := &Overlay{}
	if text, at := r.text(root, "concord"); at != nil && text != overlayVersion {
		r.bad(at, "this is not an overlay: concord is "+quoted(text), "an overlay begins with concord: "+overlayVersion)
		return o
	}
	if !r.isMap(root, "an overlay", overlayKeys) {
		return o
	}
	r.required(root, "concord")
	o.Name, _ = r.required(root, "overlay")
	o.Title, _ = r.text(root, "title")
	authority, _ := r.text(root, "authority")
	effective := r.date(root, "effective")
	list := root.Get("changes")
	if list == nil {
		r.missing(root, "changes", "an overlay lists what it changes under it")
		return o
	}
	if !r.isList(list, "changes") {
		return o
	}
	type change struct {
		id   string
		from calendar.Date
	}
	seen := map[change]*document.Node{}
	for _, item := range list.Items {
		if !r.isMap(item, "a change", overrideKeys) {
			continue
		}
		v := Override{Authority: authority, Effective: effective, node: item}
		var at *document.Node
		v.ID, at = r.required(item, "id")
		v.Because, _ = r.text(item, "because")
		r.grounds(item, &v)
		if at != nil {
			key := change{v.ID, v.Effective}
			if first := seen[key]; first != nil {
				r.add(at.At(diag.Diagnostic{Code: diag.DuplicateKey, Summary: v.ID + " is already changed at " + placeOf(first),
					Advice: "change a measure once, or from different days"}))
			}
			seen[key] = at
		}
		o.Changes = append(o.Changes, v)
	}
	return o
}

// grounds reads what a change rests on, and from when it holds.
func (r *reader) grounds(item *document.Node, v *Override) {
	if text, at := r.text(item, "authority"); at != nil {
		v.Authority = text
	}
	if item.Get("effective") != nil {
		v.Effective = r.date(item, "effective")
	}
	if v.Authority == "" && item.Get("authority") == nil {
		r.missing(item, "authority", "write what allows the change, here or for the whole overlay")
	}
	if v.Effective.IsZero() && item.Get("effective") == nil {
		r.missing(item, "effective", "write the first day on which it holds, here or for the whole overlay")
	}
	for _, key := range changingKeys {
		if item.Get(key) != nil {
			return
		}
	}
	r.missing(item, "target", "a change has a target, tiers, an item limit, a period or a due day")
}

func placeOf(node *document.Node) string {
	return node.At(diag.Diagnostic{}).Position().String()
}
