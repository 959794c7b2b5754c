package main

import (
	"fmt"
	"hash/fnv"
)

// verdicts are those of the criterion on single records.
type verdicts []bool

// String is how many hold, and a digest of which, so that two that agree in number only
// do not pass for the same.
func (v verdicts) String() string {
	holding, digest := 0, fnv.New64a()
	for _, holds := range v {
		b := byte(0)
		if holds {
			b = 1
			holding++
		}
		digest.Write([]byte{b})
	}
	return fmt.Sprintf("%d of %d hold (%x)", holding, len(v), digest.Sum64())
}

// totals answer the question of counts.
type totals struct {
	inTime int64  // critical tickets that were resolved within 4 hours
	late   int64  // tickets that took more than 72 hours
	stake  string // the amounts of these in USD, with all digits
}

func (t totals) String() string {
	return fmt.Sprintf("%d in time, %d late, %s USD at stake", t.inTime, t.late, t.stake)
}

// usd writes cents as the databases write a decimal of two places.
func usd(cents int64) string { return string(appendCents(nil, cents)) }

// months answer the question of groups.
type months struct {
	met     int64  // months of a customer in which at least 75% of the tickets were resolved within 72 hours
	highest string // the highest sum of amounts in a month of a customer
}

func (m months) String() string {
	return fmt.Sprintf("%d months of a customer met, %s USD the highest", m.met, m.highest)
}

// seconds answer the question of a percentile.
type seconds int64

func (s seconds) String() string { return fmt.Sprintf("%d s", int64(s)) }
