package scan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/internal/testenv"
)

// damaged returns a text with up to two of its characters replaced.
func damaged(r *rand.Rand, text string) string {
	const letters = "0123456789-+.:TZ %,\"\r\x00\xff"
	body := []byte(text)
	for range r.IntN(3) {
		body[r.IntN(len(body))] = letters[r.IntN(len(letters))]
	}
	return string(body)
}

// What the fast ways read is what the plain ways read.
func TestFastAgainstPlain(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var m months
	instants, dates, decimals := 0, 0, 0
	for range testenv.Rounds(100_000) {
		at := time.Unix(r.Int64N(18e9)-9e9, 0).UTC()
		text := damaged(r, at.Format(time.RFC3339))
		second, fraction, fault := ParseInstant(text, nil)
		fault = outside(second, fault)
		if n, ok := m.instantAt(ahead(text), 0); ok {
			instants++
			if fault != nil || n != second*1e9+int64(fraction) {
				t.Fatalf("%q is read fast as %d, and plainly as %d, %v", text, n, second, fault)
			}
		}
		if n, ok := PlainInstant([]byte(text)); ok && (fault != nil || n != second*1e9+int64(fraction)) {
			t.Fatalf("%q is read as %d, and by the general rules as %d, %v", text, n, second, fault)
		}
		text = damaged(r, at.Format(time.DateOnly))
		day, fault := ParseDate(text)
		if n, ok := plainDate([]byte(text)); ok {
			dates++
			if fault != nil || n != day.Number() {
				t.Fatalf("%q is read as day %d, and by the general rules as %s, %v", text, n, day, fault)
			}
		}
		text = damaged(r, fmt.Sprint(r.Uint64())[:1+r.IntN(8)]+[]string{"", ".5", "." + fmt.Sprint(r.Uint64())[:1+r.IntN(8)]}[r.IntN(3)])
		body := ahead(text)
		if n, places, end := decimalAt(body, 0); end == len(text) {
			want, few, ok := PlainDecimal(text)
			decimals++
			if !ok || n != want || places != int(few) {
				t.Fatalf("%q is read fast as %d/10^%d, and plainly as %d/10^%d, %v", text, n, places, want, few, ok)
			}
		}
	}
	if least := testenv.Rounds(100_000) / 10; instants < least || dates < least || decimals < least {
		t.Errorf("only %d instants, %d dates and %d decimals were read fast", instants, dates, decimals)
	}
}

// ahead returns a text with the line feeds that the fast ways may look at.
func ahead(text string) []byte {
	return Padded(append(make([]byte, 0, len(text)+LookAhead), text...))[:len(text)+LookAhead]
}

// outside returns the fault, or one for an instant that cannot be kept.
func outside(second int64, f *Fault) *Fault {
	if f == nil && (second < FirstSecond || second >= EndSecond) {
		return &Fault{What: "outside the years that are kept"}
	}
	return f
}

// A line that is split as a usual one has the cells that the general rules find.
func TestCutLineAgainstRows(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	split := 0
	for range testenv.Rounds(20_000) {
		var cells []string
		for range 1 + r.IntN(4) {
			cells = append(cells, []string{"", "a", "bc d", `"x"`, `"x,y"`, `"5"" pipe"`, `""`, `a"b`, `"open`}[r.IntN(9)])
		}
		line := []byte(strings.Join(cells, ","))
		got, ok := SplitLine(nil, line, []byte(","))
		if len(line) == 0 || !ok {
			continue
		}
		split++
		rows := RowsOfText(line, []byte(","), 1000, 1)
		if more, flaw := rows.Read(); !more || flaw != nil || !slices.Equal(got, rows.Cells) {
			t.Fatalf("%q is split into %v, and by the general rules into %v, %v", line, got, rows.Cells, flaw)
		}
		if plain := SplitPlain(nil, line, []byte(",")); !bytes.ContainsRune(line, '"') && !slices.Equal(plain, got) {
			t.Fatalf("%q is split into %v and %v", line, got, plain)
		}
	}
	if split < testenv.Rounds(20_000)/10 {
		t.Errorf("only %d lines were split", split)
	}
}

// Whole rows end where a row ends: what is left for the next block begins with the row
// that goes on.
func TestWholeRows(t *testing.T) {
	tests := []struct {
		text  string
		atEnd bool
		end   int
		flaws int
	}{
		{"a,b\nc,d\n", false, 8, 0},
		{"a,b\n\"c\nd\",e\n", false, 12, 0},
		{"a,b\n\"c\n", false, 4, 0}, // the quotation mark may be closed behind the text
		{"a,b\n\"c\n", true, 7, 1},
		{"a\"b\nc\n", false, 6, 1},
	}
	for _, test := range tests {
		end, flaws := WholeRows([]byte(test.text), test.atEnd, []byte(","), 1000, 1)
		if end != test.end || len(flaws) != test.flaws {
			t.Errorf("%q: the rows end at %d with %d flaws, want %d and %d", test.text, end, len(flaws), test.end, test.flaws)
		}
	}
}

// The members of an object are those that encoding/json finds, as they stand there.
func TestJSONObject(t *testing.T) {
	for _, text := range []string{`{}`, ` { "a" : 1 , "b":"x\"}" }`, `{"a":[1,{"b":"]"}],"c":-1.5e3,"d":null,"é":{"e":{}}}`, `{"\u0061":true}`} {
		want := map[string]json.RawMessage{}
		if err := json.Unmarshal([]byte(text), &want); err != nil {
			t.Fatal(err)
		}
		got := 0
		for members := (JSONObject{Text: []byte(text), At: strings.IndexByte(text, '{')}); members.Next(); got++ {
			key, value := members.Member()
			name, fault := Unescape(text[key.Start+1 : key.End-1])
			if body := text[value.Start:value.End]; fault != nil || string(want[name]) != body {
				t.Errorf("%s: %s is %s, want %s", text, name, body, want[name])
			}
		}
		if got != len(want) {
			t.Errorf("%s: %d members, want %d", text, got, len(want))
		}
	}
}
