package align

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/shapes"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/internal/prose"
	"github.com/concord-sla/concord/sla"
)

// claim returns the finding for one claim of a metric.
func (a aligner) claim(ctx context.Context, m sla.CheckedMetric, claim string) Finding {
	id, when := framework.SplitClaim(claim)
	entries := a.catalog.Lookup(id)
	if len(entries) == 0 {
		return a.unknown(id)
	}
	measure := entries[0]
	f := Finding{Measure: measure, Case: when, Notes: remarks(m, measure)}
	switch {
	case len(entries) > 1 && measure.Release.Tier == entries[1].Release.Tier:
		return f.open(framework.AmbiguousMeasure, fmt.Sprintf("%s names %d measures in the catalog", measure.Ref(), len(entries)), "ask the publisher which one is meant")
	case measure.Release.Scope == framework.MarketplaceScope:
		return f.open(NoFigure, fmt.Sprintf("%s measures the marketplace, not one agreement", measure.Name), "count this metric towards it; there is no target to meet")
	case measure.Quarantine != "":
		return f.open(QuarantinedFigure, fmt.Sprintf("the figure of %s is not used: %s", measure.Ref(), measure.Quarantine), "ask the publisher for the figure")
	}
	stated, known := measure.Case(when)
	if !known {
		return f.wrongCase(claim, measure)
	}
	return a.against(ctx, f, comparison{aligner: a, m: m, shape: shapes.Of(m.Measure), measure: measure, stated: stated})
}

func (a aligner) unknown(id string) Finding {
	f := Finding{Alignment: decide.Unknown, Severity: diag.Error, Code: framework.UnknownMeasure}
	_, err := a.catalog.Find(id)
	if d, ok := errors.AsType[*diag.Diagnostic](err); ok {
		f.Summary, f.Advice = d.Summary, d.Advice
	}
	return f
}

// open returns the finding as one that leaves the question open, for someone to look at.
func (f Finding) open(code diag.Code, summary, advice string) Finding {
	f.Alignment, f.Severity, f.Code, f.Summary, f.Advice = decide.Unknown, diag.Warning, code, summary, advice
	return f
}

// wrongCase returns the finding of a claim whose case the measure does not have.
func (f Finding) wrongCase(claim string, m *framework.Measure) Finding {
	f.Alignment, f.Severity, f.Code = decide.Unknown, diag.Error, framework.UnknownMeasure
	_, when, _ := strings.Cut(claim, ",")
	f.Summary = fmt.Sprintf("%s has no case %s", m.Ref(), prose.Quote(strings.TrimSpace(when)))
	if len(m.Tiers) == 0 {
		f.Advice = "claim " + m.Ref() + "; it has one figure for all cases"
		return f
	}
	cases := make([]string, len(m.Tiers))
	for i, t := range m.Tiers {
		cases[i] = t.When
	}
	f.Advice = diag.DidYouMean(strings.TrimSpace(when), cases)
	if f.Advice == "" {
		f.Advice = "its cases are " + strings.Join(cases, "; ")
	}
	return f
}
