package kinds

import (
	"fmt"

	"github.com/concord-sla/concord/internal/prose"
)

// MarshalText returns the kind's name, and no text for the zero Kind. It fails for what
// is no kind.
func (k Kind) MarshalText() ([]byte, error) {
	name, ok := kindNames[k]
	if !ok && k != 0 {
		return nil, fmt.Errorf("%s is not a kind of value", k)
	}
	return []byte(name), nil
}

// UnmarshalText reads what [Kind.MarshalText] writes.
func (k *Kind) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*k = 0
		return nil
	}
	for kind, name := range kindNames {
		if name == string(text) {
			*k = kind
			return nil
		}
	}
	return fmt.Errorf("%s is not a kind of value", prose.Quote(string(text)))
}
