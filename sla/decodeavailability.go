package sla

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/internal/document"
)

var (
	excludedWords = words[outage.Treatment]{"taken out": outage.TakenOut, "added back": outage.AddedBack}
	unknownWords  = words[outage.Unknown]{"down": outage.UnknownIsDown, "up": outage.UnknownIsUp, "left out": outage.UnknownIsLeftOut}
)

// availability reads an availability.
func (d *decoder) availability(key string, n *document.Node) Availability {
	a := Availability{Name: key}
	d.object(n, "an availability", fields{
		"over": d.text(&a.Over), "service": d.text(&a.Service), "from": d.text(&a.From), "to": d.text(&a.To),
		"component": d.text(&a.Component), "loss": d.text(&a.Loss), "unknown": d.text(&a.Unknown),
		"when": d.text(&a.When), "order": d.text(&a.Order), "holds": d.text(&a.Holds), "unknown time": oneOf(d, &a.UnknownTime, unknownWords),
		"state": func(n *document.Node) {
			s := &a.States
			d.object(n, "the states of a check", fields{"up": d.text(&s.Up), "down": d.text(&s.Down), "degraded": d.text(&s.Degraded)})
		},
		"services": d.texts(&a.Services), "calendar": d.text(&a.Calendar), "minimum": d.text(&a.Minimum),
		"made of": func(n *document.Node) { a.MadeOf = d.component(n) },
		"count":   d.counting(&a.Count), "excluded": oneOf(d, &a.Excluded, excludedWords), "exclude": d.exclusions(&a.Exclude),
		"notice": d.notices(&a.Notices),
	})
	return a
}

// component reads a name, {series: […]} or {parallel: […]}.
func (d *decoder) component(n *document.Node) (c Component) {
	parts := func(into *[]Component) func(*document.Node) {
		return func(n *document.Node) {
			if n.Kind != document.List || len(n.Items) == 0 {
				d.shape(n, "a list of parts is expected here", "write the names of parts: [web, database]")
				return
			}
			for _, item := range n.Items {
				*into = append(*into, d.component(item))
			}
		}
	}
	switch {
	case n.Kind == document.Scalar:
		c.Name = n.Text
	case n.Kind == document.Map && len(n.Entries) == 1:
		d.object(n, "a component", fields{"series": parts(&c.Series), "parallel": parts(&c.Parallel)})
	default:
		d.shape(n, "a component is a name, or parts in series or parallel", "write {series: [web, database]}, where each is needed, or {parallel: [left, right]}, where one is enough")
	}
	return c
}

// counting reads "exact", "started minutes", "full minutes", "any 5min slice", "all 5min
// slice", or "probes 2 of 3 every 1min".
func (d *decoder) counting(into *Counting) func(*document.Node) {
	return func(n *document.Node) {
		var text string
		if d.text(&text)(n); text == "" {
			return
		}
		c, ok := parseCounting(text)
		if !ok {
			d.report(n, diag.BadValue, fmt.Sprintf("%q does not say how downtime is counted", text),
				"write exact, started minutes, full minutes, any 5min slice, all 5min slice, or probes 2 of 3 every 1min")
			return
		}
		*into = c
	}
}

func parseCounting(text string) (c Counting, ok bool) {
	every := func(text string) bool {
		c.Every, ok = parseDuration(text)
		return ok && c.Every > 0
	}
	if slice, found := strings.CutSuffix(text, " slice"); found {
		if length, found := strings.CutPrefix(slice, "any "); found {
			c.Rounding = outage.SlicesAny
			return c, every(length)
		}
		length, found := strings.CutPrefix(slice, "all ")
		c.Rounding = outage.SlicesAll
		return c, found && every(length)
	}
	if probes, found := strings.CutPrefix(text, "probes "); found {
		c.Rounding = outage.Probes
		failed, length, found := strings.Cut(probes, " every ")
		n, err := fmt.Sscanf(failed+"\n", "%d of %d\n", &c.Failed, &c.Of)
		return c, found && err == nil && n == 2 && every(length)
	}
	for _, r := range []outage.Rounding{outage.Exact, outage.StartedMinutes, outage.FullMinutes} {
		if text == r.String() {
			return Counting{Rounding: r}, true
		}
	}
	return c, false
}
