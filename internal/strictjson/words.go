package strictjson

import (
	"fmt"
	"slices"

	"github.com/concord-sla/concord/internal/prose"
)

// Word returns the word of a member of an enumeration, whose words are in the order of
// its members. It fails for a number that is none of theirs.
func Word[E ~uint8](words []string, member E) ([]byte, error) {
	if int(member) >= len(words) {
		return nil, fmt.Errorf("%d is none of %s", member, prose.List(words))
	}
	return []byte(words[member]), nil
}

// Member sets the member of an enumeration that has a word.
func Member[E ~uint8](words []string, text []byte, into *E) error {
	i := slices.Index(words, string(text))
	if i < 0 {
		return fmt.Errorf("%s is none of %s", prose.Quote(string(text)), prose.List(words))
	}
	*into = E(i)
	return nil
}
