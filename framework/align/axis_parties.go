package align

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
)

// performing compares who does the work: the party that answers for the metric, or for
// its service, beside the organization that the measure names.
func (c comparison) performing() AxisFinding {
	f := AxisFinding{Axis: PerformingAxis, Measure: c.measure.Performing}
	f.Metric = cmp.Or(c.m.Responsible, c.services[c.m.Service].Responsible)
	own, _, _ := strings.Cut(f.Metric, ".")
	switch stated := framework.PartyOf(c.measure.Performing); {
	case f.Measure == "":
		f.Relation, f.Rule = decide.NotStated, "the source names nobody"
	case stated == "":
		f.Relation, f.Rule = decide.Unknown, "the source's word for who does it names none of the parties"
	case own == "":
		f.Relation, f.Rule = decide.Unknown, "the agreement does not say who answers for the metric"
		f.Advice = "write responsible: " + stated
	case own != stated:
		f.Relation, f.Rule = decide.Incomparable, "another party does it"
		f.Advice = "write responsible: " + stated + ", or claim a measure of what the " + own + " does"
	default:
		f.Relation, f.Rule = decide.Equivalent, "the same party does it"
	}
	return f
}

// accountable asks whether the organization that answers for the measure is a party to
// the agreement.
func (c comparison) accountable() AxisFinding {
	f := AxisFinding{Axis: AccountableAxis, Measure: c.measure.Accountable}
	stated := framework.PartyOf(c.measure.Accountable)
	switch {
	case f.Measure == "":
		f.Relation, f.Rule = decide.NotStated, "the source names nobody"
	case stated == "":
		f.Relation, f.Rule = decide.Unknown, "the source's word for who answers for it names none of the parties"
	case !c.parties[stated]:
		f.Relation, f.Rule = decide.Unknown, "the agreement has no party "+stated
		f.Advice = "name the " + stated + " under parties"
	default:
		f.Relation, f.Metric, f.Rule = decide.Equivalent, stated, "a party to the agreement"
	}
	return f
}

// reporting compares by when a period's figure is due.
func (c comparison) reporting() AxisFinding {
	f := AxisFinding{Axis: ReportingAxis, Metric: cmp.Or(c.m.Due, "no day"), Measure: c.measure.Due}
	stated := c.measure.DueWithin()
	switch {
	case f.Measure == "":
		f.Relation, f.Rule = decide.NotStated, "the source states no day"
		return f
	case stated == "":
		f.Relation, f.Rule = decide.Unknown, "the day is not stated in calendar or business days"
		return f
	case c.m.Due == "":
		f.Relation, f.Severity, f.Code, f.Rule = decide.Unknown, diag.Warning, LaterReport, "the agreement does not say by when the figure is due"
		f.Advice = "write period: " + c.m.Period.String() + ", due " + stated + " after"
		return f
	}
	own, ownUnit, ok := strings.Cut(c.m.Due, " ")
	most, unit, _ := strings.Cut(stated, " ")
	days, err := strconv.ParseInt(own, 10, 64)
	limit, err2 := strconv.ParseInt(most, 10, 64)
	if !ok || err != nil || err2 != nil {
		f.Relation, f.Rule = decide.Unknown, "the day is not stated in calendar or business days"
		return f
	}
	f.Rule = "a figure that is due later is weaker"
	switch ownBusiness, business := strings.HasPrefix(ownUnit, "business"), strings.HasPrefix(unit, "business"); {
	case ownBusiness == business:
		f.relate(days <= limit, limit <= days)
	case ownBusiness:
		f.relate(c.span(days)[1] <= limit, businessDaysIn(limit) <= days)
	default:
		f.relate(businessDaysIn(days) <= limit, c.span(limit)[1] <= days)
	}
	if f.Fails() {
		f.Advice = "write due " + stated + " after"
	}
	return f
}

// force asks whether the measure's figure applies when the agreement begins.
func (c comparison) force() AxisFinding {
	f := AxisFinding{Axis: ForceAxis, Relation: decide.NotStated, Rule: "the source states no day"}
	from := c.agreement.Effective.From
	f.Metric = "from " + from.String()
	if ok, why := c.measure.InForce(from); !ok {
		f.Relation, f.Measure, f.Rule = decide.Unknown, why, why+"; the agreement begins on "+from.String()
		if c.measure.SupersededBy != "" {
			f.Advice = "claim " + c.measure.SupersededBy
		}
		return f
	}
	if first := cmp.Or(c.measure.Effective, c.measure.Release.Effective); first != (calendar.Date{}) {
		f.Relation, f.Measure, f.Rule = decide.Equivalent, fmt.Sprintf("from %s", first), "it applies when the agreement begins"
	}
	return f
}
