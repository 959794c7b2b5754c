package sla

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/contexts"
)

// Compile checks the agreement and makes it ready to evaluate. The error is a [diag.List]
// of everything that is wrong.
func (a *Agreement) Compile() (*Plan, error) {
	if a == nil {
		a = &Agreement{}
	}
	own := a.clone()
	c := &compiler{a: &own, plan: &Plan{agreement: own}}
	c.identity()
	c.parties()
	c.services()
	c.tables()
	c.inputs()
	c.clocks()
	c.availabilities()
	c.billing()
	c.metrics(contexts.Bounded()) // the proofs of its levels are bounded by steps
	c.remedies()
	problems := append(slices.Clone(a.mistakes), unmentioned(c.problems, a.mistakes)...)
	if err := problems.Sorted().Err(); err != nil {
		return nil, err
	}
	c.plan.describe()
	return c.plan, nil
}

// compiler checks an agreement part by part. A part that is wrong does not keep the
// others from being checked.
type compiler struct {
	a        *Agreement
	plan     *Plan
	problems diag.List
}

func (c *compiler) report(path string, code diag.Code, summary, advice string) {
	c.problems = append(c.problems, c.a.origin.at(path, diag.Diagnostic{Severity: diag.Error, Code: code, Class: codes.Class(code), Summary: summary, Advice: advice}))
}

