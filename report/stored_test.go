package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/internal/resulttest"
	"github.com/concord-sla/concord/report"
	"github.com/concord-sla/concord/sla"
)

// statusOf returns the status of a result that was stored as JSON and read again. The
// test fails unless it is that of the result itself.
func statusOf(t *testing.T, result *sla.Result, findings []align.Finding) report.Status {
	t.Helper()
	status := report.NewStatus(resulttest.Stored(t, result), findings)
	if diff := cmp.Diff(report.NewStatus(result, findings), status); diff != "" {
		t.Errorf("the status of a stored result is different (-before +after):\n%s", diff)
	}
	return status
}

// The pages of a stored result are those of the result itself, to the byte.
func TestStoredPages(t *testing.T) {
	result, findings := fixture(t)
	before, after := report.NewStatus(result, findings), statusOf(t, result, findings)
	for _, r := range renderers {
		if diff := cmp.Diff(render(t, r.write, before), render(t, r.write, after)); diff != "" {
			t.Errorf("%s of a stored result is different (-before +after):\n%s", r.file, diff)
		}
	}
}
