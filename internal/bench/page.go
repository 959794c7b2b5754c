package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// section is a question and what came of it.
type section struct {
	title   string
	asked   []string // in Concord's language
	unit    string
	results []result
	allocs  bool // whether allocations are shown
	notes   []string
}

// write writes the section as Markdown. Ratios are the contestant's time to Concord's
// within a round, the median over the rounds, and the least and the most of them.
func (s section) write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n", s.title)
	for _, text := range s.asked {
		fmt.Fprintf(&b, "    %s\n", text)
	}
	if len(s.asked) > 0 {
		b.WriteByte('\n')
	}
	us, compared := find(s.results, ours)
	head, rule := "| | "+s.unit+" |", "| --- | ---: |"
	if compared {
		head, rule = head+" against Concord | least and most |", rule+" ---: | ---: |"
	}
	if s.allocs {
		head, rule = head+" allocations |", rule+" ---: |"
	}
	fmt.Fprintf(&b, "%s\n%s\n", head, rule)
	for _, r := range s.results {
		fmt.Fprintf(&b, "| %s | %s |", r.name, digits(median(slices.Sorted(slices.Values(r.each)))))
		if compared {
			all := ratios(r, us)
			fmt.Fprintf(&b, " %s | %s to %s |", digits(median(all)), digits(all[0]), digits(all[len(all)-1]))
		}
		if s.allocs {
			fmt.Fprintf(&b, " %s |", digits(r.allocs))
		}
		b.WriteByte('\n')
	}
	for _, note := range s.notes {
		fmt.Fprintf(&b, "\n%s\n", note)
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// digits is a figure with the digits that mean something: three at most, and those of
// whole numbers.
func digits(f float64) string {
	switch {
	case math.IsNaN(f):
		return "-"
	case f >= 1_000:
		scale := math.Pow(10, math.Floor(math.Log10(f))-1)
		return thousands(int64(math.Round(f/scale) * scale))
	case f >= 100:
		return fmt.Sprintf("%.0f", f)
	case f >= 10:
		return fmt.Sprintf("%.1f", f)
	case f >= 0.1 || f == 0:
		return fmt.Sprintf("%.2f", f)
	case f >= 0.01:
		return fmt.Sprintf("%.3f", f)
	}
	return fmt.Sprintf("%.4f", f)
}

// thousands writes a number with commas.
func thousands(n int64) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
