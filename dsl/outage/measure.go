package outage

import (
	"math/big"
	"slices"
	"sort"
	"time"

	"github.com/concord-sla/concord/dsl/diag"
)

// Measure finds how much of the agreed time of a span the service was up. Problems in the
// outages are in the [Result]. It fails when the rule or the span cannot be, when the
// calendar has no hours, and with a diagnostic of the code [business.UnknownYear] when it
// does not know a year.
func (r Rule) Measure(record Record) (Result, error) {
	span := record.Span
	if span.From.Before(earliest) || span.To.After(latest) || !span.From.Before(span.To) {
		return Result{}, errSpan
	}
	rule, err := r.check(span)
	if err != nil {
		return Result{}, diag.Within("a rule of availability", err)
	}
	m := &measurement{rule: rule, span: timeRange{nanos(span.From), nanos(span.To)}, zone: span.From.Location()}
	m.result.rule = rule
	hours, err := m.hours()
	if err != nil {
		return Result{}, diag.Within("the service hours", err)
	}
	excluded, err := m.exclude(record.Exclusions, hours)
	if err != nil {
		return Result{}, err
	}
	line, unknown, err := m.line(record.Outages)
	if err != nil {
		return Result{}, diag.Within("a rule of availability", err)
	}
	counts := without(hours, excluded)
	m.unknown(intersect(unknown, counts))
	if rule.Unknown == UnknownIsLeftOut {
		counts = without(counts, unknown)
	}
	m.count(line, counts)
	m.result.Agreed = time.Duration(length(intersect(hours, []timeRange{m.span})))
	m.total()
	return m.result, nil
}

// measurement is what is known while a record is measured.
type measurement struct {
	rule   Rule
	span   timeRange
	zone   *time.Location
	result Result
}

// hours returns the service hours of the span, and of what is looked at beyond it.
func (m *measurement) hours() ([]timeRange, error) {
	beyond := int64(m.rule.beyond())
	all := timeRange{m.span.from - beyond, m.span.to + beyond}
	if m.rule.Calendar == nil {
		return []timeRange{all}, nil
	}
	openings, err := m.rule.Calendar.Openings(time.Unix(0, all.from), time.Unix(0, all.to))
	if err != nil {
		return nil, err
	}
	var hours []timeRange
	for o := range openings {
		m.zone = o.From.Location()
		hours = append(hours, timeRange{nanos(o.From), nanos(o.To)})
	}
	return hours, nil
}

// line returns when the service was down, by its components, and when it is not known:
// when what is known of the components leaves it open, so that a part of which nothing is
// known does not matter while another that does its work is up.
func (m *measurement) line(outages []Outage) (line []run, unknown []timeRange, err error) {
	service := m.rule.Components
	names := map[string]bool{}
	if !service.undivided() {
		if err := service.check(names, 0); err != nil {
			return nil, nil, err
		}
	}
	down, known, doubtful := map[string][]run{}, map[string][]run{}, false // down: whatever may be
	for i := range outages {
		o := &outages[i]
		if !service.undivided() && !names[o.Component] {
			m.report(UnknownComponent, i, o.From)
			continue
		}
		if o.Unknown && m.touches(o) {
			m.report(UnknownTime, i, o.From)
		}
		if r, ok := m.run(i, o); ok {
			name := o.Component
			if service.undivided() {
				name = ""
			}
			down[name] = append(down[name], r)
			if doubtful = doubtful || o.Unknown; !o.Unknown {
				known[name] = append(known[name], r)
			}
		}
	}
	line = service.line(down)
	if !doubtful {
		return line, nil, nil
	}
	up := service.line(known)
	unknown = differing(line, up)
	if m.rule.Unknown == UnknownIsUp {
		line = up
	}
	return line, unknown, nil
}

// unknown keeps the time within the span of which it is not known whether the service was
// up.
func (m *measurement) unknown(line []timeRange) {
	for _, s := range intersect(line, []timeRange{m.span}) {
		m.result.Unknown = append(m.result.Unknown, m.shown(s))
		m.result.UnknownTime += time.Duration(s.to - s.from)
	}
}

