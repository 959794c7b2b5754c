package table

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table/internal/scan"
)

// ReadCSV reads a table from a CSV file with a header. The name is what problems call the
// file; empty is the schema's.
//
// Columns are found by their headers; those that are no field are ignored, and may
// repeat. Empty lines are no rows. An empty cell is a missing value. Text and the values
// of an enum are taken as they stand; around other cells spaces are ignored. Cells are
// written
//
//	boolean                      true or false
//	number, count, ratio, days   1000.10, without grouping and exponent
//	percent                      99.5 or 99.5%
//	money USD                    1000.10 or 1000.10 USD
//	duration                     1h30min, 90s, 250ms; a plain number if the type has a CellUnit
//	instant                      2026-01-02T15:04:05Z, or with an offset; without, a local time of Options.Zone
//	date                         2026-01-02
//
// The table is nil when there is nothing to read it by: the file has no header
// ([NoRecords]), a column is not there or there twice ([BadHeader]), or the reader fails.
// Otherwise it holds every row that has as many cells as the header, and the error, a
// [diag.List], is what was wrong: see the package documentation.
func ReadCSV(schema kinds.Schema, name string, r io.Reader, options Options) (*Table, error) {
	reader, err := NewCSVReader(schema, name, r, options)
	if err != nil {
		return nil, err
	}
	return reader.all()
}

// NewCSVReader reads a CSV file as [ReadCSV] does, in batches. It reads the header, and
// the error is about that and the options.
func NewCSVReader(schema kinds.Schema, name string, r io.Reader, options Options) (*Reader, error) {
	in, err := newReading(schema, name, options)
	if err != nil {
		return nil, err
	}
	if r == nil {
		return nil, noReader(in.name)
	}
	rows := scan.NewCSVRows(r, in.Comma, in.maxRow())
	columns, width, err := in.csvHeader(rows)
	if err != nil {
		return nil, err
	}
	return newReader(in, &csvSource{in, rows, columns, width}), nil
}

func tooLong(most int) *scan.Fault {
	return &scan.Fault{What: fmt.Sprintf("the cell is longer than %d bytes", most), Advice: "shorten it, or raise Options.MaxCell"}
}

// csvHeader finds the columns of the fields, and how many cells a row has.
func (r *reading) csvHeader(rows *scan.CSVRows) (columns []int, width int, err error) {
	rows.SkipMark()
	more, flaw := rows.Read()
	if err := rows.Failed(); err != nil && (!more || rows.Ended) {
		return nil, 0, fmt.Errorf("reading %s: %w", r.name, err)
	}
	if !more {
		return nil, 0, &diag.Diagnostic{Severity: diag.Error, Code: NoRecords, Class: diag.ErrData, Source: &diag.Source{Name: r.name}, Summary: "the file is empty",
			Advice: "begin it with the names of the columns; a header alone is a table without rows"}
	}
	bad := func(at scan.Span, f scan.Fault) error {
		d := scan.Diagnostic(r.name, rows.Row, at)
		d.Code, d.Class, d.Summary, d.Advice = BadHeader, diag.ErrData, f.What, f.Advice
		return d
	}
	line := rows.Row.Bytes
	switch {
	case scan.NotText(line):
		return nil, 0, bad(scan.Span{Start: 0, End: 1}, scan.Fault{What: "the file is not UTF-8 text", Advice: "export it as CSV in UTF-8"})
	case flaw != nil:
		return nil, 0, bad(flaw.Span, scan.Fault{What: "the header " + flaw.What, Advice: flaw.Advice})
	}
	names := make([]string, len(rows.Cells))
	for i, cell := range rows.Cells {
		names[i] = cell.Text(line)
	}
	columns, f := r.columnsIn(names)
	if f != nil {
		if advice := separatorAdvice(line[:scan.Content(line)], len(names), r.Comma); advice != "" {
			f.Advice = advice
		}
		return nil, 0, bad(scan.Span{Start: 0, End: scan.Content(line)}, *f)
	}
	return columns, len(names), nil
}

// separatorAdvice is for a header that was split at the wrong places.
func separatorAdvice(header []byte, cells int, comma rune) string {
	if bytes.IndexByte(header, '\r') >= 0 {
		return "the lines end with a carriage return alone; end them with a line feed"
	}
	for _, other := range ",;\t|" {
		if cells == 1 && other != comma && strings.ContainsRune(string(header), other) {
			return fmt.Sprintf("if the cells are separated by %q, say so in Options.Comma", other)
		}
	}
	return ""
}

func widthAdvice(more bool, comma rune) string {
	if more {
		return fmt.Sprintf("write a cell that holds %q in quotation marks", comma)
	}
	return "write an empty cell where there is no value"
}
