package report

import (
	"fmt"
	"io"
	"strings"
)

// Text writes a page for a terminal.
func Text(w io.Writer, s Status, options Options) error {
	p, err := newTextPage(options)
	if err != nil {
		return fmt.Errorf("writing a status as text: %w", err)
	}
	p.header(s)
	p.attention(s)
	p.metrics(s)
	p.findings(s.Findings)
	p.remedies(s)
	if !p.brief {
		p.back(s)
	}
	return written(w, p.String(), "text")
}

func (p *textPage) header(s Status) {
	p.line(0, "Service level status")
	p.heading(s.Agreement.Title)
	p.block(0, "", identity(s.Agreement))
	p.blank()
	for _, f := range facts(s) {
		p.block(0, fmt.Sprintf("%-18s", f.Name), f.Text)
	}
	p.blank()
	for _, c := range s.Verdicts.counts() {
		m := markOf(c.Verdict, 0)
		p.line(0, p.paint(m.color, fmt.Sprintf("%4d  %s %s", c.N, m.Symbol, c.Verdict)))
	}
}

func (p *textPage) attention(s Status) {
	p.section("What needs attention")
	if len(s.Attention) == 0 {
		p.line(0, "Nothing.")
	}
	for _, a := range s.Attention {
		m := markOf(a.Verdict, a.Severity)
		p.painted(0, m.Symbol+" "+upperFirst(a.Word)+": ", m.color, a.Title)
		p.block(2, "", a.Text)
	}
}

func (p *textPage) metrics(s Status) {
	shown, idle := applicable(s.Metrics)
	p.section("Metrics")
	if len(s.Metrics) > 0 {
		p.grid(0, scorecard(s))
	}
	for _, m := range shown {
		if p.brief {
			break
		}
		p.blank()
		p.metric(s, m)
	}
	for i, m := range idle {
		if i == 0 {
			p.blank()
			p.heading("Not applicable")
		}
		p.block(0, "– ", m.Title+": "+m.Reason)
	}
}

func (p *textPage) metric(s Status, m Metric) {
	sign := markOf(m.Verdict, 0)
	p.painted(0, sign.Symbol+" "+upperFirst(verdictWords(m.Verdict, m.BelowMinimum))+": ", sign.color, m.Title)
	about := m.Period
	if m.Service != "" {
		about += ", " + m.Service
	}
	p.block(2, "", about)
	p.labelled(2, "Figure", m.Figure.Text)
	p.labelled(2, "Reason", m.Reason)
	for _, l := range limits(m) {
		p.labelled(2, l.Name, l.Text)
	}
	p.labelled(2, "Trend", trendLine(m.Trend))
	led := s.led(m.Name)
	if len(led) > 0 {
		p.line(2, "Led to")
	}
	for _, r := range led {
		for _, line := range remedyLines(r) {
			p.item(4, r.Period.Label+": "+line)
		}
	}
	p.labelled(2, "In words", m.InWords)
	p.labelled(2, "Measure", m.Measure)
	if len(m.Steps) > 0 {
		p.grid(4, stepsGrid(m))
	}
	for _, s := range overGroups(m) {
		g := groupsGrid(s)
		p.block(2, "", g.Caption)
		p.grid(4, g)
	}
	for _, account := range m.Rows {
		p.labelled(2, "Rows", account)
	}
	if len(m.Exclusions) > 0 {
		p.line(2, "Rows left out")
		p.grid(4, exclusionsGrid(m))
	}
	if len(m.TimeOut) > 0 {
		p.line(2, "Time left out")
		p.grid(4, timeOutGrid(m))
	}
	p.labelled(2, "Terms", m.Terms)
	p.labelled(2, "Disputes", m.Dispute)
}

// remedyLines are what follows from a remedy: its actions and its credit.
func remedyLines(r Remedy) []string {
	var lines []string
	for _, a := range r.Actions {
		lines = append(lines, actionLine(a))
	}
	if r.Credit != nil {
		line := creditLine(r.Credit)
		if r.Credit.Tier != "" {
			line += ", tier " + r.Credit.Tier
		}
		lines = append(lines, line)
	}
	return lines
}

func (p *textPage) findings(findings []Finding) {
	if len(findings) == 0 {
		return
	}
	p.section("Alignment with the framework")
	for i, f := range findings {
		if i > 0 && !p.brief {
			p.blank()
		}
		m := markOf("", f.Severity)
		p.painted(0, m.Symbol+" "+upperFirst(f.word())+": ", m.color, f.Title)
		p.block(2, "", sentence(f.Summary))
		if p.brief {
			continue
		}
		p.labelled(2, "Measure", strings.TrimSpace(f.Claim+" "+f.Measure))
		p.labelled(2, "Catalog", f.Release)
		p.labelled(2, "Target", f.Target)
		p.labelled(2, "Framework", f.Figure)
		p.labelled(2, "Witness", f.Witness)
		p.labelled(2, "Advice", f.Advice)
		for _, a := range f.Axes {
			p.labelled(2, "Axis", a.Name+": "+a.line())
		}
		for _, note := range f.Notes {
			p.labelled(2, "Note", note)
		}
	}
}

func (p *textPage) remedies(s Status) {
	if len(s.Remedies)+len(s.Undecided) == 0 {
		return
	}
	p.section("Remedies")
	total := totalLine(s.Credits)
	if total != "" {
		p.labelled(0, "Credits", total)
		p.blank()
		p.grid(0, creditsGrid(s))
	}
	for i, r := range s.Remedies {
		if i > 0 || total != "" {
			p.blank()
		}
		p.heading(r.Period.Label + ": " + r.title())
		for _, line := range remedyLines(r) {
			p.item(2, line)
		}
		p.remedyCause(r)
	}
	if len(s.Undecided) > 0 {
		p.blank()
		p.heading("Undecided")
	}
	for _, r := range s.Undecided {
		p.block(0, "? ", r.Period.Label+": "+r.title()+": "+r.Reason)
		p.remedyCause(r)
	}
}

func (p *textPage) remedyCause(r Remedy) {
	p.labelled(2, "When", r.When)
	if !p.brief {
		p.labelled(2, "In words", sentence(r.InWords))
	}
	for _, because := range r.Because {
		p.labelled(2, r.causeName(), because)
	}
}

// back writes what a reader looks up: the parties and the sources.
func (p *textPage) back(s Status) {
	p.section("Parties and responsibilities")
	p.grid(0, rolesGrid(s))
	if duties := dutiesGrid(s); len(duties.Rows) > 0 {
		p.blank()
		p.grid(0, duties)
	}
	if sources := sourcesGrid(s); len(sources.Rows) > 0 {
		p.section("Sources")
		p.grid(0, sources)
	}
	p.blank()
	p.block(0, "", closing(s))
}
