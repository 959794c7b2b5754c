package framework

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/concord-sla/concord/dsl/diag"
)

//go:embed catalog/*.yaml
var embedded embed.FS

// Default is the catalog that comes with this package. Nothing is read before it
// is first asked for, and then only what is needed: a document is parsed when one
// of its measures is looked up, or its area is searched. What was read is shared.
func Default() *Catalog {
	defaultOnce.Do(func() { defaultCatalog = readEmbedded() })
	return defaultCatalog
}

// A plain Once, and no value that is made when the program starts: a program that
// imports the package and never asks for the catalog does not carry it.
var (
	defaultOnce    sync.Once
	defaultCatalog *Catalog
)

func readEmbedded() *Catalog {
	files, err := embedded.ReadDir("catalog")
	if err != nil {
		panic(fmt.Sprintf("framework: the embedded catalog is broken: %v", err))
	}
	parts := make([]*part, len(files))
	for i, file := range files {
		parts[i] = embeddedPart("catalog/" + file.Name())
	}
	return assemble(parts)
}

// embeddedPart finds the names in a document of the package by their lines, which
// is far faster than parsing it. A test holds the names against the parsed ones.
func embeddedPart(name string) *part {
	text, err := embedded.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("framework: the embedded catalog is broken: %v", err))
	}
	p := &part{}
	seen := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		switch key {
		case "catalog":
			p.catalog = unquoted(value)
		case "area":
			p.area = unquoted(value)
		case "  - id", "  - key":
			if ref := unquoted(value); !seen[ref] {
				p.refs, seen[ref] = append(p.refs, ref), true
			}
		}
	}
	p.read = sync.OnceValue(func() *content {
		c, problems := loadOne(&diag.Source{Name: name, Text: string(text)})
		if err := problems.Sorted().Err(); err != nil {
			// The files are part of the package and a test loads them: this is a
			// defect of the package, not something a caller can handle.
			panic(fmt.Sprintf("framework: the embedded catalog is broken: %v", err))
		}
		return c
	})
	return p
}

// unquoted is a scalar of the package's own documents as a text.
func unquoted(text string) string {
	if plain, err := strconv.Unquote(text); err == nil {
		return plain
	}
	return text
}
