package outage

import (
	"errors"
	"fmt"
	"slices"
)

// Component says what a service is made of. It has one of three: a Name, by which outages
// refer to it; Series, components of which each is needed; or Parallel, components of
// which one is enough. The zero Component is a service without components: every outage
// is one of the service.
type Component struct {
	Name     string      `json:"name,omitzero"`
	Series   []Component `json:"series,omitzero"`
	Parallel []Component `json:"parallel,omitzero"`
}

// One returns the component to which outages refer by this name.
func One(name string) Component { return Component{Name: name} }

// Series returns the component that is down when any of these is down, and as degraded as
// the worst of them.
func Series(parts ...Component) Component { return Component{Series: append([]Component{}, parts...)} }

// Parallel returns the component that is down when all of these are down, and as degraded
// as the best of them.
func Parallel(parts ...Component) Component {
	return Component{Parallel: append([]Component{}, parts...)}
}

// undivided reports whether a service has no parts.
func (c Component) undivided() bool { return c.Name == "" && c.Series == nil && c.Parallel == nil }

// check adds the names of the parts, and fails for a part without one.
func (c Component) check(names map[string]bool, depth int) error {
	const deepest = 100
	switch {
	case depth > deepest:
		return fmt.Errorf("components are nested more than %d deep", deepest)
	case c.Name != "" && c.Series == nil && c.Parallel == nil:
		names[c.Name] = true
		return nil
	case c.undivided():
		return errors.New("a component has no name: give One the name that its outages have")
	case c.Name != "" || c.Series != nil && c.Parallel != nil:
		return errors.New("a component has a name, or parts in series, or parts in parallel, and one of them only")
	case len(c.Series)+len(c.Parallel) == 0:
		return errors.New("a component has no parts: give Series or Parallel some, or use One with a name")
	}
	for _, part := range slices.Concat(c.Series, c.Parallel) {
		if err := part.check(names, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// line returns when the component was down.
func (c Component) line(byName map[string][]run) []run {
	parts := slices.Concat(c.Series, c.Parallel)
	if len(parts) == 0 {
		return union(byName[c.Name])
	}
	lines := make([][]run, len(parts))
	for i, part := range parts {
		lines[i] = part.line(byName)
	}
	for len(lines) > 1 { // in pairs, so that each run is copied as often as the lines can be halved
		var joined [][]run
		for i := 0; i+1 < len(lines); i += 2 {
			joined = append(joined, join(lines[i], lines[i+1], c.Parallel != nil))
		}
		if len(lines)%2 == 1 {
			joined = append(joined, lines[len(lines)-1])
		}
		lines = joined
	}
	return lines[0]
}
