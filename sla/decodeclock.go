package sla

import (
	"github.com/concord-sla/concord/dsl/clock"
	"github.com/concord-sla/concord/internal/document"
)

var (
	pauseWords   = words[clock.PauseIn]{"working time": clock.WorkingTime, "wall time": clock.WallTime}
	reopenWords  = words[clock.Reopen]{"resume": clock.ReopenResumes, "reset": clock.ReopenResets, "new cycle": clock.ReopenNewCycle}
	changedWords = words[clock.Changed]{"first": clock.ChangedFirst, "last": clock.ChangedLast, "at stop": clock.ChangedAtStop, "split": clock.ChangedSplit}
	placeWords   = words[string]{"started": "started", "stopped": "stopped", everyPeriod: ""}
)

// clock reads a clock.
func (d *decoder) clock(key string, n *document.Node) Clock {
	c := Clock{Name: key, At: "stopped"}
	d.object(n, "a clock", fields{
		"over": d.text(&c.Over), "item": d.text(&c.Item), "when": d.text(&c.When), "order": d.text(&c.Order), "since": d.text(&c.Since), "key": d.text(&c.Key),
		"state": func(n *document.Node) {
			s := &c.States
			d.object(n, "the states of a clock", fields{"running": d.text(&s.Running), "paused": d.text(&s.Paused), "stopped": d.text(&s.Stopped), "cancelled": d.text(&s.Cancelled)})
		},
		"start": d.text(&c.Signals.Start), "pause": d.text(&c.Signals.Pause), "resume": d.text(&c.Signals.Resume),
		"stop": d.text(&c.Signals.Stop), "reset": d.text(&c.Signals.Reset), "cancel": d.text(&c.Signals.Cancel),
		"target": func(n *document.Node) {
			t := ClockTarget{}
			d.text(&t.Within)(n)
			c.Targets = append(c.Targets, t)
		},
		"targets": func(n *document.Node) {
			d.entries(n, func(e document.Entry) {
				t := ClockTarget{Key: e.Key}
				d.text(&t.Within)(e.Value)
				c.Targets = append(c.Targets, t)
			})
		},
		"calendar": d.text(&c.Calendar), "pause in": oneOf(d, &c.PauseIn, pauseWords), "reopen": oneOf(d, &c.Reopen, reopenWords),
		"changed": oneOf(d, &c.Changed, changedWords), "at": oneOf(d, &c.At, placeWords),
	})
	return c
}
