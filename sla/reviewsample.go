package sla

import (
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/shapes"
)

// samples asks what the fewest rows by which a share is judged can tell. A share of n
// rows is one of the n + 1 values k/n, so that a target of 99.95% of 1,000 rows
// tolerates no failure at all, and two levels between which no such value lies are one.
func (r *reviewer) samples() {
	r.eachLevels(func(path string, m *planMetric) {
		a, ok := shapes.AggregateOf(m.measure)
		if !ok || a.Function != "share" || a.Groups || m.Sample < 1 || !ofValue(m.target) {
			return // of groups, a sample says how many rows are in them, and not how many there are
		}
		s := &sample{reviewer: r, m: m, rows: int64(m.Sample), domain: decide.DomainOf(m.measure)}
		var found bool
		if s.best, s.up, found = r.best(m, m.target, s.domain); !found {
			return
		}
		step, _ := exact.Int(100).Quo(exact.Int(s.rows))
		s.domain.Step = &step
		s.tell(path)
	})
}

// sample is the fewest rows by which a share is judged.
type sample struct {
	*reviewer
	m      *planMetric
	rows   int64
	domain decide.Domain // the shares that so many rows can have
	best   dsl.Value     // the share without a failure
	up     bool          // whether that is the greatest
}

// failing is the least number of failures with which a level is no longer satisfied, or
// with which it is; ok is false when no number is.
func (s *sample) failing(level *dsl.Program, from dsl.Value, want bool) (failures int64, ok bool) {
	near, err := s.next(s.m, level, s.domain, from, want)
	end := near.Above
	if s.up {
		end = near.Below
	}
	if err != nil || end == nil {
		return 0, false
	}
	n, _ := apart(end.Value, s.best).Mul(exact.Int(s.rows)).Quo(exact.Int(100))
	return n.Int64()
}

// share is the value with so many failures.
func (s *sample) share(failures int64) dsl.Value {
	away, _ := exact.Int(100 * failures).Quo(exact.Int(s.rows))
	if s.up {
		away = away.Neg()
	}
	return dsl.NewExact(s.domain.Type, s.best.Num().Add(away))
}

func (s *sample) tell(path string) {
	missed, ok := s.failing(s.m.target, s.best, false)
	at := "metrics." + s.m.Name + ".sample"
	if path != "metrics."+s.m.Name {
		at = path + ".target" // the levels of a new service have the sample of the others
	}
	switch {
	case !ok || missed == 0: // every share satisfies the target, or none: that is told of the target
		return
	case missed == 1 && s.wholeOnly():
		return // it is what the target says
	case missed == 1:
		s.reviewer.tell(diag.Warning, diag.SampleTolerance, at, fmt.Sprintf("of %s, the fewest that are judged, none may fail: with one failure it is %s, which misses %s",
			howMany(s.m.Sample, "row"), s.text(1), brief(s.m.target.Text())), s.enough())
	default:
		s.reviewer.tell(diag.Note, diag.SampleTolerance, at, fmt.Sprintf("of %s, the fewest that are judged, %d may fail; with %d it is %s, which misses %s",
			howMany(s.m.Sample, "row"), missed-1, missed, s.text(missed), brief(s.m.target.Text())), "")
	}
	s.minimum(path, missed)
	s.warning(path, missed)
}

// wholeOnly reports whether a target asks for the best share in so many words.
func (s *sample) wholeOnly() bool {
	d := s.domain
	d.Step = nil
	near, err := s.next(s.m, s.m.target, d, s.best, false)
	end := near.Above
	if s.up {
		end = near.Below
	}
	return err == nil && end != nil && !end.Included && apart(end.Value, s.best).Sign() == 0
}

// enough advises how many rows tolerate one failure.
func (s *sample) enough() string {
	d := s.domain
	d.Step = nil
	near, err := s.next(s.m, s.m.target, d, s.best, false)
	end := near.Above
	if s.up {
		end = near.Below
	}
	if err != nil || end == nil {
		return "ask for a larger sample, or write the level that is meant"
	}
	n, ok := exact.Int(100).Quo(apart(end.Value, s.best))
	if !ok {
		return "ask for a larger sample, or write the level that is meant"
	}
	whole := n.Round(0, exact.Ceiling)
	if end.Included && whole.Cmp(n) == 0 {
		whole = whole.Add(exact.Int(1))
	}
	return fmt.Sprintf("ask for at least %s rows, of which one may fail, judge a longer period, or write the level that is meant", whole)
}

// minimum tells when the sample sees no difference between target and minimum.
func (s *sample) minimum(path string, missed int64) {
	if s.m.minimum == nil || !ofValue(s.m.minimum) {
		return
	}
	below, ok := s.failing(s.m.minimum, s.best, false)
	if !ok || below > missed {
		return
	}
	s.reviewer.tell(diag.Warning, diag.IndistinctLevels, join(path, "minimum"), fmt.Sprintf("%s cannot tell the minimum from the target: with %s both hold, and with %s neither does",
		howMany(s.m.Sample, "row"), failures(missed-1), failures(missed)), "ask for a larger sample, or write levels that are further apart")
}

// warning tells when a sample that meets the target is never in the warning band, or
// always.
func (s *sample) warning(path string, missed int64) {
	if s.m.warn == nil || !ofValue(s.m.warn) {
		return
	}
	inside, outside := false, false
	if n, ok := s.failing(s.m.warn, s.best, true); ok {
		inside = n < missed
	}
	if n, ok := s.failing(s.m.warn, s.best, false); ok {
		outside = n < missed
	}
	switch {
	case !inside:
		s.reviewer.tell(diag.Warning, diag.IndistinctLevels, join(path, "warn"), fmt.Sprintf("%s are never at risk: whatever meets the target, up to %s, is outside of the warning band",
			howMany(s.m.Sample, "row"), failures(missed-1)), "ask for a larger sample, or write a wider band")
	case !outside:
		s.reviewer.tell(diag.Warning, diag.IndistinctLevels, join(path, "warn"), fmt.Sprintf("%s are at risk or missed, and never met: whatever meets the target, up to %s, is in the warning band",
			howMany(s.m.Sample, "row"), failures(missed-1)), "ask for a larger sample, or write a narrower band")
	}
}

func failures(n int64) string {
	switch n {
	case 0:
		return "no failure"
	case 1:
		return "1 failure"
	}
	return fmt.Sprintf("%d failures", n)
}

// text is the share with so many failures, as a person checks it: "29 of 30 (96.67%)".
func (s *sample) text(n int64) string {
	v, counted := s.share(n), s.rows-n
	if !s.up {
		counted = n
	}
	return fmt.Sprintf("%d of %d (%s)", counted, s.rows, v.Fixed(max(s.m.Places, 2)))
}
