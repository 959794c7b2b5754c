package main

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"
)

// priorities are in the order of their codes; customers are numbered.
var priorities = [...]string{"critical", "high", "medium", "low"}

const (
	customers = 1_000
	critical  = 0 // the code of "critical"
	low       = 3 // the code of "low"
	hour      = 3_600
)

// year is that in which all tickets are opened.
var year = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// records are tickets of five fields in plain columns, from which every contestant fills
// its own form before any time is taken. They come in no order.
type records struct {
	priority []uint8  // codes of priorities
	opened   []int64  // seconds since 1970
	resolved []int64  // seconds since 1970
	amount   []int64  // cents
	customer []uint16 // numbers of customers

	// What is missing; nil when nothing can be. The field's own column then has 0.
	unresolved, unpriced []bool
}

func (r *records) len() int { return len(r.priority) }

// missing reports whether a value of resolved or amount may be missing.
func (r *records) missing() bool { return r.unresolved != nil }

// newRecords makes n records, always the same for a seed. So many percent of resolved and
// of amount are missing, each by its own chance.
func newRecords(n, percentMissing int, seed uint64) *records {
	random := rand.New(rand.NewPCG(seed, 5))
	r := &records{
		priority: make([]uint8, n), opened: make([]int64, n), resolved: make([]int64, n), amount: make([]int64, n), customer: make([]uint16, n),
	}
	if percentMissing > 0 {
		r.unresolved, r.unpriced = make([]bool, n), make([]bool, n)
	}
	for i := range n {
		r.priority[i] = priorityOf(random.IntN(100))
		r.opened[i] = year.Unix() + random.Int64N(365*24*hour)
		r.resolved[i] = r.opened[i] + tookOf(random)
		r.amount[i] = random.Int64N(1_000_001)
		r.customer[i] = uint16(random.IntN(customers))
		if percentMissing > 0 {
			if random.IntN(100) < percentMissing {
				r.unresolved[i], r.resolved[i] = true, 0
			}
			if random.IntN(100) < percentMissing {
				r.unpriced[i], r.amount[i] = true, 0
			}
		}
	}
	return r
}

// priorityOf makes 5 of 100 tickets critical, 15 high, 40 medium and 40 low.
func priorityOf(hundredth int) uint8 {
	switch {
	case hundredth < 5:
		return 0
	case hundredth < 20:
		return 1
	case hundredth < 60:
		return 2
	}
	return 3
}

// tookOf is how long a ticket took, in seconds: a minute to three weeks, as often between
// one and two hours as between one and two days.
func tookOf(random *rand.Rand) int64 {
	least := int64(60) << random.IntN(15)
	return least + random.Int64N(least)
}

func customerName(number uint16) string { return fmt.Sprintf("customer-%04d", number) }

// appendCents writes an amount of cents as a decimal.
func appendCents(b []byte, cents int64) []byte {
	b = strconv.AppendInt(b, cents/100, 10)
	return append(b, '.', byte('0'+cents/10%10), byte('0'+cents%10))
}
