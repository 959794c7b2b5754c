package sla

import (
	"fmt"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/internal/prose"
)

// Result is what an evaluation found: for every metric a verdict for each of its periods
// that end within the reporting period, and what followed from them. It is stored as
// JSON, in a form that is not yet stable; docs/json.md shows it.
type Result struct {
	Agreement Agreement       `json:"agreement"`
	Period    calendar.Period `json:"period,omitzero"`
	Metrics   []MetricResult  `json:"metrics,omitzero"`   // in the order of the agreement
	Remedies  []Triggered     `json:"remedies,omitzero"`  // remedies whose condition held, by period
	Undecided []Triggered     `json:"undecided,omitzero"` // remedies whose condition could not be decided
}

// MetricResult is a metric and its outcomes, oldest first.
type MetricResult struct {
	Metric   Metric    `json:"metric"`
	InWords  string    `json:"in_words,omitzero"` // the measure and its target, in plain English
	Outcomes []Outcome `json:"outcomes,omitzero"`
}

// Latest returns the outcome of the newest period in which the metric was applicable, or
// the newest one; ok is false when there is none.
func (m MetricResult) Latest() (o Outcome, ok bool) {
	for i := len(m.Outcomes) - 1; i >= 0; i-- {
		if m.Outcomes[i].Verdict != NotApplicable {
			return m.Outcomes[i], true
		}
	}
	if n := len(m.Outcomes); n > 0 {
		return m.Outcomes[n-1], true
	}
	return Outcome{}, false
}

// Outcome is a metric's verdict for one period.
type Outcome struct {
	Metric  string          `json:"metric"`
	Period  calendar.Period `json:"period"`
	Due     calendar.Date   `json:"due,omitzero"` // the day by which the figure is to be reported; zero when the agreement does not say, or not in days
	Verdict Verdict         `json:"verdict"`

	// What stands beside the verdict. None of it is filled yet.
	Member      string    `json:"member,omitzero"`      // whose outcome it is, of a metric that is measured for each of several; "" is the metric's own
	Through     time.Time `json:"through,omitzero"`     // the instant through which its records are complete; zero where nobody says
	Provisional bool      `json:"provisional,omitzero"` // whether its records are not complete to the end of the period
	Disputed    string    `json:"disputed,omitzero"`    // what is disputed about it, and by whom; "" when nothing is
	Restated    bool      `json:"restated,omitzero"`    // whether a later evaluation of other records gives another; both stand

	Reason       string         `json:"reason,omitzero"`        // why it was not measured or is not applicable, or that it was judged by another target than the metric's own; "" otherwise
	Value        dsl.Value      `json:"value,omitzero"`         // what was measured, exactly; missing when it was not
	Judged       dsl.Value      `json:"judged,omitzero"`        // the value that was compared with the target: Value, or Value rounded
	Levels       Levels         `json:"levels,omitzero"`        // the levels by which it is judged in this period
	BelowMinimum bool           `json:"below_minimum,omitzero"` // missed, and below the minimum level too
	Rows         []RowAccount   `json:"rows,omitzero"`
	ExcludedTime []ExcludedTime `json:"excluded_time,omitzero"` // the windows that the metric excludes, and those that were refused, in order
	Steps        []dsl.Step     `json:"steps,omitzero"`         // how the value came about

	Completion     *Completion     `json:"completion,omitzero"`     // what an outcome that was not measured because rows are undecided can still turn out to be; nil for others
	Counterfactual *Counterfactual `json:"counterfactual,omitzero"` // the smallest change that would have turned the verdict; nil when there is none, or it is not known
}

// Verdict is how a metric fared in a period, in words. The zero value is invalid: it is a
// mistake if it is ever printed. Only NotMeasured, NotApplicable and, where the agreement
// says so, Missed are reached without data.
type Verdict string

const (
	Met           Verdict = "met"            // the target holds
	AtRisk        Verdict = "at risk"        // the target holds, inside the warning band
	Missed        Verdict = "missed"         // the target does not hold
	NotMeasured   Verdict = "not measured"   // there was not enough to judge by
	NotApplicable Verdict = "not applicable" // there was nothing to judge
)

