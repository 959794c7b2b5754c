package table

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table/internal/scan"
	"github.com/concord-sla/concord/internal/testenv"
)

// What is taken on the plain path is taken as Builder.take takes it, for texts that are
// right, nearly right and neither.
func TestPlainCellsAgainstAll(t *testing.T) {
	types := []kinds.Type{kinds.Of(kinds.Boolean), kinds.Of(kinds.Text), kinds.EnumOf("x", "true"), kinds.Of(kinds.Number), kinds.Of(kinds.Count), kinds.Of(kinds.Percent), kinds.MoneyIn("USD"), kinds.DurationIn(time.Minute),
		kinds.DurationIn(time.Hour), kinds.Of(kinds.Duration), kinds.Of(kinds.Instant), kinds.Of(kinds.Date)}
	seeds := []string{
		"true", "x", "0", "-0.50", "123456789012345678", "1234567890.12345678", "153722867280912930", "2562047", "2562048", "-5", "1h30min", "99.5%", "10 USD",
		"2026-01-02T15:04:05Z", "2024-02-29T23:59:59-05:00", "2023-02-29T00:00:00Z", "2026-12-31T00:00:00.123456789+0530", "1678-01-01T00:00:00Z",
		"2261-12-31T23:59:59Z", "1677-12-31T23:59:59Z", "2262-01-01T00:00:00Z", "2026-01-31T23:59:59Z", "2026-02-28T20:00:50Z", "2026-04-30 00:00:00Z",
		"12345678.12345678", "-12345678", "0.00000001", `5" pipe`, "2262-01-01T00:30:00+01:00", "2026-01-02", "2024-02-29", "0001-01-01", "9999-12-31",
	}
	const letters = "0123456789-+.:TZt %xe\"\x00\x80\xffé/;"
	r := rand.New(rand.NewPCG(1, 2))
	taken := 0
	for range testenv.Rounds(200_000) {
		text := []byte(seeds[r.IntN(len(seeds))])
		for range r.IntN(3) {
			switch at := r.IntN(len(text)); r.IntN(6) {
			case 0:
				text = text[:at+1]
			case 1:
				text = append(text[:at:at], text[at:]...)
				text = append(text, letters[r.IntN(len(letters))])
			default:
				text[at] = letters[r.IntN(len(letters))]
			}
		}
		typ := types[r.IntN(len(types))]
		all, plain := newBuilder(kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "a", Type: typ}}}, nil), newBuilder(kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "a", Type: typ}}}, nil)
		f := all.take(0, value{class: ofText, text: string(text)}, nil)
		if f == nil && (typ.Kind == kinds.Text || typ.Kind == kinds.Enum) {
			plain.table.columns[0].AppendText(string(text))
		}
		if got, ok := fastCellText(typ, text); ok && (f != nil || got != cellText(all.table, 0, 0)) {
			t.Fatalf("%q as %s is taken fast as %s, and %v", text, typ, got, f)
		}
		if !scan.PlainCell(plain.table.columns[0], &typ, text) {
			continue
		}
		taken++
		if f != nil {
			t.Fatalf("%q is taken as %s, and %s", text, typ, f.What)
		}
		last := plain.table.columns[0].Len - 1
		if got, want := cellText(plain.table, 0, last), cellText(all.table, 0, 0); got != want {
			t.Fatalf("%q as %s is %s, want %s", text, typ, got, want)
		}
	}
	if taken < testenv.Rounds(200_000)/20 {
		t.Errorf("only %d were taken", taken)
	}
	for _, text := range []string{"2026-01-02T15:04:05Z", "2026-01-02T15:04:05-05:00", "2026-01-02T15:04:05.5Z"} {
		if _, ok := scan.PlainInstant([]byte(text)); !ok {
			t.Errorf("%s is not plain", text)
		}
	}
	if _, _, ok := scan.PlainDecimal(strings.Repeat("9", 19)); ok {
		t.Error("19 digits may not fit a word")
	}
}

// fastCellText returns the text of a table's one cell whose row was taken fast.
func fastCellText(typ kinds.Type, text []byte) (string, bool) {
	if bytes.ContainsAny(text, "\r\n,") || len(text) > 0 && text[0] == '"' {
		return "", false
	}
	in, err := newReading(kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "a", Type: typ}}}, "", Options{})
	if err != nil {
		return "", false
	}
	p := csvParse{chunk: in.chunk(64), source: &csvSource{reading: in, rows: &scan.CSVRows{Comma: []byte{','}}, columns: []int{0}, width: 1}}
	c := p.table.columns[0]
	if typ.Kind == kinds.Enum {
		for _, value := range typ.Values {
			c.Keep(value)
		}
	}
	c.Scale = 9
	if rows, _ := p.layout().FastRows(1).Take(in.spare.copy(text)[:len(text)+scan.LookAhead], len(text), 0, 1); rows == 0 || bytes.IndexByte(text, '"') >= 0 {
		return `a row with a quotation mark`, rows == 1
	}
	return cellText(p.table, 0, 0), true
}
