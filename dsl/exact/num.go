// Package exact is Concord's arithmetic: rational numbers without rounding, kept in one
// machine word as long as they fit.
//
// A [Num] is a scaled int64 (a coefficient and a number of decimal places) and moves to
// arbitrary precision when a result does not fit, with the same answer. Quotients are
// kept as fractions, so that a comparison after a division is exact. There is no float,
// no global precision, and no rounding but where a caller asks for it by name.
//
// [Parse] reads a decimal and [Int] makes a whole number; [Num.Quo], [Num.Cmp] and
// [Num.Round] are where exactness shows.
package exact

import (
	"math"
	"math/big"
	"math/bits"
)

// MostPlaces is the most decimal places that a small Num has: 10^18 fits an int64.
const MostPlaces = 18

// maxBits bounds a number in arbitrary precision. A result past it is the invalid Num: an
// expression from a stranger must not grow a number without end. 1<<16 bits are about
// 19,700 decimal digits.
const maxBits = 1 << 16

// Num is an exact rational number. The zero value is 0. A Num is not changed by any
// operation and may be shared.
type Num struct {
	n     int64
	scale uint8
	// big holds the value instead of n and scale when it does not fit; it is never
	// written to after it was set.
	big *big.Rat
}

var (
	powers  = powersOfTen()
	invalid = new(big.Rat) // the address marks a result past maxBits; its value is not read
)

func powersOfTen() (p [MostPlaces + 1]int64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * 10
	}
	return p
}

// PowerOfTen returns 10 to the power of places, which is from 0 to [MostPlaces].
func PowerOfTen(places int) int64 { return powers[places] }

// Int returns a whole number.
func Int(n int64) Num { return Num{n: n} }

// Scaled returns n / 10^scale. Scale is at most 18.
func Scaled(n int64, scale uint8) Num {
	if scale > MostPlaces {
		return fromRat(new(big.Rat).SetFrac(big.NewInt(n), pow10(int(scale))))
	}
	return Num{n: n, scale: scale}
}

// Rat returns the number r. The Num keeps no reference to it.
func Rat(r *big.Rat) Num { return fromRat(new(big.Rat).Set(r)) }

// BigInt returns the whole number n.
func BigInt(n *big.Int) Num { return fromRat(new(big.Rat).SetInt(n)) }

// Valid reports whether the number could be represented: false after a result grew past
// the bound of this package. Every operation on an invalid Num gives an invalid Num.
func (a Num) Valid() bool { return a.big != invalid }

// Small returns the coefficient and the decimal places of a number that fits a machine
// word.
func (a Num) Small() (n int64, scale uint8, ok bool) { return a.n, a.scale, a.big == nil }

// Rat returns the number as a new big.Rat; 0 for an invalid Num.
func (a Num) Rat() *big.Rat {
	switch {
	case a.big == invalid:
		return new(big.Rat)
	case a.big != nil:
		return new(big.Rat).Set(a.big)
	case a.scale == 0:
		return new(big.Rat).SetInt64(a.n)
	}
	return new(big.Rat).SetFrac64(a.n, powers[a.scale])
}

// read returns the number as a big.Rat that the caller does not write to.
func (a Num) read() *big.Rat {
	if a.big != nil {
		return a.big
	}
	return a.Rat()
}

// fromRat takes over r, in one word if it fits.
func fromRat(r *big.Rat) Num {
	if r.Num().BitLen() > maxBits || r.Denom().BitLen() > maxBits {
		return Num{big: invalid}
	}
	if r.IsInt() && r.Num().IsInt64() {
		return Num{n: r.Num().Int64()}
	}
	if !r.IsInt() && r.Denom().IsInt64() && r.Num().IsInt64() {
		if places, ok := decimalPlaces(uint64(r.Denom().Int64())); ok {
			n, fits := mul64(r.Num().Int64(), powers[places]/r.Denom().Int64())
			if fits {
				return Num{n: n, scale: places}
			}
		}
	}
	return Num{big: r}
}

// decimalPlaces returns the least number of places p with denominator | 10^p, if there is
// one up to MostPlaces.
func decimalPlaces(denominator uint64) (places uint8, ok bool) {
	twos := bits.TrailingZeros64(denominator)
	rest, fives := denominator>>twos, 0
	for rest%5 == 0 {
		rest /= 5
		fives++
	}
	p := max(twos, fives)
	return uint8(p), rest == 1 && p <= MostPlaces
}

// Add returns a + b.
func (a Num) Add(b Num) Num {
	if a.big == nil && b.big == nil {
		if x, y, scale, ok := align(a, b); ok {
			if sum := x + y; (sum > x) == (y > 0) {
				return Num{n: sum, scale: scale}
			}
		}
	}
	return bigResult(a, b, (*big.Rat).Add)
}

// Sub returns a - b.
func (a Num) Sub(b Num) Num { return a.Add(b.Neg()) }

// Neg returns -a.
func (a Num) Neg() Num {
	if a.big == nil && a.n != math.MinInt64 {
		return Num{n: -a.n, scale: a.scale}
	}
	if !a.Valid() {
		return a
	}
	return fromRat(new(big.Rat).Neg(a.read()))
}