// run reads an outage; ok is false when it did not happen.
func (m *measurement) run(i int, o *Outage) (r run, ok bool) {
	r = run{m.span.from, m.span.to, o.Weight.orFull(), i}
	if !o.Weight.valid() {
		m.report(BadWeight, i, o.From)
		r.weight = Weight{1, 1}
	}
	switch {
	case !o.From.IsZero():
		r.from = nanos(o.From)
	case m.touches(o):
		m.report(NoStart, i, time.Time{})
	}
	switch {
	case !o.To.IsZero():
		r.to = nanos(o.To)
	case m.touches(o):
		m.report(NoEnd, i, o.From)
	}
	if !o.From.IsZero() && !o.To.IsZero() && o.To.Before(o.From) {
		m.report(EndBeforeStart, i, o.From)
	}
	return r, r.from < r.to && r.weight.Num > 0
}

// touches reports whether an outage can reach into the span.
func (m *measurement) touches(o *Outage) bool {
	return (o.From.IsZero() || nanos(o.From) < m.span.to) && (o.To.IsZero() || nanos(o.To) > m.span.from)
}

func (m *measurement) report(code diag.Code, index int, at time.Time) {
	m.result.Problems = append(m.result.Problems, Problem{Code: code, Index: index, At: at})
}

// count finds the downtime in the time that counts.
func (m *measurement) count(line []run, counts []timeRange) {
	span := []timeRange{m.span}
	var runs []timeRange // of any weight
	for _, r := range line {
		if last := len(runs) - 1; last >= 0 && runs[last].to == r.from {
			runs[last].to = r.to
		} else {
			runs = append(runs, timeRange{r.from, r.to})
		}
	}
	long := slices.DeleteFunc(slices.Clone(runs), func(s timeRange) bool { return s.to-s.from < int64(m.rule.Minimum) })
	down := within(within(line, long), counts)
	switch m.rule.Rounding {
	case SlicesAny, SlicesAll:
		down = m.slices(down, counts)
	case Probes:
		down = m.probes(down, counts)
	}
	down = within(down, span)
	for _, r := range down {
		m.result.Intervals = append(m.result.Intervals, Interval{Span: m.shown(timeRange{r.from, r.to}), Weight: r.weight, Outage: r.outage})
	}
	m.list(runs, down)
}

// list says of each run that touches the span how much of it counts.
func (m *measurement) list(runs []timeRange, down []run) {
	onGrid := m.rule.Rounding >= SlicesAny
	m.result.Down = new(big.Rat)
	if onGrid {
		for _, r := range down {
			m.add(r.weight, r.to-r.from)
		}
	}
	for _, s := range runs {
		if s.to <= m.span.from || s.from >= m.span.to {
			continue
		}
		counted := Run{Span: m.shown(s), Short: s.to-s.from < int64(m.rule.Minimum)}
		if !onGrid {
			first := sort.Search(len(down), func(i int) bool { return down[i].to > s.from })
			last := first
			for last < len(down) && down[last].from < s.to {
				counted.Length += time.Duration(down[last].to - down[last].from)
				last++
			}
			counted.Rounded = m.rule.Rounding.of(counted.Length)
			m.addRounded(down[first:last], counted)
		}
		m.result.Runs = append(m.result.Runs, counted)
	}
}

// of rounds a length.
func (r Rounding) of(d time.Duration) time.Duration {
	switch r {
	case StartedMinutes:
		return (d + time.Minute - 1) / time.Minute * time.Minute
	case FullMinutes:
		return d / time.Minute * time.Minute
	}
	return d
}

// addRounded adds a run whose parts have weights: rounding makes each of them longer or
// shorter by the same share.
func (m *measurement) addRounded(parts []run, counted Run) {
	if counted.Length == 0 || counted.Rounded == 0 {
		return
	}
	scale := big.NewRat(int64(counted.Rounded), int64(counted.Length))
	for _, r := range parts {
		part := new(big.Rat).Mul(r.weight.Rat(), new(big.Rat).SetInt64(r.to-r.from))
		m.result.Down.Add(m.result.Down, part.Mul(part, scale))
	}
}

func (m *measurement) add(w Weight, d int64) {
	m.result.Down.Add(m.result.Down, new(big.Rat).Mul(w.Rat(), new(big.Rat).SetInt64(d)))
}

// total finishes the sums. Rounding up can make downtime longer than the time that
// counts; more than all of it cannot be lost.
func (m *measurement) total() {
	most := new(big.Rat).SetInt64(int64(m.result.Agreed - m.result.Excluded - m.result.leftOut()))
	if m.result.Down.Cmp(most) > 0 {
		m.result.Down = most
	}
}

// shown returns a range in the zone of the service hours or of the span.
func (m *measurement) shown(s timeRange) Span {
	return Span{time.Unix(0, s.from).In(m.zone), time.Unix(0, s.to).In(m.zone)}
}
