package rollup

import (
	"fmt"
	"math/big"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/internal/words"
	"github.com/concord-sla/concord/sla"
)

// Share is how many of some things are so. Open ones are among them and may turn out
// either way; they are never taken for ones that are. So a share with open ones lies
// between two bounds, and the share of the others alone lies between these, too.
type Share struct {
	Yes, No, Open int
}

// Of returns how many there are.
func (s Share) Of() int { return s.Yes + s.No + s.Open }

// Least returns the share if no open one is so, and Most if all of them are: parts of a
// hundred, exactly; missing when there is nothing to share.
func (s Share) Least() dsl.Value { return s.with(s.Yes) }

// Most returns the share if all open ones are so.
func (s Share) Most() dsl.Value { return s.with(s.Yes + s.Open) }

func (s Share) with(yes int) dsl.Value {
	percent := kinds.Of(kinds.Percent)
	part, ok := exact.Int(int64(yes)).Mul(exact.Int(100)).Quo(exact.Int(int64(s.Of())))
	if !ok {
		return dsl.NoValue(percent, "there is nothing to count")
	}
	return dsl.NewExact(percent, part)
}

// String returns "45 of 47 (≈95.74%)", and with open ones "43 to 45 of 47 (≈91.49% to
// ≈95.74%)".
func (s Share) String() string {
	switch {
	case s.Of() == 0:
		return "nothing to count"
	case s.Open == 0:
		return fmt.Sprintf("%d of %d (%s)", s.Yes, s.Of(), s.Least())
	}
	return fmt.Sprintf("%d to %d of %d (%s to %s)", s.Yes, s.Yes+s.Open, s.Of(), s.Least(), s.Most())
}

// Against holds the share against a figure in percent: met when the figure holds however
// the open ones turn out, missed when it holds in no case, and not measured when it
// depends on them. With nothing to count it is not applicable.
func (s Share) Against(f framework.Figure) sla.Verdict {
	if s.Of() == 0 {
		return sla.NotApplicable
	}
	holds := 0
	for yes := s.Yes; yes <= s.Yes+s.Open; yes++ {
		if keeps(f, big.NewRat(int64(yes)*100, int64(s.Of()))) {
			holds++
		}
	}
	switch holds {
	case 0:
		return sla.Missed
	case s.Open + 1:
		return sla.Met
	}
	return sla.NotMeasured
}

// keeps reports whether a number keeps a figure. One without an operator, or that is no
// number, is kept by none.
func keeps(f framework.Figure, number *big.Rat) bool {
	bound := f.Rat()
	if bound == nil {
		return false
	}
	switch order := number.Cmp(bound); f.Op {
	case framework.AtLeast:
		return order >= 0
	case framework.AtMost:
		return order <= 0
	case framework.Above:
		return order > 0
	case framework.Below:
		return order < 0
	case framework.Equal:
		return order == 0
	case framework.Deviates:
		return new(big.Rat).Abs(number).Cmp(bound) <= 0
	}
	return false
}

func (s *Share) add(as Counted) {
	switch as {
	case CountedYes:
		s.Yes++
	case CountedNo:
		s.No++
	case CountedOpen:
		s.Open++
	}
}

// Counted is how a thing counts in a [Share]. The zero value is invalid.
type Counted uint8

// How a thing counts.
const (
	_           Counted = iota
	CountedYes          // it is so
	CountedNo           // it is not
	CountedOpen         // it is among them, and may turn out either way
	NotCounted          // it is not among them
)

var countedWords = [...]string{"counted", "counted against", "open", "not counted"}

// String returns "counted", "counted against", "open" or "not counted".
func (t Counted) String() string { return words.At(countedWords[:], uint8(t), "invalid tally") }

// MarshalText returns the tally in words.
func (t Counted) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (t *Counted) UnmarshalText(text []byte) (err error) {
	*t, err = words.Parse[Counted]("tally", string(text), countedWords[:])
	return err
}
