package table

import (
	"encoding/csv"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table/internal/scan"
)

// loose is a schema of the fuzz tests: text that may hold anything.
var loose = kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "a", Type: kinds.Of(kinds.Text).Optional()}, {Name: "b", Type: kinds.Of(kinds.Text).Optional()}}}

// strict is one in which much can go wrong.
var strict = kinds.Schema{Name: "t", Fields: []kinds.Field{
	{Name: "a", Type: kinds.Of(kinds.Instant)}, {Name: "b", Type: kinds.MoneyIn("USD")}, {Name: "c", Type: kinds.Of(kinds.Duration)}, {Name: "d", Type: kinds.Of(kinds.Date).Optional()}, {Name: "e", Type: kinds.EnumOf("x", "y")}, {Name: "f", Type: kinds.Of(kinds.Count)},
}}

func FuzzReadCSV(f *testing.F) {
	for _, seed := range []string{
		"a,b\n1,2\n", "b,a\r\n\"x\"\"y\",\"two\r\nlines\"\r\n\n3,4", "a,b\n\"never,closed\n1,2\n", "a,b\n\"x\" y,1\nü,\"\xff\n\x00\",2\n",
		"\ufeffa,b\n,\n1,2,3\n4\n", "a,b\r1,2", "", "\"a\",b\n\"\",\"\"\n\r", "a,b,c,d,e,f\n2026-01-02T15:04Z,1 USD,4h,,x,3\nq,q,q,q,q,q\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, schema := range []kinds.Schema{loose, strict} {
			tab, err := ReadCSV(schema, "t.csv", strings.NewReader(text), Options{MaxProblems: 1 << 20})
			checkProblems(t, text, tab, err)
			matchRows(t, schema, text, tab)
		}
		matchEncodingCSV(t, text)
	})
}

// matchRows reads the same in small blocks and row by row.
func matchRows(t *testing.T, schema kinds.Schema, text string, tab *Table) {
	if tab == nil {
		return
	}
	options := Options{MaxProblems: 1 << 20}
	want := dump(oneByOne(t, schema, text, options))
	if got := dump(tab); got != want {
		t.Fatalf("in one block\n%s\nrow by row\n%s", got, want)
	}
	reader, err := NewCSVReader(schema, "t.csv", strings.NewReader(text), options)
	if err != nil {
		t.Fatal(err)
	}
	reader.block = 1 + len(text)%32
	small, _ := reader.all()
	if got := dump(small); got != want {
		t.Fatalf("in blocks of %d bytes\n%s\nrow by row\n%s", reader.block, got, want)
	}
}

// checkProblems checks what holds for every text: the rows of the table are all of one
// length, each missing cell and rejected row stands in a problem, and each problem quotes
// the text at the place it names.
func checkProblems(t *testing.T, text string, tab *Table, err error) {
	t.Helper()
	problems := diag.From(err)
	if err != nil && len(problems) == 0 {
		t.Fatalf("an error without a problem: %v", err)
	}
	if tab == nil {
		if err == nil {
			t.Fatal("neither a table nor an error")
		}
	} else {
		count := map[diag.Code]int{}
		for _, d := range problems {
			count[d.Code]++
		}
		if count[BadRow] != tab.Rejected() {
			t.Fatalf("%d rows rejected, and %d problems with rows", tab.Rejected(), count[BadRow])
		}
		unwanted := 0
		for i, f := range tab.Schema().Fields {
			c := tab.columns[i]
			if c.Len != tab.Rows() {
				t.Fatalf("column %s has %d cells, the table %d rows", f.Name, c.Len, tab.Rows())
			}
			if !f.Type.Nullable {
				unwanted += c.MissingCount()
			}
		}
		if count[BadCell] < unwanted {
			t.Fatalf("%d cells are missing that may not be, and %d problems", unwanted, count[BadCell])
		}
	}
	lines := strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n")
	for _, d := range problems {
		_, _ = d.Screen(), d.Error()
		if d.Source == nil {
			continue
		}
		p := d.Position()
		if p.Line > len(lines) {
			t.Fatalf("%v is on line %d of %d", d, p.Line, len(lines))
		}
		whole := &diag.Source{Text: lines[p.Line-1]}
		at := whole.Offset(1, p.Column)
		if quoted := d.Source.Text[d.Span.Start:min(d.Span.End, len(d.Source.Text))]; !strings.HasPrefix(whole.Text[at:], quoted) {
			t.Fatalf("%v marks %q, and there stands %q", d, quoted, whole.Text[at:])
		}
	}
}

