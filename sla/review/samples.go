package review

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/shapes"
	"github.com/concord-sla/concord/internal/prose"
	"github.com/concord-sla/concord/sla"
)

// samples asks what the fewest rows by which a share is judged can tell. A share of n
// rows is one of the n + 1 values k/n, so that a target of 99.95% of 1,000 rows tolerates
// no failure at all, and two levels between which no such value lies are one.
func (r *reviewer) samples(ctx context.Context) {
	r.eachLevels(func(path string, m *sla.CheckedMetric) {
		a, ok := shapes.AggregateOf(m.Measure)
		if !ok || a.Function != "share" || a.Groups || m.Sample < 1 || !ofValue(m.Target) {
			return // of groups, a sample says how many rows are in them, and not how many there are
		}
		s := &sample{reviewer: r, m: m, rows: int64(m.Sample), domain: decide.DomainOf(m.Measure)}
		var found bool
		if s.best, s.up, found = r.best(ctx, m, m.Target, s.domain); !found {
			return
		}
		step, _ := exact.Int(100).Quo(exact.Int(s.rows))
		s.domain.Step = &step
		s.report(ctx, path)
	})
}

// sample is the fewest rows by which a share is judged.
type sample struct {
	*reviewer
	m      *sla.CheckedMetric
	rows   int64
	domain decide.Domain // the shares that so many rows can have
	best   dsl.Value     // the share without a failure
	up     bool          // whether that is the greatest
}

// failing returns the least number of failures with which a level is no longer satisfied,
// or with which it is; ok is false when no number is.
func (s *sample) failing(ctx context.Context, level *dsl.Program, from dsl.Value, want bool) (failures int64, ok bool) {
	near, err := s.next(ctx, s.m, level, s.domain, from, want)
	end := near.Above
	if s.up {
		end = near.Below
	}
	if err != nil || end == nil {
		return 0, false
	}
	n, _ := distance(end.Value, s.best).Mul(exact.Int(s.rows)).Quo(exact.Int(100))
	return n.Int64()
}

// share returns the value with so many failures.
func (s *sample) share(failures int64) dsl.Value {
	away, _ := exact.Int(100 * failures).Quo(exact.Int(s.rows))
	if s.up {
		away = away.Neg()
	}
	return dsl.NewExact(s.domain.Type, s.best.Num().Add(away))
}

func (s *sample) report(ctx context.Context, path string) {
	missed, ok := s.failing(ctx, s.m.Target, s.best, false)
	at := "metrics." + s.m.Name + ".sample"
	if path != "metrics."+s.m.Name {
		at = path + ".target" // the levels of a new service have the sample of the others
	}
	switch {
	case !ok || missed == 0: // every share satisfies the target, or none: which is reported of the target
		return
	case missed == 1 && s.asksForBest(ctx):
		return // it is what the target says
	case missed == 1:
		s.reviewer.report(diag.Warning, SampleTolerance, at, fmt.Sprintf("of %s, the fewest that are judged, none may fail: with one failure it is %s, which misses %s",
			prose.Count(s.m.Sample, "row"), s.text(1), shortened(s.m.Target.Text())), s.enough(ctx))
	default:
		s.reviewer.report(diag.Note, SampleTolerance, at, fmt.Sprintf("of %s, the fewest that are judged, %d may fail; with %d it is %s, which misses %s",
			prose.Count(s.m.Sample, "row"), missed-1, missed, s.text(missed), shortened(s.m.Target.Text())), "")
	}
	s.minimum(ctx, path, missed)
	s.warning(ctx, path, missed)
}

// asksForBest reports whether a target asks for the best share in so many words.
func (s *sample) asksForBest(ctx context.Context) bool {
	d := s.domain
	d.Step = nil
	near, err := s.next(ctx, s.m, s.m.Target, d, s.best, false)
	end := near.Above
	if s.up {
		end = near.Below
	}
	return err == nil && end != nil && !end.Included && distance(end.Value, s.best).Sign() == 0
}

// enough advises how many rows tolerate one failure.
func (s *sample) enough(ctx context.Context) string {
	d := s.domain
	d.Step = nil
	near, err := s.next(ctx, s.m, s.m.Target, d, s.best, false)
	end := near.Above
	if s.up {
		end = near.Below
	}
	if err != nil || end == nil {
		return "ask for a larger sample, or write the level that is meant"
	}
	n, ok := exact.Int(100).Quo(distance(end.Value, s.best))
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
func (s *sample) minimum(ctx context.Context, path string, missed int64) {
	if s.m.Minimum == nil || !ofValue(s.m.Minimum) {
		return
	}
	below, ok := s.failing(ctx, s.m.Minimum, s.best, false)
	if !ok || below > missed {
		return
	}
	s.reviewer.report(diag.Warning, IndistinctLevels, join(path, "minimum"), fmt.Sprintf("%s cannot tell the minimum from the target: with %s both hold, and with %s neither does",
		prose.Count(s.m.Sample, "row"), failures(missed-1), failures(missed)), "ask for a larger sample, or write levels that are further apart")
}

// warning tells when a sample that meets the target is never in the warning band, or
// always.
func (s *sample) warning(ctx context.Context, path string, missed int64) {
	if s.m.Warn == nil || !ofValue(s.m.Warn) {
		return
	}
	inside, outside := false, false
	if n, ok := s.failing(ctx, s.m.Warn, s.best, true); ok {
		inside = n < missed
	}
	if n, ok := s.failing(ctx, s.m.Warn, s.best, false); ok {
		outside = n < missed
	}
	switch {
	case !inside:
		s.reviewer.report(diag.Warning, IndistinctLevels, join(path, "warn"), fmt.Sprintf("%s are never at risk: whatever meets the target, up to %s, is outside of the warning band",
			prose.Count(s.m.Sample, "row"), failures(missed-1)), "ask for a larger sample, or write a wider band")
	case !outside:
		s.reviewer.report(diag.Warning, IndistinctLevels, join(path, "warn"), fmt.Sprintf("%s are at risk or missed, and never met: whatever meets the target, up to %s, is in the warning band",
			prose.Count(s.m.Sample, "row"), failures(missed-1)), "ask for a larger sample, or write a narrower band")
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

// text returns the share with so many failures, as a person checks it: "29 of 30
// (96.67%)".
func (s *sample) text(n int64) string {
	v, counted := s.share(n), s.rows-n
	if !s.up {
		counted = n
	}
	return fmt.Sprintf("%d of %d (%s)", counted, s.rows, v.Fixed(max(s.m.Places, 2)))
}
