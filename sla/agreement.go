package sla

import (
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/outage"
)

// Agreement is a service level agreement as its parties wrote it. It is read from a
// document with [Parse] or built in Go; either way [Agreement.Compile] checks it.
// Expressions are texts in the language of package dsl.
type Agreement struct {
	Name              string `json:"name,omitzero"` // a short name for files and programs: "payables-operations"
	Title             string `json:"title,omitzero"`
	Version           int    `json:"version,omitzero"`
	Status            Status `json:"status,omitzero"`
	Supersedes        string `json:"supersedes,omitzero"`         // the version or agreement that this one replaces
	ProviderAgreement string `json:"provider_agreement,omitzero"` // number of the agreement under which the provider works
	Effective         Term   `json:"effective,omitzero"`
	Zone              string `json:"zone,omitzero"`     // IANA name; days, months and years are this zone's
	Calendar          string `json:"calendar,omitzero"` // for business days and working time: "federal", "weekdays", or one of Calendars

	BillingCycles  []calendar.Date `json:"billing_cycles,omitzero"` // the first day of each billing cycle, and the first day after the last
	Calendars      []Calendar      `json:"calendars,omitzero"`
	Parties        []Party         `json:"parties,omitzero"`
	Stakeholders   []Stakeholder   `json:"stakeholders,omitzero"`
	Services       []Service       `json:"services,omitzero"`
	Tables         []Table         `json:"tables,omitzero"`
	Clocks         []Clock         `json:"clocks,omitzero"`
	Availabilities []Availability  `json:"availabilities,omitzero"`
	Inputs         []Input         `json:"inputs,omitzero"`
	Metrics        []Metric        `json:"metrics,omitzero"`
	Remedies       []Remedy        `json:"remedies,omitzero"`

	origin   origin    // where the parts stand in the document; empty for Go values
	mistakes diag.List // what was wrong when it was read; such an agreement does not compile
}

// Status is how far an agreement has come, in the words of its document. The zero value
// is invalid.
type Status string

const (
	Draft    Status = "draft"
	InReview Status = "in review"
	Final    Status = "final"
)

var statusWords = words[Status]{{"draft", Draft}, {"in review", InReview}, {"final", Final}}

// Term is a span of civil dates, both included. A zero To is open.
type Term struct {
	From calendar.Date `json:"from,omitzero"`
	To   calendar.Date `json:"to,omitzero"`
}

// Calendar is a calendar of the agreement's own: working hours, and days that are closed.
// It keeps the holidays of the calendar that it is based on.
type Calendar struct {
	Name    string                `json:"name,omitzero"`
	BasedOn string                `json:"based_on,omitzero"` // "federal" (when empty) or "weekdays"
	Zone    string                `json:"zone,omitzero"`     // IANA name of the zone on whose clocks hours are read; "" is the agreement's
	Week    business.Week         `json:"week,omitzero"`     // the shifts of each weekday; without any, the calendar has business days and no hours
	Closed  []business.Holiday    `json:"closed,omitzero"`   // further days on which nobody works, each with its reason as its name
	Special []business.SpecialDay `json:"special,omitzero"`  // days with shifts of their own
}

// Party is one side of the agreement, or the quality service management office (QSMO)
// that watches over it.
type Party struct {
	Key   string `json:"key,omitzero"` // "customer", "provider", "qsmo"
	Name  string `json:"name,omitzero"`
	Roles []Role `json:"roles,omitzero"`
}

// Role is a function on one side and who holds it.
type Role struct {
	Title  string `json:"title,omitzero"`
	Holder string `json:"holder,omitzero"`
}

// Stakeholder is someone the agreement concerns who is not a party.
type Stakeholder struct {
	Name     string `json:"name,omitzero"`
	Interest string `json:"interest,omitzero"`
}

// Service is what is provided, and when it is in operation. A zero From or To is open.
// Outside of it the service's metrics are not applicable.
type Service struct {
	Key         string    `json:"key,omitzero"`
	Title       string    `json:"title,omitzero"`
	Responsible string    `json:"responsible,omitzero"` // a party, or party.role
	Above       string    `json:"above,omitzero"`       // the key of a service of the same kind that is promised less, as silver is below gold; optional
	From        time.Time `json:"from,omitzero"`
	To          time.Time `json:"to,omitzero"`
}

// Table is records that metrics are computed from.
type Table struct {
	Name   string        `json:"name,omitzero"`
	At     string        `json:"at,omitzero"` // the field that places a row in a period; "" when every row counts in every period
	Fields []kinds.Field `json:"fields,omitzero"`
	Source Source        `json:"source,omitzero"`
}

// Schema returns the table's name and fields, to read records with.
func (t Table) Schema() kinds.Schema { return kinds.Schema{Name: t.Name, Fields: t.Fields} }

