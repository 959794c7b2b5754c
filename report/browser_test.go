package report_test

import (
	"bytes"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/concord-sla/concord/internal/testenv"
	"github.com/concord-sla/concord/report"
)

// measuring is a page that holds the report in a frame of a width and says how wide its
// content became, and whether anything was asked of the network.
const measuring = `<!doctype html><meta charset="utf-8"><body><iframe id="f" width="%d" height="900" style="border:0" srcdoc="%s"></iframe>
<script>
addEventListener("load", () => {
  const f = document.getElementById("f"), d = f.contentDocument.documentElement;
  document.body.setAttribute("data-width", d.scrollWidth);
  document.body.setAttribute("data-height", d.scrollHeight);
  document.body.setAttribute("data-requests", f.contentWindow.performance.getEntriesByType("resource").length);
});
</script></body>`

var measured = regexp.MustCompile(`data-width="(\d+)" data-height="(\d+)" data-requests="(\d+)"`)

// In a real browser the page is no wider than a phone or a desk screen, so that nothing
// has to be scrolled sideways, and it asks nothing of the network.
func TestPageFitsTheScreen(t *testing.T) {
	chromium := testenv.Tool(t, "chromium")
	var page bytes.Buffer
	if err := report.HTML(&page, sampleStatus(t)); err != nil {
		t.Fatal(err)
	}
	for _, width := range []int{390, 768, 1280} {
		folder := t.TempDir()
		file := filepath.Join(folder, "page.html")
		if err := os.WriteFile(file, fmt.Appendf(nil, measuring, width, html.EscapeString(page.String())), 0o644); err != nil {
			t.Fatal(err)
		}
		browser := exec.Command(chromium, "--headless", "--hide-scrollbars", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync", "--user-data-dir="+filepath.Join(folder, "profile"), "--window-size=1400,1000", "--dump-dom", "file://"+file)
		browser.WaitDelay = 5 * time.Second
		stop := time.AfterFunc(time.Minute, func() { _ = browser.Process.Kill() })
		dom, err := browser.Output()
		stop.Stop()
		m := measured.FindSubmatch(dom)
		if err != nil || m == nil {
			t.Fatalf("chromium did not measure the page: %v", err)
		}
		if string(m[1]) != fmt.Sprint(width) {
			t.Errorf("at %d pixels the page is %s wide", width, m[1])
		}
		if string(m[3]) != "0" {
			t.Errorf("at %d pixels the page asked for %s other files", width, m[3])
		}
	}
}
