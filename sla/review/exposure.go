package review

import (
	"context"
	"fmt"
	"slices"
	"sort"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/format"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/contexts"
	"github.com/concord-sla/concord/sla"
)

// Exposure is the most that the credits of an agreement can cost, as percentages of the
// amounts that the agreement names, such as a monthly fee. It needs no records and no
// inputs. Each amount that is paid is rounded to cents.
type Exposure struct {
	Credits []CreditExposure // of each remedy with a credit, in the order of the agreement
	Pools   []PoolExposure   // for each amount of which credits are a percentage, of all of them together, in the order of the agreement
}

// CreditExposure is the most that one remedy's credit can cost.
type CreditExposure struct {
	Remedy string
	Metric string
	Of     string    // the expression of which it is a percentage: "monthly_fee"
	Part   dsl.Value // the most that can be due for one period, as a percent of Of after the cap; 0% when nothing can ever be due
	Tier   string    // the condition of the tier that pays it; "" when none does
	At     dsl.Value // a value of the metric for which it is due; missing when none was found
	Capped bool      // the tier would pay more, and the cap lowers it

	Periods int       // in how many periods of the agreement's term it can be due, at most; 0 when the term has no end
	Total   dsl.Value // the most over the term: Part times Periods; missing when the term has no end
	Exact   bool      // whether the credit costs exactly this when the metric has the value At in every period; otherwise the true most may be less
}

// PoolExposure is the most that all credits on one amount can cost together: no more than
// the sum of their exposures.
type PoolExposure struct {
	Of       string
	Remedies []string
	Part     dsl.Value // the most for one period of each of the remedies, together
	Total    dsl.Value // the most over the term; missing when it has no end
}

// GreatestCredit returns the most that the agreement's credits can cost in a period and
// over its term, and the values for which they do. An error means that the context ended.
func GreatestCredit(ctx context.Context, p *sla.Plan) (Exposure, error) {
	var e Exposure
	if err := contexts.Check(ctx); err != nil {
		return e, err
	}
	r := newReviewer(p)
	for _, pr := range r.remedies {
		if pr.Credit != nil {
			e.Credits = append(e.Credits, r.exposure(pr).greatest(ctx))
		}
	}
	for _, c := range e.Credits {
		e.add(c)
	}
	return e, ctx.Err()
}

// add takes a credit into its pool.
func (e *Exposure) add(c CreditExposure) {
	of := c.Of
	if canonical, err := format.Expression(of); err == nil {
		of = canonical
	}
	i := slices.IndexFunc(e.Pools, func(p PoolExposure) bool { return p.Of == of })
	if i < 0 {
		e.Pools = append(e.Pools, PoolExposure{Of: of, Remedies: []string{c.Remedy}, Part: c.Part, Total: c.Total})
		return
	}
	p := &e.Pools[i]
	p.Remedies = append(p.Remedies, c.Remedy)
	p.Part = percentOf(p.Part.Num().Add(c.Part.Num()))
	if !p.Total.Missing() && !c.Total.Missing() {
		p.Total = percentOf(p.Total.Num().Add(c.Total.Num()))
	} else {
		p.Total = noTotal()
	}
}

func percentOf(n exact.Num) dsl.Value { return dsl.NewExact(kinds.Of(kinds.Percent), n) }

func noTotal() dsl.Value {
	return dsl.NoValue(kinds.Of(kinds.Percent), "the agreement's term has no end")
}

// creditExposure is a credit while its greatest cost is looked for.
type creditExposure struct {
	*reviewedCredit
	own   *sla.CheckedRemedy
	asked []*dsl.Program // the tiers, asked of the value of this period as a remedy's condition does
}

// exposure returns a credit with its tiers as a remedy's condition can ask them.
func (r *reviewer) exposure(pr *sla.CheckedRemedy) *creditExposure {
	x := &creditExposure{reviewedCredit: r.creditOf(pr), own: pr}
	for _, t := range x.tiers {
		x.asked = append(x.asked, x.askedOf(t.Text()))
	}
	return x
}

// askedOf returns a condition on the metric's value in this period; nil when it is longer
// than an expression may be.
func (x *creditExposure) askedOf(condition string) *dsl.Program {
	p, err := dsl.Compile("let value = value("+x.m.Name+"); ("+condition+"\n)", x.terms.Conditions)
	if err != nil {
		return nil
	}
	return p
}

// paid returns what a tier pays in a period.
func (x *creditExposure) paid(tier int) (part dsl.Value, capped bool) {
	part = x.own.Parts[tier]
	if most := x.own.Cap; most != nil {
		if order, _ := part.Compare(*most); order > 0 {
			return *most, true
		}
	}
	return part, false
}

