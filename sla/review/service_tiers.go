package review

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/sla"
)

// serviceTiers asks of services that stand above others, as gold above silver, whether
// they are promised at least as much.
func (r *reviewer) serviceTiers(ctx context.Context) {
	of := map[tierFigure][]*sla.CheckedMetric{}
	figure := func(m *sla.CheckedMetric, service string) tierFigure {
		return tierFigure{service, fmt.Sprint(m.Period), r.shapeOf(ctx, m).text}
	}
	for _, m := range r.metrics {
		of[figure(m, m.Service)] = append(of[figure(m, m.Service)], m)
	}
	for _, m := range r.metrics {
		service := r.below(m.Service)
		for range r.terms.Agreement.Services { // further down, where the next one has no such metric
			if alike := of[figure(m, service)]; service != "" && len(alike) > 0 {
				r.tier(ctx, m, alike)
				break
			}
			service = r.below(service)
		}
	}
}

// tierFigure is what metrics of services of one kind have in common.
type tierFigure struct{ service, period, shape string }

// tier compares a metric with the one of a lower service whose measure has most texts in
// common with its own.
func (r *reviewer) tier(ctx context.Context, m *sla.CheckedMetric, alike []*sla.CheckedMetric) {
	at := "metrics." + m.Name + ".target"
	var best *sla.CheckedMetric
	most, single := -1, false
	for _, o := range alike {
		if !r.compare(at) {
			return
		}
		switch n := r.shapeOf(ctx, m).sharedTexts(r.shapeOf(ctx, o)); {
		case n > most:
			best, most, single = o, n, true
		case n == most:
			single = false
		}
	}
	if !single {
		return
	}
	if how, weaker := r.weaker(ctx, m, best); weaker {
		r.report(diag.Warning, WeakerTier, at,
			fmt.Sprintf("%s stands above %s and is promised less: %s", m.Service, best.Service, how), "exchange them, or promise the higher service at least as much")
	}
}

// below returns the service above which another stands.
func (r *reviewer) below(service string) string {
	for _, s := range r.terms.Agreement.Services {
		if s.Key == service {
			return s.Above
		}
	}
	return ""
}
