package table

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table/internal/scan"
	"github.com/concord-sla/concord/internal/prose"
	"github.com/concord-sla/concord/internal/testenv"
)

// oneByOne returns the plain way to read a CSV file: row by row from front to back, every
// cell by the general rules. What blocks and goroutines make of it must be the same.
func oneByOne(t *testing.T, schema kinds.Schema, text string, options Options) *Table {
	t.Helper()
	in, err := newReading(schema, "t.csv", options)
	if err != nil {
		t.Fatal(err)
	}
	rows := scan.NewCSVRows(strings.NewReader(text), in.Comma, in.maxRow())
	columns, width, err := in.csvHeader(rows)
	if err != nil {
		t.Fatal(err)
	}
	c := in.chunk(0)
	parse := csvParse{chunk: c}
	for {
		more, flaw := rows.Read()
		at := func(s scan.Span) func() *diag.Diagnostic {
			return func() *diag.Diagnostic { return scan.Diagnostic(in.name, rows.Row, s) }
		}
		switch {
		case !more:
			b := in.batch(0)
			b.add(c, 0, c.rows, 0, in.MaxProblems)
			return b.table()
		case flaw != nil:
			c.reject(flaw.Fault, at(flaw.Span))
		case len(rows.Cells) != width:
			c.reject(scan.Fault{What: fmt.Sprintf("has %s, and the header %d", prose.Count(len(rows.Cells), "cell"), width), Advice: widthAdvice(len(rows.Cells) > width, in.Comma)},
				at(rows.Cells[min(width, len(rows.Cells)-1)].Place()))
		default:
			for i, column := range columns {
				if f := c.cell(i, parse.value(&rows.Cells[column], rows.Row.Bytes)); f != nil {
					c.badCell(i, f, at(rows.Cells[column].Place()))
				}
			}
			c.endRow()
		}
	}
}

// faulty returns a CSV file for the schema strict in which much is wrong: cells, widths,
// quotation marks inside cells, after cells and never closed, line breaks in cells.
func faulty(r *rand.Rand, rows int) string {
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	var b strings.Builder
	b.WriteString("a,b,c,d,e,f\n")
	for range rows {
		if r.IntN(12) == 0 {
			b.WriteString(pick("\n", "\r\n", "1,2\n", "\"never closed,1,2\n", "x\"y,,,,,\n", "\"a\"b,,,,,\n", ",,,,,,\n", "\"1\n2\",,,,,\n", "\"\n\n\n\",\"\n"))
			continue
		}
		cells := []string{
			pick("2026-01-02T15:04:05Z", "2026-01-02T15:04:05-05:00", "\"2026-01-02T15:04:05Z\"", "2026-13-02T15:04:05Z", ""),
			pick("1.5", "1.50", "1000.10", "123456789012345678901234.5", "\"1,000\"", "-7", "x"),
			pick("1h", "90min", "-1h", "1.5", "\"two\nlines\""),
			pick("", "2026-02-28", "2026-02-30"),
			pick("x", "y", "x", "z", "\"x\"", "\"x\"\"\"", " x"),
			pick("0", "1", "2", "3.0", "-1", "1e3"),
		}
		b.WriteString(strings.Join(cells, ","))
		b.WriteString(pick("\n", "\n", "\r\n"))
	}
	return b.String()
}

// dump returns all there is of a table.
func dump(tab *Table) string {
	var b strings.Builder
	b.WriteString(printed(tab))
	if tab == nil {
		return b.String()
	}
	for i := range tab.schema.Fields {
		c := tab.columns[i]
		if low, high, any := c.Range(); any && c.Nums == nil {
			fmt.Fprintln(&b, low, high, c.Scale)
		}
		fmt.Fprintln(&b, c.Len, c.Nums != nil, c.Dictionary, c.Codes)
	}
	for _, d := range tab.Problems() {
		b.WriteString(d.Screen())
	}
	return b.String()
}

