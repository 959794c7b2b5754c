package align

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/internal/prose"
)

// wrongCase is the finding of a claim whose case the measure does not have.
func (f Finding) wrongCase(claim string, m *framework.Measure) Finding {
	f.Alignment, f.Severity, f.Code = decide.Unknown, diag.Error, diag.UnknownMeasure
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
