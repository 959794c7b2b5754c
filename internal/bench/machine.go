package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
)

// writeMachine says on what a run was made, and of which versions.
func writeMachine(w io.Writer, o options) {
	fmt.Fprintf(w, "%s rows, rounds: %d; %s %s/%s, %d cores, %s, %s of memory.\n\n", thousands(int64(o.rows)), o.rounds,
		runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), fieldOf("/proc/cpuinfo", "model name"), fieldOf("/proc/meminfo", "MemTotal"))
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return
	}
	var versions []string
	for _, m := range info.Deps {
		if slices.Contains(rivalModules, m.Path) {
			versions = append(versions, m.Path+" "+m.Version)
		}
	}
	fmt.Fprintf(w, "Against %s.\n\n", strings.Join(versions, ", "))
	if left != "" {
		fmt.Fprintf(w, "%s.\n\n", left)
	}
}

// rivalModules are those whose versions are told.
var rivalModules = []string{
	"cel.dev/cel-go", "github.com/casbin/govaluate", "github.com/duckdb/duckdb-go/v2", "github.com/expr-lang/expr",
	"github.com/jackc/pgx/v5", "github.com/open-policy-agent/opa", "modernc.org/sqlite",
}

// fieldOf is a line of the files in which Linux tells of itself, and "unknown" elsewhere.
func fieldOf(path, name string) string {
	file, err := os.Open(path)
	if err != nil {
		return "unknown"
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if field, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(field) == name {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}
