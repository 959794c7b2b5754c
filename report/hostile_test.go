package report_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/report"
	"github.com/concord-sla/concord/sla"
)

// hostile texts try to leave the place where they stand.
var hostile = []string{
	`<script>alert(1)</script>`,
	`"><img src=x onerror=alert(1)>`,
	`</style></svg></title>&lt;&#60;`,
	"a | b || c `code` ```` | end`",
	"[link](javascript:alert(1)) ![image](https://example.com/x.png) <https://example.com>",
	"# heading\n\n- item\n1. one\n---\n| a |\n| --- |",
	"\x1b[2J\x1b]0;owned\x07\x00\u202Egnp.exe\u2066\ufeff\u2028",
	"\xff\xfe not text",
	"{{.}} <!-- --> <![CDATA[ ]]>",
	strings.Repeat("Donaudampfschifffahrtsgesellschaft", 12),
	"*bold* _low_ ~~gone~~ &amp; $math$ \\",
	"1. first",
	"- - nested",
	"",
	" \t ",
}

// evil is a status in which every text is the same one.
func evil(text string) report.Status {
	figure := report.Figure{Text: text, Number: text}
	condition := report.Condition{Expression: text, Words: text, Threshold: figure}
	period := report.Period{Label: text, First: text, Last: text}
	var trend []report.Point
	for _, number := range []string{"1", text, "1000000/3", "-5.25", "1e999999999"} {
		trend = append(trend, report.Point{Period: text, Verdict: sla.Missed, Figure: report.Figure{Text: text, Number: number}, Reason: text})
	}
	remedy := report.Remedy{
		Name: text, When: text, Period: period, Metrics: []string{text}, Because: []string{text}, Reason: text,
		Actions: []report.Action{{Text: text, Kind: text, Who: []string{text}, Within: text, Due: text}},
		Credit:  &report.Credit{Metric: text, Tier: text, Part: text, Of: text, Amount: text, Capped: true, Reason: text},
	}
	notDue := remedy
	notDue.Credit = &report.Credit{Metric: text, None: true, Reason: text}
	metric := report.Metric{
		Name: text, Title: text, Service: text, Responsible: text, Verdict: sla.Missed, BelowMinimum: true, Period: text, Due: text, Figure: figure, Reason: text,
		Otherwise: text, Target: condition, Minimum: condition, Warn: condition, Trend: trend, Measure: text, Steps: []report.Step{{Text: text, Value: text, Rows: text, Of: text, Groups: []report.Group{{Name: text, Value: text, Rows: text, Use: text}}}},
		Rows:       []string{text},
		Exclusions: []report.Exclusion{{Table: text, Condition: text, Window: text, Kind: text, Because: text, Authority: text}},
		TimeOut:    []report.TimeOut{{Window: text, Kind: text, Because: text, Authority: text, Taken: text, Shared: text}, {Refused: text}},
		Terms:      text, Dispute: text,
	}
	idle := metric
	idle.Verdict = sla.NotApplicable
	return report.Status{
		Agreement: report.Agreement{Name: text, Title: text, Status: text, Supersedes: text, ProviderAgreement: text, From: text, To: text, Zone: text},
		Period:    period,
		Attention: []report.Attention{{Verdict: sla.Missed, Word: text, Title: text, Text: text, Metric: text}, {Severity: diag.Error, Word: text, Title: text, Text: text}},
		Metrics:   []report.Metric{metric, idle},
		Findings: []report.Finding{{
			Metric: text, Title: text, Claim: text, Measure: text, Release: text, Alignment: decide.Weaker, Severity: diag.Error, Summary: text, Advice: text,
			Target: text, Figure: text, Witness: text, Notes: []string{text},
			Axes: []report.Axis{{Name: text, Relation: decide.Weaker, Severity: diag.Error, Metric: text, Measure: text, Rule: text, Witness: text},
				{Name: text, Relation: decide.Unknown, Severity: diag.Warning, Measure: text, Rule: text}},
		}},
		Remedies: []report.Remedy{remedy, notDue}, Undecided: []report.Remedy{remedy}, Credits: report.Credits{Totals: []string{text}, Unknown: 2},
		Parties:      []report.Party{{Key: text, Name: text, Roles: []report.Role{{Title: text, Holder: text}}}},
		Stakeholders: []report.Stakeholder{{Name: text, Interest: text}},
		Services:     []report.Service{{Title: text, Responsible: text, Operation: text}},
		Sources:      []report.Source{{Of: text, System: text, Method: text, Measurer: text, Licence: text}},
	}
}

// innocent is a status of the same shape that no form gives a meaning to.
var innocent = evil("plain")

