package sla

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/document/form"
	"github.com/concord-sla/concord/internal/prose"
)

// componentForm reads a name, {series: […]} or {parallel: […]}.
var componentForm = form.Recursive(func(component form.Form[outage.Component]) form.Form[outage.Component] {
	name := form.In(nameForm, func(c *outage.Component) *string { return &c.Name })
	parts := form.ObjectOf("a component", []form.Key[outage.Component]{
		{
			Name: "series", Example: "[web, database]",
			Meaning: "parts of which each is needed",
			Value:   form.In(partsForm(component), func(c *outage.Component) *[]outage.Component { return &c.Series }),
		},
		{
			Name: "parallel", Example: "[left, right]",
			Meaning: "parts of which one is enough",
			Value:   form.In(partsForm(component), func(c *outage.Component) *[]outage.Component { return &c.Parallel }),
		},
	})
	return form.EitherOf(name, form.New(*parts.Shape(), func(r *form.Reader, n *document.Node, into *outage.Component) {
		if n.Kind != document.Map || len(n.Entries) != 1 {
			r.WrongShape(n, "a component is a name, or parts in series or parallel", "write {series: [web, database]}, where each is needed, or {parallel: [left, right]}, where one is enough")
			return
		}
		parts.Read(r, n, into)
	}))
})

// partsForm returns the form of a list of components, of which there is at least one.
func partsForm(component form.Form[outage.Component]) form.Form[[]outage.Component] {
	list := form.ListOf(component)
	return form.New(*list.Shape(), func(r *form.Reader, n *document.Node, into *[]outage.Component) {
		if n.Kind != document.List || len(n.Items) == 0 {
			r.WrongShape(n, "a list of parts is expected here", "write the names of parts: [web, database]")
			return
		}
		list.Read(r, n, into)
	})
}

// countingForm reads "exact", "any 5min slice" or "probes 2 of 3 every 1min".
var countingForm = form.New(form.Shape{Kind: form.Scalar, Noun: "way of counting"}, func(r *form.Reader, n *document.Node, into *Availability) {
	var text string
	if form.Text.Read(r, n, &text); text == "" {
		return
	}
	if !readCounting(text, into) {
		r.Bad(n, prose.Quote(text)+" does not say how downtime is counted",
			"write exact, started minutes, full minutes, any 5min slice, all 5min slice, or probes 2 of 3 every 1min")
		return
	}
})

func readCounting(text string, c *Availability) bool {
	every := func(text string) (ok bool) {
		c.Every, ok = parseDuration(text)
		return ok && c.Every > 0
	}
	if slice, found := strings.CutSuffix(text, " slice"); found {
		if length, found := strings.CutPrefix(slice, "any "); found {
			c.Rounding = outage.SlicesAny
			return every(length)
		}
		length, found := strings.CutPrefix(slice, "all ")
		c.Rounding = outage.SlicesAll
		return found && every(length)
	}
	if probes, found := strings.CutPrefix(text, "probes "); found {
		c.Rounding = outage.Probes
		failed, length, found := strings.Cut(probes, " every ")
		n, err := fmt.Sscanf(failed+"\n", "%d of %d\n", &c.Failed, &c.Of)
		return found && err == nil && n == 2 && every(length)
	}
	for _, r := range []outage.Rounding{outage.Exact, outage.StartedMinutes, outage.FullMinutes} {
		if text == r.String() {
			c.Rounding = r
			return true
		}
	}
	return false
}
