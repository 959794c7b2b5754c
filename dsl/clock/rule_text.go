package clock

import "github.com/concord-sla/concord/internal/strictjson"

// MarshalText returns the name of what a pause is measured in. It fails for what is no
// such thing.
func (p PauseIn) MarshalText() ([]byte, error) { return strictjson.Word(pauseInNames[:], p) }

// UnmarshalText reads what [PauseIn.MarshalText] writes.
func (p *PauseIn) UnmarshalText(text []byte) error {
	return strictjson.Member(pauseInNames[:], text, p)
}

// MarshalText returns the name of what a reopening does. It fails for what is no such
// thing.
func (r Reopen) MarshalText() ([]byte, error) { return strictjson.Word(reopenNames[:], r) }

// UnmarshalText reads what [Reopen.MarshalText] writes.
func (r *Reopen) UnmarshalText(text []byte) error {
	return strictjson.Member(reopenNames[:], text, r)
}

// MarshalText returns the name of the target that holds. It fails for what is no such
// thing.
func (c Changed) MarshalText() ([]byte, error) { return strictjson.Word(changedNames[:], c) }

// UnmarshalText reads what [Changed.MarshalText] writes.
func (c *Changed) UnmarshalText(text []byte) error {
	return strictjson.Member(changedNames[:], text, c)
}
