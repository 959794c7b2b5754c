package sla

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl/outage"
)

// Exclusion leaves rows or time out of a metric, or outages or time out of an
// availability, for a stated reason and on a stated authority. It has Rows, or a window
// From one instant To another, or one that Recurs.
type Exclusion struct {
	Kind      outage.Kind `json:"kind,omitzero"`
	Table     string      `json:"table,omitzero"` // the table whose rows it leaves out, for a metric that reads several
	Rows      string      `json:"rows,omitzero"`  // condition on a row; for an availability, on an outage, whose time is then left out entirely
	From      time.Time   `json:"from,omitzero"`
	To        time.Time   `json:"to,omitzero"`
	Recurs    string      `json:"recurs,omitzero"` // an event as iCalendar text, see [recurrence.ParseEvents]
	Because   string      `json:"because,omitzero"`
	Authority string      `json:"authority,omitzero"` // the clause or rule that allows it
	Announced time.Time   `json:"announced,omitzero"` // when the window was announced or, for one that recurs, the event with all its windows; zero when it never was
}

var exclusionWords = words[outage.Kind]{
	{"planned", outage.Planned}, {"authorized", outage.Authorized}, {"customer caused", outage.CustomerCaused}, {"third party", outage.ThirdParty}, {"out of scope", outage.OutOfScope},
}

// windows returns the windows of an exclusion that have time in common with a span, as
// package outage has them.
func (x CheckedExclusion) windows(span outage.Span) (all []outage.Exclusion) {
	add := func(from, to time.Time) {
		if from.Before(span.To) && to.After(span.From) {
			all = append(all, x.window(from, to))
		}
	}
	add(x.From, x.To)
	for _, event := range x.Events {
		for w := range event.Windows(span.From, span.To) {
			add(w.Start, w.End)
		}
	}
	return all
}

func (x Exclusion) window(from, to time.Time) outage.Exclusion {
	return outage.Exclusion{From: from, To: to, Kind: x.Kind, Reason: x.Because, Authority: x.Authority, Announced: x.Announced}
}

// ExcludedTime is a window of time that a metric excludes, and how much of a period it
// excluded.
type ExcludedTime struct {
	Exclusion Exclusion     `json:"exclusion,omitzero"`
	From      time.Time     `json:"from,omitzero"` // the window
	To        time.Time     `json:"to,omitzero"`
	Taken     []outage.Span `json:"taken,omitzero"`            // the time in operation that it excludes, without what an earlier window excludes
	Length    time.Duration `json:"length_ns,string,omitzero"` // the length of Taken
	Shared    time.Duration `json:"shared_ns,string,omitzero"` // how much of it an earlier window excludes already
	Refused   string        `json:"refused,omitzero"`          // why it excludes nothing; empty when it does
}

// excludedTime is what the windows of a metric come to in a span.
type excludedTime struct {
	list   []ExcludedTime
	total  time.Duration
	covers [][]interval // by exclusion: the windows that were granted, disjoint and in order
}

// excludedTime measures a metric's windows as package outage does those of an
// availability around the clock, so that notice and overlaps mean the same in both.
func (m *CheckedMetric) excludedTime(span operation) (excludedTime, error) {
	excluded := excludedTime{covers: make([][]interval, len(m.Exclude))}
	record := outage.Record{Span: outage.Span{From: span.from, To: span.to}}
	var of []int // whose window it is
	for i, x := range m.Exclude {
		for _, w := range x.windows(record.Span) {
			record.Exclusions, of = append(record.Exclusions, w), append(of, i)
		}
	}
	if len(of) == 0 {
		return excluded, nil
	}
	measured, err := outage.Rule{Notices: m.notices}.Measure(record)
	if err != nil {
		return excluded, err
	}
	excluded.total = measured.Excluded
	entry := func(n int) ExcludedTime {
		return ExcludedTime{Exclusion: m.Exclude[of[n]].Exclusion, From: record.Exclusions[n].From, To: record.Exclusions[n].To}
	}
	for _, e := range measured.Exclusions {
		x := entry(e.Exclusion)
		x.Taken, x.Length, x.Shared = e.Intervals, e.Length, e.Shared
		excluded.list = append(excluded.list, x)
		at := of[e.Exclusion]
		excluded.covers[at] = append(excluded.covers[at], interval{nanos(x.From), nanos(x.To)})
	}
	for _, refused := range measured.Refused {
		x := entry(refused.Exclusion)
		x.Refused = refused.Diagnostic().Summary
		excluded.list = append(excluded.list, x)
	}
	slices.SortStableFunc(excluded.list, func(a, b ExcludedTime) int { return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To)) })
	for i := range excluded.covers {
		excluded.covers[i] = united(excluded.covers[i])
	}
	return excluded, nil
}

// interval is a span of time in nanoseconds since 1970, as instants of rows are.
type interval struct{ from, to int64 }

// nanos returns an instant in nanoseconds, or the first or last that there is.
func nanos(t time.Time) int64 {
	switch {
	case t.Before(time.Unix(0, math.MinInt64)):
		return math.MinInt64
	case t.After(time.Unix(0, math.MaxInt64)):
		return math.MaxInt64
	}
	return t.UnixNano()
}

// united joins intervals that meet or overlap, given in order of their beginnings.
func united(intervals []interval) (disjoint []interval) {
	for _, s := range intervals {
		if last := len(disjoint) - 1; last >= 0 && s.from <= disjoint[last].to {
			disjoint[last].to = max(disjoint[last].to, s.to)
			continue
		}
		disjoint = append(disjoint, s)
	}
	return disjoint
}

// covered reports whether disjoint intervals in order cover all from one instant up to
// another.
func covered(disjoint []interval, from, to int64) bool {
	low, high := 0, len(disjoint) // the last that begins no later is just before
	for low < high {
		if middle := (low + high) / 2; disjoint[middle].from <= from {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low > 0 && to <= disjoint[low-1].to
}