// need reports a text that has to be there.
func (c *compiler) need(path, key, value, advice string) bool {
	if value == "" {
		c.report(join(path, key), codes.MissingKey, fmt.Sprintf("%s is missing", key), advice)
	}
	return value != ""
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func (c *compiler) identity() {
	c.need("", "agreement", c.a.Name, "give the agreement a short name: agreement: payables-operations")
	c.need("", "title", c.a.Title, "write a title as it stands on the paper")
	if c.a.Version < 1 {
		c.report("version", codes.MissingKey, "the agreement has no version", "write version: 1")
	}
	if !statusWords.valid(c.a.Status) {
		c.report("status", codes.MissingKey, "the agreement has no status", "write status: "+statusWords.choice())
	}
	if from := c.a.Effective.From; !from.IsZero() && !from.Valid() || !c.a.Effective.To.IsZero() && !c.a.Effective.To.Valid() {
		c.report("effective", codes.BadValue, "the agreement's term has a day that does not exist", "write days of the calendar")
	}
	if c.a.Effective.From.IsZero() {
		c.report("effective", codes.MissingKey, "the agreement does not say from when it is effective", "write effective: {from: 2026-10-01, to: 2027-09-30}")
	} else if to := c.a.Effective.To; !to.IsZero() && to.Before(c.a.Effective.From) {
		c.report("effective.to", codes.BadValue, "the agreement ends before it begins", "exchange from and to")
	}
	c.plan.zone = time.UTC
	if c.need("", "zone", c.a.Zone, "name the IANA zone whose days count: zone: America/New_York") {
		zone, err := calendar.LoadZone(c.a.Zone)
		if err != nil {
			summary, advice := unknownName(err)
			c.report("zone", codes.BadValue, summary, advice)
		} else {
			c.plan.zone = zone
		}
	}
	c.calendars()
}

// unknownName words the calendar package's error about a name.
func unknownName(err error) (summary, advice string) {
	if found := diag.From(err); len(found) > 0 {
		return found[0].Summary, found[0].Advice
	}
	return err.Error(), ""
}

// parties checks that both sides are there, and that no one is named twice.
func (c *compiler) parties() {
	if len(c.a.Parties) == 0 {
		c.report("parties", codes.NoParties, "the agreement names no parties", "write parties: with a customer and a provider, each with its name and roles")
		return
	}
	for _, side := range []string{"customer", "provider"} {
		if !slices.ContainsFunc(c.a.Parties, func(p Party) bool { return p.Key == side }) {
			c.report("parties", codes.NoParties, "the agreement names no "+side, fmt.Sprintf("write %s: {name: …} below parties", side))
		}
	}
	for i, p := range c.a.Parties {
		path := "parties." + p.Key
		c.need(path, "name", p.Name, "write the party's full name")
		if slices.ContainsFunc(c.a.Parties[:i], func(o Party) bool { return o.Key == p.Key }) {
			c.report(path, codes.DuplicateKey, fmt.Sprintf("the party %s is named twice", p.Key), "remove one of them")
		}
	}
}

// party checks a reference to a party or to one of its roles. A role that is named only
// here is a gap: nobody would know who it is.
func (c *compiler) party(path, reference string) {
	if reference == "" || len(c.a.Parties) == 0 {
		return
	}
	var known []string
	for _, p := range c.a.Parties {
		known = append(known, p.Key)
		for _, r := range p.Roles {
			known = append(known, p.Key+"."+r.Title)
		}
	}
	if !slices.Contains(known, reference) {
		c.report(path, codes.UnknownReference, fmt.Sprintf("nobody in the agreement is %s", reference), diag.DidYouMean(reference, known))
	}
}

func (c *compiler) services() {
	for i, s := range c.a.Services {
		path := "services." + s.Key
		c.need(path, "title", s.Title, "write what the service is called")
		c.party(path+".responsible", s.Responsible)
		if slices.ContainsFunc(c.a.Services[:i], func(o Service) bool { return o.Key == s.Key }) {
			c.report(path, codes.DuplicateKey, fmt.Sprintf("the service %s is named twice", s.Key), "remove one of them")
		}
		c.above(path+".above", s)
		if !s.From.IsZero() && !s.To.IsZero() && !s.From.Before(s.To) {
			c.report(path+".operates", codes.BadValue, "the service ends before it begins", "exchange from and to")
		} else if c.outsideTerm(s.From, s.To) {
			c.report(path+".operates", codes.BadValue, "the service is in operation only outside the agreement's term", "look at its years")
		}
	}
}

// above checks that a service stands above another one, and not in the end above itself.
func (c *compiler) above(path string, s Service) {
	below := map[string]string{}
	for _, o := range c.a.Services {
		below[o.Key] = o.Above
	}
	if _, known := below[s.Above]; s.Above != "" && !known {
		c.report(path, codes.UnknownReference, fmt.Sprintf("there is no service %s", s.Above), diag.DidYouMean(s.Above, slices.Sorted(maps.Keys(below))))
		return
	}
	at := s.Above
	for range c.a.Services {
		if at != "" && at == s.Key {
			c.report(path, codes.BadValue, fmt.Sprintf("the service %s stands above itself", s.Key), "write the next lower service, and none at the lowest")
			return
		}
		at = below[at]
	}
}

// outsideTerm reports whether a span of time, open at a zero end, lies wholly outside the
// agreement's term.
func (c *compiler) outsideTerm(from, to time.Time) bool {
	term := c.a.Effective
	return !to.IsZero() && !to.After(term.From.In(c.plan.zone)) || !from.IsZero() && !term.To.IsZero() && !from.Before(term.To.AddDays(1).In(c.plan.zone))
}

func (c *compiler) tables() {
	for _, t := range c.a.Tables {
		path := "tables." + t.Name
		c.named(path, t.Name, "table")
		schema := t.Schema()
		c.plan.schemas = append(c.plan.schemas, schema)
		if len(t.Fields) == 0 {
			c.report(path+".fields", codes.MissingKey, fmt.Sprintf("table %s has no fields", t.Name), "write fields: with a kind for each, such as opened: instant")
			continue
		}
		for i, f := range t.Fields {
			if schema.Index(f.Name) != i {
				c.report(path+".fields."+f.Name, codes.DuplicateKey, fmt.Sprintf("the field %s is declared twice", f.Name), "remove one of them")
			}
			if !dsl.IsName(f.Name) {
				c.notName(path+".fields."+f.Name, f.Name, "field")
			}
			if f.Type.Kind == kinds.Money && !kinds.IsCurrency(f.Type.Currency) {
				c.report(path+".fields."+f.Name, codes.BadValue, fmt.Sprintf("the field %s is money without a currency", f.Name), "write for example money USD")
			}
			if f.Type.Kind == 0 {
				c.report(path+".fields."+f.Name, codes.BadValue, fmt.Sprintf("the field %s has no kind", f.Name), "write for example text, instant?, money USD")
			}
		}
		c.party(path+".source.measurer", t.Source.Measurer)
		if t.At == "" {
			continue
		}
		i := schema.Index(t.At)
		if i < 0 {
			c.report(path+".at", codes.UnknownReference, fmt.Sprintf("table %s has no field %s", t.Name, t.At), diag.DidYouMean(t.At, schema.FieldNames()))
		} else if k := t.Fields[i].Type.Kind; k != 0 && k != kinds.Instant && k != kinds.Date {
			c.report(path+".at", codes.BadValue, fmt.Sprintf("%s is %s; only an instant or a date places a row in a period", t.At, k), "name a field of kind instant or date")
		}
	}
}

func (c *compiler) inputs() {
	for _, in := range c.a.Inputs {
		path := "inputs." + in.Name
		c.named(path, in.Name, "input")
		if in.Type.Kind == kinds.Money && !kinds.IsCurrency(in.Type.Currency) {
			c.report(path, codes.BadValue, fmt.Sprintf("the input %s is money without a currency", in.Name), "write for example money USD")
		}
		if in.Type.Kind == 0 {
			c.report(path, codes.BadValue, fmt.Sprintf("the input %s has no kind", in.Name), "write for example money USD")
		}
		c.party(path+".source.measurer", in.Source.Measurer)
	}
}

// named checks that a name can stand in an expression and means one thing.
func (c *compiler) named(path, name, what string) {
	switch {
	case !dsl.IsName(name):
		c.notName(path, name, what)
		return
	case isOwnName(name):
		c.report(path, codes.BadValue, fmt.Sprintf("%s has a meaning of its own in expressions", name), "choose another name")
		return
	}
	uses := 0
	for _, t := range c.a.Tables {
		uses += btoi(t.Name == name)
	}
	for _, k := range c.a.Clocks {
		uses += btoi(k.Name == name)
	}
	for _, v := range c.a.Availabilities {
		uses += btoi(v.Name == name)
	}
	for _, in := range c.a.Inputs {
		uses += btoi(in.Name == name)
	}
	for _, m := range c.a.Metrics {
		uses += btoi(m.Name == name)
	}
	if uses > 1 {
		c.report(path, codes.DuplicateKey, fmt.Sprintf("the name %s is used for %d tables, clocks, availabilities, inputs or metrics", name, uses), "give each a name of its own")
	}
}

// notName reports a name that cannot stand in an expression.
func (c *compiler) notName(path, name, what string) {
	if dsl.IsName(name + "_") { // its letters are good
		c.report(path, codes.BadValue, fmt.Sprintf("%s is a word of the language and cannot name a %s", name, what), "choose another name, such as "+name+"_"+what)
		return
	}
	c.report(path, codes.BadValue, fmt.Sprintf("%q cannot name a %s", name, what), "write at most 100 plain letters, digits and _, beginning with a letter")
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
