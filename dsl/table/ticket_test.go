package table

import (
	"bytes"
	"encoding/csv"
	"io"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"
)

// tickets is the schema of what the benchmarks and the test of memory read.
var tickets = Schema{Name: "tickets", Fields: []Field{
	{"priority", Of(Text)}, {"opened", Of(Instant)}, {"resolved", Of(Instant).Optional()}, {"amount", MoneyIn("USD")}, {"customer", Of(Text)},
}}

// ticketCSV is a file of so many tickets: four priorities, a thousand customers, a
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

func BenchmarkReadTickets(b *testing.B) {
	const rows = 1_000_000
	text := ticketCSV(rows)
	perRow := func(b *testing.B) {
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*rows), "ns/row")
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
	}
	b.Run("ReadCSV", func(b *testing.B) {
		for b.Loop() {
			if _, err := ReadCSV(tickets, "t.csv", bytes.NewReader(text), Options{}); err != nil {
				b.Fatal(err)
			}
		}
		perRow(b)
	})
	b.Run("encoding-csv", func(b *testing.B) {
		for b.Loop() {
			r := csv.NewReader(bytes.NewReader(text))
			r.ReuseRecord = true
			for {
				if _, err := r.Read(); err == io.EOF {
					break
				} else if err != nil {
					b.Fatal(err)
				}
			}
		}
		perRow(b)
	})
}
