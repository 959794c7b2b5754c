package main

import (
	"context"
	"time"
)

// ticket is a record as programs have it.
type ticket struct {
	Priority string
	Opened   time.Time
	Resolved time.Time // the zero time when there is none
	Cents    int64
	Customer string
	Unpriced bool // there is no amount
}

func ticketsOf(r *records) []ticket {
	names := make([]string, customers)
	for i := range names {
		names[i] = customerName(uint16(i))
	}
	all := make([]ticket, r.len())
	for i := range all {
		all[i] = ticket{
			Priority: priorities[r.priority[i]], Opened: time.Unix(r.opened[i], 0).UTC(), Resolved: time.Unix(r.resolved[i], 0).UTC(),
			Cents: r.amount[i], Customer: names[r.customer[i]],
		}
		if r.missing() {
			all[i].Unpriced = r.unpriced[i]
			if r.unresolved[i] {
				all[i].Resolved = time.Time{}
			}
		}
	}
	return all
}

// structsJudge holds the criterion against single records.
func structsJudge(r *records) ([]judge, error) {
	all := ticketsOf(r)
	return []judge{{"Go over structs", func(v verdicts) error {
		for i := range v {
			t := &all[i]
			v[i] = t.Priority != "low" && t.Resolved.Sub(t.Opened) <= 72*time.Hour && t.Cents >= leastCents
		}
		return nil
	}}}, nil
}

// structs is the store of records as a slice.
type structs struct {
	tickets []ticket
	held    int64
}

func openStructs(_ context.Context, from source) (store, error) {
	s := &structs{}
	s.held = heapOf(func() { s.tickets = ticketsOf(from.records) })
	return s, nil
}

func (s *structs) bytes(context.Context) (int64, error) { return s.held, nil }
func (s *structs) close() error                         { return nil }

func (s *structs) ways(q question) ([]contestant, error) {
	const name = "Go over structs"
	var w contestant
	switch q {
	case askCounts:
		w = oneWay(name, nil, func(context.Context, int) (totals, error) { return s.counts(), nil })
	case askGroups:
		w = oneWay(name+", in a map", nil, func(context.Context, int) (months, error) { return s.months(), nil })
	default:
		return nil, nil
	}
	w.alone = true
	return []contestant{w}, nil
}

func (s *structs) counts() totals {
	var p part
	for i := range s.tickets {
		t := &s.tickets[i]
		if t.Resolved.IsZero() {
			continue
		}
		took := t.Resolved.Sub(t.Opened)
		if t.Priority == "critical" && took <= 4*time.Hour {
			p.inTime++
		}
		if took > 72*time.Hour {
			p.late++
			if !t.Unpriced {
				p.stake += t.Cents
			}
		}
	}
	return totals{p.inTime, p.late, usd(p.stake)}
}

// months counts in a map by customer and month, as one does without thinking of the
// machine.
func (s *structs) months() months {
	type key struct {
		customer string
		month    time.Month
	}
	type month struct{ tickets, inTime, stake int64 }
	all := map[key]*month{}
	for i := range s.tickets {
		t := &s.tickets[i]
		k := key{t.Customer, t.Opened.Month()}
		m := all[k]
		if m == nil {
			m = &month{}
			all[k] = m
		}
		m.tickets++
		m.inTime += one(t.Resolved.Sub(t.Opened) <= 72*time.Hour)
		m.stake += t.Cents
	}
	found, highest := months{}, int64(0)
	for _, m := range all {
		if 100*m.inTime >= metPercent*m.tickets {
			found.met++
		}
		highest = max(highest, m.stake)
	}
	found.highest = usd(highest)
	return found
}
