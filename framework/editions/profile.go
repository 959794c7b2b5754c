package editions

import (
	"embed"
	"errors"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/internal/reader"
	"github.com/concord-sla/concord/framework/internal/words"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/prose"
)

// Profile is a named choice of measures for a service package, with changes of some of
// them.
type Profile struct {
	Name  string
	Title string
	IDs   []string // in the profile's order

	overlay *Overlay
	places  map[string]*document.Node // where each id stands
}

// profileVersion is the first line's value in every profile.
const profileVersion = "profile-v1"

var profileKeys = []string{"concord", "profile", "title", "authority", "effective", "measures"}

//go:embed profile/*.yaml
var profiles embed.FS

// Profiles returns the names of the profiles that come with this package.
func Profiles() []string {
	files, _ := profiles.ReadDir("profile") // an embedded folder is always there
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = strings.TrimSuffix(file.Name(), ".yaml")
	}
	return names
}

// NamedProfile returns a profile that comes with this package. The error names the
// nearest one.
func NamedProfile(name string) (*Profile, error) {
	if !slices.Contains(Profiles(), name) {
		d := words.Unknown("profile", name, Profiles())
		d.Code, d.Class = codes.UnknownReference, codes.Class(codes.UnknownReference)
		return nil, d
	}
	text, err := profiles.ReadFile("profile/" + name + ".yaml")
	if err != nil {
		return nil, err
	}
	return LoadProfile(&diag.Source{Name: "profile/" + name + ".yaml", Text: string(text)})
}

// LoadProfile reads a profile, YAML or JSON. A measure is an id, or a map with what is
// changed in it, as in an overlay (see [LoadOverlay]):
//
//	concord: profile-v1
//	profile: payables
//	title: Commercial accounts payable
//	measures:
//	  - FFM.030.070.0034
//	  - id: FFM.030.070.0033
//	    target: ">= 99 percent"
//	    authority: Service agreement EX-2026-0042, annex B
//	    effective: 2026-10-01
//
// Every mistake is in the error, a [diag.List], with its place.
func LoadProfile(source *diag.Source) (*Profile, error) {
	root, problems := document.Parse(source)
	r := loader{reader.Reader{Problems: problems}}
	var p *Profile
	if root != nil {
		p = r.profile(root)
	}
	if err := r.Problems.Sorted().Err(); err != nil {
		return nil, err
	}
	return p, nil
}

func (r *loader) profile(root *document.Node) *Profile {
	p := &Profile{overlay: &Overlay{}, places: map[string]*document.Node{}}
	if text, at := r.Text(root, "concord"); at != nil && text != profileVersion {
		r.Bad(at, "this is not a profile: concord is "+prose.Quote(text), "a profile begins with concord: "+profileVersion)
		return p
	}
	if !r.IsMap(root, "a profile", profileKeys) {
		return p
	}
	r.Required(root, "concord")
	p.Name, _ = r.Required(root, "profile")
	p.Title, _ = r.Required(root, "title")
	p.overlay.Name, p.overlay.Title = p.Name, p.Title
	authority, _ := r.Text(root, "authority")
	effective := r.Date(root, "effective")
	for _, item := range r.List(root, "measures", "a profile lists its measures under it") {
		r.chosen(p, item, authority, effective)
	}
	return p
}

// chosen reads one measure of a profile.
func (r *loader) chosen(p *Profile, item *document.Node, authority string, effective calendar.Date) {
	at, id := item, ""
	if item.Kind == document.Map {
		if !r.IsMap(item, "a measure of a profile", overrideKeys) {
			return
		}
		v := r.override(item, authority, effective)
		at, id = item.Get("id"), v.ID
		p.overlay.Changes = append(p.overlay.Changes, v)
	} else {
		id, _ = r.Scalar(item, "a measure")
	}
	if at == nil || id == "" {
		return
	}
	if first := p.places[id]; first != nil {
		r.Add(at.At(diag.Diagnostic{Code: codes.DuplicateKey, Class: codes.Class(codes.DuplicateKey), Summary: id + " already stands at " + placeOf(first), Advice: "leave one of them out"}))
		return
	}
	p.IDs, p.places[id] = append(p.IDs, id), at
}

// Choose returns the measures of a profile as a catalog of their own, as they stand on a
// day with the profile's changes. A measure that the catalog does not know is a mistake
// at its place in the profile, and so is an id that names several.
func Choose(c *framework.Catalog, p *Profile, on calendar.Date) (*framework.Catalog, error) {
	if p == nil || p.overlay == nil {
		return nil, errors.New("the profile was not loaded; read it with editions.LoadProfile")
	}
	var found diag.List
	for _, id := range p.IDs {
		if _, problem := find(c, id, p.places[id]); problem != nil {
			found = append(found, problem)
		}
	}
	if err := found.Sorted().Err(); err != nil {
		return nil, err
	}
	changed, err := Apply(c, on, p.overlay)
	if err != nil {
		return nil, err
	}
	return changed.Choose(p.IDs...), nil
}
