package sla

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/document"
)

// fields are the keys of a map and how each is read.
type fields map[string]func(*document.Node)

func (d *decoder) report(n *document.Node, code diag.Code, summary, advice string) {
	d.found = append(d.found, n.At(diag.Diagnostic{Severity: diag.Error, Code: code, Summary: summary, Advice: advice}))
}

// object reads a map; a key it does not know is a mistake.
func (d *decoder) object(n *document.Node, what string, known fields) {
	if n.Kind != document.Map {
		d.shape(n, what+" is written as keys and values", "write key: value lines below it, indented")
		return
	}
	for _, e := range n.Entries {
		read, ok := known[e.Key]
		if !ok {
			keys := slices.Sorted(maps.Keys(known))
			advice := diag.DidYouMean(e.Key, keys)
			if advice == "" {
				advice = fmt.Sprintf("%s has the keys %s", what, strings.Join(keys, ", "))
			}
			d.found = append(d.found, e.At(diag.Diagnostic{Severity: diag.Error, Code: diag.UnknownKey, Summary: fmt.Sprintf("%s has no key %s", what, e.Key), Advice: advice}))
			continue
		}
		read(e.Value)
	}
}

func (d *decoder) shape(n *document.Node, summary, advice string) {
	if n.Kind == document.Null {
		summary += ", nothing stands here"
	}
	d.report(n, diag.WrongShape, summary, advice)
}

// entries visits the entries of a map whose keys are the author's own names.
func (d *decoder) entries(n *document.Node, visit func(document.Entry)) {
	if n.Kind != document.Map {
		d.shape(n, "names and their values are expected here", "write name: value lines below it, indented")
		return
	}
	for _, e := range n.Entries {
		visit(e)
	}
}

// each reads a map from the author's names to things of one kind.
func each[T any](d *decoder, into *[]T, read func(key string, n *document.Node) T) func(*document.Node) {
	return func(n *document.Node) {
		d.entries(n, func(e document.Entry) { *into = append(*into, read(e.Key, e.Value)) })
	}
}

// items are the elements of a list; a single value stands for a list of one.
func (d *decoder) items(n *document.Node) []*document.Node {
	switch n.Kind {
	case document.List:
		return n.Items
	case document.Null, document.Map:
		d.shape(n, "a list is expected here", "write - item lines below it, indented")
		return nil
	}
	return []*document.Node{n}
}

// maps are the elements of a list of maps; a single map stands for a list of one.
func (d *decoder) maps(n *document.Node) []*document.Node {
	if n.Kind == document.Map {
		return []*document.Node{n}
	}
	return d.items(n)
}

func (d *decoder) text(into *string) func(*document.Node) {
	return func(n *document.Node) {
		if n.Kind != document.Scalar {
			d.shape(n, "a text is expected here", "write it on the line, between quotes if it holds ': ' or ' #'")
			return
		}
		*into = n.Text
	}
}

func (d *decoder) texts(into *[]string) func(*document.Node) {
	return func(n *document.Node) {
		for _, item := range d.items(n) {
			var text string
			d.text(&text)(item)
			*into = append(*into, text)
		}
	}
}

func (d *decoder) whole(into *int) func(*document.Node) {
	return func(n *document.Node) {
		if n.Kind != document.Scalar {
			d.shape(n, "a whole number is expected here", "write digits alone, such as 1")
			return
		}
		v, err := strconv.Atoi(n.Text)
		if err != nil {
			d.report(n, diag.BadValue, fmt.Sprintf("%q is not a whole number", n.Text), "write digits alone, such as 1")
			return
		}
		*into = v
	}
}

// oneOf reads one of the words of an enumeration.
func oneOf[T comparable](d *decoder, into *T, known words[T]) func(*document.Node) {
	return func(n *document.Node) {
		if n.Kind != document.Scalar {
			d.shape(n, "a word is expected here", known.advice(""))
			return
		}
		v, ok := known[n.Text]
		if !ok {
			d.report(n, diag.BadValue, fmt.Sprintf("%q is not a word that can stand here", n.Text), known.advice(n.Text))
			return
		}
		*into = v
	}
}

func (d *decoder) kind(n *document.Node) kinds.Type {
	if n.Kind != document.Scalar {
		d.shape(n, "a kind of value is expected here", "write for example text, instant?, money USD")
		return kinds.Type{}
	}
	t, err := kinds.ParseType(n.Text)
	for _, m := range diag.From(err) {
		d.report(n, m.Code, m.Summary, m.Advice)
	}
	return t
}

func (d *decoder) term(into *Term) func(*document.Node) {
	return func(n *document.Node) {
		d.object(n, "a term", fields{"from": d.date(&into.From), "to": d.date(&into.To)})
	}
}

func (d *decoder) date(into *calendar.Date) func(*document.Node) {
	return func(n *document.Node) {
		if n.Kind != document.Scalar {
			d.shape(n, "a date is expected here", "write it as 2026-10-01")
			return
		}
		date, err := calendar.ParseDate(n.Text)
		if err != nil {
			d.report(n, diag.BadValue, fmt.Sprintf("%q is not a date", n.Text), "write it as 2026-10-01")
			return
		}
		*into = date
	}
}

// window reads from and to: dates of the agreement's zone, the last included, or
// instants with an offset.
func (d *decoder) window(from, to *time.Time) func(*document.Node) {
	return func(n *document.Node) {
		d.object(n, "a span of time", fields{"from": d.moment(from, 0), "to": d.moment(to, 1)})
	}
}

// moment reads an instant with an offset, or a date: its first instant, or with
// after days 1 the first of the next day.
func (d *decoder) moment(into *time.Time, afterDays int64) func(*document.Node) {
	return func(n *document.Node) {
		if n.Kind != document.Scalar {
			d.shape(n, "a date or an instant is expected here", "write 2026-10-01, or 2026-10-01T08:00:00-04:00")
			return
		}
		if at, err := time.Parse(time.RFC3339Nano, n.Text); err == nil {
			*into = at
			return
		}
		if date, err := calendar.ParseDate(n.Text); err == nil {
			*into = date.AddDays(afterDays).In(d.zone)
			return
		}
		d.report(n, diag.BadValue, fmt.Sprintf("%q is neither a date nor an instant", n.Text), "write 2026-10-01, or 2026-10-01T08:00:00-04:00")
	}
}
