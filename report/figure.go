package report

import (
	"math/big"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
)

// shownAs is a value rounded to so many places.
func shownAs(v dsl.Value, places int) string {
	return separated(v, v.Fixed(places))
}

// separated is a text of a value, money with its thousands apart.
func separated(v dsl.Value, text string) string {
	if v.Type().Kind == kinds.Money && !v.Missing() {
		return grouped(text)
	}
	return text
}

// grouped sets commas between the thousands of a number that begins a text: "12,500.00
// USD".
func grouped(text string) string {
	start := len(text) - len(strings.TrimLeft(text, "-"))
	end := start
	for end < len(text) && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	var b strings.Builder
	for i := range len(text) {
		if i > start && i < end && (end-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// longestNumber bounds the numbers of a stored status that are read back.
const longestNumber = 4000

// rational reads a Figure's Number. It takes digits, a sign, a point and a fraction bar,
// and no exponents: a stored status may come from anywhere.
func rational(number string) (*big.Rat, bool) {
	if number == "" || len(number) > longestNumber || strings.Trim(number, "0123456789./-") != "" {
		return nil, false
	}
	return new(big.Rat).SetString(number)
}
