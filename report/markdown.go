package report

import (
	"fmt"
	"io"
	"regexp"
	"strings"
)

// Markdown writes a page in CommonMark with the tables of GitHub.
func Markdown(w io.Writer, s Status) error {
	var p markdownPage
	p.header(s)
	p.attention(s)
	p.metrics(s)
	p.findings(s.Findings)
	p.remedies(s)
	p.back(s)
	page := blankLines.ReplaceAllString(p.String(), "\n\n")
	return written(w, page, "Markdown")
}

// blankLines are more of them than one; no text of a status holds any.
var blankLines = regexp.MustCompile(`\n{3,}`)

// markdownPage is a page as it is being written. Its methods take Markdown, not texts:
// escaped and codeSpan make one from the other.
type markdownPage struct{ strings.Builder }

func (p *markdownPage) heading(level int, markdown string) {
	if p.Len() > 0 {
		p.WriteByte('\n')
	}
	fmt.Fprintf(p, "%s %s\n\n", strings.Repeat("#", level), markdown)
}

func (p *markdownPage) paragraph(markdown string) { p.WriteString(markdown + "\n\n") }

func (p *markdownPage) item(markdown string) { p.WriteString("- " + markdown + "\n") }

// named is an item with a name before it; nothing when there is nothing to say.
func (p *markdownPage) named(name, markdown string) {
	if markdown != "" {
		p.item(name + ": " + markdown)
	}
}

func (p *markdownPage) grid(g grid) {
	p.WriteString("\n**" + escaped(g.Caption) + "**\n\n|")
	for _, c := range g.Columns {
		p.WriteString(" " + escaped(c.Title) + " |")
	}
	p.WriteString("\n|")
	for _, c := range g.Columns {
		if c.Right {
			p.WriteString(" ---: |")
		} else {
			p.WriteString(" --- |")
		}
	}
	for _, row := range g.Rows {
		p.WriteString("\n|")
		for _, c := range row {
			p.WriteString(" " + c.markdown() + " |")
		}
	}
	p.WriteString("\n\n")
}

func (c cell) markdown() string {
	switch {
	case c.Code:
		return codeSpan(c.Text, true)
	case c.Strong:
		return "**" + escaped(c.Text) + "**"
	}
	return escaped(c.shown())
}

func (p *markdownPage) header(s Status) {
	p.heading(1, escaped(s.Agreement.Title))
	p.paragraph("Service level status. " + escaped(identity(s.Agreement)) + ".")
	for _, f := range facts(s) {
		p.named(escaped(f.Name), escaped(f.Text))
	}
	var counts []string
	for _, c := range s.Verdicts.counts() {
		counts = append(counts, escaped(fmt.Sprintf("%s %d %s", markOf(c.Verdict, 0).Symbol, c.N, c.Verdict)))
	}
	p.named("Metrics", "**"+strings.Join(counts, ", ")+"**")
}

func (p *markdownPage) attention(s Status) {
	p.heading(2, "What needs attention")
	if len(s.Attention) == 0 {
		p.paragraph("Nothing.")
	}
	for _, a := range s.Attention {
		sign := markOf(a.Verdict, a.Severity)
		p.item(fmt.Sprintf("**%s %s: %s.** %s", escaped(sign.Symbol), upperFirst(escaped(a.Word)), escaped(a.Title), escaped(a.Text)))
	}
}

func (p *markdownPage) metrics(s Status) {
	p.heading(2, "Metrics")
	p.grid(scorecard(s))
	shown, idle := applicable(s.Metrics)
	for _, m := range shown {
		p.metric(s, m)
	}
	if len(idle) > 0 {
		p.heading(3, "Not applicable")
	}
	for _, m := range idle {
		p.item(fmt.Sprintf("%s: %s", escaped(m.Title), escaped(m.Reason)))
	}
}

