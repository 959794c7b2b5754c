package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/sla"
)

// Ticket is the service's own record. The tags say how the agreement calls and reads its
// fields.
type Ticket struct {
	ID       string    `concord:"id"`
	Priority string    `concord:"priority,enum(high, low)"`
	Opened   time.Time `concord:"opened"`
	Resolved time.Time `concord:"resolved,instant?"` // zero while it is open
}

// Desk is a service that keeps tickets and knows how it stands to its agreement.
type Desk struct {
	plan   *sla.Plan
	schema kinds.Schema

	mu      sync.Mutex
	tickets []Ticket
}

// NewDesk checks the agreement once, when the service starts.
func NewDesk() (*Desk, error) {
	schema, err := table.SchemaOf[Ticket]("tickets")
	if err != nil {
		return nil, err
	}
	agreement := agreement(schema)
	plan, err := agreement.Compile()
	if err != nil {
		return nil, fmt.Errorf("the desk's agreement: %w", err)
	}
	return &Desk{plan: plan, schema: schema}, nil
}

// agreement is the desk's agreement as Go values: the same types and the same checks as
// for a document.
func agreement(tickets kinds.Schema) sla.Agreement {
	return sla.Agreement{
		Name: "desk", Title: "Help desk", Version: 1, Status: sla.Final,
		Effective: sla.Term{From: calendar.Date{Year: 2026, Month: time.October, Day: 1}},
		Zone:      "America/New_York", Calendar: "federal",
		Parties: []sla.Party{
			{Key: "customer", Name: "Department of Examples", Roles: []sla.Role{{Title: "business owner", Holder: "Director of Administration"}}},
			{Key: "provider", Name: "Example Shared Service Center", Roles: []sla.Role{{Title: "functional lead", Holder: "Help desk lead"}}},
		},
		Tables: []sla.Table{{Name: tickets.Name, At: "opened", Fields: tickets.Fields}},
		Metrics: []sla.Metric{{
			Name: "resolved_in_time", Title: "Tickets resolved within four hours", Responsible: "provider.functional lead",
			Measure: "share(tickets, known(.resolved) and .resolved - .opened <= 4h)", // an open ticket is not resolved in time
			Target:  "value >= 95%", Warn: "value < 97%",
			Period: calendar.Monthly, NoData: sla.NotMeasured, Places: 1,
		}},
		Remedies: []sla.Remedy{{
			Name: "plan", When: "missed(resolved_in_time)",
			Then: []sla.Action{{Kind: sla.CorrectiveActionPlan, By: []string{"provider.functional lead"}, Within: "10 business days"}},
		}},
	}
}

// Close records a ticket.
func (d *Desk) Close(t Ticket) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.tickets = append(d.tickets, t)
}

// Answer is what the service says of a period.
type Answer struct {
	Period  string   `json:"period"`
	Metric  string   `json:"metric"`
	Verdict string   `json:"verdict"`
	Value   string   `json:"value"`
	Reason  string   `json:"reason,omitempty"`
	Rows    []string `json:"rows"`
	Actions []string `json:"actions,omitempty"`
}

// Status judges a period over the tickets as they are now.
func (d *Desk) Status(ctx context.Context, text string) ([]Answer, error) {
	period, err := calendar.ParsePeriod(text)
	if err != nil {
		return nil, callersMistake{err}
	}
	d.mu.Lock()
	tickets, err := table.FromStructs(d.schema, d.tickets)
	d.mu.Unlock()
	if err != nil {
		return nil, err
	}
	result, err := d.plan.Evaluate(ctx, sla.Data{Tables: sla.Tables(tickets)}, period)
	if err != nil {
		return nil, err
	}
	var answers []Answer
	for _, m := range result.Metrics {
		for _, o := range m.Outcomes {
			a := Answer{Period: o.Period.Label(), Metric: m.Metric.Title, Verdict: string(o.Verdict), Value: o.Value.Fixed(m.Metric.Places), Reason: o.Reason}
			for _, rows := range o.Rows {
				a.Rows = append(a.Rows, rows.String())
			}
			a.Actions = actions(result, o)
			answers = append(answers, a)
		}
	}
	return answers, nil
}

// actions are what follows from an outcome's period.
func actions(result *sla.Result, o sla.Outcome) (lines []string) {
	for _, t := range result.Remedies {
		about := func(because sla.Outcome) bool { return because.Metric == o.Metric }
		if t.Period != o.Period || !slices.ContainsFunc(t.Because, about) {
			continue
		}
		for _, a := range t.Actions {
			line := a.Action.String()
			if !a.Due.IsZero() {
				line += ", by " + a.Due.String()
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// callersMistake marks an error that the caller of the service can mend.
type callersMistake struct{ error }

func isCallersMistake(err error) bool { return errors.As(err, new(callersMistake)) }