// matchEncodingCSV reads what encoding/csv accepts with both.
func matchEncodingCSV(t *testing.T, text string) {
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	reader.FieldsPerRecord = -1
	rows := scan.NewCSVRows(strings.NewReader(text), ',', leastRow)
	rows.SkipMark()
	for n := 0; ; n++ {
		want, err := reader.Read()
		more, flaw := rows.Read()
		switch {
		case err == io.EOF && !more:
			return
		case err == io.EOF || !more:
			t.Fatalf("row %d: encoding/csv says %v, and more is %v", n, err, more)
		case (err != nil) != (flaw != nil):
			t.Fatalf("row %d: encoding/csv says %v, and we say %v", n, err, flaw)
		case flaw != nil:
			return // from here on encoding/csv has left out other lines
		}
		if len(want) != len(rows.Cells) {
			t.Fatalf("row %d: encoding/csv has %q, and we have %d cells", n, want, len(rows.Cells))
		}
		for i, cell := range rows.Cells {
			if got := cell.Text(rows.Row.Bytes); got != want[i] {
				t.Fatalf("row %d: encoding/csv has %q, and cell %d is %q", n, want, i, got)
			}
			if line, column := reader.FieldPos(i); line == rows.Row.Line && cell.Place().Start != column-1 {
				t.Fatalf("row %d: encoding/csv has cell %d in column %d, and we have %d", n, i, column, cell.Place().Start+1)
			}
		}
	}
}

// Lines and quotation marks without end take bounded memory and one row.
func TestCSVBounded(t *testing.T) {
	const size = 16 << 20
	long := func(head, piece, tail string) io.Reader {
		return io.MultiReader(strings.NewReader(head), &repeat{piece: piece, times: size / len(piece)}, strings.NewReader(tail))
	}
	options := Options{MaxCell: 1 << 16} // a row of at most 1 MiB
	tests := []struct {
		name     string
		source   io.Reader
		rows     int
		rejected int
		says     string
	}{
		{"line", long("a,b\n1,", "x", "\n3,4\n"), 1, 1, "t.csv:2:1: error [bad-row]: row 1 is longer than 1048576 bytes"},
		{"last line", long("a,b\n1,2\n", "x", ""), 1, 1, "t.csv:3:1: error [bad-row]: row 2 is longer than 1048576 bytes"},
		{"many cells", long("a,b\n", "x,", "\n3,4\n"), 1, 1, "t.csv:2:1: error [bad-row]: row 1 is longer than 1048576 bytes"},
		{"never closed", long("a,b\n1,\"2\n", "x,"+strings.Repeat("y", 1021)+"\n", ""), size / 1024, 1, "t.csv:2:3: error [bad-row]: row 1 opens a quotation mark that is never closed"},
		{"cell", long("a,b\n1,"+strings.Repeat("x", 1<<16+1)+"\n", "x,"+strings.Repeat("y", 1021)+"\n", ""), size/1024 + 1, 0, "t.csv:2:3: error [bad-cell]: column b, row 1: the cell is longer than 65536 bytes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			tab, err := ReadCSV(loose, "t.csv", tt.source, options)
			runtime.ReadMemStats(&after)
			if tab == nil || tab.Rows() != tt.rows || tab.Rejected() != tt.rejected {
				t.Fatalf("%v: %v", tab, err)
			}
			if err == nil || !strings.HasPrefix(err.Error(), tt.says) {
				t.Errorf("says %v", err)
			}
			if grown := after.HeapSys - before.HeapSys; after.HeapSys > before.HeapSys && tt.rows < 10 && grown > 8<<20 {
				t.Errorf("took %d MiB", grown>>20)
			}
		})
	}
}

// repeat reads a piece so many times.
type repeat struct {
	piece string
	times int
	done  int // of the piece
}