func render(t *testing.T, write func(io.Writer, report.Status) error, s report.Status) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// No page holds a character that a terminal or a browser would act on.
func TestNothingInvisible(t *testing.T) {
	for _, text := range hostile {
		for _, r := range renderers {
			if r.file == "status_color.txt" {
				continue // has escapes of its own
			}
			page := render(t, r.write, evil(text))
			if i := strings.IndexAny(page, "\x00\x07\x1b\r\t\u202e\u2066\u2028\ufeff"); i >= 0 {
				t.Errorf("%s with %q: %q", r.file, text, page[max(0, i-20):min(len(page), i+20)])
			}
			if !strings.Contains(page, "\n") || strings.ToValidUTF8(page, "") != page {
				t.Errorf("%s with %q is no text", r.file, text)
			}
		}
	}
}

// With colors, the only escapes are those of the page itself, in pairs.
func TestOwnEscapesOnly(t *testing.T) {
	own := regexp.MustCompile(`\x1b\[(1|2|31|32|33|34)m([^\x1b]*)\x1b\[0m`)
	for _, text := range hostile {
		page := render(t, func(w io.Writer, s report.Status) error { return report.Text(w, s, report.Options{Color: true}) }, evil(text))
		if left := own.ReplaceAllString(page, "$2"); strings.Contains(left, "\x1b") {
			t.Errorf("%q: an escape that is not the page's own", text)
		}
	}
}

// No line of a text page is longer than its width.
func TestTextKeepsItsWidth(t *testing.T) {
	for _, width := range []int{40, 44, 80, 120} {
		pages := map[string]report.Status{"fixture": sampleStatus(t)}
		for _, text := range hostile {
			pages[text] = evil(text)
		}
		for name, s := range pages {
			page := render(t, func(w io.Writer, s report.Status) error { return report.Text(w, s, report.Options{Width: width}) }, s)
			for _, line := range strings.Split(page, "\n") {
				if n := len([]rune(line)); n > width {
					t.Errorf("%q at %d: %d characters: %s", name, width, n, line)
				}
			}
		}
	}
}

// Hostile texts leave a Markdown page with the same structure: as many headings, items
// and rows of as many cells as with innocent ones.
func TestMarkdownStructure(t *testing.T) {
	want := markdownShape(render(t, report.Markdown, innocent))
	for _, text := range hostile {
		if strings.TrimSpace(text) == "" {
			continue // leaves out what is empty
		}
		if got := markdownShape(render(t, report.Markdown, evil(text))); got != want {
			t.Errorf("%q changes the structure:\n%s\nwant\n%s", text, got, want)
		}
	}
}

var codeSpans = regexp.MustCompile("(`+)[^`].*?[^`]?(`+)")

// markdownShape is a page with each line reduced to what Markdown sees in it.
func markdownShape(page string) string {
	var shape strings.Builder
	for _, line := range strings.Split(page, "\n") {
		start, _, _ := strings.Cut(line, " ")
		switch {
		case strings.HasPrefix(line, "|"):
			bars := 0
			for i := range len(line) {
				if line[i] == '|' && (i == 0 || line[i-1] != '\\') {
					bars++
				}
			}
			shape.WriteString("row " + strings.Repeat("|", bars) + "\n")
		case strings.Trim(start, "#") == "" && start != "", start == "-":
			shape.WriteString(start + "\n")
		case line != "":
			shape.WriteString("text\n")
		}
		outside := codeSpans.ReplaceAllString(line, "")
		for i := range len(outside) {
			if (outside[i] == '<' || outside[i] == '[') && outside[i-1] != '\\' {
				shape.WriteString("unescaped " + outside + "\n")
			}
		}
	}
	return shape.String()
}

// A page is well-formed, whatever it says, and has the same elements with hostile texts
// as with innocent ones.
func TestHTMLStructure(t *testing.T) {
	want := htmlShape(t, render(t, report.HTML, innocent))
	for _, text := range hostile {
		got := htmlShape(t, render(t, report.HTML, evil(text)))
		if strings.TrimSpace(text) != "" && got != want {
			t.Errorf("%q changes the elements of the page", text)
		}
	}
	htmlShape(t, render(t, report.HTML, sampleStatus(t)))
	htmlShape(t, render(t, report.HTML, report.Status{}))
}

// htmlShape reads a page as strict XML and gives its elements in order.
func htmlShape(t *testing.T, page string) string {
	t.Helper()
	var shape strings.Builder
	d := xml.NewDecoder(strings.NewReader(page))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return shape.String()
		}
		if err != nil {
			t.Fatalf("the page is not well-formed: %v", err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			shape.WriteString("<" + e.Name.Local)
			for _, a := range e.Attr {
				if a.Name.Local != "class" { // depends on the length of words
					shape.WriteString(" " + a.Name.Local)
				}
				if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "src" || a.Name.Local == "style" || a.Name.Local == "href" && !strings.HasPrefix(a.Value, "#") {
					t.Errorf("%s has %s=%q", e.Name.Local, a.Name.Local, a.Value)
				}
			}
			shape.WriteString(">\n")
			if e.Name.Local == "script" || e.Name.Local == "img" || e.Name.Local == "link" {
				t.Errorf("the page has a %s", e.Name.Local)
			}
		case xml.EndElement:
			shape.WriteString("</" + e.Name.Local + ">\n")
		}
	}
}
