package report

import (
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/sla"
)

// Status is all that a page shows. It is plain data: texts are ready to be shown, numbers
// are exact texts, dates are written 2026-11-30.
type Status struct {
	Agreement    Agreement
	Period       Period
	Verdicts     VerdictCounts
	Attention    []Attention // what to look at first, worst first
	Metrics      []Metric    // worst first
	Findings     []Finding   // worst first
	Remedies     []Remedy    // those whose condition held, by period
	Undecided    []Remedy    // those whose condition could not be decided, by period
	Credits      Credits
	Parties      []Party
	Stakeholders []Stakeholder
	Services     []Service
	Sources      []Source
}

// Agreement is what identifies an agreement.
type Agreement struct {
	Name              string
	Title             string
	Version           int
	Status            string // "final"
	Supersedes        string
	ProviderAgreement string
	From, To          string // its term; To is empty when it is open
	Zone              string
}

// Period is a span of days, both included.
type Period struct {
	Label string // "November 2026"
	First string
	Last  string
}

// VerdictCounts is how many metrics have a verdict.
type VerdictCounts struct{ Met, AtRisk, Missed, NotMeasured, NotApplicable int }

// Attention is one thing to look at.
type Attention struct {
	Verdict  sla.Verdict   // of a metric; zero when it is not about one
	Severity diag.Severity // of anything else; zero for a metric
	Word     string        // what it is, in a word or two: "missed"
	Title    string
	Text     string // a sentence or more
	Metric   string // the name of the metric it is about; may be empty
}

// Metric is a metric with the verdict of its newest applicable period.
type Metric struct {
	Name         string
	Title        string
	Service      string // its title
	Responsible  string
	Verdict      sla.Verdict
	BelowMinimum bool
	Period       string // the label of the verdict's period; empty when no period ended
	Due          string // the day by which its figure was to be reported; empty when the agreement does not say
	Figure       Figure
	Reason       string    // why there is no verdict, none was due, or what about it is not decided
	Target       Condition // the levels by which it was judged
	Minimum      Condition
	Warn         Condition
	Otherwise    string  // the least change to the other verdict: "would have been met if …"; empty when it is not known
	Trend        []Point // its applicable periods, oldest first

	// How the figure came about.
	InWords    string // the measure and its target, in plain English
	Measure    string // the expression
	Steps      []Step
	Rows       []string // what became of the rows of each table, a sentence each
	Exclusions []Exclusion
	TimeOut    []TimeOut // windows of time that were left out, or refused
	Terms      string    // how it is judged, in a sentence
	Dispute    string
}

// Figure is a number as it is shown and as it is.
type Figure struct {
	Text   string // with its unit, rounded for showing: "93.33%", or "just under 95%"; empty when there is none
	Number string // exactly, in the same unit: "280/3"; empty when it is not a number
}

// Condition is a condition on a metric's value. The zero value is none.
type Condition struct {
	Expression string // value >= 98%
	Words      string // "at least 98%"; the expression when it is not one threshold
	Threshold  Figure // empty when it is not one threshold
}

// Point is a metric's outcome in one period.
type Point struct {
	Period       string
	Verdict      sla.Verdict
	BelowMinimum bool
	Figure       Figure
	Reason       string
}

// Step is one part of a measure's expression and its value.
type Step struct {
	Text  string
	Value string
	Rows  string // the rows or groups behind it: "87 of 93 rows of tickets"

	Groups []Group // of an aggregate over groups: those that did not count first, twenty at most
	Of     string  // how many groups there are, and of what: "45 groups of tickets"
}

// Group is rows that share the value of a key, and what was found of them.
type Group struct {
	Name  string
	Value string
	Rows  string // the rows behind the value
	Use   string // "not counted"
}

// Exclusion is rows that were left out.
type Exclusion struct {
	Table     string
	Condition string // on a row; empty for a window
	Window    string // of time, in words
	Kind      string
	Because   string
	Authority string
	Rows      int
}

// TimeOut is a window of time that was left out of a period, or was to be.
type TimeOut struct {
	Window    string
	Kind      string
	Because   string
	Authority string
	Taken     string // how much time it takes; empty when it was refused
	Shared    string // how much of it an earlier window takes already; empty when none
	Refused   string // why it takes nothing; empty when it does
}

// Finding is what alignment says of one claim of one metric.
type Finding struct {
	Metric    string
	Title     string // of the metric
	Claim     string // the measure's id as the agreement writes it
	Measure   string // its name; empty when the catalog does not know it
	Release   string // the catalog that it stands in
	Alignment decide.Relation
	Severity  diag.Severity
	Summary   string
	Advice    string
	Target    string
	Figure    string // the measure's figure as a criterion
	Witness   string // a value for which only one of the two holds
	Axes      []Axis // beside the criterion: those that keep the metric from aligning, or that someone has to look at
	Notes     []string
}

// Axis is one thing in which a metric and a measure differ, with both sides.
type Axis struct {
	Name     string // "item limit"
	Relation decide.Relation
	Severity diag.Severity
	Metric   string
	Measure  string
	Rule     string // by which they were compared, or why they were not
	Witness  string // a case in which the two differ
}

// Remedy is what follows from verdicts, or might.
type Remedy struct {
	Name    string
	When    string
	InWords string // the condition, in plain English
	Period  Period
	Metrics []string // the names of the metrics that gave cause
	Because []string
	Actions []Action
	Credit  *Credit
	Reason  string // why the condition could not be decided
}

// Action is one thing to be done.
type Action struct {
	Text   string // "corrective action plan from program manager of Shared Service Center"
	Kind   string
	Who    []string
	Within string
	Due    string // empty when there is no time, or no day that it ends on
}

// Credit is money due to the customer, or that none is.
type Credit struct {
	Metric string // its title
	Tier   string
	Part   string
	Of     string
	Amount string // empty when it is not known
	Capped bool
	None   bool   // nothing is due
	Reason string // why there is no amount, or nothing is due
}

// Credits are all credits together.
type Credits struct {
	Totals  []string // an amount for each currency
	Unknown int      // credits of which the amount is not known
}

// Party is one side of the agreement.
type Party struct {
	Key   string
	Name  string
	Roles []Role
}

// Role is a function and who holds it.
type Role struct{ Title, Holder string }

// Stakeholder is someone the agreement concerns who is not a party.
type Stakeholder struct{ Name, Interest string }

// Service is what is provided, by whom and when.
type Service struct {
	Title       string
	Responsible string
	Operation   string // empty when it is not bounded
}

// Source is where the records of a table, or an input, came from.
type Source struct {
	Of       string // the table or input
	System   string
	Method   string
	Measurer string
	Licence  string
}
