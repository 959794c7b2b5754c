package framework

import (
	"embed"
	"fmt"
	"sync"

	"github.com/concord-sla/concord/dsl/diag"
)

//go:embed catalog/*.yaml
var embedded embed.FS

// Default returns the catalog that comes with this package. Nothing is read before it is
// first asked for, and then only what is needed: looking up a measure reads that measure,
// and searching an area reads its documents. What was read is kept and shared.
func Default() *Catalog {
	defaultOnce.Do(func() { defaultCatalog = readEmbedded() })
	return defaultCatalog
}

// A plain Once, and no value that is made when the program starts: a program that imports
// the package and never asks for the catalog does not carry it.
var (
	defaultOnce    sync.Once
	defaultCatalog *Catalog
)

// readEmbedded finds what the package's documents hold, and reads none of it.
func readEmbedded() *Catalog {
	entries, err := embedded.ReadDir("catalog")
	if err != nil {
		panic(broken(err))
	}
	files := make([]*catalogFile, len(entries))
	for i, entry := range entries {
		name := "catalog/" + entry.Name()
		text, err := embedded.ReadFile(name)
		if err != nil {
			panic(broken(err))
		}
		files[i] = newLazyFile(&diag.Source{Name: name, Text: string(text)})
	}
	return newCatalog(files)
}

// broken returns the message for a mistake in the package's own documents, which cannot
// be: tests read all of them, and nothing that a caller does can mend or cause it.
func broken(what any) string {
	return fmt.Sprintf("framework: the embedded catalog is broken: %v", what)
}
