package sla

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/document"
)

// FormatVersion is what an agreement's document names as its format.
const FormatVersion = "v1"

// decoder fills an agreement from a document, reporting every mistake.
type decoder struct {
	found diag.List
	zone  *time.Location
}

// decode reads the document's tree. The shape of the document stands here, field
// by field, in the order in which it is best written.
func decode(root *document.Node) (*Agreement, diag.List) {
	d := &decoder{zone: time.UTC}
	if root.Kind != document.Map {
		return nil, diag.List{root.At(diag.Diagnostic{Severity: diag.Error, Code: diag.WrongShape, Summary: "an agreement is a document of keys and values", Advice: "begin with concord: v1"})}
	}
	a := &Agreement{origin: origin{texts: map[string]diag.Snippet{}, keys: map[string]diag.Snippet{}}}
	a.origin.record(root)
	if zone := root.Get("zone"); zone != nil {
		if loaded, err := calendar.LoadZone(zone.Text); err == nil {
			d.zone = loaded // an unknown zone is reported by the checks
		}
	}
	format := ""
	d.object(root, "an agreement", fields{
		"concord": d.text(&format), "agreement": d.text(&a.Name), "title": d.text(&a.Title), "version": d.whole(&a.Version),
		"status": oneOf(d, &a.Status, statusWords), "supersedes": d.text(&a.Supersedes), "provider agreement": d.text(&a.ProviderAgreement),
		"effective": d.term(&a.Effective), "zone": d.text(&a.Zone), "calendar": d.text(&a.Calendar),
		"billing cycles": d.dates(&a.BillingCycles),
		"calendars":      each(d, &a.Calendars, d.calendar),
		"parties":        each(d, &a.Parties, d.party),
		"stakeholders":   each(d, &a.Stakeholders, d.stakeholder),
		"services":       each(d, &a.Services, d.service),
		"tables":         each(d, &a.Tables, d.table),
		"clocks":         each(d, &a.Clocks, d.clock),
		"availability":   each(d, &a.Availabilities, d.availability),
		"inputs":         each(d, &a.Inputs, d.input),
		"metrics":        each(d, &a.Metrics, d.metric),
		"remedies":       each(d, &a.Remedies, func(key string, n *document.Node) Remedy { return d.remedy(a.origin, key, n) }),
	})
	switch {
	case format == "" && root.Get("concord") == nil:
		d.report(root, diag.MissingKey, "the document does not name its format", "begin with concord: "+FormatVersion)
	case format != "" && format != FormatVersion:
		d.report(root.Get("concord"), diag.BadValue, fmt.Sprintf("the format %s is not known", format), "write concord: "+FormatVersion)
	}
	return a, d.found
}

// record remembers where every key and scalar stands.
func (o origin) record(n *document.Node) {
	if n.Path == "" {
		o.keys[""] = n.Snippet // what is missing altogether is missed at the top
	}
	if n.Kind == document.Scalar {
		o.texts[n.Path] = n.Snippet
	}
	for _, e := range n.Entries {
		o.keys[e.Value.Path] = e.KeySnippet
		o.record(e.Value)
	}
	for _, item := range n.Items {
		o.keys[item.Path] = item.Snippet
		o.record(item)
	}
}

func (d *decoder) party(key string, n *document.Node) Party {
	p := Party{Key: key}
	d.object(n, "a party", fields{"name": d.text(&p.Name), "roles": func(n *document.Node) {
		d.entries(n, func(e document.Entry) {
			role := Role{Title: e.Key}
			d.text(&role.Holder)(e.Value)
			p.Roles = append(p.Roles, role)
		})
	}})
	return p
}

func (d *decoder) stakeholder(key string, n *document.Node) Stakeholder {
	s := Stakeholder{Name: key}
	d.text(&s.Interest)(n)
	return s
}

func (d *decoder) service(key string, n *document.Node) Service {
	s := Service{Key: key}
	d.object(n, "a service", fields{"title": d.text(&s.Title), "responsible": d.text(&s.Responsible), "above": d.text(&s.Above), "operates": d.window(&s.From, &s.To)})
	return s
}

