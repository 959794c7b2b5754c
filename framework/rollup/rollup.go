package rollup

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/internal/words"
	"github.com/concord-sla/concord/internal/contexts"
	"github.com/concord-sla/concord/sla"
)

// Summary holds the framework's measures of measures, computed from results: of the
// targets, how many were met; of the performance issues, how many were resolved, and in
// time; how often targets were changed, and for which reason; and over many agreements
// the two marketplace measures that can be computed from agreements. Items have no
// weights, and there is no overall score.
type Summary struct {
	Period        calendar.Period
	Measures      []MeasureResult   // those of the service area, then those of the marketplace
	Agreements    []AgreementResult // the share of targets met for each agreement
	Contributions []Contribution    // to what in the Performance Management Framework the metrics contribute
}

// MeasureResult is one measure of measures with its value, and every item that was
// counted for it.
type MeasureResult struct {
	Ref     string
	Name    string
	Share   Share       // of a volume: Yes are counted, Open may have to be
	Volume  bool        // the measure counts, and has no share
	Figure  string      // what the measure asks for; "" when it states no figure
	Verdict sla.Verdict // held against the figure; not applicable when there is none, or it is for other periods
	Why     string      // why it was not held against a figure, or could not be decided
	Items   []Item
}

// Item is what was counted for a measure: a metric's target in a period, a performance
// issue, a change of a target, a provider, a solution.
type Item struct {
	Agreement string
	Subject   string // the name of the metric, the provider or the solution
	Title     string
	Period    calendar.Period
	Counted   Counted
	Why       string // empty only for what is so
}

// AgreementResult is the share of targets met in one agreement.
type AgreementResult struct {
	Name     string
	Provider string
	Share    Share
	Verdict  sla.Verdict
	Why      string
}

// Input is what a roll-up needs beside results: for which period, and what no record
// says. Whatever names an agreement, a metric or a period that the results do not have is
// an error.
type Input struct {
	Period   calendar.Period // what belongs to periods that end in it counts; required
	Area     string          // whose measures: "FFM" (when empty), "RPM" or "TRT"
	Meets    MeetsRule       // when a provider meets an agreement
	Disputed []Dispute
	Resolved []Resolution
	Reasons  []TargetReason
}

// MeetsRule says when an agreement counts as met by its provider, which the Performance
// Management Framework leaves open.
type MeetsRule uint8

// The rules.
const (
	EveryTarget   MeetsRule = iota // every target was met in every period
	EnoughTargets                  // the share of targets met keeps the figure of the area's measure
)

// Dispute says that the parties do not agree on a figure. Until they do, the target
// counts as open.
type Dispute struct {
	Agreement string
	Metric    string
	Period    calendar.Period
	Because   string
}

// Resolution is the day on which the cause of a missed target was removed.
type Resolution struct {
	Agreement string
	Metric    string
	Period    calendar.Period // in which the target was missed
	On        calendar.Date
}

// TargetReason says on whose account a target was changed.
type TargetReason struct {
	Agreement string
	Version   int // the one with the new target
	Metric    string
	Reason    ChangeReason
	On        calendar.Date // the day of the change; the first day of the version when zero
}

// ChangeReason says on whose account a target is changed. The zero value is invalid.
type ChangeReason uint8

// The reasons for a change.
const (
	_                   ChangeReason = iota
	CustomerOperations               // the customer's operations changed
	ProviderPerformance              // what the provider attains
	OtherReason
)

var reasonWords = [...]string{"customer operations", "provider performance", "another reason"}

// String returns the reason in words.
func (r ChangeReason) String() string {
	return words.At(reasonWords[:], uint8(r), "invalid reason")
}

// Compute returns the framework's measures of measures from results, of one agreement or
// of many. Each outcome is a target: a monthly metric has twelve in a year. Results may
// overlap, as those of months and of their year do; two that contradict each other are an
// error. A target that was not measured, or is disputed, counts as open, and is never
// taken for met. What was not applicable is left out, and so is a metric that claims the
// share of targets met itself.
//
// A missed target that is not disputed is a performance issue. It is resolved on the day
// that the input gives, or by the end of the next period in which the target was met; its
// due day is the latest of the actions that a remedy asked for. A change of a target is
// one between the versions of an agreement among the results.
//
// The error is about the results and the input, or that the context ended or is nil.
func Compute(ctx context.Context, c *framework.Catalog, results []*sla.Result, in Input) (*Summary, error) {
	if err := contexts.Check(ctx); err != nil {
		return nil, fmt.Errorf("rolling up: %w", err)
	}
	if in.Period.IsZero() {
		return nil, fmt.Errorf("rolling up: %w", sla.ErrPeriod)
	}
	area, err := areaNamed(in.Area)
	if err != nil {
		return nil, err
	}
	b, err := gather(c, results)
	if err != nil {
		return nil, err
	}
	if err := b.record(ctx, in).Sorted().Err(); err != nil {
		return nil, err
	}
	b.count(in)
	figure, err := meetsFigure(c, area, in.Meets)
	if err != nil {
		return nil, err
	}
	r := &Summary{Period: in.Period}
	for _, row := range []struct {
		ref    string
		volume bool
		items  []Item
	}{
		{area.targets, false, b.targets()}, {area.resolved, false, b.issues()}, {area.inTime, false, b.issuesInTime()},
		{area.byCustomer, false, b.changes(ctx, in, CustomerOperations)}, {area.byProvider, false, b.changes(ctx, in, ProviderPerformance)},
		{area.count, true, b.changes(ctx, in, 0)},
	} {
		m, err := measureNamed(c, row.ref)
		if err != nil {
			return nil, err
		}
		r.Measures = append(r.Measures, resultOf(m, row.items, row.volume, in.Period))
	}
	if err := ctx.Err(); err != nil { // a change that was not compared in time would count as one
		return nil, fmt.Errorf("rolling up: %w", err)
	}
	targets, err := measureNamed(c, area.targets)
	if err != nil {
		return nil, err
	}
	for _, a := range b.agreements {
		one := resultOf(targets, a.items(), false, in.Period)
		r.Agreements = append(r.Agreements, AgreementResult{a.name, a.provider, one.Share, one.Verdict, one.Why})
	}
	for _, row := range []struct {
		ref   string
		items []Item
	}{{meetingSLAs, b.providers(figure)}, {meetingAvailability, b.solutions()}} {
		if entries := c.Lookup(row.ref); len(entries) > 0 {
			r.Measures = append(r.Measures, resultOf(entries[0], row.items, false, in.Period))
		}
	}
	r.Contributions = b.contributions()
	return r, nil
}
