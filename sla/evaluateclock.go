package sla

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/clock"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// clockLog is a log sorted by items, once for a run. Lost are rows that cannot be
// placed: their item, their instant or what they mean is not known.
type clockLog struct {
	items []clockItem
	lost  int
}

type clockItem struct {
	name string
	cell any // of the clock's table
	clock.Item
}

// ClockReading is what a clock shows of an item.
type ClockReading struct {
	Item string
	clock.History
}

// ReadClock reads a clock for every item of its log, in the order in which they first
// stand there, as it is looked at when the period ends: with its cycles, intervals and
// problems. It answers for what a metric over the clock's table rests on.
func (p *Plan) ReadClock(ctx context.Context, data Data, name string, period calendar.Period) ([]ClockReading, error) {
	i := slices.IndexFunc(p.clocks, func(c *planClock) bool { return c.Name == name })
	if i < 0 {
		return nil, undeclared("clock", name, namesOf(p.clocks, func(c *planClock) string { return c.Name }))
	}
	if period.IsZero() {
		return nil, fmt.Errorf("reading the clock %s: %w", name, ErrPeriod)
	}
	c := p.clocks[i]
	if err := data.Tables[c.Over].Conforms(c.schema); err != nil {
		return nil, fmt.Errorf("reading the clock %s: %w", name, err)
	}
	r := &run{plan: p, data: data, ctx: ctx}
	log, err := r.log(c)
	if err != nil {
		return nil, fmt.Errorf("reading the clock %s: %w", name, err)
	}
	all := make([]ClockReading, len(log.items))
	for i, item := range log.items {
		h, err := c.read(item, period.End(p.zone))
		if err != nil {
			return nil, fmt.Errorf("reading the clock %s: %w", name, err)
		}
		all[i] = ClockReading{item.name, h}
	}
	return all, nil
}

func (c *planClock) makes() Table        { return c.made }
func (c *planClock) reads() kinds.Schema { return c.schema }
func (c *planClock) dependsOnSpan() bool { return false }

func (c *planClock) read(item clockItem, until time.Time) (clock.History, error) {
	rule := c.rule
	rule.Until = until
	h, err := rule.Read(item.Item)
	if err != nil {
		return h, fmt.Errorf("item %s: %w", item.name, err)
	}
	return h, nil
}

// derive makes a clock's table for a period. What counts is when that ends, whichever
// part of it a service was in operation.
func (c *planClock) derive(r *run, span operation) (derived, error) {
	log, err := r.log(c)
	if err != nil {
		return derived{}, err
	}
	b, err := table.NewBuilder(c.made.Schema())
	if err != nil {
		return derived{}, err
	}
	for i, item := range log.items {
		if i&255 == 0 && r.ctx.Err() != nil {
			return derived{}, r.ctx.Err()
		}
		h, err := c.read(item, span.period.End(r.plan.zone))
		if err != nil {
			return derived{}, err
		}
		if h.Unseen == len(item.Events) { // it has not happened yet
			continue
		}
		for _, reading := range h.Cycles {
			due, err := reading.Due(c.targets)
			if err != nil {
				return derived{}, fmt.Errorf("item %s: %w", item.name, err)
			}
			row := clockRow{reading, due, len(h.Problems)}
			if err := b.Set("item", item.cell); err != nil {
				return derived{}, fmt.Errorf("item %s: %w", item.name, err)
			}
			for _, f := range clockFields {
				if err := b.Set(f.name, f.value(row)); err != nil {
					return derived{}, fmt.Errorf("item %s: %w", item.name, err)
				}
			}
			b.EndRow()
		}
	}
	made, err := b.Table()
	return derived{made, log.lost}, err
}

// log sorts the rows of a clock's log by their items.
func (r *run) log(c *planClock) (*clockLog, error) {
	if log := r.logs[c.Name]; log != nil {
		return log, nil
	}
	records := r.data.Tables[c.Over]
	n := records.Rows()
	rows := newLogRows(r, records)
	items := valuesOf(rows, c.item, true, itemOf)
	whens := valuesOf(rows, c.when, true, instantIn(r.plan.zone))
	orders := valuesOf(rows, c.order, true, func(v dsl.Value) exactNumber { return exactNumber{v} })
	sinces := valuesOf(rows, c.since, false, instantIn(r.plan.zone))
	keys := valuesOf(rows, c.key, false, dsl.Value.Text)
	states, signals := make([]clock.State, n), make([]clock.Signal, n)
	for _, s := range c.states {
		conditions := valuesOf(rows, s.condition, false, func(v dsl.Value) dsl.Value { return v })
		for row, held := range conditions { // after a state that holds, no other is asked
			switch {
			case states[row] != 0:
			case held.Missing():
				rows.lost[row] = true
			case boolOf(held):
				states[row] = s.means
			}
		}
	}
	for _, s := range c.signals {
		for row, held := range valuesOf(rows, s.condition, true, boolOf) {
			if held {
				signals[row] |= s.means
			}
		}
	}
	if rows.err != nil {
		return nil, rows.err
	}
	log := &clockLog{lost: rows.rejected()}
	ranks := ranksOf(orders)
	places := map[string]int{}
	var entries [][]clock.Entry
	for row := range n {
		if rows.lost[row] {
			log.lost++
			continue
		}
		at, known := places[items[row].name]
		if !known {
			at = len(log.items)
			places[items[row].name] = at
			log.items = append(log.items, items[row])
			entries = append(entries, nil)
		}
		item := &log.items[at]
		if since := sinces[row]; !since.IsZero() && (item.Since.IsZero() || since.Before(item.Since)) {
			item.Since = since
		}
		if len(c.states) > 0 {
			state := states[row]
			if state == 0 {
				state = clock.NotStarted
			}
			entries[at] = append(entries[at], clock.Entry{At: whens[row], Order: ranks[row], State: state, Target: keys[row]})
		} else {
			item.Events = append(item.Events, clock.Event{At: whens[row], Order: ranks[row], Signal: signals[row], Target: keys[row]})
		}
	}
	for i, e := range entries {
		if len(e) > 0 {
			log.items[i].Events = clock.FromStates(e)
		}
	}
	if r.logs == nil {
		r.logs = map[string]*clockLog{}
	}
	r.logs[c.Name] = log
	return log, nil
}

// itemOf is an item by the value that its rows share.
func itemOf(v dsl.Value) clockItem {
	item := clockItem{name: v.Exact()}
	switch v.Type().Kind {
	case kinds.Text, kinds.Enum:
		item.name, item.cell = v.Text(), v.Text()
	case kinds.Date:
		days, _ := v.Num().Int64()
		item.cell = calendar.DateOfNumber(days)
	default:
		item.cell = v.Num().Rat()
	}
	return item
}

// exactNumber is a number by which events are ordered.
type exactNumber struct{ dsl.Value }

// ranksOf are whole numbers in the order of some numbers, from 1: events are ordered
// by these.
func ranksOf(numbers []exactNumber) []int64 {
	ranks := make([]int64, len(numbers))
	order := make([]int, 0, len(numbers))
	for i, n := range numbers {
		if !n.Missing() {
			order = append(order, i)
		}
	}
	compare := func(a, b int) int { return numbers[a].Num().Cmp(numbers[b].Num()) }
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(compare(a, b), cmp.Compare(a, b)) })
	rank := int64(0)
	for i, at := range order {
		if i == 0 || compare(order[i-1], at) != 0 {
			rank++
		}
		ranks[at] = rank
	}
	return ranks
}
