// Command catalogbuild writes the embedded catalog, framework/catalog/*.yaml,
// from the gathered facts about published measures.
//
// The facts are not part of this repository. They are JSON lines, one measure a
// line, in a folder "catalog" inside the folder that the environment variable
// CONCORD_SHARED names. With it set, from the root of the repository:
//
//	go run ./internal/catalogbuild
//
// The command reads an area's lines (areas.go), turns each into a
// [framework.Measure] (convert.go, words.go), looks for defects of the source
// (defects.go) and writes one YAML file an area (write.go), measures in the order
// of the lines. The same lines give the same bytes. A word that the tables do not
// know stops it: every text that ships was written or looked at by the project.
// The sources' own sentences, their descriptions and formulas, are read to find
// defects and never written.
package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "catalogbuild:", err)
		os.Exit(1)
	}
}

func run() error {
	facts, err := openFacts()
	if err != nil {
		return err
	}
	files, err := build(facts, areas)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := os.WriteFile(filepath.Join("framework", "catalog", name), files[name], 0o644); err != nil {
			return err
		}
	}
	return nil
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
