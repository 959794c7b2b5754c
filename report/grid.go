package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/concord-sla/concord/internal/prose"
	"github.com/concord-sla/concord/sla"
)

// grid is a table that each renderer draws in its own way. Its first column names the
// row.
type grid struct {
	Caption string
	Columns []column
	Rows    [][]cell
}

type column struct {
	Title string
	Right bool // numbers
}

// cell is what stands in one place of a grid.
type cell struct {
	Text    string
	Code    bool        // Text is an expression
	Verdict sla.Verdict // Text is this verdict's words; zero when it is not
	Metric  string      // the name of the metric to link to; empty for none
	Strong  bool        // a total
}

// In HTML a number and a short text stay on one line up to so many characters, and a word
// is broken, to keep a table on the page, beyond wordMost of them.
const (
	numberMost = 24
	textMost   = 14
	wordMost   = 20
)

// Class is the classes of a cell in HTML.
func (c cell) Class(right bool) string {
	var classes []string
	most := textMost
	if right {
		classes, most = append(classes, "right"), numberMost
	}
	if size(c.Text) <= most {
		classes = append(classes, "short")
	}
	if slices.ContainsFunc(strings.Fields(c.Text), func(word string) bool { return size(word) > wordMost }) {
		classes = append(classes, "long")
	}
	return strings.Join(classes, " ")
}

func words(text string) cell { return cell{Text: text} }
func code(text string) cell  { return cell{Text: text, Code: true} }
func number(n int) cell      { return cell{Text: strconv.Itoa(n)} }
func verdict(v sla.Verdict, belowMinimum bool) cell {
	return cell{Text: verdictWords(v, belowMinimum), Verdict: v}
}

// condition is a metric's target in words, or as an expression when it has none.
func condition(c Condition) cell {
	return cell{Text: c.Words, Code: c.Expression != "" && c.Threshold.Number == ""}
}

// compact leaves out columns in which nothing stands.
func (g grid) compact() grid {
	kept := grid{Caption: g.Caption, Rows: make([][]cell, len(g.Rows))}
	for i, c := range g.Columns {
		used := i == 0
		for _, row := range g.Rows {
			used = used || row[i].Text != ""
		}
		if !used {
			continue
		}
		kept.Columns = append(kept.Columns, c)
		for j, row := range g.Rows {
			kept.Rows[j] = append(kept.Rows[j], row[i])
		}
	}
	return kept
}

// The grids of a page.

func scorecard(s Status) grid {
	g := grid{
		Caption: "All metrics, worst first",
		Columns: []column{{"Metric", false}, {"Verdict", false}, {"Period", false}, {"Figure", true}, {"Target", false}},
	}
	for _, m := range s.Metrics {
		g.Rows = append(g.Rows, []cell{
			{Text: m.Title, Metric: m.Name}, verdict(m.Verdict, m.BelowMinimum), words(m.Period), words(m.Figure.Text), condition(m.Target),
		})
	}
	return g.compact()
}

func trendGrid(m Metric) grid {
	g := grid{Caption: "Figures by period", Columns: []column{{"Period", false}, {"Figure", true}, {"Verdict", false}, {"Reason", false}}}
	for _, p := range m.Trend {
		g.Rows = append(g.Rows, []cell{words(p.Period), words(p.Figure.Text), verdict(p.Verdict, p.BelowMinimum), words(p.Reason)})
	}
	return g.compact()
}

func stepsGrid(m Metric) grid {
	g := grid{Caption: "How the figure came about", Columns: []column{{"Part", false}, {"Value", true}, {"Rows", false}}}
	for _, s := range m.Steps {
		g.Rows = append(g.Rows, []cell{code(s.Text), words(s.Value), words(s.Rows)})
	}
	return g.compact()
}

func exclusionsGrid(m Metric) grid {
	g := grid{
		Caption: "Rows left out",
		Columns: []column{{"What", false}, {"Table", false}, {"Kind", false}, {"Because", false}, {"Authority", false}, {"Rows", true}},
	}
	for _, x := range m.Exclusions {
		g.Rows = append(g.Rows, []cell{x.what(), words(x.Table), words(x.Kind), words(x.Because), words(x.Authority), number(x.Rows)})
	}
	return g.compact()
}

