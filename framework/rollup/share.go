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

// Share counts items by a question: yes, no, or open. An open item may turn out either
// way and is never taken for yes. So a share with open items lies between two bounds, and
// so does the share of the decided ones.
type Share struct {
	Yes, No, Open int
}

// Of returns how many items there are.
func (s Share) Of() int { return s.Yes + s.No + s.Open }

// Least returns the share when every open item turns out no, as an exact percentage. The
// value is missing when there are no items.
func (s Share) Least() dsl.Value { return s.with(s.Yes) }

// Most returns the share when every open item turns out yes.
func (s Share) Most() dsl.Value { return s.with(s.Yes + s.Open) }

func (s Share) with(yes int) dsl.Value {
	percent := kinds.Of(kinds.Percent)
	percentage, ok := exact.Int(int64(yes)).Mul(exact.Int(100)).Quo(exact.Int(int64(s.Of())))
	if !ok {
		return dsl.NoValue(percent, "there is nothing to count")
	}
	return dsl.NewExact(percent, percentage)
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

// Against returns the verdict on the share under a figure in percent: met when the figure
// holds however the open items turn out, missed when it never does, and not measured when
// it depends on them. Without items it is not applicable.
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

func (s *Share) add(counted Counted) {
	switch counted {
	case CountedYes:
		s.Yes++
	case CountedNo:
		s.No++
	case CountedOpen:
		s.Open++
	}
}

// Counted says how an item counts in a [Share]. The zero value is invalid.
type Counted uint8

// How an item counts.
const (
	_           Counted = iota
	CountedYes          // it is so
	CountedNo           // it is not
	CountedOpen         // it is among them, and may turn out either way
	NotCounted          // it is not among them
)

var countedWords = [...]string{"counted", "counted against", "open", "not counted"}

// String returns "counted", "counted against", "open" or "not counted".
func (t Counted) String() string { return words.At(countedWords[:], uint8(t), "invalid count") }

// MarshalText returns the word.
func (t Counted) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (t *Counted) UnmarshalText(text []byte) (err error) {
	*t, err = words.Parse[Counted]("way of counting", string(text), countedWords[:])
	return err
}