// greatest looks at the tiers from the one that pays most, and takes the first that can
// be reached.
func (x *creditExposure) greatest(ctx context.Context) CreditExposure {
	c := CreditExposure{Remedy: x.own.Name, Metric: x.own.Credit.Metric, Of: x.own.Credit.Of, Part: percentOf(exact.Int(0)), At: notMeasured(x.m), Total: noTotal()}
	order := make([]int, len(x.tiers))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool {
		one, _ := x.paid(order[a])
		other, _ := x.paid(order[b])
		more, _ := one.Compare(other)
		return more > 0
	})
	periods, ever := x.term(x.m), anyNumber
	ends := !x.terms.Agreement.Effective.To.IsZero()
	if ends {
		ever = len(periods)
	}
	reached := -1
	for _, i := range order {
		if ever == 0 || x.missed.Covered(ctx, x.tiers[i], x.tiers[:i]...).Outcome == decide.Proved {
			continue // whatever the remedy's condition is
		}
		p := x.within(ctx, ever, i)
		if p.Outcome == decide.Proved {
			continue
		}
		reached = i
		c.At = x.valueIn(p.Witness)
		c.Tier = x.own.Credit.Tiers[i].When
		c.Part, c.Capped = x.paid(i)
		break
	}
	c.Exact = reached < 0
	if !ends {
		if reached >= 0 && !c.At.Missing() {
			c.Exact = x.constant(ctx, c.At, reached, longestLook(x.own)+1) > 0
		}
		return c
	}
	if reached >= 0 {
		c.Periods = x.most(ctx, len(periods), reached)
		c.Exact = !c.At.Missing() && x.constant(ctx, c.At, reached, len(periods)) == c.Periods
	}
	c.Total = percentOf(c.Part.Num().Mul(exact.Int(int64(c.Periods))))
	return c
}

// due returns the condition, with the remedy's own, that a tier can pay: the metric was
// missed and the tier holds. It is nil when it is longer than an expression may be.
func (x *creditExposure) due(tier int) *dsl.Program {
	p, err := dsl.Compile(fmt.Sprintf("(%s\n) and missed(%s) and (let value = value(%s); (%s\n) and not (%s\n))", x.own.When.Text(), x.m.Name, x.m.Name,
		x.tiers[tier].Text(), x.m.Target.Text()), x.terms.Conditions)
	if err != nil {
		return nil
	}
	return p
}

// within asks whether a tier that pays is excluded in the n-th period: the condition that
// it can, or that a tier before it does. What cannot be asked is not excluded.
func (x *creditExposure) within(ctx context.Context, n, tier int) decide.Proof {
	due := x.due(tier)
	if due == nil || slices.Contains(x.asked[:tier], nil) {
		return decide.Proof{Outcome: decide.Undecided}
	}
	region := x.possibleAnswers(n, due)
	if region == nil {
		return decide.Proof{Outcome: decide.Undecided}
	}
	return region.Covered(ctx, due, x.asked[:tier]...)
}

func (x *creditExposure) valueIn(w *decide.Witness) dsl.Value {
	if w != nil {
		for _, a := range w.Assumed {
			if a.Name == "value("+x.m.Name+")" {
				return a.Value
			}
		}
	}
	return notMeasured(x.m)
}

// most returns in how many of n periods a tier can pay: all from the first in which it is
// not excluded. What is known of a period bounds a later one no more.
func (x *creditExposure) most(ctx context.Context, n, tier int) int {
	first := sort.Search(n, func(i int) bool { return x.within(ctx, i+1, tier).Outcome != decide.Proved })
	return n - first
}

// longestLook returns how many periods a condition looks back.
func longestLook(pr *sla.CheckedRemedy) int {
	longest := 1
	for _, q := range pr.When.Questions() {
		longest = max(longest, q.Periods)
	}
	return longest
}

// constant returns in how many of n periods the remedy pays by a tier when every metric
// that it asks about is missed in all of them, this one with a value.
func (x *creditExposure) constant(ctx context.Context, value dsl.Value, tier, n int) int {
	inputs := dsl.Data{Inputs: map[string]dsl.Value{valueName: value}}
	holds := func(p *dsl.Program, data dsl.Data) bool {
		v, err := p.Evaluate(ctx, data)
		b, ok := v.Bool()
		return err == nil && ok && b
	}
	below := x.m.Minimum != nil && !holds(x.m.Minimum, inputs)
	times := 0
	for k := 1; k <= n; k++ {
		answer := func(name, subject string, back int) dsl.Value {
			own := subject == x.m.Name
			switch name {
			case "missed", "measured":
				return dsl.NewBoolean(true)
			case "met", "at_risk":
				return dsl.NewBoolean(false)
			case "below_minimum":
				return dsl.NewBoolean(own && below)
			case "misses":
				return dsl.NewCount(int64(min(back, k)))
			case "streak":
				return dsl.NewCount(int64(k))
			case "value":
				if own {
					return value
				}
			case "previous":
				if own && back < k {
					return value
				}
			case "average":
				if own && back <= k {
					return value
				}
			}
			return notMeasured(x.metric(subject))
		}
		if x.first(ctx, &decide.Witness{Inputs: []decide.Assignment{{Name: valueName, Value: value}}}) == tier && holds(x.own.When, dsl.Data{Query: answer}) {
			times++
		}
	}
	return times
}
