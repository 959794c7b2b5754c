package sla

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/contexts"
)

// percentUp returns the availability, exactly; nothing when no time counts.
func percentUp(s outage.ServiceResult) any {
	share := s.Availability()
	if share == nil {
		return nil
	}
	return share.Mul(share, big.NewRat(100, 1))
}

// downtime returns the time that was lost. Degraded time is lost in part, which need not
// be whole nanoseconds: then the next whole one counts, so that rounding passes nothing.
func downtime(s outage.ServiceResult) time.Duration {
	up := new(big.Int).Div(new(big.Int).Neg(s.Down.Num()), s.Down.Denom())
	return time.Duration(-up.Int64())
}

// outageLog is the outages of each service, once for a run. Lost are rows that might be
// of any service or time.
type outageLog struct {
	services []string
	outages  map[string][]outage.Outage
	excluded map[string][]int // of each outage, the exclusion that covers it: its number, from 1
	checks   map[string][]outage.Check
	problems map[string][]outage.Problem // of the checks
	lost     int
}

// ReadAvailability measures the services of an availability in the part of a period in
// which the agreement was in effect: those that it names, and then those of its outages
// in the order in which they first stand there. It shows what a metric over the
// availability's table rests on: the intervals that count, the exclusions that were
// refused, and what is wrong in the outages.
func (p *Plan) ReadAvailability(ctx context.Context, data Data, name string, period calendar.Period) ([]outage.ServiceResult, error) {
	p = p.orEmpty()
	i := slices.IndexFunc(p.availabilities, func(a *CheckedAvailability) bool { return a.Name == name })
	if i < 0 {
		return nil, undeclared("availability", name, namesOf(p.availabilities, func(a *CheckedAvailability) string { return a.Name }))
	}
	a := p.availabilities[i]
	if period.IsZero() {
		return nil, fmt.Errorf("reading the availability %s: %w", name, ErrPeriod)
	}
	if err := contexts.Check(ctx); err != nil {
		return nil, fmt.Errorf("reading the availability %s: %w", name, err)
	}
	read, err := p.gather(ctx, data)
	if err == nil {
		err = read.Tables[a.Over].Conforms(a.log)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the availability %s: %w", name, err)
	}
	r := &evaluation{plan: p, data: read}
	span := r.operates(nil, period)
	if span.empty() {
		return nil, nil
	}
	all, _, err := a.measure(ctx, r, span)
	if err != nil {
		return nil, fmt.Errorf("reading the availability %s: %w", name, err)
	}
	return all, nil
}

func (a *CheckedAvailability) makes() Table        { return a.Table }
func (a *CheckedAvailability) reads() kinds.Schema { return a.log }
func (a *CheckedAvailability) dependsOnSpan() bool { return true }

// derive makes an availability's table for a span.
func (a *CheckedAvailability) derive(ctx context.Context, r *evaluation, span operation) (computed, error) {
	all, lost, err := a.measure(ctx, r, span)
	if err != nil {
		return computed{}, err
	}
	b, err := table.NewBuilder(a.Table.Schema())
	if err != nil {
		return computed{}, err
	}
	fields := a.fields()
	for _, s := range all {
		for _, f := range fields {
			if err := b.Set(f.name, f.value(s)); err != nil {
				return computed{}, fmt.Errorf("service %s: %w", s.Service, err)
			}
		}
		b.EndRow()
	}
	made, err := b.Table()
	return computed{made, lost}, err
}

// measure measures every service in a span.
func (a *CheckedAvailability) measure(ctx context.Context, r *evaluation, span operation) (all []outage.ServiceResult, lost int, err error) {
	log, err := a.sorted(ctx, r)
	if err != nil {
		return nil, 0, err
	}
	within := outage.Span{From: span.from, To: span.to}
	exclusions := a.exclusions(within)
	for _, name := range log.services {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		s := outage.ServiceResult{Service: name, Record: outage.Record{Span: within, Outages: log.outages[name], Exclusions: slices.Concat(exclusions, a.excluding(log, name, within))}}
		if s.Result, err = a.Rule.Measure(s.Record); err != nil {
			return nil, 0, fmt.Errorf("the availability %s: %w", a.Name, err)
		}
		s.Problems = slices.DeleteFunc(s.Problems, func(p outage.Problem) bool {
			o := s.Record.Outages[p.Index] // of other times, whatever is wrong with them
			return !o.From.Before(span.to) || !o.To.IsZero() && !o.To.After(span.from)
		})
		s.Checks = log.checks[name]
		for _, p := range log.problems[name] {
			if !p.At.Before(span.from) && p.At.Before(span.to) {
				s.CheckProblems = append(s.CheckProblems, p)
			}
		}
		all = append(all, s)
	}
	return all, log.lost, nil
}

// exclusions returns the windows of excluded time that reach into a span.
func (a *CheckedAvailability) exclusions(span outage.Span) (all []outage.Exclusion) {
	for _, x := range a.Exclude {
		all = append(all, x.windows(span)...)
	}
	return all
}

// excluding returns the time of the outages that an exclusion's condition covers, as far
// as it reaches into a span. One that is not over lasts until the span ends.
func (a *CheckedAvailability) excluding(log *outageLog, service string, span outage.Span) (all []outage.Exclusion) {
	for i, by := range log.excluded[service] {
		if by == 0 {
			continue
		}
		o := log.outages[service][i]
		if o.To.IsZero() {
			o.To = span.To
		}
		if o.From.Before(span.To) && o.To.After(span.From) && o.From.Before(o.To) {
			all = append(all, a.Exclude[by-1].window(o.From, o.To))
		}
	}
	return all
}

