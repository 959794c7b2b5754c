package scan

import (
	"encoding/binary"
	"math/bits"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/exact"
)

// Eight characters are looked at at once, as the bytes of a word, the first of them
// lowest. Exclusive or with the text that they should look like leaves 0 to 9 of a digit
// and 0 of what stands between digits. Adding the limits then carries into a byte's high
// bit if it has more than that; so it is there already if the byte was no ASCII.
const (
	lowBits     = 0x0101010101010101
	highBits    = 0x8080808080808080
	anyDigit    = 0x76 // and more than 9 has the high bit
	exactly0    = 0x7f // and more than 0 has it
	digitLimits = anyDigit * lowBits
	fourDigits  = anyDigit | anyDigit<<8 | anyDigit<<16 | anyDigit<<24
	twoDigits0  = anyDigit | anyDigit<<8 | exactly0<<16 // and a separator
	dateLimits  = fourDigits | exactly0<<32 | twoDigits0<<40
	clockLimits = twoDigits0 | twoDigits0<<24 | anyDigit<<48 | anyDigit<<56
	endLimits   = exactly0 | anyDigit<<8 | anyDigit<<16 | exactly0<<24

	digitText  = '0' * lowBits
	dateText   = '0' | '0'<<8 | '0'<<16 | '0'<<24 | '-'<<32 | '0'<<40 | '0'<<48 | '-'<<56
	clockText  = '0' | '0'<<8 | 'T'<<16 | '0'<<24 | '0'<<32 | ':'<<40 | '0'<<48 | '0'<<56
	secondText = '0' | '0'<<8 | ':'<<16 | '0'<<24 | '0'<<32 | ':'<<40 | '0'<<48 | '0'<<56
	endText    = ':' | '0'<<8 | '0'<<16 | 'Z'<<24
)

// eight returns the first eight bytes of a text.
func eight(text []byte) uint64 { return binary.LittleEndian.Uint64(text) }

// over has the high bit of every byte that is more than its limit.
func over(word, limits uint64) uint64 { return (word + limits | word) & highBits }

// zeros has the high bit of the first byte that is 0, and maybe of others after it.
func zeros(word uint64) uint64 { return (word - lowBits) &^ word & highBits }

// pairs puts into each byte the number of two digits that begins there.
func pairs(digits uint64) uint64 { return digits*10 + digits>>8 }

// firstDigits returns the number of the first n digits, 0 to 8 of them, whatever the
// bytes after them are.
func firstDigits(word uint64, n int) int64 {
	const two = 0x000000ff_000000ff // every other pair
	word = pairs(word << (64 - 8*uint(n)))
	return int64(((word&two)*(1_000_000<<32+100) + (word>>16&two)*(10_000<<32+1)) >> 32)
}

// decimalAt reads the decimal that begins at an offset of a text: a sign maybe, and up to
// eight digits before and after a point, n / 10^places. Its end is 0 if there is none. It
// says nothing about what stands there, and looks up to 18 bytes ahead.
func decimalAt(text []byte, at int) (n int64, places, end int) {
	sign := int64(0)
	if text[at] == '-' {
		sign = -1
		at++
	}
	word := eight(text[at:]) ^ digitText
	digits := bits.TrailingZeros64(over(word, digitLimits)) >> 3
	if digits == 0 {
		return 0, 0, 0
	}
	end = at + digits
	n = firstDigits(word, digits)
	if text[end] == '.' {
		word = eight(text[end+1:]) ^ digitText
		places = bits.TrailingZeros64(over(word, digitLimits)) >> 3
		if places == 0 {
			return 0, 0, 0
		}
		n = n*exact.PowerOfTen(places) + firstDigits(word, places)
		end += 1 + places
	}
	return (n ^ sign) - sign, places, end
}

// months remembers months by how they are written, because the dates of a file are of few
// of them.
type months [128]month

type month struct {
	text   uint64 // such as 2026-01-
	days   int32
	before int32 // the number of the day before its first
}

// of finds the month that eight characters are. One without days is none.
func (m *months) of(text uint64) *month {
	e := &m[text*0x9e3779b97f4a7c15>>57]
	if e.text != text {
		e.read(text)
	}
	return e
}

// read reads a month of the years of which instants are kept.
func (e *month) read(text uint64) {
	*e = month{text: text}
	head := text ^ dateText
	if over(head, dateLimits) != 0 {
		return
	}
	first, ok := dayNumber(head, 1)
	if !ok || first*86400 < FirstSecond || first*86400 >= EndSecond {
		return
	}
	e.before = int32(first - 1)
	for e.days = 28; e.days < 31; e.days++ {
		if _, ok := dayNumber(head, int(e.days)+1); !ok {
			break
		}
	}
}

// instantAt reads an instant of the form 2026-01-02T15:04:05Z, or with a space for the T,
// that begins at an offset of a text: nanoseconds since 1970.
func (m *months) instantAt(text []byte, at int) (nanoseconds int64, ok bool) {
	b := (*[instantSize]byte)(text[at:])
	e := m.of(binary.LittleEndian.Uint64(b[:]))
	clock, end := binary.LittleEndian.Uint64(b[8:])^clockText, binary.LittleEndian.Uint32(b[16:])^endText
	if b[10] == ' ' {
		clock ^= ('T' ^ ' ') << 16
	}
	wrong := over(clock, clockLimits) | over(uint64(end), endLimits)
	clock = pairs(clock)
	const late = (127-23)<<24 | (127-59)<<48 // gives an hour of 24 and a minute of 60 the high bit
	wrong |= (clock + late) & (0x80<<24 | 0x80<<48)
	day, second := int64(clock&0xff), int64(end>>8&0xff*10+end>>16&0xff)
	if wrong != 0 || uint64(day-1) >= uint64(e.days) || second > 59 {
		return 0, false
	}
	seconds := (int64(e.before)+day)*86400 + int64(clock>>24&0xff)*3600 + int64(clock>>48&0xff)*60 + second
	return seconds * int64(time.Second), true
}

const instantSize = len("2026-01-02T15:04:05Z")

// dayNumber returns the number of a day whose year and month have been read as digits.
func dayNumber(head uint64, day int) (int64, bool) {
	head = pairs(head)
	d := calendar.Date{Year: int(head&0xff)*100 + int(head>>16&0xff), Month: time.Month(head >> 40 & 0xff), Day: day}
	n := d.Number()
	return n, n != noDay
}

// noDay is the number of every date that does not exist.
var noDay = calendar.Date{}.Number()
