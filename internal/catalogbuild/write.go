package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/framework"
)

// text is the catalog as a YAML document, one key a line, in the order in which a person
// reads a measure.
func (c *catalog) text() []byte {
	var w writer
	r := c.release
	w.WriteString("# Written by internal/catalogbuild: change the generator, not this file.\n")
	w.WriteString("# README.md beside it says where the facts come from and how to read them.\n")
	w.pair("", "concord", "catalog-v1")
	w.pair("", "catalog", r.Catalog)
	w.pair("", "title", r.Title)
	w.pair("", "area", r.Area)
	w.pair("", "release", r.Name)
	w.pair("", "tier", r.Tier.String())
	w.pair("", "scope", r.Scope.String())
	if r.Force != framework.Representative {
		w.pair("", "force", r.Force.String())
	}
	w.date("", "effective", r.Effective)
	w.pair("", "superseded by", r.SupersededBy)
	if r.Source != nil {
		w.WriteString("source:\n")
		w.source("  ", r.Source)
	} else {
		w.WriteString("sources:\n")
		for _, s := range c.sources {
			fmt.Fprintf(&w, "  %s:\n", c.keys[s])
			w.source("    ", s)
		}
	}
	w.WriteString("\nmeasures:\n")
	for i, m := range c.measures {
		if i > 0 {
			w.WriteString("\n")
		}
		key := ""
		if r.Source == nil {
			key = c.keys[m.Source]
		}
		w.measure(m, key)
	}
	return w.Bytes()
}

type writer struct{ bytes.Buffer }

// pair writes a key and its text, or nothing for an empty text.
func (w *writer) pair(indent, key, text string) {
	if text != "" {
		fmt.Fprintf(w, "%s%s: %s\n", indent, key, scalar(text))
	}
}

func (w *writer) date(indent, key string, d calendar.Date) {
	if !d.IsZero() {
		w.pair(indent, key, d.String())
	}
}

func (w *writer) source(indent string, s *framework.Source) {
	w.pair(indent, "name", s.Name)
	w.pair(indent, "publisher", s.Publisher)
	w.pair(indent, "address", s.Address)
	w.pair(indent, "published", s.Published)
	w.pair(indent, "rights", s.Rights)
	w.pair(indent, "note", s.Note)
}

func (w *writer) measure(m *framework.Measure, source string) {
	if m.ID != "" {
		w.pair("  - ", "id", m.ID)
	} else {
		w.pair("  - ", "key", m.Key)
	}
	const in = "    "
	w.pair(in, "name", m.Name)
	w.pair(in, "definition", m.Definition)
	w.pair(in, "function", m.Function)
	w.pair(in, "dimension", m.Dimension)
	w.pair(in, "phase", m.Phase)
	w.pair(in, "unit", m.Unit.String())
	w.pair(in, "direction", m.Direction.String())
	w.pair(in, "statistic", m.Statistic)
	w.pair(in, "population", m.Population)
	if len(m.Exclusions) > 0 {
		fmt.Fprintf(w, "%sexclusions: [%s]\n", in, strings.Join(m.Exclusions, ", "))
	}
	w.pair(in, "hours", m.Hours)
	w.pair(in, "scale", m.Scale)
	if m.Target != nil {
		w.pair(in, "target", m.Target.String())
	}
	w.pair(in, "target text", m.TargetText)
	w.tiers(in, m.Tiers)
	if m.OperatorInferred {
		w.pair(in, "operator", "inferred")
	}
	w.pair(in, "set by", m.SetBy)
	if limits := limitTexts(m.ItemLimits); limits != "" {
		fmt.Fprintf(w, "%sitem limit: %s\n", in, limits)
	}
	w.pair(in, "period", m.Period)
	w.pair(in, "due", m.Due)
	w.pair(in, "level", m.Level)
	w.pair(in, "type", m.Type)
	w.pair(in, "category", m.Category)
	w.pair(in, "priority", m.Priority)
	w.pair(in, "performing", m.Performing)
	w.pair(in, "accountable", m.Accountable)
	w.pair(in, "authority", m.Authority)
	w.pair(in, "quarantine", m.Quarantine)
	w.date(in, "effective", m.Effective)
	w.pair(in, "superseded by", m.SupersededBy)
	w.date(in, "superseded on", m.SupersededOn)
	if len(m.Earlier) > 0 {
		fmt.Fprintf(w, "%searlier:\n", in)
		for _, e := range m.Earlier {
			fmt.Fprintf(w, "%s  - {release: %s, figure: %s}\n", in, inline(e.Release), inline(e.Figure.String()))
		}
	}
	w.pair(in, "source", source)
	if len(m.Notes) > 0 {
		fmt.Fprintf(w, "%snotes:\n", in)
		for _, note := range m.Notes {
			fmt.Fprintf(w, "%s  - %s\n", in, scalar(note))
		}
	}
}

// tiers writes one tier a line.
func (w *writer) tiers(in string, tiers []framework.TargetTier) {
	if len(tiers) == 0 {
		return
	}
	fmt.Fprintf(w, "%stiers:\n", in)
	for _, t := range tiers {
		parts := []string{"when: " + inline(t.When)}
		if t.Target != nil {
			parts = append(parts, "target: "+inline(t.Target.String()))
		}
		if t.TargetText != "" {
			parts = append(parts, "target text: "+inline(t.TargetText))
		}
		if limits := limitTexts(t.ItemLimits); limits != "" {
			parts = append(parts, "item limit: "+limits)
		}
		fmt.Fprintf(w, "%s  - {%s}\n", in, strings.Join(parts, ", "))
	}
}

// limitTexts is one limit as a text and several as a list.
func limitTexts(limits []framework.Limit) string {
	texts := make([]string, len(limits))
	for i, l := range limits {
		texts[i] = inline(l.String())
	}
	if len(texts) > 1 {
		return "[" + strings.Join(texts, ", ") + "]"
	}
	return strings.Join(texts, "")
}

// plain is a text that every YAML reader takes for the text it is, without quotes: it
// starts with a letter or digit and is no number, date or keyword. A character that
// cannot be seen, such as a line separator, is written as an escape.
var (
	plain   = regexp.MustCompile(`^[A-Za-z0-9].*$`)
	special = regexp.MustCompile(`^[0-9][0-9.,:_eExXoO+-]*$|(?i)^(y|n|yes|no|on|off|true|false|null)$|: |:$| #|\s$`)
	// versionLike are ids such as 0.040.001, which no reader takes for a number.
	versionLike = regexp.MustCompile(`^[0-9]+(\.[0-9]+){2,}$`)
)

// scalar is a text as a YAML scalar on a line of its own.
func scalar(text string) string {
	if plain.MatchString(text) && !strings.ContainsFunc(text, unseen) && (versionLike.MatchString(text) || !special.MatchString(text)) {
		return text
	}
	return strconv.Quote(text)
}

func unseen(r rune) bool { return !strconv.IsPrint(r) }

// inline is a text as a YAML scalar inside braces or brackets.
func inline(text string) string {
	if strings.ContainsAny(text, ",[]{}") {
		return strconv.Quote(text)
	}
	return scalar(text)
}