func (r *repeat) Read(p []byte) (int, error) {
	if r.times == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.piece[r.done:])
	if r.done += n; r.done == len(r.piece) {
		r.done, r.times = 0, r.times-1
	}
	for r.done == 0 && r.times > 0 && n+len(r.piece) <= len(p) {
		n += copy(p[n:], r.piece)
		r.times--
	}
	return n, nil
}

func TestCSVHeaderTooLong(t *testing.T) {
	tab, err := ReadCSV(loose, "t.csv", &repeat{piece: "a,", times: 1 << 20}, Options{MaxCell: 1})
	var d *diag.Diagnostic
	if tab != nil || !errors.As(err, &d) || d.Code != BadHeader {
		t.Errorf("%v, %v", tab, err)
	}
}

// A table of half a file would be wrong without a sign of it.
func TestReaderFails(t *testing.T) {
	broken := errors.New("connection lost")
	for _, text := range []string{"", "a,b", "a,b\n1,2\n", "a,b\n1,\"2"} {
		tab, err := ReadCSV(loose, "t.csv", io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)), Options{})
		if tab != nil || !errors.Is(err, broken) {
			t.Errorf("%q: %v, %v", text, tab, err)
		}
	}
	tab, err := ReadJSONLines(loose, "t.jsonl", io.MultiReader(strings.NewReader(`{"a":"1"}`), iotest.ErrReader(broken)), Options{})
	if tab != nil || !errors.Is(err, broken) {
		t.Errorf("%v, %v", tab, err)
	}
}

// The pieces in which a reader hands over a file make no difference.
func TestSmallReads(t *testing.T) {
	const text = "a,b\n\"x\r\ny\",2\r\n\"open,3\n4,\"5\"\"\"\n"
	want, _ := ReadCSV(loose, "t.csv", strings.NewReader(text), Options{})
	for _, r := range []io.Reader{iotest.OneByteReader(strings.NewReader(text)), iotest.HalfReader(strings.NewReader(text)), iotest.DataErrReader(strings.NewReader(text))} {
		got, _ := ReadCSV(loose, "t.csv", r, Options{})
		if printed(got) != printed(want) || got.Problems().Error() != want.Problems().Error() {
			t.Errorf("%s\n%v\nwant %s\n%v", printed(got), got.Problems(), printed(want), want.Problems())
		}
	}
}

func TestOptionsChecked(t *testing.T) {
	tests := map[string]Options{
		"Options.Columns has c, which is no field of table t":      {Columns: map[string]string{"c": "x"}},
		"Options.Comma is '\"', which cannot separate cells":       {Comma: '"'},
		"Options.Comma is '\ufffd', which cannot separate cells":   {Comma: utf8.RuneError},
		"Options.MaxProblems or Options.MaxCell is negative":       {MaxProblems: -1},
		"Options.MaxProblems or Options.MaxCell is negative; use ": {MaxCell: -1},
	}
	for want, options := range tests {
		tab, err := ReadCSV(loose, "t.csv", strings.NewReader("a,b\n"), options)
		if tab != nil || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// What is kept of a file is the values: neither rows nor cells keep its text.
func TestCSVKeepsNoRows(t *testing.T) {
	var b strings.Builder
	b.WriteString("a,b\n")
	for i := range 1000 {
		b.WriteString(strings.Repeat("x", 1<<12))
		b.WriteString(",k")
		b.WriteByte(byte('a' + i%26))
		b.WriteString("\n")
	}
	one := kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "b", Type: kinds.Of(kinds.Text)}}}
	read := func() int {
		tab, err := ReadCSV(one, "t.csv", strings.NewReader(b.String()), Options{})
		if err != nil {
			t.Fatal(err)
		}
		return len(tab.columns[0].Dictionary)
	}
	if n := read(); n != 26 {
		t.Errorf("%d texts", n)
	}
	// One allocation for a row's text, and none for a cell.
	perRow := testing.AllocsPerRun(3, func() { read() }) / 1000
	if perRow > 1.2 {
		t.Errorf("%.1f allocations for a row", perRow)
	}
}

func BenchmarkReadCSV(b *testing.B) {
	var text strings.Builder
	text.WriteString("a,b,c,d,e,f\n")
	for range 10_000 {
		text.WriteString("2026-01-02T15:04:05Z,1000.10,1h30min,2026-01-02,x,17\n")
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadCSV(strict, "t.csv", strings.NewReader(text.String()), Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
