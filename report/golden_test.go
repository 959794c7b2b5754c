package report_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/report"
)

// renderers are the forms of a page, by the name of the golden file.
var renderers = []struct {
	file  string
	write func(io.Writer, report.Status) error
}{
	{"status.txt", func(w io.Writer, s report.Status) error { return report.Text(w, s, report.Options{}) }},
	{"status_narrow.txt", func(w io.Writer, s report.Status) error { return report.Text(w, s, report.Options{Width: 44}) }},
	{"status_brief.txt", func(w io.Writer, s report.Status) error { return report.Text(w, s, report.Options{Brief: true}) }},
	{"status_color.txt", func(w io.Writer, s report.Status) error {
		return report.Text(w, s, report.Options{Width: 100, Color: true})
	}},
	{"status.md", report.Markdown},
	{"status.html", report.HTML},
}

// The pages of a real evaluation, as they stand in testdata. Read the difference before
// rewriting them with go test ./report -update.
func TestGolden(t *testing.T) {
	status := sampleStatus(t)
	for _, r := range renderers {
		t.Run(r.file, func(t *testing.T) {
			var got bytes.Buffer
			if err := r.write(&got, status); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", r.file)
			if script.Updating() {
				if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("the page changed (-want +got):\n%s", diff)
			}
		})
	}
}

// Two evaluations give the same bytes, whatever order maps are walked in.
func TestDeterminism(t *testing.T) {
	for _, r := range renderers {
		var first bytes.Buffer
		if err := r.write(&first, sampleStatus(t)); err != nil {
			t.Fatal(err)
		}
		for range 5 {
			var again bytes.Buffer
			if err := r.write(&again, sampleStatus(t)); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(first.Bytes(), again.Bytes()) {
				t.Errorf("%s differs from one evaluation to the next", r.file)
			}
		}
	}
}
