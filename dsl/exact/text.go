package exact

import (
	"errors"
	"fmt"
	"math/big"
	"strings"

	"github.com/concord-sla/concord/internal/prose"
)

// ErrSyntax is wrapped by what Parse returns.
var ErrSyntax = errors.New("not a decimal number")

// maxDigits bounds a decimal that is read.
const maxDigits = 4096

// Parse reads a plain decimal: an optional sign, digits, and an optional point between
// digits. Every digit counts. Exponents, hexadecimal and grouping characters are refused.
func Parse(text string) (Num, error) {
	body, negative := text, false
	if body != "" && (body[0] == '-' || body[0] == '+') {
		negative = body[0] == '-'
		body = body[1:]
	}
	integer, fraction, point := strings.Cut(body, ".")
	if !allDigits(integer) || (point && !allDigits(fraction)) {
		return Num{}, fmt.Errorf("%s: %w", prose.Quote(text), ErrSyntax)
	}
	if len(integer)+len(fraction) > maxDigits {
		return Num{}, fmt.Errorf("a number of %d digits, at most %d are read: %w", len(integer)+len(fraction), maxDigits, ErrSyntax)
	}
	digits := strings.TrimLeft(integer+fraction, "0")
	if len(digits) <= MostPlaces && len(fraction) <= MostPlaces {
		var n int64
		for _, d := range []byte(digits) {
			n = n*10 + int64(d-'0')
		}
		if negative {
			n = -n
		}
		return Num{n: n, scale: uint8(len(fraction))}, nil
	}
	n, _ := new(big.Int).SetString("0"+digits, 10)
	if negative {
		n.Neg(n)
	}
	return fromRat(new(big.Rat).SetFrac(n, pow10(len(fraction)))), nil
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// String returns the exact number: a plain decimal when it has one, else a fraction such
// as "2/3". It has no trailing zeros.
func (a Num) String() string {
	if !a.Valid() {
		return "too large"
	}
	r := a.read()
	if r.IsInt() {
		return r.Num().String()
	}
	if places, ok := finitePlaces(r.Denom()); ok {
		return r.FloatString(places)
	}
	return r.String()
}

// Decimal returns the exact number as a plain decimal; ok is false when it has none (2/3)
// or is invalid.
func (a Num) Decimal() (text string, ok bool) {
	if !a.Valid() {
		return "", false
	}
	if r := a.read(); !r.IsInt() {
		if _, finite := finitePlaces(r.Denom()); !finite {
			return "", false
		}
	}
	return a.String(), true
}

// finitePlaces returns the number of decimal places of a fraction with this denominator
// in lowest terms, if they come to an end.
func finitePlaces(denominator *big.Int) (int, bool) {
	d := new(big.Int).Set(denominator)
	twos := int(d.TrailingZeroBits())
	d.Rsh(d, uint(twos))
	five, rest, fives := big.NewInt(5), new(big.Int), 0
	for {
		q, r := new(big.Int).QuoRem(d, five, rest)
		if r.Sign() != 0 {
			break
		}
		d = q
		fives++
	}
	return max(twos, fives), d.IsInt64() && d.Int64() == 1
}

// Rounding names how a number is brought to a number of decimal places.
type Rounding uint8

const (
	_        Rounding = iota
	HalfEven          // to the nearest; a tie to the even digit (IEEE 754, the banker's rule)
	HalfUp            // to the nearest; a tie away from zero
	HalfDown          // to the nearest; a tie towards zero
	Up                // away from zero
	Down              // towards zero
	Ceiling           // towards positive infinity
	Floor             // towards negative infinity
)

var roundingNames = map[Rounding]string{
	HalfEven: "half even", HalfUp: "half up", HalfDown: "half down", Up: "up", Down: "down", Ceiling: "ceiling", Floor: "floor",
}

// String returns the rule's name: "half even", "half up", ….
func (r Rounding) String() string {
	if name, ok := roundingNames[r]; ok {
		return name
	}
	return fmt.Sprintf("rounding(%d)", uint8(r))
}

// ParseRounding reads a rule's name as [Rounding.String] prints it.
func ParseRounding(text string) (Rounding, bool) {
	for r, name := range roundingNames {
		if name == text {
			return r, true
		}
	}
	return 0, false
}

// Round returns the number rounded to so many decimal places by a rule.
func (a Num) Round(places int, rule Rounding) Num {
	if !a.Valid() {
		return a
	}
	if a.big == nil && int(a.scale) <= places {
		return a
	}
	scaled := new(big.Rat).Mul(a.read(), new(big.Rat).SetInt(pow10(places)))
	integer, rest := new(big.Int).QuoRem(scaled.Num(), scaled.Denom(), new(big.Int))
	if rest.Sign() != 0 && away(integer, rest, scaled.Denom(), rule) {
		integer.Add(integer, big.NewInt(int64(scaled.Sign())))
	}
	return fromRat(new(big.Rat).SetFrac(integer, pow10(places)))
}

// away reports whether a cut-off rest moves the whole part away from zero.
func away(integer, rest, denominator *big.Int, rule Rounding) bool {
	half := new(big.Int).Abs(rest)
	half.Lsh(half, 1)
	tie := half.Cmp(denominator)
	switch rule {
	case HalfUp:
		return tie >= 0
	case HalfDown:
		return tie > 0
	case Up:
		return true
	case Down:
		return false
	case Ceiling:
		return rest.Sign() > 0
	case Floor:
		return rest.Sign() < 0
	}
	return tie > 0 || (tie == 0 && integer.Bit(0) == 1) // HalfEven
}

// Fixed returns the number rounded by the rule and written with exactly so many decimal
// places: "99.90".
func (a Num) Fixed(places int, rule Rounding) string {
	if !a.Valid() {
		return a.String()
	}
	return a.Round(places, rule).read().FloatString(places)
}