func (p *markdownPage) metric(s Status, m Metric) {
	sign := markOf(m.Verdict, 0)
	p.heading(3, escaped(sign.Symbol)+" "+escaped(m.Title))
	what := upperFirst(escaped(verdictWords(m.Verdict, m.BelowMinimum)))
	if m.Figure.Text != "" {
		what += ": " + escaped(m.Figure.Text)
	}
	about := "**" + what + "** in " + escaped(m.Period)
	if m.Service != "" {
		about += ", " + escaped(m.Service)
	}
	p.paragraph(about)
	p.named("Reason", escaped(m.Reason))
	for _, l := range limits(m) {
		p.named(l.Name, l.markdown())
	}
	p.named("Trend", escaped(trendLine(m.Trend)))
	for _, r := range s.led(m.Name) {
		for _, line := range remedyMarkdown(r) {
			p.named("Led to", escaped(r.Period.Label)+": "+line)
		}
	}
	p.named("In words", escaped(m.InWords))
	p.named("Measure", codeSpan(m.Measure, false))
	for _, account := range m.Rows {
		p.named("Rows", escaped(account))
	}
	p.named("Terms", escaped(m.Terms))
	p.named("Disputes", escaped(m.Dispute))
	if len(m.Steps) > 0 {
		p.grid(stepsGrid(m))
	}
	for _, s := range overGroups(m) {
		p.grid(groupsGrid(s))
	}
	if len(m.Exclusions) > 0 {
		p.grid(exclusionsGrid(m))
	}
	if len(m.TimeOut) > 0 {
		p.grid(timeOutGrid(m))
	}
}

func (l pair) markdown() string {
	if l.Code {
		return codeSpan(l.Text, false)
	}
	return escaped(l.Text)
}

func remedyMarkdown(r Remedy) []string {
	var lines []string
	for _, a := range r.Actions {
		lines = append(lines, escaped(actionLine(a)))
	}
	if r.Credit != nil {
		line := escaped(creditLine(r.Credit))
		if r.Credit.Tier != "" {
			line += ", tier " + codeSpan(r.Credit.Tier, false)
		}
		lines = append(lines, line)
	}
	return lines
}

func (p *markdownPage) findings(findings []Finding) {
	if len(findings) == 0 {
		return
	}
	p.heading(2, "Alignment with the framework")
	for _, f := range findings {
		p.heading(3, escaped(markOf("", f.Severity).Symbol)+" "+upperFirst(escaped(f.word()))+": "+escaped(f.Title))
		p.paragraph(escaped(sentence(f.Summary)))
		p.named("Measure", strings.TrimSpace(codeSpan(f.Claim, false)+" "+escaped(f.Measure)))
		p.named("Catalog", escaped(f.Release))
		p.named("Target", codeSpan(f.Target, false))
		p.named("Framework", codeSpan(f.Figure, false))
		p.named("Witness", escaped(f.Witness))
		p.named("Advice", escaped(f.Advice))
		for _, a := range f.Axes {
			p.named("Axis", escaped(a.Name+": "+a.line()))
		}
		for _, note := range f.Notes {
			p.named("Note", escaped(note))
		}
	}
}

func (p *markdownPage) remedies(s Status) {
	if len(s.Remedies)+len(s.Undecided) == 0 {
		return
	}
	p.heading(2, "Remedies")
	if total := totalLine(s.Credits); total != "" {
		p.paragraph("Credits: " + escaped(total))
		p.grid(creditsGrid(s))
	}
	for _, r := range s.Remedies {
		p.heading(3, escaped(r.Period.Label+": "+r.title()))
		for _, line := range remedyMarkdown(r) {
			p.item(line)
		}
		p.remedyCause(r)
	}
	for _, r := range s.Undecided {
		p.heading(3, escaped("? "+r.Period.Label+": "+r.title()+" is undecided"))
		p.named("Reason", escaped(r.Reason))
		p.remedyCause(r)
	}
}

func (p *markdownPage) remedyCause(r Remedy) {
	p.named("When", codeSpan(r.When, false))
	p.named("In words", escaped(sentence(r.InWords)))
	for _, because := range r.Because {
		p.named(r.causeName(), escaped(because))
	}
}

// back writes what a reader looks up: the parties and the sources.
func (p *markdownPage) back(s Status) {
	p.heading(2, "Parties and responsibilities")
	p.grid(rolesGrid(s))
	if duties := dutiesGrid(s); len(duties.Rows) > 0 {
		p.grid(duties)
	}
	if sources := sourcesGrid(s); len(sources.Rows) > 0 {
		p.heading(2, "Sources")
		p.grid(sources)
	}
	p.WriteString("\n" + escaped(closing(s)) + "\n")
}
