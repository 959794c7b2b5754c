package report_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/concord-sla/concord/report"
)

// What assistive technology needs: a language, one main heading, headings without gaps,
// captions and scopes in tables, names of charts, links that lead somewhere.
func TestAccessibleStructure(t *testing.T) {
	page := render(t, report.HTML, sampleStatus(t))
	level, mains, ids, links := 0, 0, map[string]bool{}, map[string]bool{}
	d := xml.NewDecoder(strings.NewReader(page))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		attribute := map[string]string{}
		for _, a := range e.Attr {
			attribute[a.Name.Local] = a.Value
		}
		switch name := e.Name.Local; name {
		case "html":
			if attribute["lang"] == "" {
				t.Error("the page names no language")
			}
		case "h1", "h2", "h3", "h4":
			n := int(name[1] - '0')
			if n == 1 {
				mains++
			}
			if n > level+1 {
				t.Errorf("a heading of level %d follows one of level %d", n, level)
			}
			level = n
		case "th":
			if attribute["scope"] == "" {
				t.Error("a heading of a table has no scope")
			}
		case "svg":
			if attribute["aria-hidden"] != "true" && (attribute["role"] != "img" || attribute["aria-label"] == "") {
				t.Errorf("a drawing has no name: %v", attribute)
			}
		}
		if id := attribute["id"]; id != "" {
			if ids[id] {
				t.Errorf("the id %s is there twice", id)
			}
			ids[id] = true
		}
		for _, key := range []string{"href", "aria-labelledby"} {
			if target := strings.TrimPrefix(attribute[key], "#"); target != "" {
				links[target] = true
			}
		}
	}
	if mains != 1 {
		t.Errorf("the page has %d main headings", mains)
	}
	for target := range links {
		if !ids[target] {
			t.Errorf("nothing has the id %s", target)
		}
	}
	if tables, captions := strings.Count(page, "<table"), strings.Count(page, "<caption"); tables == 0 || tables != captions {
		t.Errorf("%d tables have %d captions", tables, captions)
	}
}

// The colors of texts have a contrast of at least 4.5 to 1 with the page (WCAG 2.2, 1.4.3
// level AA), light and dark.
func TestContrast(t *testing.T) {
	style, err := os.ReadFile("style.css")
	if err != nil {
		t.Fatal(err)
	}
	color := regexp.MustCompile(`--([a-z]+): #([0-9a-f]{6})`)
	schemes := regexp.MustCompile(`(?s):root \{.*?\}`).FindAllString(string(style), 2)
	if len(schemes) != 2 {
		t.Fatal("the style has no two color schemes")
	}
	for i, scheme := range schemes {
		colors := map[string]float64{}
		for _, m := range color.FindAllStringSubmatch(scheme, -1) {
			colors[m[1]] = luminance(t, m[2])
		}
		for _, name := range []string{"ink", "quiet", "link", "missed", "unmeasured", "risk", "met", "none"} {
			light, dark := math.Max(colors[name], colors["page"]), math.Min(colors[name], colors["page"])
			if ratio := (light + 0.05) / (dark + 0.05); ratio < 4.5 {
				t.Errorf("scheme %d: %s has a contrast of %.2f", i+1, name, ratio)
			}
		}
	}
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		part := float64(n) / 255
		if part <= 0.04045 {
			part /= 12.92
		} else {
			part = math.Pow((part+0.055)/1.055, 2.4)
		}
		sum += weight * part
	}
	return sum
}

// A verdict is a word wherever it is a color.
func TestNeverColorAlone(t *testing.T) {
	page := render(t, report.HTML, sampleStatus(t))
	badge := regexp.MustCompile(`<span class="badge[^"]*"><svg[^>]*><use href="#icon-[a-z]+"/></svg> ([A-Za-z][^<]*)</span>`)
	if all, worded := strings.Count(page, `class="badge`), len(badge.FindAllString(page, -1)); all == 0 || all != worded {
		t.Errorf("%d badges, %d of them with an icon and a word", all, worded)
	}
	if fmt.Sprint(regexp.MustCompile(`<use href="#dot-`).MatchString(page)) != "true" {
		t.Error("the page has no chart")
	}
}
