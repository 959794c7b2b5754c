package report

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
)

//go:embed page.html
var pageText string

//go:embed style.css
var styleText string

// page is the template of the HTML page. html/template escapes every text for the place
// where it stands.
var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"style":    func() template.CSS { return template.CSS(styleText) },
	"mark":     markOf,
	"chart":    chartOf,
	"sentence": sentence, "upper": upperFirst,
	"identity": identity, "facts": facts, "closing": closing, "verdict": verdictWords, "limits": limits,
	"actionLine": actionLine, "creditLine": creditLine, "totalLine": totalLine, "word": Finding.word, "axisLine": Axis.line, "title": Remedy.title, "because": Remedy.because, "causeName": Remedy.causeName, "oneLine": oneLine,
	"linkless":  func(g grid) htmlGrid { return htmlGrid{grid: g} },
	"scorecard": scorecard, "trendGrid": trendGrid, "stepsGrid": stepsGrid, "overGroups": overGroups, "groupsGrid": groupsGrid, "exclusionsGrid": exclusionsGrid, "timeOutGrid": timeOutGrid,
	"creditsGrid": creditsGrid, "rolesGrid": rolesGrid, "dutiesGrid": dutiesGrid, "sourcesGrid": sourcesGrid,
}).Parse(pageText))

// htmlPage is what the template reads: the status, and where its metrics stand.
type htmlPage struct {
	Status
	Counts []count
	Shown  []htmlMetric
	Idle   []Metric
	Due    []htmlPeriod      // the remedies whose condition held
	Open   []htmlPeriod      // those that are undecided
	anchor map[string]string // of metrics that are shown in full, by name
}

type htmlMetric struct {
	Metric
	Anchor string
	Led    []htmlPeriod
}

// htmlPeriod is the remedies of one period.
type htmlPeriod struct {
	Label    string
	Remedies []Remedy
}

// htmlGrid is a grid with the anchors that its cells link to.
type htmlGrid struct {
	grid
	anchor map[string]string
}

type htmlCell struct {
	cell
	Anchor string // empty when it does not link
}

// HTML writes a page as one file that needs nothing else: no scripts, no fonts, no
// network.
func HTML(w io.Writer, s Status) error {
	view := htmlPage{Status: s, Counts: s.Verdicts.counts(), anchor: map[string]string{}}
	view.Due, view.Open = periods(s.Remedies), periods(s.Undecided)
	shown, idle := applicable(s.Metrics)
	view.Idle = idle
	for i, m := range shown {
		// Anchors are numbers, not names: a name may be anything.
		anchor := fmt.Sprintf("metric-%d", i+1)
		view.anchor[m.Name] = anchor
		view.Shown = append(view.Shown, htmlMetric{Metric: m, Anchor: anchor, Led: periods(s.led(m.Name))})
	}
	var b bytes.Buffer
	if err := page.Execute(&b, view); err != nil {
		return fmt.Errorf("writing a status as HTML: %w", err)
	}
	return written(w, visible(b.String()), "HTML")
}

// periods puts the remedies of one period together; they come in its order.
func periods(remedies []Remedy) []htmlPeriod {
	var all []htmlPeriod
	for i, r := range remedies {
		if i == 0 || remedies[i-1].Period != r.Period {
			all = append(all, htmlPeriod{Label: r.Period.Label})
		}
		last := &all[len(all)-1]
		last.Remedies = append(last.Remedies, r)
	}
	return all
}

// AnchorOf is where a metric is shown in full; empty when it is not.
func (p htmlPage) AnchorOf(metric string) string { return p.anchor[metric] }

// Linked is a grid whose metrics link to where they are shown in full.
func (p htmlPage) Linked(g grid) htmlGrid { return htmlGrid{g, p.anchor} }

// With is a cell and where it links to.
func (g htmlGrid) With(c cell) htmlCell { return htmlCell{c, g.anchor[c.Metric]} }

// Names reports whether a column names its row.
func (g htmlGrid) Names(column int) bool { return column == 0 }