// Source says where records or figures come from and who takes them.
type Source struct {
	System   string `json:"system,omitzero"`   // where they are recorded
	Method   string `json:"method,omitzero"`   // how they are taken: an automated report, a survey
	Measurer string `json:"measurer,omitzero"` // who takes them: a party, or party.role
	Licence  string `json:"licence,omitzero"`  // the licence of published records
}

// Input is a single figure that is not in a table, such as a monthly fee.
type Input struct {
	Name   string     `json:"name,omitzero"`
	Type   kinds.Type `json:"type,omitzero"`
	Source Source     `json:"source,omitzero"`
}

// Metric is something that is measured and judged.
type Metric struct {
	Name          string                 `json:"name,omitzero"`
	Title         string                 `json:"title,omitzero"`
	Service       string                 `json:"service,omitzero"`       // the key of a service
	Responsible   string                 `json:"responsible,omitzero"`   // who answers for it: a party, or party.role
	Aligns        []string               `json:"aligns,omitzero"`        // the measures of a framework that it claims to follow
	Measure       string                 `json:"measure,omitzero"`       // expression: how the value is computed from tables and inputs
	Target        string                 `json:"target,omitzero"`        // condition on value: the expected level
	Minimum       string                 `json:"minimum,omitzero"`       // condition on value: the lowest level that is tolerated; optional
	Warn          string                 `json:"warn,omitzero"`          // condition on value: met, but close; optional
	Stabilization Stabilization          `json:"stabilization,omitzero"` // other levels while the service is new; optional
	Period        calendar.Cycle         `json:"period,omitzero"`        // how often it is judged; calendar.Once means each of the agreement's billing cycles
	Due           string                 `json:"due,omitzero"`           // when its figure is reported: "10 calendar days" after the period; optional
	Sample        int                    `json:"sample,omitzero"`        // the fewest rows from which it is judged; 0 is any
	NoData        Verdict                `json:"no_data,omitzero"`       // the verdict on a period without rows: NotMeasured when there should have been some, NotApplicable when nothing happened that could be measured, Missed when not reporting misses the target; required
	Places        int                    `json:"places,omitzero"`        // decimal places that are shown
	Rounded       bool                   `json:"rounded,omitzero"`       // whether the rounded value (half even, to Places) is judged; else the exact one
	Exclude       []Exclusion            `json:"exclude,omitzero"`
	Notices       map[outage.Kind]string `json:"notices,omitzero"` // how long before its beginning a window of a kind has to be announced to be excluded: "3 business days", "72h"
	Dispute       string                 `json:"dispute,omitzero"` // how a figure is disputed
}

// Stabilization is the levels by which a metric is judged while its service is new: in
// the periods that begin within For of the day on which it begins to operate. The zero
// Stabilization is none.
type Stabilization struct {
	For     string `json:"for,omitzero"` // "90 calendar days"
	Target  string `json:"target,omitzero"`
	Minimum string `json:"minimum,omitzero"` // optional
	Warn    string `json:"warn,omitzero"`    // optional
}

var noDataWords = words[Verdict]{{"not measured", NotMeasured}, {"not applicable", NotApplicable}, {"missed", Missed}}

// Remedy is what follows when a condition over verdicts holds.
type Remedy struct {
	Name   string   `json:"name,omitzero"`
	When   string   `json:"when,omitzero"`   // condition over verdicts: missed(payment), misses(payment, 6) >= 3
	Then   []Action `json:"then,omitzero"`   // what is to be done
	Credit *Credit  `json:"credit,omitzero"` // what is to be paid; nil between parties that agreed no credits
}

// Action is one thing to be done.
type Action struct {
	Kind   ActionKind `json:"kind,omitzero"`
	By     []string   `json:"by,omitzero"`     // the parties or party.roles that it concerns
	Within string     `json:"within,omitzero"` // the time for it: "10 business days"; may be empty
}

// ActionKind is what is to be done, in the words of a document. The zero value is
// invalid.
type ActionKind string

const (
	Notify               ActionKind = "notify"                 // tell
	Escalate             ActionKind = "escalate"               // bring to the attention of someone higher
	CorrectiveActionPlan ActionKind = "corrective action plan" // a plan that says how the cause is removed
	RootCauseAnalysis    ActionKind = "root cause analysis"    // a report that says what the cause was
)

// Credit is money due to the customer for service that was worse than promised.
type Credit struct {
	Metric string `json:"metric,omitzero"` // the metric by whose value the credit is computed
	Of     string `json:"of,omitzero"`     // expression over the inputs, in money: the amount of which the credit is a percentage
	Tiers  []Tier `json:"tiers,omitzero"`  // the first whose condition holds is paid
	Cap    string `json:"cap,omitzero"`    // the most that is paid for a period, as a percent of Of
}

// Tier is a band of values and the percentage that is paid for it.
type Tier struct {
	When   string `json:"when,omitzero"`   // condition on value
	Credit string `json:"credit,omitzero"` // "10%"
}
