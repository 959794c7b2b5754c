package concord_test

import (
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/calendar/recurrence"
	"github.com/concord-sla/concord/dsl/clock"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/english"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/format"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/dsl/shapes"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/dsl/trace"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/framework/coverage"
	"github.com/concord-sla/concord/framework/drafts"
	"github.com/concord-sla/concord/framework/editions"
	"github.com/concord-sla/concord/framework/rollup"
	"github.com/concord-sla/concord/internal/testenv"
	"github.com/concord-sla/concord/report"
	"github.com/concord-sla/concord/sla"
	"github.com/concord-sla/concord/sla/live"
	"github.com/concord-sla/concord/sla/review"
)

// Nothing of the packages panics when it is called on nothing, with nothing.
func TestNothingPanics(t *testing.T) {
	testenv.CallWithNothing(t,
		calendar.Date{}, calendar.Period{}, calendar.Cycle(0), calendar.Cycle(200), calendar.Billing{}, calendar.NewBilling, calendar.Span, calendar.DateOf, calendar.LoadZone, calendar.Resolve,
		(*business.Calendar)(nil), new(business.Calendar), business.Shift{}, business.Hours{}, business.Named,
		new(recurrence.Event), recurrence.ParseEvents,
		clock.Rule{}, clock.Reading{}, clock.History{}, clock.FromStates, new(clock.PauseIn), new(clock.Reopen), new(clock.Changed),
		outage.Rule{}, outage.Result{}, outage.Weight{}, outage.Hold{}, new(outage.Rounding), new(outage.Treatment), new(outage.Unknown),
		diag.List(nil), diag.List{nil}, (*diag.Diagnostic)(nil), new(diag.Diagnostic), (*diag.Source)(nil), new(diag.Source), diag.From, diag.Screen,
		kinds.Schema{}, kinds.Type{}, new(kinds.Kind), kinds.Kind(200),
		(*table.Table)(nil), new(table.Table), (*table.Builder)(nil), new(table.Builder), (*table.Reader)(nil), new(table.Reader),
		table.ReadCSV, table.NewCSVReader, table.ReadJSONLines, table.NewJSONLinesReader, table.Empty, table.NewBuilder,
		(*dsl.Program)(nil), new(dsl.Program), dsl.Value{},
		new(dsl.Value), new(dsl.Together), dsl.Explanation{}, dsl.Step{}, dsl.Group{}, dsl.Use{}, dsl.EvaluateAll, trace.Trace{}, exact.Mean, exact.Slope,
		english.Of, english.Criterion, english.Wording{}, format.Expression, format.Snippet, format.IndexWord,
		shapes.Of, shapes.AggregateOf, shapes.Conditions, shapes.RowsIndependent, shapes.Length{}, ast.OnlyAggregate,
		decide.Region{}, decide.Compare, decide.CompareRounded, decide.Nearest, decide.NearestRounded, decide.DomainOf, (*decide.Witness)(nil), new(decide.Witness), (*decide.Edit)(nil), new(decide.Edit),
		(*sla.Agreement)(nil), new(sla.Agreement), (*sla.Plan)(nil), new(sla.Plan), sla.CheckedMetric{},
		sla.Parse, sla.ParseFile, sla.Outcome{}, sla.Result{}, sla.Action{}, new(sla.Verdict), new(sla.Result), sla.Completion{}, sla.Counterfactual{}, sla.RowAccount{}, sla.MetricResult{}, sla.Table{}, (*sla.Selection)(nil), new(sla.Selection),
		review.Review, review.GreatestCredit, review.Codes, live.Begin, (*live.Metric)(nil), new(live.Metric), (*live.Rows)(nil), new(live.Rows),
		new(framework.Catalog), framework.Default(), framework.Load, framework.LoadFS, framework.ParseFigure, framework.ParseLimit,
		(*framework.Catalog)(nil), new(framework.Measure), framework.Case{}, framework.Figure{}, framework.Limit{}, framework.Unit(0), framework.Op(200),
		align.Align, align.Default, align.Finding{}, align.AxisFinding{}, coverage.Of, coverage.OfChosen, new(coverage.Coverage), drafts.Scaffold,
		editions.LoadOverlay, editions.LoadProfile, editions.Diff, editions.Apply, editions.Choose, editions.Change{}, editions.Changes(nil),
		rollup.Compute, new(rollup.Summary), rollup.MeasureResult{}, rollup.Share{},
		report.HTML, report.Markdown, report.Text, report.NewStatus,
	)
}