// Abs returns a without its sign.
func (a Num) Abs() Num {
	if a.Sign() < 0 {
		return a.Neg()
	}
	return a
}

// Mul returns a * b.
func (a Num) Mul(b Num) Num {
	if a.big == nil && b.big == nil && a.scale+b.scale <= MostPlaces {
		if product, ok := mul64(a.n, b.n); ok {
			return Num{n: product, scale: a.scale + b.scale}
		}
	}
	return bigResult(a, b, (*big.Rat).Mul)
}

// Quo returns a / b as a fraction; ok is false when b is 0.
func (a Num) Quo(b Num) (q Num, ok bool) {
	if !a.Valid() || !b.Valid() {
		return Num{big: invalid}, true
	}
	if b.Sign() == 0 {
		return Num{}, false
	}
	return bigResult(a, b, (*big.Rat).Quo), true
}

// Sign returns -1, 0 or 1.
func (a Num) Sign() int {
	if a.big != nil {
		return a.big.Sign()
	}
	switch {
	case a.n < 0:
		return -1
	case a.n > 0:
		return 1
	}
	return 0
}

// Cmp returns -1, 0 or 1 as a is less than, equal to or greater than b. Fractions are
// compared by cross-multiplication. Invalid numbers have no order; the caller asks
// [Num.Valid] first.
func (a Num) Cmp(b Num) int {
	if a.big == nil && b.big == nil {
		if a.scale == b.scale {
			return compare(a.n, b.n)
		}
		if x, y, _, ok := align(a, b); ok {
			return compare(x, y)
		}
		if s, t := a.Sign(), b.Sign(); s != t {
			return compare(int64(s), int64(t))
		}
		return cmpBig(a, b)
	}
	return a.read().Cmp(b.read())
}

// cmpBig compares two small numbers of one sign in 128 bits.
func cmpBig(a, b Num) int {
	scale := max(a.scale, b.scale)
	ahi, alo := bits.Mul64(magnitude(a.n), uint64(powers[scale-a.scale]))
	bhi, blo := bits.Mul64(magnitude(b.n), uint64(powers[scale-b.scale]))
	order := compare(ahi, bhi)
	if order == 0 {
		order = compare(alo, blo)
	}
	if a.n < 0 {
		return -order
	}
	return order
}

// IsInt reports whether the number is whole.
func (a Num) IsInt() bool {
	if a.big != nil {
		return a.Valid() && a.big.IsInt()
	}
	return a.n%powers[a.scale] == 0
}

// Int64 returns the number as an int64 if it is whole and fits.
func (a Num) Int64() (int64, bool) {
	if a.big == nil && a.IsInt() {
		return a.n / powers[a.scale], true
	}
	return 0, false
}

// bigResult does an operation in arbitrary precision.
func bigResult(a, b Num, op func(z, x, y *big.Rat) *big.Rat) Num {
	if !a.Valid() || !b.Valid() {
		return Num{big: invalid}
	}
	return fromRat(op(new(big.Rat), a.read(), b.read()))
}

// align brings two small numbers to the same number of places, if that fits.
func align(a, b Num) (x, y int64, scale uint8, ok bool) {
	if a.scale == b.scale {
		return a.n, b.n, a.scale, true
	}
	if a.scale < b.scale {
		x, ok = mul64(a.n, powers[b.scale-a.scale])
		return x, b.n, b.scale, ok
	}
	y, ok = mul64(b.n, powers[a.scale-b.scale])
	return a.n, y, a.scale, ok
}

func mul64(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi != 0 || lo > math.MaxInt64 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), true
	}
	return int64(lo), true
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

func compare[T int64 | uint64](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func pow10(n int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

// Sum128 returns the whole number of 128 bits in two's complement, high and low, divided
// by 10^scale. Scale is at most 18.
func Sum128(high int64, low uint64, scale uint8) Num {
	if high == int64(low)>>63 {
		return Scaled(int64(low), scale)
	}
	n := new(big.Int).Lsh(big.NewInt(high), 64)
	n.Add(n, new(big.Int).SetUint64(low))
	return fromRat(new(big.Rat).SetFrac(n, pow10(int(scale))))
}

// Mean returns the sum of numbers divided by how many they are; ok is false when there
// are none.
func Mean(nums []Num) (mean Num, ok bool) {
	sum := Num{}
	for _, n := range nums {
		sum = sum.Add(n)
	}
	return sum.Quo(Int(int64(len(nums))))
}

// Slope returns by how much numbers that stand at equal distances grow from one to the
// next: the slope of the straight line nearest to them by least squares. ok is false when
// there are fewer than two.
func Slope(nums []Num) (slope Num, ok bool) {
	// With x = 2i - (n-1), which is 0 on average, the slope is 2·Σxy/Σx².
	sum, squares := Num{}, Num{}
	for i, n := range nums {
		x := Int(int64(2*i - (len(nums) - 1)))
		sum, squares = sum.Add(x.Mul(n)), squares.Add(x.Mul(x))
	}
	return sum.Mul(Int(2)).Quo(squares)
}
