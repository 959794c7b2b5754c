package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/shopspring/decimal"
)

// tickets is the schema of what the benchmarks and the test of memory read.
var tickets = kinds.Schema{Name: "tickets", Fields: []kinds.Field{
	{Name: "priority", Type: kinds.Of(kinds.Text)}, {Name: "opened", Type: kinds.Of(kinds.Instant)}, {Name: "resolved", Type: kinds.Of(kinds.Instant).Optional()}, {Name: "amount", Type: kinds.MoneyIn("USD")}, {Name: "customer", Type: kinds.Of(kinds.Text)},
}}

// ticketCSV returns a file of so many tickets: four priorities, a thousand customers, a
// tenth not resolved yet.
func ticketCSV(rows int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	text := make([]byte, 0, rows*80+100)
	text = append(text, "priority,opened,resolved,amount,customer\n"...)
	start := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
	for range rows {
		opened := start.Add(time.Duration(r.IntN(365*86400)) * time.Second)
		text = append(text, []string{"P1", "P2", "P3", "P4"}[r.IntN(4)]...)
		text = opened.AppendFormat(append(text, ','), time.RFC3339)
		text = append(text, ',')
		if r.IntN(10) > 0 {
			text = opened.Add(time.Duration(r.IntN(30*86400))*time.Second).AppendFormat(text, time.RFC3339)
		}
		text = append(text, ',')
		cents := r.IntN(1_000_000)
		text = strconv.AppendInt(text, int64(cents/100), 10)
		text = append(text, '.', byte('0'+cents/10%10), byte('0'+cents%10))
		text = append(text, ",customer-"...)
		text = strconv.AppendInt(text, int64(r.IntN(1000)), 10)
		text = append(text, '\n')
	}
	return text
}

// BenchmarkReadTickets reads a million tickets in each round as a table, with
// encoding/csv by itself, which splits them into cells, and as one would by hand: with
// encoding/csv, time.Parse, a decimal and a map of the texts. It reports the median of
// the ratios within each round, of a file as it is and of one with every cell in
// quotation marks.
func BenchmarkReadTickets(b *testing.B) {
	const rows = 1_000_000
	plain := ticketCSV(rows)
	for name, text := range map[string][]byte{"plain": plain, "quoted": quotedCSV(plain)} {
		b.Run(name, func(b *testing.B) {
			var reading []float64
			var toCells, toValues []float64
			for b.Loop() {
				table := timed(b, func() error {
					_, err := ReadCSV(tickets, "t.csv", bytes.NewReader(text), Options{})
					return err
				})
				cells := timed(b, func() error { return eachRecord(text, func([]string) error { return nil }) })
				values := timed(b, func() error { return byHand(text) })
				reading = append(reading, table/rows)
				toCells, toValues = append(toCells, table/cells), append(toValues, values/table)
			}
			b.ReportMetric(median(reading), "ns/row")
			b.ReportMetric(median(toCells), "of-encoding/csv")
			b.ReportMetric(median(toValues), "by-hand/table")
		})
	}
}

// quotedCSV returns a file with every cell in quotation marks.
func quotedCSV(plain []byte) []byte {
	text := bytes.ReplaceAll(bytes.TrimSuffix(plain, []byte("\n")), []byte(","), []byte(`","`))
	text = bytes.ReplaceAll(text, []byte("\n"), []byte("\"\n\""))
	return append(append([]byte{'"'}, text...), '"', '\n')
}

func timed(b *testing.B, do func() error) float64 {
	start := time.Now()
	if err := do(); err != nil {
		b.Fatal(err)
	}
	return float64(time.Since(start).Nanoseconds())
}

func median(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}

func eachRecord(text []byte, do func([]string) error) error {
	r := csv.NewReader(bytes.NewReader(text))
	r.ReuseRecord = true
	if _, err := r.Read(); err != nil {
		return err
	}
	for {
		record, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = do(record)
		}
		if err != nil {
			return err
		}
	}
}

// byHand reads tickets into columns without this package.
func byHand(text []byte) error {
	var opened, resolved []int64
	var missing []bool
	var amounts []decimal.Decimal
	texts, columns := [2]map[string]uint32{{}, {}}, [2][]uint32{}
	return eachRecord(text, func(record []string) error {
		for i, cell := range []string{record[0], record[4]} {
			code, ok := texts[i][cell]
			if !ok {
				code = uint32(len(texts[i]))
				texts[i][strings.Clone(cell)] = code
			}
			columns[i] = append(columns[i], code)
		}
		at, err := time.Parse(time.RFC3339, record[1])
		opened = append(opened, at.UnixNano())
		missing = append(missing, record[2] == "")
		end := time.Time{}
		if record[2] != "" && err == nil {
			end, err = time.Parse(time.RFC3339, record[2])
		}
		resolved = append(resolved, end.UnixNano())
		amount, wrong := decimal.NewFromString(record[3])
		amounts = append(amounts, amount)
		return errors.Join(err, wrong)
	})
}