// However a file is split into blocks, and however many goroutines take them, the table
// and the problems are those of reading it row by row.
func TestBlocksAgainstRows(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for seed := range uint64(testenv.Rounds(160)) {
		r := rand.New(rand.NewPCG(seed, 3))
		text := faulty(r, r.IntN(120))
		options := Options{MaxProblems: 1 + r.IntN(200)}
		want := dump(oneByOne(t, strict, text, options))
		for _, procs := range []int{1, 2, 8} {
			runtime.GOMAXPROCS(procs)
			source := io.Reader(strings.NewReader(text))
			if r.IntN(2) == 0 {
				source = iotest.HalfReader(source) // which does not say how long it is
			}
			reader, err := NewCSVReader(strict, "t.csv", source, options)
			if err != nil {
				t.Fatal(err)
			}
			reader.block = 1 + r.IntN(400)
			got, _ := reader.all()
			if diff := cmp.Diff(want, dump(got)); diff != "" {
				t.Fatalf("seed %d, GOMAXPROCS %d, blocks of %d bytes (-want +got):\n%s\n%s", seed, procs, reader.block, diff, text)
			}
		}
	}
}

// The batches of a file are the file: their rows, what was rejected, and the problems
// with the numbers of the rows in the file.
func TestBatchesAddUp(t *testing.T) {
	for seed := range uint64(testenv.Rounds(160)) {
		r := rand.New(rand.NewPCG(seed, 4))
		text := faulty(r, r.IntN(120))
		options := Options{MaxProblems: 1 + r.IntN(200)}
		whole := oneByOne(t, strict, text, options)
		reader, err := NewCSVReader(strict, "t.csv", strings.NewReader(text), options)
		if err != nil {
			t.Fatal(err)
		}
		reader.block = 1 + r.IntN(400)
		rows, sum, more := 1+r.IntN(50), Counts{}, 0
		var cells []string
		var problems diag.List
		for {
			batch, err := reader.Next(context.Background(), rows)
			if err == io.EOF {
				break
			}
			if batch == nil {
				t.Fatal(err)
			}
			sum.Rows, sum.Rejected = sum.Rows+batch.Rows(), sum.Rejected+batch.Rejected()
			if n := batch.Rows() + batch.Rejected(); n != rows && sum.Rows+sum.Rejected != whole.Rows()+whole.Rejected() {
				t.Fatalf("seed %d: a batch of %d rows, asked for %d", seed, n, rows)
			}
			lines := strings.Split(printed(batch), "\n")
			cells = append(cells, lines[:batch.Rows()]...)
			found, left := unlistedOf(t, batch)
			problems, more = append(problems, found...), more+left
		}
		wantProblems, wantMore := unlistedOf(t, whole)
		if diff := cmp.Diff(strings.Split(printed(whole), "\n")[:whole.Rows()], cells); diff != "" && whole.Rows() > 0 {
			t.Fatalf("seed %d (-whole +batches):\n%s", seed, diff)
		}
		if diff := cmp.Diff(fmt.Sprint(wantProblems), fmt.Sprint(problems)); diff != "" || more != wantMore {
			t.Fatalf("seed %d: %d more, want %d (-whole +batches):\n%s", seed, more, wantMore, diff)
		}
		sum.Problems = len(problems) + more
		if sum != reader.Counts() || sum.Rejected != whole.Rejected() {
			t.Fatalf("seed %d: the tally is %+v, the batches have %+v", seed, reader.Counts(), sum)
		}
	}
}

// unlistedOf returns the problems of a table, and how many are not listed.
func unlistedOf(t *testing.T, tab *Table) (listed diag.List, more int) {
	t.Helper()
	listed = tab.Problems()
	if n := len(listed); n > 0 && listed[n-1].Code == BadTable {
		if _, err := fmt.Sscanf(listed[n-1].Summary, "%d more problems", &more); err != nil {
			t.Fatal(err)
		}
		listed = listed[:n-1]
	}
	return listed, more
}

