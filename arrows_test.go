package concord_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/concord-sla/concord"

// layers are the packages from the ground up. A package may import those of the lines
// before its own, and nothing knows what comes after it. What is internal to a package
// stands before it.
var layers = [][]string{
	{"internal/contexts", "internal/prose", "internal/script", "internal/vector", "internal/testenv", "dsl/calendar/recurrence/internal/ical", "dsl/calendar/internal/civil"},
	{"dsl/exact", "dsl/diag", "internal/strictjson"},
	{"dsl/codes"},
	{"dsl/calendar"},
	{"dsl/calendar/business", "dsl/calendar/recurrence"},
	{"internal/column", "internal/document", "internal/calendartest", "dsl/clock", "dsl/outage"},
	{"dsl/kinds"},
	{"dsl/table/internal/scan"},
	{"dsl/table", "internal/document/form"},
	{"dsl/ast", "dsl/internal/syntax", "dsl/trace"},
	{"dsl/internal/check", "dsl/internal/kernel"},
	{"dsl/internal/exec"},
	{"dsl"},
	{"dsl/decide", "dsl/english", "dsl/format", "dsl/shapes", "dsl/internal/dsltest"},
	{"sla"},
	{"sla/review", "sla/live", "sla/internal/servicedesk", "internal/resulttest"},
	{"framework/internal/words"},
	{"framework/internal/reader"},
	{"framework"},
	{"framework/align"},
	{"framework/coverage", "framework/drafts", "framework/editions", "framework/rollup"},
	{"framework/internal/drafttest"},
	{"report", "internal/catalogbuild"},
}

// leaves may import these packages of the project and no others, whatever stands below
// them.
var leaves = map[string][]string{
	"dsl/clock":  {"dsl/calendar/business", "dsl/diag", "internal/strictjson"},
	"dsl/outage": {"dsl/calendar", "dsl/calendar/business", "dsl/diag", "internal/strictjson"},
}

// The arrows between packages go one way: report -> framework/align, … -> framework ->
// sla -> decide -> dsl -> table -> {calendar, diag}.
func TestArrows(t *testing.T) {
	height := map[string]int{}
	for i, layer := range layers {
		for _, name := range layer {
			height[name] = i
		}
	}
	seen := map[string]bool{}
	for _, p := range listed(t) {
		name := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
		if name == "" || strings.HasPrefix(name, "examples/") {
			continue // the tour imports nothing, and examples may use everything
		}
		own, known := height[name]
		if !known {
			t.Errorf("%s stands on no layer; say where it belongs", name)
			continue
		}
		seen[name] = true
		for _, imported := range p.Imports {
			below, ours := strings.CutPrefix(imported, module+"/")
			if ours && height[below] >= own {
				t.Errorf("%s imports %s, which is not below it", name, below)
			}
			if may, leaf := leaves[name]; ours && leaf && !slices.Contains(may, below) {
				t.Errorf("%s imports %s, and may import %v", name, below, may)
			}
		}
	}
	for name := range height {
		if !seen[name] {
			t.Errorf("there is no package %s", name)
		}
	}
}

// Each dependency has its one place.
func TestDependenciesHaveAPlace(t *testing.T) {
	places := map[string][]string{
		"github.com/expr-lang/expr":      {"dsl/internal/syntax", "dsl/internal/check"},
		"go.yaml.in/yaml":                {"internal/document"},
		"github.com/shopspring/decimal":  {"dsl", "dsl/table", "dsl/internal/dsltest"},
		"github.com/google/go-cmp":       {"internal/script", "internal/resulttest"}, // and tests
		"github.com/expr-lang/expr/vm":   nil,
		"github.com/expr-lang/expr/file": {"dsl/internal/syntax"},
	}
	for _, p := range listed(t) {
		name := strings.TrimPrefix(p.ImportPath, module+"/")
		if strings.HasPrefix(name, "examples/") {
			continue
		}
		for _, imported := range p.Imports {
			if !strings.Contains(imported, ".") || strings.HasPrefix(imported, module) {
				continue
			}
			longest := ""
			for dependency := range places {
				if strings.HasPrefix(imported, dependency) && len(dependency) > len(longest) {
					longest = dependency
				}
			}
			if longest == "" || !slices.Contains(places[longest], name) {
				t.Errorf("%s imports %s, which has another place or none", name, imported)
			}
		}
	}
}

type goPackage struct {
	ImportPath string
	Imports    []string
	Dir        string
}

// listed are the packages of the module, without their tests.
func listed(t *testing.T) (packages []goPackage) {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Dir", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}
