package outage

import "github.com/concord-sla/concord/internal/strictjson"

// MarshalText returns the rounding's name. It fails for what is no rounding.
func (r Rounding) MarshalText() ([]byte, error) { return strictjson.Word(roundingNames[:], r) }

// UnmarshalText reads what [Rounding.MarshalText] writes.
func (r *Rounding) UnmarshalText(text []byte) error {
	return strictjson.Member(roundingNames[:], text, r)
}

// MarshalText returns the treatment's name. It fails for what is no treatment.
func (t Treatment) MarshalText() ([]byte, error) { return strictjson.Word(treatmentNames[:], t) }

// UnmarshalText reads what [Treatment.MarshalText] writes.
func (t *Treatment) UnmarshalText(text []byte) error {
	return strictjson.Member(treatmentNames[:], text, t)
}

// MarshalText returns the name of what unknown time is. It fails for what is no such
// thing.
func (u Unknown) MarshalText() ([]byte, error) { return strictjson.Word(unknownNames[:], u) }

// UnmarshalText reads what [Unknown.MarshalText] writes.
func (u *Unknown) UnmarshalText(text []byte) error {
	return strictjson.Member(unknownNames[:], text, u)
}
