package table

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table/internal/scan"
	"github.com/concord-sla/concord/internal/testenv"
)

// allKinds has a field of each kind, and some that may be missing.
var allKinds = kinds.Schema{Name: "t", Fields: []kinds.Field{
	{Name: "text", Type: kinds.Of(kinds.Text)}, {Name: "note", Type: kinds.Of(kinds.Text).Optional()}, {Name: "state", Type: kinds.EnumOf("open", "closed, at last", "0")}, {Name: "level", Type: kinds.ScaleOf("low", "high").Optional()},
	{Name: "at", Type: kinds.Of(kinds.Instant)}, {Name: "end", Type: kinds.Of(kinds.Instant).Optional()}, {Name: "day", Type: kinds.Of(kinds.Date)}, {Name: "until", Type: kinds.Of(kinds.Date).Optional()},
	{Name: "number", Type: kinds.Of(kinds.Number)}, {Name: "count", Type: kinds.Of(kinds.Count).Optional()}, {Name: "percent", Type: kinds.Of(kinds.Percent)}, {Name: "cost", Type: kinds.MoneyIn("USD").Optional()},
	{Name: "took", Type: kinds.Of(kinds.Duration)}, {Name: "waited", Type: kinds.DurationIn(time.Minute).Optional()}, {Name: "late", Type: kinds.Of(kinds.Boolean)}, {Name: "known", Type: kinds.Of(kinds.Boolean).Optional()},
}}

// usual returns a cell of a kind as most are written, in one of several ways.
func usual(r *rand.Rand, t kinds.Type, comma string) string {
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	if t.Nullable && r.IntN(8) == 0 {
		return ""
	}
	digits := func(most int) string { return fmt.Sprint(r.Uint64())[:1+r.IntN(most)] }
	second := time.Unix(r.Int64N(18e9)-9e9, 0).UTC()
	switch t.Kind {
	case kinds.Text:
		return pick("a", "ab", "1234567", "12345678", "123456789", "12345678901234", "123456789012345", "1234567890123456", "é", "of more than sixteen bytes",
			strings.Repeat("x", r.IntN(100)+1), "t"+digits(4), `"in quotes"`, `"a`+comma+`b"`, `"5"" pipe"`)
	case kinds.Enum:
		if value := t.Values[r.IntN(len(t.Values))]; strings.Contains(value, comma) {
			return `"` + value + `"`
		} else {
			return value
		}
	case kinds.Instant:
		return second.Format(pick(time.RFC3339, time.RFC3339, time.RFC3339, "2006-01-02 15:04:05Z", "2006-01-02T15:04:05-07:00", "2006-01-02T15:04Z"))
	case kinds.Date:
		return second.Format(time.DateOnly)
	case kinds.Count:
		return digits(10)
	case kinds.Duration:
		if t.CellUnit == 0 {
			return pick("1h30min", "90s", "250ms", "1day")
		}
		return pick(digits(9), "90s")
	case kinds.Boolean:
		return pick("true", "false")
	}
	return pick("", "", "-") + digits(9) + pick("", ".5", ".25", ".250", "."+digits(9)) + map[bool]string{true: pick("", "%")}[t.Kind == kinds.Percent]
}

// Rows that are taken fast are what the general rules make of them, whatever has become
// of their bytes.
func TestFastRowsAgainstAll(t *testing.T) {
	const letters = "0123456789-+.:TZt %,;|\t\"\r\n\x00\x80\xffeé"
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(testenv.Rounds(600)) {
		r := rand.New(rand.NewPCG(seed, 5))
		comma := []string{",", ",", ";", "\t", "|", "-", "é"}[r.IntN(7)]
		options := Options{Comma: []rune(comma)[0], MaxCell: []int{0, 0, 64, 80}[r.IntN(4)], Zone: []*time.Location{nil, nil, time.UTC, newYork}[r.IntN(4)]}
		schema := kinds.Schema{Name: "t"}
		var order []int // of the fields in the file; -1 is a column of no field
		for _, i := range r.Perm(len(allKinds.Fields))[:1+r.IntN(6)] {
			schema.Fields = append(schema.Fields, allKinds.Fields[i])
			order = append(order, len(schema.Fields)-1)
			if r.IntN(5) == 0 {
				order = append(order, -1)
			}
		}
		if again := schema.Fields[0]; r.IntN(10) == 0 {
			schema.Fields = append(schema.Fields, kinds.Field{Name: "again", Type: again.Type})
			options.Columns = map[string]string{"again": again.Name}
		}
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		var text strings.Builder
		damaged, quoted, lineEnd := r.IntN(3), r.IntN(4), []string{"\n", "\n", "\r\n"}[r.IntN(3)]
		for row := range 1 + r.IntN(60) {
			for i, field := range order {
				cell := "unused"
				switch {
				case row == 0 && field >= 0:
					cell = schema.Fields[field].Name
				case row > 0 && field < 0:
					cell = usual(r, kinds.Of(kinds.Text).Optional(), comma)
				case row > 0:
					cell = usual(r, schema.Fields[field].Type, comma)
				}
				if row > 0 && quoted == 0 && !strings.Contains(cell, `"`) {
					cell = `"` + cell + `"`
				}
				if n := len(cell); row > 0 && damaged > 0 && r.IntN(30) == 0 && n > 0 {
					at := r.IntN(n)
					c := letters[r.IntN(len(letters))]
					cell = cell[:at] + []string{"", string(c), string(c) + cell[at:at+1]}[r.IntN(3)] + cell[at+1:]
				}
				if i > 0 {
					text.WriteString(comma)
				}
				text.WriteString(cell)
			}
			text.WriteString(lineEnd)
		}
		file := text.String()
		if r.IntN(3) == 0 {
			file = strings.TrimRight(file, "\r\n")
		}
		source := io.Reader(strings.NewReader(file))
		if r.IntN(2) == 0 {
			source = iotest.HalfReader(source)
		}
		reader, err := NewCSVReader(schema, "t.csv", source, options)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, file)
		}
		reader.block = 1 + r.IntN(4000)
		got, _ := reader.all()
		if diff := cmp.Diff(dump(oneByOne(t, schema, file, options)), dump(got)); diff != "" {
			t.Fatalf("seed %d, blocks of %d bytes (-want +got):\n%s\n%s", seed, reader.block, diff, file)
		}
	}
}

// What the benchmarks read is taken fast, and so is a file in quotation marks.
func TestTicketsAreUsual(t *testing.T) {
	const rows = 500
	for _, text := range [][]byte{ticketCSV(rows), quotedCSV(ticketCSV(rows))} {
		in, err := newReading(tickets, "t.csv", Options{})
		if err != nil {
			t.Fatal(err)
		}
		source := &csvSource{reading: in, rows: &scan.CSVRows{Comma: []byte{','}}, columns: []int{0, 1, 2, 3, 4}, width: 5}
		block := in.spare.copy(text)
		p := csvParse{chunk: in.chunk(rows), source: source, text: scan.Block{Text: block}, quote: -1}
		first := p.next(bytes.IndexByte(block, '\n') + 1) // which gives the amounts their decimal places
		taken, after := p.layout().FastRows(rows).Take(block[:len(block)+scan.LookAhead], len(block), first, rows)
		if taken != rows-1 || after != len(text) {
			t.Errorf("%d of %d rows were taken", taken, rows)
		}
	}
}