func (d *decoder) table(key string, n *document.Node) Table {
	t := Table{Name: key}
	d.object(n, "a table", fields{"at": d.text(&t.At), "source": d.source(&t.Source), "fields": func(n *document.Node) {
		d.entries(n, func(e document.Entry) {
			t.Fields = append(t.Fields, kinds.Field{Name: e.Key, Type: d.kind(e.Value)})
		})
	}})
	switch {
	case n.Kind == document.Map && n.Get("at") == nil:
		d.report(n, diag.MissingKey, fmt.Sprintf("table %s does not say which field places a row in a period", key), "write at: and the field, or at: every period")
	case t.At == everyPeriod:
		t.At = ""
	}
	return t
}

// everyPeriod stands instead of a field when rows do not belong to periods.
const everyPeriod = "every period"

func (d *decoder) input(key string, n *document.Node) Input {
	in := Input{Name: key}
	if n.Kind == document.Scalar {
		in.Type = d.kind(n)
		return in
	}
	d.object(n, "an input", fields{"kind": func(n *document.Node) { in.Type = d.kind(n) }, "source": d.source(&in.Source)})
	return in
}

func (d *decoder) metric(key string, n *document.Node) Metric {
	m := Metric{Name: key, Places: defaultPlaces}
	d.object(n, "a metric", fields{
		"title": d.text(&m.Title), "service": d.text(&m.Service), "responsible": d.text(&m.Responsible), "aligns": d.texts(&m.Aligns),
		"measure": d.text(&m.Measure), "target": d.text(&m.Target), "minimum": d.text(&m.Minimum), "warn": d.text(&m.Warn),
		"stabilization": func(n *document.Node) {
			e := &m.Stabilization
			d.object(n, "a stabilization", fields{"for": d.text(&e.For), "target": d.text(&e.Target), "minimum": d.text(&e.Minimum), "warn": d.text(&e.Warn)})
		},
		"period": d.period(&m), "sample": d.sample(&m.Sample), "no data": oneOf(d, &m.NoData, noDataWords),
		"places": d.whole(&m.Places), "compare": oneOf(d, &m.Rounded, words[bool]{"exact": false, "rounded": true}),
		"exclude": d.exclusions(&m.Exclude), "notice": d.notices(&m.Notices), "dispute": d.text(&m.Dispute),
	})
	return m
}

// defaultPlaces is how many decimal places of a metric's value are shown when the
// agreement does not say.
const defaultPlaces = 2

// period reads "month" or "month, due 10 calendar days after".
func (d *decoder) period(m *Metric) func(*document.Node) {
	return func(n *document.Node) {
		var text string
		if d.text(&text)(n); text == "" {
			return // told, or left empty: the period is then missing
		}
		cycle, due, late := strings.Cut(text, ",")
		c, err := calendar.ParseCycle(strings.TrimSpace(cycle))
		if strings.TrimSpace(cycle) == billingCycle {
			c, err = calendar.Once, nil
		}
		if err != nil {
			summary, advice := unknownName(err)
			d.report(n, diag.BadValue, summary, advice)
			return
		}
		m.Period = c
		if !late {
			return
		}
		days, ok := strings.CutPrefix(strings.TrimSpace(due), "due ")
		days, after := strings.CutSuffix(days, " after")
		if !ok || !after {
			d.report(n, diag.BadValue, fmt.Sprintf("%q does not say when the figure is due", strings.TrimSpace(due)), "write month, due 10 calendar days after")
			return
		}
		m.Due = days
	}
}

func (d *decoder) sample(into *int) func(*document.Node) {
	return func(n *document.Node) {
		if n.Kind == document.Scalar {
			count, err := strconv.Atoi(strings.TrimPrefix(n.Text, "at least "))
			if err == nil && count >= 0 {
				*into = count
				return
			}
		}
		d.report(n, diag.BadValue, "a sample is a number of rows", "write sample: at least 30")
	}
}

func (d *decoder) source(into *Source) func(*document.Node) {
	return func(n *document.Node) {
		d.object(n, "a source", fields{"system": d.text(&into.System), "method": d.text(&into.Method), "measurer": d.text(&into.Measurer), "licence": d.text(&into.Licence)})
	}
}