// encoding/csv wrote what is read, and reads the same.
func TestReaderAgainstEncodingCSV(t *testing.T) {
	for seed := range uint64(testenv.Rounds(160)) {
		r := rand.New(rand.NewPCG(seed, 5))
		var text bytes.Buffer
		w := csv.NewWriter(&text)
		w.UseCRLF = r.IntN(2) == 0
		records := [][]string{{"a", "b"}}
		for range r.IntN(100) {
			record := make([]string, 2)
			for i := range record {
				for range 1 + r.IntN(4) {
					record[i] += []string{"x", "ü", ",", "\"", "\n", " ", "longer text"}[r.IntN(7)]
				}
			}
			records = append(records, record)
		}
		if err := w.WriteAll(records); err != nil {
			t.Fatal(err)
		}
		reader, err := NewCSVReader(loose, "t.csv", &text, Options{})
		if err != nil {
			t.Fatal(err)
		}
		reader.block = 1 + r.IntN(100)
		tab, err := reader.all()
		if err != nil {
			t.Fatal(err)
		}
		got := records[:1:1]
		for row := range tab.Rows() {
			got = append(got, []string{tab.columns[0].Text(row), tab.columns[1].Text(row)})
		}
		if diff := cmp.Diff(records, got); diff != "" {
			t.Fatalf("seed %d (-encoding/csv +table):\n%s", seed, diff)
		}
	}
}