// sorted sorts the outages, or the checks that they are made of, by their services.
func (a *CheckedAvailability) sorted(ctx context.Context, r *evaluation) (*outageLog, error) {
	if log := r.outages[a.Name]; log != nil {
		return log, nil
	}
	rows := newLogRows(r, r.data.Tables[a.Over])
	log := &outageLog{outages: map[string][]outage.Outage{}, excluded: map[string][]int{}, checks: map[string][]outage.Check{}, problems: map[string][]outage.Problem{}}
	if a.checks() {
		a.logChecks(ctx, rows, log)
	} else {
		a.logOutages(ctx, rows, log)
	}
	if rows.err != nil {
		return nil, rows.err
	}
	log.lost += rows.rejected()
	if r.outages == nil {
		r.outages = map[string]*outageLog{}
	}
	r.outages[a.Name] = log
	return log, nil
}

// logOutages reads the outages.
func (a *CheckedAvailability) logOutages(ctx context.Context, rows *logRows, log *outageLog) {
	zone := rows.run.plan.zone
	froms := valuesOf(ctx, rows, a.From, true, instantIn(zone))
	tos := valuesOf(ctx, rows, a.To, false, instantIn(zone)) // none is an outage that is not over
	components := valuesOf(ctx, rows, a.Component, true, dsl.Value.Text)
	losses := valuesOf(ctx, rows, a.Loss, false, weightOf)
	doubts := valuesOf(ctx, rows, a.Unknown, true, boolOf)
	excluded := make([]int, len(rows.lost))
	for i, x := range a.Exclude {
		for row, held := range valuesOf(ctx, rows, x.Rows, false, boolOf) { // one that cannot be decided is not excluded: it has to be shown
			if held && excluded[row] == 0 {
				excluded[row] = i + 1
			}
		}
	}
	a.eachRow(ctx, rows, log, func(row int, name string) {
		log.outages[name] = append(log.outages[name], outage.Outage{From: froms[row], To: tos[row], Weight: losses[row], Component: components[row], Unknown: doubts[row]})
		log.excluded[name] = append(log.excluded[name], excluded[row])
	})
}

// logChecks reads the checks, and makes outages of them. What was before the first is
// unknown since the agreement began.
func (a *CheckedAvailability) logChecks(ctx context.Context, rows *logRows, log *outageLog) {
	zone := rows.run.plan.zone
	whens := valuesOf(ctx, rows, a.When, true, instantIn(zone))
	orders := ranksOf(valuesOf(ctx, rows, a.Order, true, func(v dsl.Value) exactNumber { return exactNumber{v} }))
	components := valuesOf(ctx, rows, a.Component, true, dsl.Value.Text)
	losses := valuesOf(ctx, rows, a.Loss, false, weightOf)
	statuses := make([]outage.Status, len(rows.lost))
	for _, state := range []struct {
		condition *dsl.Program
		means     outage.Status
	}{{a.Down, outage.Down}, {a.Degraded, outage.Degraded}, {a.Up, outage.Up}} {
		for row, held := range valuesOf(ctx, rows, state.condition, false, boolOf) { // one that cannot be decided does not hold
			if held && statuses[row] == 0 {
				statuses[row] = state.means
			}
		}
	}
	a.eachRow(ctx, rows, log, func(row int, name string) {
		check := outage.Check{At: whens[row], Order: orders[row], Component: components[row], Status: statuses[row]}
		if check.Status == outage.Degraded {
			check.Weight = losses[row]
		}
		log.checks[name] = append(log.checks[name], check)
	})
	hold := outage.Hold{Longest: a.Longest, Since: rows.run.plan.agreement.Effective.From.In(zone), Components: partsOf(a.MadeOf)}
	for _, name := range log.services {
		observed := hold.Outages(log.checks[name])
		log.outages[name], log.problems[name] = observed.Outages, observed.Problems
	}
}

// eachRow passes every row of which all is known that is needed, with its service. The
// services are those that are named, and then those of the rows.
func (a *CheckedAvailability) eachRow(ctx context.Context, rows *logRows, log *outageLog, row func(row int, service string)) {
	services := valuesOf(ctx, rows, a.Service, true, dsl.Value.Text)
	log.services = slices.Clone(a.Services)
	known := map[string]bool{}
	for _, name := range a.Services {
		known[name] = true
	}
	for i := range rows.lost {
		if rows.lost[i] {
			log.lost++
			continue
		}
		name := services[i]
		if a.Service == nil && len(a.Services) > 0 {
			name = a.Services[0]
		}
		if !known[name] {
			known[name] = true
			log.services = append(log.services, name)
		}
		row(i, name)
	}
}

// weightOf returns a percent as the share of a service that was lost. One that cannot be
// is not a weight either, which package outage reports.
func weightOf(v dsl.Value) outage.Weight {
	percent, ok := v.Rat()
	if !ok {
		return outage.Weight{}
	}
	share := percent.Quo(percent, big.NewRat(100, 1))
	if !share.Num().IsInt64() || !share.Denom().IsInt64() {
		return outage.Weight{Num: -1, Den: 1}
	}
	return outage.Weight{Num: share.Num().Int64(), Den: share.Denom().Int64()}
}
