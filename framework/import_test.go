package framework_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/concord-sla/concord/internal/testenv"
)

// A program that imports the package and does not ask for the catalog does not carry it,
// and starts as before: three programs that differ in that alone.
func TestImportCost(t *testing.T) {
	if testing.Short() {
		t.Skip("three programs are linked")
	}
	tool := testenv.Tool(t, "go")
	folder := t.TempDir()
	size := map[string]int64{}
	for name, of := range map[string]struct{ imports, uses string }{
		"without":  {"", ""},
		"imported": {`_ "github.com/concord-sla/concord/framework"`, ""},
		"used":     {`"github.com/concord-sla/concord/framework"`, "_ = framework.Default()"},
	} {
		source, program := filepath.Join(folder, name+".go"), filepath.Join(folder, name)
		text := "package main\n\nimport (\n\t" + of.imports + "\n\t\"github.com/concord-sla/concord/sla\"\n)\n\nfunc main() {\n\t_, _ = sla.Parse(\"\", nil)\n\t" + of.uses + "\n}\n"
		if err := os.WriteFile(source, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(tool, "build", "-ldflags=-s -w", "-o", program, source).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		info, err := os.Stat(program)
		if err != nil {
			t.Fatal(err)
		}
		size[name] = info.Size()
	}
	imported, used := size["imported"]-size["without"], size["used"]-size["without"]
	t.Logf("a program of %d bytes is %d larger when it imports the package, and %d when it uses the catalog", size["without"], imported, used)
	if imported > 16<<10 || used > 1<<20 {
		t.Errorf("importing costs %d bytes, want at most 16 KB; using it %d, want at most 1 MB", imported, used)
	}
	start := exec.Command(filepath.Join(folder, "imported"))
	start.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	trace, err := start.CombinedOutput()
	if err != nil || !strings.Contains(string(trace), "init ") {
		t.Fatalf("%v\n%s", err, trace)
	}
	for line := range strings.Lines(string(trace)) {
		var at, clock float64
		var bytes, allocs int
		_, own, found := strings.Cut(line, "init github.com/concord-sla/concord/framework @")
		if !found {
			continue
		}
		if _, err := fmt.Sscanf(own, "%f ms, %f ms clock, %d bytes, %d allocs", &at, &clock, &bytes, &allocs); err != nil || bytes > 4<<10 {
			t.Errorf("more than a few small tables are made when the program starts (%v): %s", err, line)
		}
		t.Log(strings.TrimSpace(line))
	}
}