// When a source fails, what was read before comes first, without the row that may not be
// whole, and then the error says where.
func TestReaderFailsHalfWay(t *testing.T) {
	lost := errors.New("connection lost")
	tests := []struct {
		text string
		rows int
		says string
	}{
		{"a,b\n", 0, "reading t.csv, after 0 rows: line 2: connection lost"},
		{"a,b\n1,2\n3,4\n", 2, "reading t.csv, after 2 rows: line 4: connection lost"},
		{"a,b\n1,2\n3,45", 1, "reading t.csv, after 1 row: line 3: connection lost"},
		{"a,b\n1,2\n\n3,\"4\n5", 1, "reading t.csv, after 1 row: line 4: connection lost"},
		{"a,b\n1,2\n3,\"4\"", 1, "reading t.csv, after 1 row: line 3: connection lost"},
	}
	for _, tt := range tests {
		reader, err := NewCSVReader(loose, "t.csv", io.MultiReader(strings.NewReader(tt.text), iotest.ErrReader(lost)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if tt.rows > 0 {
			if tab, err := reader.Next(context.Background(), 100); err != nil || tab.Rows() != tt.rows {
				t.Errorf("%q: %v, %v", tt.text, tab, err)
			}
		}
		for range 2 {
			tab, err := reader.Next(context.Background(), 100)
			if tab != nil || !errors.Is(err, lost) || err.Error() != tt.says {
				t.Errorf("%q: %v, %v", tt.text, tab, err)
			}
		}
	}
	reader, err := NewJSONLinesReader(loose, "t.jsonl", io.MultiReader(strings.NewReader("{\"a\":\"x\"}\n{\"b\":\"y\"}"), iotest.ErrReader(lost)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	tab, err := reader.Next(context.Background(), 100)
	if err != nil || tab.Rows() != 1 {
		t.Errorf("%v, %v", tab, err)
	}
	if _, err = reader.Next(context.Background(), 100); err == nil || err.Error() != "reading t.jsonl, after 1 row: line 2: connection lost" {
		t.Error(err)
	}
	if _, err := NewCSVReader(loose, "t.csv", io.MultiReader(strings.NewReader("a,b"), iotest.ErrReader(lost)), Options{}); !errors.Is(err, lost) {
		t.Error("half a header:", err)
	}
}

// A cancelled call loses nothing: the next one goes on.
func TestReaderCancelled(t *testing.T) {
	var text strings.Builder
	text.WriteString("a,b\n")
	for i := range 5000 {
		fmt.Fprintf(&text, "%d,x\n", i)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancelling := &watched{r: strings.NewReader(text.String()), at: 30_000, do: cancel}
	reader, err := NewCSVReader(loose, "t.csv", cancelling, Options{})
	if err != nil {
		t.Fatal(err)
	}
	reader.block = 1000
	rows, cancelled := 0, 0
	for {
		tab, err := reader.Next(ctx, 3000)
		if err == io.EOF {
			break
		}
		if errors.Is(err, context.Canceled) && tab == nil {
			if cancelled++; cancelled == 2 {
				ctx = context.Background()
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		for i := range tab.Rows() {
			if got, want := tab.columns[0].Text(i), fmt.Sprint(rows); got != want {
				t.Fatalf("row %d is %s", rows, got)
			}
			rows++
		}
	}
	if rows != 5000 || cancelled != 2 {
		t.Errorf("%d rows, %d calls cancelled", rows, cancelled)
	}
	if _, err := reader.Next(context.Background(), 0); err == nil || !strings.Contains(err.Error(), "a batch of 0 rows") {
		t.Error(err)
	}
}

// watched does something once so many bytes have been read.
type watched struct {
	r        io.Reader
	read, at int
	do       func()
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.r.Read(p[:min(len(p), 512)])
	if w.read += n; w.read >= w.at {
		w.do()
	}
	return n, err
}

// A stream of any length takes the memory of some blocks and a batch.
func TestReaderBounded(t *testing.T) {
	row := "P1,2026-01-02T15:04:05Z,,1000.10,customer-17\n"
	times := testenv.Rounds(64<<20) / len(row)
	reader, err := NewCSVReader(tickets, "t.csv", io.MultiReader(strings.NewReader("priority,opened,resolved,amount,customer\n"), &repeat{piece: row, times: times}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for n := 0; ; n++ {
		if _, err := reader.Next(context.Background(), 20_000); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if n%8 > 0 {
			continue
		}
		runtime.GC()
		runtime.ReadMemStats(&now)
		if grown := int64(now.HeapAlloc) - int64(before.HeapAlloc); grown > 24<<20 {
			t.Fatalf("batch %d: %d MiB are held", n, grown>>20)
		}
	}
	if got := reader.Counts(); got != (Counts{Rows: times}) {
		t.Errorf("%+v, want %d rows", got, times)
	}
}

// A ticket of five fields takes at most 40 bytes once it is read, whether the source says
// how long it is or not.
func TestMemoryOfTickets(t *testing.T) {
	rows := testenv.Rounds(1_000_000)
	text := ticketCSV(rows)
	for name, source := range map[string]io.Reader{"of known length": bytes.NewReader(text), "of any length": io.MultiReader(bytes.NewReader(text))} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		tab, err := ReadCSV(tickets, "t.csv", source, Options{})
		if err != nil {
			t.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		if took := float64(int64(after.HeapAlloc)-int64(before.HeapAlloc)) / float64(tab.Rows()); took > 40 || took < 30 {
			t.Errorf("a source %s: %.1f bytes for each of %d rows", name, took, tab.Rows())
		}
		runtime.KeepAlive(tab)
	}
	runtime.KeepAlive(text)
}

// Every ticket has a name of its own: a dictionary as long as the table.
func TestManyTexts(t *testing.T) {
	rows := testenv.Rounds(1_000_000)
	var text strings.Builder
	text.WriteString("a,b\n")
	for i := range rows {
		fmt.Fprintf(&text, "INC%07d,%d\n", rows-i, i%3)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	tab, err := ReadCSV(loose, "t.csv", strings.NewReader(text.String()), Options{})
	if err != nil || tab.Rows() != rows {
		t.Fatal(tab, err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if took := float64(int64(after.HeapAlloc)-int64(before.HeapAlloc)) / float64(rows); took > 75 {
		t.Errorf("%.1f bytes for each row", took)
	}
	c := tab.columns[0]
	if len(c.Dictionary) != rows || !slices.IsSorted(c.Codes) {
		t.Fatalf("%d texts of %d rows", len(c.Dictionary), rows)
	}
	for _, i := range []int{0, rows / 2, rows - 1} {
		if code, ok := c.Code(fmt.Sprintf("INC%07d", rows-i)); !ok || int(code) != i || c.Text(i) != fmt.Sprintf("INC%07d", rows-i) {
			t.Errorf("row %d is %s", i, c.Text(i))
		}
	}
	runtime.KeepAlive(text)
}

func TestReadAllOfNothing(t *testing.T) {
	reader, err := NewCSVReader(loose, "", strings.NewReader("a,b\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if tab, err := reader.Next(context.Background(), math.MaxInt); tab != nil || err != io.EOF {
		t.Errorf("%v, %v", tab, err)
	}
}
