package rollup

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/internal/words"
	"github.com/concord-sla/concord/sla"
)

// areaMeasures are the ids of an area's measures of measures.
type areaMeasures struct {
	area                          string
	targets                       string // targets met, of all targets
	resolved, inTime              string // issues resolved, of all; by their due day, of those resolved
	byCustomer, byProvider, count string // changes of targets
}

var areas = [...]areaMeasures{
	{"FFM", "FFM.000.000.0036", "FFM.000.000.0031", "FFM.000.000.0032", "FFM.000.000.0033", "FFM.000.000.0034", "FFM.000.000.0035"},
	{"RPM", "RPM.000.000.0036", "RPM.000.000.0031", "RPM.000.000.0032", "RPM.000.000.0033", "RPM.000.000.0034", "RPM.000.000.0035"},
	{"TRT", "TRT.0.070.001", "TRT.0.070.006", "TRT.0.070.007", "TRT.0.070.004", "TRT.0.070.005", "TRT.0.070.003"},
}

// The marketplace's measures to which results contribute.
const (
	meetingSLAs         = "PMF.MKT.SQT"
	meetingAvailability = "PMF.ITM.RES"
)

func areaNamed(name string) (areaMeasures, error) {
	var known []string
	for _, a := range areas {
		if strings.EqualFold(a.area, cmp.Or(name, areas[0].area)) {
			return a, nil
		}
		known = append(known, a.area)
	}
	d := words.Unknown("area with measures of measures", name, known)
	d.Code = codes.UnknownReference
	return areaMeasures{}, d
}

// measureNamed returns a measure of measures; the roll-up needs those of its area.
func measureNamed(c *framework.Catalog, ref string) (*framework.Measure, error) {
	entries := c.Lookup(ref)
	if len(entries) == 0 {
		_, err := c.Find(ref)
		if d, ok := errors.AsType[*diag.Diagnostic](err); ok {
			d.Advice = "roll up with a catalog that has the measures of the area"
		}
		return nil, err
	}
	return entries[0], nil
}

// meetsFigure returns the figure that the share of targets met has to keep for an
// agreement to be met; nil when every target has to be.
func meetsFigure(c *framework.Catalog, area areaMeasures, rule MeetsRule) (*framework.Figure, error) {
	if rule == EveryTarget {
		return nil, nil
	}
	wrong := func(summary string) error {
		return &diag.Diagnostic{Severity: diag.Error, Code: codes.BadValue, Class: codes.Class(codes.BadValue), Summary: summary, Advice: "let an agreement be met when every target was"}
	}
	if rule != EnoughTargets {
		return nil, wrong("the rule for when an agreement is met is invalid")
	}
	m, err := measureNamed(c, area.targets)
	if err != nil {
		return nil, err
	}
	stated, _ := m.Case("")
	figure := stated.Target
	if s, why := m.Status(); s != framework.Usable || figure == nil {
		return nil, wrong(fmt.Sprintf("%s has no figure that says when an agreement is met: %s", area.targets, why))
	}
	return figure, nil
}

// resultOf counts items and holds the share against the measure's figure.
func resultOf(m *framework.Measure, items []Item, volume bool, over calendar.Period) MeasureResult {
	r := MeasureResult{Ref: m.Ref(), Name: m.Name, Volume: volume, Items: items, Verdict: sla.NotApplicable}
	for _, item := range items {
		r.Share.add(item.Counted)
	}
	stated, _ := m.Case("")
	figure := stated.Target
	status, reason := m.Status()
	inForce, notYet := m.InForce(over.First())
	if status != framework.Usable {
		r.Why = reason
		return r
	}
	switch r.Figure = m.FigureText(); {
	case figure == nil:
		r.Why = stated.Why
	case !inForce:
		r.Why = notYet
	case volume || figure.Unit != framework.Percent:
		r.Why = "the figure is not for a share"
	case !takenOver(m.Period, over):
		r.Why = fmt.Sprintf("the measure is taken %s, and this is %s", m.Period, over.Label())
	case r.Share.Of() == 0:
		r.Why = "there is nothing to count"
	default:
		r.Verdict = r.Share.Against(*figure)
		if r.Verdict == sla.NotMeasured {
			r.Why = "it depends on what is open"
		}
	}
	return r
}

// takenOver reports whether a period is one of those that a measure is taken over, as far
// as the measure says which these are.
func takenOver(period string, over calendar.Period) bool {
	days := over.Days()
	switch period {
	case "monthly":
		return 28 <= days && days <= 31
	case "quarterly":
		return 90 <= days && days <= 92
	case "annually":
		return 365 <= days && days <= 366
	}
	return period == ""
}