// mostWindows is how many windows of time are shown one by one.
const mostWindows = 20

func timeOutGrid(m Metric) grid {
	g := grid{
		Caption: "Time left out",
		Columns: []column{{"Window", false}, {"Kind", false}, {"Because", false}, {"Authority", false}, {"Taken", true}, {"Remark", false}},
	}
	for i, x := range m.TimeOut {
		if i == mostWindows {
			g.Rows = append(g.Rows, []cell{words(fmt.Sprintf("and %s", prose.Count(len(m.TimeOut)-i, "further window"))), {}, {}, {}, {}, {}})
			break
		}
		remark := x.Refused
		switch {
		case remark != "":
			remark = "not left out: " + remark
		case x.Shared != "":
			remark = x.Shared + " of it in an earlier window"
		}
		g.Rows = append(g.Rows, []cell{words(x.Window), words(x.Kind), words(x.Because), words(x.Authority), words(x.Taken), words(remark)})
	}
	return g.compact()
}

// what is what an exclusion covers: a condition on rows, or a window of time.
func (x Exclusion) what() cell {
	if x.Condition != "" {
		return code(x.Condition)
	}
	return words(x.Window)
}

func creditsGrid(s Status) grid {
	g := grid{
		Caption: "Credits",
		Columns: []column{{"Period", false}, {"Metric", false}, {"Tier", false}, {"Part", true}, {"Of", true}, {"Credit", true}, {"Remark", false}},
	}
	for _, r := range s.Remedies {
		if r.Credit == nil || r.Credit.None {
			continue
		}
		c := r.Credit
		amount, remark := c.Amount, ""
		if amount == "" {
			amount, remark = "not known", c.Reason
		}
		if c.Capped {
			remark = "held to the cap"
		}
		tier := cell{Text: c.Tier, Code: c.Tier != ""}
		g.Rows = append(g.Rows, []cell{words(r.Period.Label), words(c.Metric), tier, words(c.Part), words(c.Of), words(amount), words(remark)})
	}
	for _, total := range s.Credits.Totals {
		g.Rows = append(g.Rows, []cell{{Text: "Total", Strong: true}, {}, {}, {}, {}, {Text: total, Strong: true}, {}})
	}
	return g.compact()
}

func rolesGrid(s Status) grid {
	g := grid{Caption: "Parties and roles", Columns: []column{{"Party", false}, {"Role", false}, {"Held by", false}}}
	for _, p := range s.Parties {
		if len(p.Roles) == 0 {
			g.Rows = append(g.Rows, []cell{words(p.Name), {}, {}})
		}
		for _, r := range p.Roles {
			g.Rows = append(g.Rows, []cell{words(p.Name), words(r.Title), words(r.Holder)})
		}
	}
	for _, h := range s.Stakeholders {
		g.Rows = append(g.Rows, []cell{words(h.Name), words("stakeholder: " + h.Interest), {}})
	}
	return g.compact()
}

func dutiesGrid(s Status) grid {
	g := grid{Caption: "Who answers for what", Columns: []column{{"Service or metric", false}, {"Responsible", false}, {"In operation", false}}}
	for _, v := range s.Services {
		g.Rows = append(g.Rows, []cell{words(v.Title), words(v.Responsible), words(v.Operation)})
	}
	for _, m := range s.Metrics {
		if m.Responsible != "" {
			g.Rows = append(g.Rows, []cell{words(m.Title), words(m.Responsible), {}})
		}
	}
	return g.compact()
}

func sourcesGrid(s Status) grid {
	g := grid{
		Caption: "Where the figures come from",
		Columns: []column{{"Records", false}, {"System", false}, {"Method", false}, {"Measured by", false}, {"Licence", false}},
	}
	for _, v := range s.Sources {
		g.Rows = append(g.Rows, []cell{words(v.Of), words(v.System), words(v.Method), words(v.Measurer), words(v.Licence)})
	}
	return g.compact()
}
