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
	"github.com/concord-sla/concord/internal/contexts"
)

// clockLog is a log sorted by items, once for a run. Lost are rows that cannot be placed:
// their item, their instant or what they mean is not known.
type clockLog struct {
	items []clockItem
	lost  int
}

type clockItem struct {
	name string
	cell any // of the clock's table
	clock.Item
}

// ReadClock returns the history of every item of a clock's log, in the order in which the
// items first occur, as it is at the end of the period: cycles, intervals and problems.
// It shows what a metric over the clock's table rests on.
func (p *Plan) ReadClock(ctx context.Context, data Data, name string, period calendar.Period) ([]clock.ItemHistory, error) {
	p = p.orEmpty()
	i := slices.IndexFunc(p.clocks, func(c *CheckedClock) bool { return c.Name == name })
	if i < 0 {
		return nil, undeclared("clock", name, namesOf(p.clocks, func(c *CheckedClock) string { return c.Name }))
	}
	if period.IsZero() {
		return nil, fmt.Errorf("reading the clock %s: %w", name, ErrPeriod)
	}
	if err := contexts.Check(ctx); err != nil {
		return nil, fmt.Errorf("reading the clock %s: %w", name, err)
	}
	c := p.clocks[i]
	read, err := p.gather(ctx, data)
	if err == nil {
		err = read.Tables[c.Over].Conforms(c.log)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the clock %s: %w", name, err)
	}
	r := &evaluation{plan: p, data: read}
	log, err := r.log(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("reading the clock %s: %w", name, err)
	}
	all := make([]clock.ItemHistory, len(log.items))
	for i, item := range log.items {
		h, err := c.read(item, period.End(p.zone))
		if err != nil {
			return nil, fmt.Errorf("reading the clock %s: %w", name, err)
		}
		all[i] = clock.ItemHistory{Item: item.name, History: h}
	}
	return all, nil
}

func (c *CheckedClock) makes() Table        { return c.Table }
func (c *CheckedClock) reads() kinds.Schema { return c.log }
func (c *CheckedClock) dependsOnSpan() bool { return false }

func (c *CheckedClock) read(item clockItem, until time.Time) (clock.History, error) {
	rule := c.Rule
	rule.Until = until
	h, err := rule.Read(item.Item)
	if err != nil {
		return h, fmt.Errorf("item %s: %w", item.name, err)
	}
	return h, nil
}

// derive makes a clock's table for a period. What counts is when that ends, whichever
// part of it a service was in operation.
func (c *CheckedClock) derive(ctx context.Context, r *evaluation, span operation) (computed, error) {
	log, err := r.log(ctx, c)
	if err != nil {
		return computed{}, err
	}
	b, err := table.NewBuilder(c.Table.Schema())
	if err != nil {
		return computed{}, err
	}
	for i, item := range log.items {
		if i&255 == 0 && ctx.Err() != nil {
			return computed{}, ctx.Err()
		}
		h, err := c.read(item, span.period.End(r.plan.zone))
		if err != nil {
			return computed{}, err
		}
		if h.Unseen == len(item.Events) { // it has not happened yet
			continue
		}
		for _, reading := range h.Cycles {
			due, err := reading.Due(c.Limits)
			if err != nil {
				return computed{}, fmt.Errorf("item %s: %w", item.name, err)
			}
			row := clockRow{reading, due, len(h.Problems)}
			if err := b.Set("item", item.cell); err != nil {
				return computed{}, fmt.Errorf("item %s: %w", item.name, err)
			}
			for _, f := range clockFields {
				if err := b.Set(f.name, f.value(row)); err != nil {
					return computed{}, fmt.Errorf("item %s: %w", item.name, err)
				}
			}
			b.EndRow()
		}
	}
	made, err := b.Table()
	return computed{made, log.lost}, err
}

// log sorts the rows of a clock's log by their items.
func (r *evaluation) log(ctx context.Context, c *CheckedClock) (*clockLog, error) {
	if log := r.logs[c.Name]; log != nil {
		return log, nil
	}
	records := r.data.Tables[c.Over]
	n := records.Rows()
	rows := newLogRows(r, records)
	items := valuesOf(ctx, rows, c.Item, true, itemOf)
	whens := valuesOf(ctx, rows, c.When, true, instantIn(r.plan.zone))
	orders := valuesOf(ctx, rows, c.Order, true, func(v dsl.Value) exactNumber { return exactNumber{v} })
	sinces := valuesOf(ctx, rows, c.Since, false, instantIn(r.plan.zone))
	keys := valuesOf(ctx, rows, c.Key, false, dsl.Value.Text)
	states, signals := make([]clock.State, n), make([]clock.Signal, n)
	for _, state := range clockStates {
		condition := c.States[state]
		if condition == nil {
			continue
		}
		conditions := valuesOf(ctx, rows, condition, false, func(v dsl.Value) dsl.Value { return v })
		for row, held := range conditions { // after a state that holds, no other is asked
			switch {
			case states[row] != 0:
			case held.Missing():
				rows.lost[row] = true
			case boolOf(held):
				states[row] = state
			}
		}
	}
	for _, signal := range clockSignals {
		condition := c.Signals[signal]
		if condition == nil {
			continue
		}
		for row, held := range valuesOf(ctx, rows, condition, true, boolOf) {
			if held {
				signals[row] |= signal
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
		if len(c.States) > 0 {
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

// clockStates are the states that a row can mean, the one that counts first before the
// others.
var clockStates = []clock.State{clock.Cancelled, clock.Stopped, clock.Paused, clock.Running}

var clockSignals = []clock.Signal{clock.Start, clock.Pause, clock.Resume, clock.Stop, clock.Reset, clock.Cancel}

// itemOf returns an item by the value that its rows share.
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

// ranksOf returns whole numbers in the order of some numbers, from 1: events are ordered
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
