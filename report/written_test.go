package report_test

import (
	"bytes"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/report"
)

// shortWriter takes half of what it is given, and says nothing of it.
type shortWriter struct{}

func (shortWriter) Write(p []byte) (int, error) { return len(p) / 2, nil }

// A page that was not written whole is an error, also where the writer has none, and so
// is one without a writer.
func TestPageIsWrittenWhole(t *testing.T) {
	for _, r := range renderers {
		if err := r.write(shortWriter{}, innocent); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("%s, half of it written: %v", r.file, err)
		}
		if err := r.write(nil, innocent); err == nil {
			t.Errorf("%s is written to no writer", r.file)
		}
	}
}

// A text of one word takes time in proportion to its length, and is written whole.
func TestLongWord(t *testing.T) {
	const length = 3_500_000
	word := strings.Repeat("x", length)
	start := time.Now()
	var page bytes.Buffer
	if err := report.Text(&page, report.Status{Agreement: report.Agreement{Title: word}}, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(page.String(), "x"); n < length {
		t.Errorf("%d of %d letters are written", n, length)
	}
	if spent := time.Since(start); spent > 10*time.Second {
		t.Errorf("a title of %d letters takes %v", length, spent)
	}
}

// A line has a length that a page can have, and no page is written by another.
func TestWidths(t *testing.T) {
	for width, usable := range map[int]bool{
		math.MinInt: false, -1: false, 39: false, 10_001: false, math.MaxInt - 1: false, math.MaxInt: false,
		0: true, 40: true, 10_000: true,
	} {
		err := report.Text(io.Discard, innocent, report.Options{Width: width})
		if usable != (err == nil) || !usable && !errors.Is(err, report.ErrOptions) {
			t.Errorf("a page of %d characters on a line: %v", width, err)
		}
	}
}
