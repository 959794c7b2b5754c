// Package trace has what an evaluation of an expression did: in which passes the rows of
// tables were read, for which aggregates, over columns or row by row. Package dsl writes
// a [Trace]; it is for those who want to know where the time goes.
package trace

import (
	"fmt"
	"slices"
	"strings"
)

// Trace is what an evaluation did: its passes, in the order in which they ran.
type Trace []Pass

// Pass is a read of the rows of a table from the first to the last, for one or more
// aggregates.
type Pass struct {
	Aggregates  []string // the author's text of each
	Table       string
	Columns     []string // the fields that were read
	Rows        int      // of the table, that count
	Times       int      // how often: more than once for an aggregate that is computed anew for each group
	OverColumns bool     // in batches of columns; else row by row
	Computed    []string // over columns: what was computed for each batch, each of it once
	Why         string   // row by row: why
}

// String returns the trace as text to be read.
func (t Trace) String() string {
	var text strings.Builder
	for i, p := range t {
		way := "row by row"
		if p.OverColumns {
			way = "over columns"
		}
		fmt.Fprintf(&text, "%d. %d rows of %s, %s", i+1, p.Rows, p.Table, way)
		if p.Times > 1 {
			fmt.Fprintf(&text, ", in %d goes", p.Times)
		}
		if p.Why != "" {
			fmt.Fprintf(&text, ": %s", p.Why)
		}
		text.WriteString("\n")
		if len(p.Columns) > 0 {
			fmt.Fprintf(&text, "   reads %s\n", strings.Join(p.Columns, ", "))
		}
		for _, a := range p.Aggregates {
			fmt.Fprintf(&text, "   for %s\n", strings.Join(strings.Fields(a), " "))
		}
		for _, c := range slices.Compact(slices.Clone(p.Computed)) {
			fmt.Fprintf(&text, "   %s\n", c)
		}
	}
	return text.String()
}
