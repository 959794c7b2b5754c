// Command catalogbuild writes the embedded catalog, framework/catalog/*.yaml, from the
// gathered facts about published measures.
//
// The facts are not part of this repository. They are JSON lines, one measure a line, in
// a folder "catalog" inside the folder that the environment variable CONCORD_SHARED
// names. With it set, from the root of the repository:
//
//	go run ./internal/catalogbuild
//
// It prints what changes against the committed files, for a person to review: measures
// that appear and vanish, figures that are tightened and loosened, units and directions.
// With -n it writes nothing.
//
// The command reads an area's lines (areas.go), turns each into a [framework.Measure]
// (convert.go, words.go), looks for defects of the source (defects.go, formulas.go,
// remarks.go) and writes one YAML file an area (write.go), measures in the order of the
// lines. The same lines give the same bytes. A word that the tables do not know stops it:
// every text that ships was written or looked at by the project. The sources' own
// sentences, their descriptions and formulas, are read to find defects and never written.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/editions"
)

func main() {
	dry := flag.Bool("n", false, "print what would change and write nothing")
	flag.Parse()
	if err := run(os.Stdout, filepath.Join("framework", "catalog"), *dry); err != nil {
		fmt.Fprintln(os.Stderr, "catalogbuild:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, folder string, dry bool) error {
	facts, err := openFacts()
	if err != nil {
		return err
	}
	files, err := build(facts, areas)
	if err != nil {
		return err
	}
	if err := review(out, os.DirFS(folder), files); err != nil || dry {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := os.WriteFile(filepath.Join(folder, name), files[name], 0o644); err != nil {
			return err
		}
	}
	return nil
}

// review loads what will be written, which checks it, and says how it differs from what
// is there.
func review(out io.Writer, there fs.FS, files map[string][]byte) error {
	var sources []*diag.Source
	for _, name := range slices.Sorted(maps.Keys(files)) {
		sources = append(sources, &diag.Source{Name: name, Text: string(files[name])})
	}
	next, err := framework.Load(sources...)
	if err != nil {
		return err
	}
	old, err := framework.LoadFS(there, "*.yaml")
	if err != nil {
		fmt.Fprintf(out, "the committed catalog cannot be compared: %v\n", err)
		return nil
	}
	_, err = io.WriteString(out, editions.Diff(old, next).Text())
	return err
}

// openFacts gives the folder of facts.
func openFacts() (fs.FS, error) {
	folder := os.Getenv("CONCORD_SHARED")
	if folder == "" {
		return nil, errors.New("set CONCORD_SHARED to the folder that holds the gathered facts")
	}
	return os.DirFS(filepath.Join(folder, "catalog")), nil
}

// build gives the text of each area's file by name.
func build(facts fs.FS, areas []area) (map[string][]byte, error) {
	in, err := readFacts(facts)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	var problems []error
	for _, a := range areas {
		c, err := convert(a, in)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		files[a.catalog+".yaml"] = c.text()
	}
	return files, errors.Join(problems...)
}
