package main

import (
	"context"
	"fmt"
)

// askMemory is what the five fields of a record take in each store.
func askMemory(ctx context.Context, all []opened, rows int) (section, error) {
	s := section{title: "Memory for a ticket of five fields", unit: "bytes a row"}
	for _, o := range all {
		bytes, err := o.store.bytes(ctx)
		if err != nil {
			return section{}, fmt.Errorf("%s: %w", o.name, err)
		}
		if bytes > 0 {
			s.results = append(s.results, result{name: o.name, each: []float64{float64(bytes) / float64(rows)}})
		}
	}
	s.notes = []string{"Of Go, what the heap holds more when all are loaded; of the databases, what they say of themselves."}
	return s, nil
}
