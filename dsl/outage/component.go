package outage

import (
	"errors"
	"fmt"
	"slices"
)

// Component says what a service is made of: by [One] a part whose outages are known by
// its name, by [Series] parts of which each is needed, by [Parallel] parts of which one
// is enough. The zero Component is a service that has no parts: whatever is down, it is.
type Component struct {
	kind  kind
	name  string
	parts []Component
}

type kind uint8

const (
	all kind = iota
	one
	series
	parallel
)

// One returns the component whose outages have this name.
func One(name string) Component { return Component{kind: one, name: name} }

// Series returns what is down when any of the parts is down, and as degraded as the worst
// of them.
func Series(parts ...Component) Component {
	return Component{kind: series, parts: slices.Clone(parts)}
}

// Parallel returns what is down when all of the parts are down, and as degraded as the
// best of them.
func Parallel(parts ...Component) Component {
	return Component{kind: parallel, parts: slices.Clone(parts)}
}

// check adds the names of the parts, and fails for a part without one.
func (c Component) check(names map[string]bool, depth int) error {
	const deepest = 100
	switch {
	case depth > deepest:
		return fmt.Errorf("components are nested more than %d deep", deepest)
	case c.kind == one && c.name != "":
		names[c.name] = true
		return nil
	case c.kind == one:
		return errors.New("a component has no name: give One the name that its outages have")
	case len(c.parts) == 0:
		return errors.New("a component has no parts: give Series or Parallel some, or use One with a name")
	}
	for _, part := range c.parts {
		if err := part.check(names, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// line returns when the component was down.
func (c Component) line(byName map[string][]run) []run {
	if c.kind == all || c.kind == one {
		return union(byName[c.name])
	}
	lines := make([][]run, len(c.parts))
	for i, part := range c.parts {
		lines[i] = part.line(byName)
	}
	for len(lines) > 1 { // in pairs, so that each run is copied as often as the lines can be halved
		var joined [][]run
		for i := 0; i+1 < len(lines); i += 2 {
			joined = append(joined, join(lines[i], lines[i+1], c.kind == parallel))
		}
		if len(lines)%2 == 1 {
			joined = append(joined, lines[len(lines)-1])
		}
		lines = joined
	}
	return lines[0]
}
