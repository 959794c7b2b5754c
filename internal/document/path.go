package document

import (
	"strconv"
	"strings"
)

// What a path and a message show of a text at most, so that a long key cannot be repeated
// in the path of each of many nodes.
const (
	maxShown = 60  // characters of a key
	maxPath  = 400 // bytes
)

// join is the path of a key in a map. A key that would read as a path itself is quoted.
func join(parent, key string) string {
	if key == "" || strings.ContainsAny(key, ".[]\"\n") {
		key = strconv.Quote(clip(key))
	}
	switch {
	case parent == "":
		return clip(key)
	case len(parent) > maxPath:
		return parent
	}
	return parent + "." + clip(key)
}

// shown is a text as a message quotes it.
func shown(text string) string { return clip(strings.ReplaceAll(text, "\n", " ")) }

func clip(text string) string {
	characters := 0
	for i := range text {
		if characters++; characters > maxShown {
			return text[:i] + "…"
		}
	}
	return text
}