// UnmarshalText reads a verdict, and refuses words that are none; the empty text is the
// zero value.
func (v *Verdict) UnmarshalText(text []byte) error {
	switch read := Verdict(text); read {
	case "", Met, AtRisk, Missed, NotMeasured, NotApplicable:
		*v = read
		return nil
	}
	return fmt.Errorf("%s is not a verdict", prose.Quote(string(text)))
}

// Levels are those by which a metric is judged in a period: its own or, while its service
// is new, those of its [Stabilization].
type Levels struct {
	Target        string `json:"target,omitzero"`
	Minimum       string `json:"minimum,omitzero"`
	Warn          string `json:"warn,omitzero"`
	InWords       string `json:"in_words,omitzero"`      // the measure and the target, in plain English
	Stabilization bool   `json:"stabilization,omitzero"` // whether they are those of a new service
}

// RowAccount says what became of every row of one table: the counts add up to Total.
type RowAccount struct {
	Table    string         `json:"table"`
	Total    int            `json:"total"`            // rows that the source had
	Used     int            `json:"used"`             // rows in the period that count
	Outside  int            `json:"outside,omitzero"` // rows of other periods
	Excluded []ExcludedRows `json:"excluded,omitzero"`
	Unplaced int            `json:"unplaced,omitzero"` // rows whose instant or date is not known
	Rejected int            `json:"rejected,omitzero"` // rows that could not be read
}

// ExcludedRows is the rows that an exclusion left out.
type ExcludedRows struct {
	Exclusion Exclusion `json:"exclusion,omitzero"`
	Rows      int       `json:"rows"`             // how many
	Numbers   []int32   `json:"numbers,omitzero"` // their numbers in the table, from 0 and in order
}

// excludedCount returns how many rows exclusions left out.
func (a RowAccount) excludedCount() int {
	n := 0
	for _, x := range a.Excluded {
		n += x.Rows
	}
	return n
}

// String returns the account on a line: "445 rows of incidents: 363 used, 80 outside the
// period, 2 excluded".
func (a RowAccount) String() string {
	parts := []string{fmt.Sprintf("%d used", a.Used)}
	for _, p := range []struct {
		rows int
		what string
	}{{a.Outside, "outside the period"}, {a.excludedCount(), "excluded"}, {a.Unplaced, "without a date"}, {a.Rejected, "rejected"}} {
		if p.rows > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.rows, p.what))
		}
	}
	return fmt.Sprintf("%d rows of %s: %s", a.Total, a.Table, strings.Join(parts, ", "))
}

// Triggered is a remedy whose condition held for a period, or could not be decided.
type Triggered struct {
	Remedy  string          `json:"remedy"`
	When    string          `json:"when,omitzero"`     // the condition
	InWords string          `json:"in_words,omitzero"` // the condition in plain English, with the titles of the metrics
	Asked   []dsl.Question  `json:"asked,omitzero"`    // the questions that the condition asks about metrics
	Period  calendar.Period `json:"period"`
	Because []Outcome       `json:"because,omitzero"` // the outcomes of the metrics that it asks about
	Actions []DueAction     `json:"actions,omitzero"`
	Credit  *CreditDue      `json:"credit,omitzero"`    // nil when the remedy pays none
	Reason  string          `json:"undecided,omitzero"` // why the condition could not be decided
}

// DueAction is an action with the day by which it is due.
type DueAction struct {
	Action
	Due calendar.Date `json:"due,omitzero"` // zero when the action has no time in days
}

// CreditDue is the credit for a period: an amount of money due to the customer, nothing,
// or an amount that cannot be computed.
type CreditDue struct {
	Metric string    `json:"metric,omitzero"`
	Tier   string    `json:"tier,omitzero"` // the condition that held
	Part   dsl.Value `json:"part,omitzero"`
	Of     dsl.Value `json:"of,omitzero"`
	Amount dsl.Value `json:"amount,omitzero"` // Part of Of, rounded half up to cents; missing when Of is not known
	Capped bool      `json:"capped,omitzero"`
	None   bool      `json:"none,omitzero"`   // whether nothing is due: the metric was met, or no tier covers its value
	Reason string    `json:"reason,omitzero"` // why there is no amount, or why nothing is due
}
