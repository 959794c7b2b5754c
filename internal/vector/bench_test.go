package vector

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

const (
	batch = 1024    // the engine's: what it computes is in the fastest memory when it is used
	many  = 4 << 20 // values that no cache holds
)

// perRow measures a loop in nanoseconds per row, over batches of a column that is in the
// fastest memory, and of one that is in none.
func perRow(b *testing.B, name string, loop func(from int)) {
	for _, in := range []struct {
		name string
		rows int
	}{{"cached", 2 * batch}, {"memory", many}} {
		b.Run(fmt.Sprintf("%s/%s", name, in.name), func(b *testing.B) {
			from := 0
			for b.Loop() {
				loop(from)
				if from += batch; from >= in.rows {
					from = 0
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/batch, "ns/row")
			b.ReportMetric(0, "ns/op")
		})
	}
}

var sink int64

func BenchmarkLoops(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	x, y, codes, few := make([]int64, many), make([]int64, many), make([]uint32, many), make([]uint32, many)
	for i := range x {
		x[i], y[i] = r.Int64N(1000), r.Int64N(1000)
		codes[i], few[i] = r.Uint32N(1000), r.Uint32N(12)
	}
	table := make([]uint64, Words(1000))
	for i := range table {
		table[i] = r.Uint64()
	}
	dst := make([]uint64, batch/Block)
	kinds := kinds()
	kinds = append(kinds[:len(kinds)-2], kinds[len(kinds)-1]) // what is exported is one of the others
	for _, l := range kinds {
		perRow(b, l.name+"/Sum", func(from int) { sink += l.sum(x[from : from+batch]) })
		perRow(b, l.name+"/Between", func(from int) { l.between(dst, x[from:from+batch], 100, 500) })
		perRow(b, l.name+"/BetweenDifference", func(from int) { l.betweenDifference(dst, x[from:from+batch], y[from:from+batch], 100, 500) })
		perRow(b, l.name+"/InSet", func(from int) { l.inSet(dst, few[from:from+batch], 0b101101) })
		perRow(b, l.name+"/InTable", func(from int) { l.inTable(dst, codes[from:from+batch], table) })
		for _, percent := range []int{1, 10, 50, 90, 99, 100} {
			masks := make([]uint64, 64*batch/Block) // more than a branch predictor learns by heart
			for i := range masks {
				for bit := range Block {
					if r.IntN(100) < percent {
						masks[i] |= 1 << bit
					}
				}
			}
			at := 0
			mask := func() []uint64 {
				at = (at + batch/Block) % len(masks)
				return masks[at:][:batch/Block]
			}
			name := func(of string) string { return fmt.Sprintf("%s/%s/%d%%", l.name, of, percent) }
			perRow(b, name("SumOf"), func(from int) { sink += l.sumOf(x[from:from+batch], mask()) })
			perRow(b, name("Sum128Of"), func(from int) { sink += l.sum128Of(x[from:from+batch], mask()).High })
			perRow(b, name("Extremes"), func(from int) {
				least, greatest := l.extremes(x[from:from+batch], mask(), math.MaxInt64, math.MinInt64)
				sink += least + greatest
			})
		}
	}
	rows := make([]int32, batch)
	for i := range rows {
		rows[i] = r.Int32N(4 * batch)
	}
	bitmap, gathered := make([]uint64, many/Block), make([]int64, batch)
	for i := range bitmap {
		bitmap[i] = r.Uint64()
	}
	perRow(b, "Count", func(from int) { sink += int64(Count(bitmap[from/Block : (from+batch)/Block])) })
	perRow(b, "Bits", func(from int) { Bits(dst, bitmap, from+7) })
	perRow(b, "PickBits", func(from int) { PickBits(dst, bitmap[from/Block:], rows) })
	perRow(b, "Pick", func(from int) { Pick(gathered, x[min(from, many-4*batch):], rows) })
}

// BenchmarkQuery is two filtered counts and a filtered sum over columns that no cache
// holds, beside a plain loop that adds up a column: the share is how many bytes a second
// the query goes over, of how many the loop does.
func BenchmarkQuery(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	from, to, amount, kind := make([]int64, many), make([]int64, many), make([]int64, many), make([]uint32, many)
	for i := range from {
		from[i] = r.Int64N(1e15)
		to[i] = from[i] + r.Int64N(1000)
		amount[i], kind[i] = r.Int64N(1e6), r.Uint32N(12)
	}
	const bytes, words = 8 + 8 + 8 + 4, batch / Block
	for _, l := range kinds() {
		b.Run(l.name, func(b *testing.B) {
			is, late := make([]uint64, words), make([]uint64, words)
			var plain, query time.Duration
			for b.Loop() {
				start, sum := time.Now(), int64(0)
				for _, v := range amount {
					sum += v
				}
				plain += time.Since(start)
				sink += sum
				start = time.Now()
				for at := 0; at < many; at += batch {
					l.inSet(is, kind[at:at+batch], 0b101101)
					l.betweenDifference(late, to[at:at+batch], from[at:at+batch], 500, math.MaxInt64)
					for i := range late {
						late[i] &= is[i]
					}
					sink += int64(Count(is)+Count(late)) + l.sumOf(amount[at:at+batch], late)
				}
				query += time.Since(start)
			}
			b.ReportMetric(float64(query.Nanoseconds())/float64(b.N)/many, "ns/row")
			b.ReportMetric(100*float64(plain)*bytes/8/float64(query), "%ofsum")
			b.ReportMetric(0, "ns/op")
		})
	}
}
