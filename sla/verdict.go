package sla

// Verdict is how a metric fared in a period. The zero value is invalid: it is a
// mistake if it is ever printed. No verdict is reached without data but those
// that say so.
type Verdict uint8

const (
	_             Verdict = iota
	Met                   // the target holds
	AtRisk                // the target holds, inside the warning band
	Missed                // the target does not hold
	NotMeasured           // there was not enough to judge by
	NotApplicable         // there was nothing to judge
)

var verdictWords = words[Verdict]{{"met", Met}, {"at risk", AtRisk}, {"missed", Missed}, {"not measured", NotMeasured}, {"not applicable", NotApplicable}}

// String is the verdict in words: "met", "at risk", "missed", "not measured",
// "not applicable".
func (v Verdict) String() string { return verdictWords.text(v) }

// Badness orders verdicts for reports, worst first: missed, not measured, at
// risk, met, not applicable.
func (v Verdict) Badness() int {
	return map[Verdict]int{Missed: 4, NotMeasured: 3, AtRisk: 2, Met: 1}[v]
}

// MarshalText is the verdict in words; the zero value is the empty text.
func (v Verdict) MarshalText() ([]byte, error) { return verdictWords.marshal(v) }

// UnmarshalText reads what MarshalText wrote.
func (v *Verdict) UnmarshalText(text []byte) error { return verdictWords.unmarshal(text, v) }
