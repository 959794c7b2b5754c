package sla

import (
	"fmt"
	"time"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
)

// exclusions reads what a metric or an availability leaves out.
func (d *decoder) exclusions(into *[]Exclusion) func(*document.Node) {
	return func(n *document.Node) {
		for _, item := range d.maps(n) {
			var x Exclusion
			d.object(item, "an exclusion", fields{
				"kind": oneOf(d, &x.Kind, exclusionWords), "table": d.text(&x.Table), "rows": d.text(&x.Rows), "window": d.window(&x.From, &x.To),
				"recurs": d.text(&x.Recurs), "because": d.text(&x.Because), "authority": d.text(&x.Authority), "announced": d.instant(&x.Announced),
			})
			*into = append(*into, x)
		}
	}
}

// notices reads how long before windows of a kind have to be announced.
func (d *decoder) notices(into *[]Notice) func(*document.Node) {
	return func(n *document.Node) {
		d.entries(n, func(e document.Entry) {
			kind, ok := exclusionWords[e.Key]
			if !ok {
				d.found = append(d.found, e.At(diag.Diagnostic{Severity: diag.Error, Code: diag.UnknownKey, Summary: fmt.Sprintf("%q is not a kind of exclusion", e.Key), Advice: exclusionWords.advice(e.Key)}))
				return
			}
			notice := Notice{Kind: kind}
			d.text(&notice.Ahead)(e.Value)
			*into = append(*into, notice)
		})
	}
}

// instant reads an instant with its offset. A date would leave open when on that day.
func (d *decoder) instant(into *time.Time) func(*document.Node) {
	return func(n *document.Node) {
		at, err := time.Parse(time.RFC3339Nano, n.Text)
		if n.Kind != document.Scalar || err != nil {
			d.report(n, diag.BadValue, "an instant with its offset is expected here", "write it as 2026-03-01T09:00:00-05:00")
			return
		}
		*into = at
	}
}
