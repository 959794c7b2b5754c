package column

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/concord-sla/concord/internal/testenv"
)

// Rows that are written in place, in runs among rows that are appended, make the column
// that appending all of them makes.
func TestTakeAgainstAppend(t *testing.T) {
	for seed := range uint64(testenv.Rounds(400)) {
		r := rand.New(rand.NewPCG(seed, 1))
		storage := []Storage{Bools, Codes, Integers}[r.IntN(3)]
		got, want := New(storage), New(storage)
		for range r.IntN(6) {
			rows, written := r.IntN(200), 0
			inPlace := r.IntN(3) > 0
			got.Grow(rows + 1)
			values, missing, gaps := make([]uint64, rows/64+1), make([]uint64, rows/64+1), false
			for row := range rows + 1 { // the last is written and not taken
				written = row
				n, gone := r.Int64N(1000)-500, r.IntN(5) == 0
				text := fmt.Sprint(n)
				if gone {
					n, text = 0, ""
				}
				truth := !gone && n%2 == 0
				if row < rows {
					appendOne(want, n, text, truth, gone)
				}
				if !inPlace {
					if row < rows {
						appendOne(got, n, text, truth, gone)
					}
					continue
				}
				switch storage {
				case Integers:
					got.FreeInts()[row] = n
				case Codes:
					got.FreeCodes()[row] = got.Keep(text)
				}
				if truth {
					values[row>>6] |= 1 << (row & 63)
				}
				if gone {
					missing[row>>6] |= 1 << (row & 63)
					gaps = true
				}
			}
			if inPlace {
				if !gaps {
					missing = nil
				}
				got.Take(written, values, missing)
			}
		}
		if got, want := rowsOf(got), rowsOf(want); got != want {
			t.Fatalf("seed %d: taken\n%s\nappended\n%s", seed, got, want)
		}
	}
}

func appendOne(c *Column, n int64, text string, truth, gone bool) {
	switch {
	case gone:
		c.AppendMissing()
	case c.Storage == Bools:
		c.AppendBool(truth)
	case c.Storage == Codes:
		c.AppendText(text)
	default:
		c.AppendInt(n)
	}
}

// rowsOf returns what there is to see of a column.
func rowsOf(c *Column) string {
	low, high, any := c.Range()
	text := fmt.Sprintln(c.Len, c.MissingCount(), low, high, any)
	for i := range c.Len {
		switch text += fmt.Sprint(" ", c.IsMissing(i)); c.Storage {
		case Bools:
			text += fmt.Sprint(c.Bool(i))
		case Codes:
			text += c.Text(i)
		default:
			text += fmt.Sprint(c.Ints[i])
		}
	}
	return text
}

// A short text is found as itself and as no other, however many there are.
func TestShorts(t *testing.T) {
	c := New(Codes)
	found := 0
	const texts = 10_000
	for i := range texts {
		text := fmt.Sprint(i * i * i)
		c.AddShort(shortOf(text), c.Keep(text))
	}
	for i := range texts {
		for _, text := range []string{fmt.Sprint(i * i * i), fmt.Sprint(i*i*i) + "\x00", fmt.Sprint(-i)} {
			code, ok := c.KnownShort(shortOf(text))
			if ok {
				found++
			}
			if ok && c.Dictionary[code] != text {
				t.Fatalf("%q is found as %q", text, c.Dictionary[code])
			}
		}
	}
	if found < mostShorts/2 {
		t.Errorf("only %d were found", found)
	}
}

func shortOf(text string) Short {
	s := Short{High: uint64(len(text)) << 56}
	for i := range len(text) {
		if i < 8 {
			s.Low |= uint64(text[i]) << (8 * i)
		} else {
			s.High |= uint64(text[i]) << (8 * (i - 8))
		}
	}
	return s
}
