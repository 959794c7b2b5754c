package table

import (
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/table/internal/scan"
	"github.com/concord-sla/concord/internal/prose"
)

// columnsIn finds, for each field, its place among the columns of a source. The fault
// says which columns are missing, or stand there twice.
func (r *reading) columnsIn(header []string) ([]int, *scan.Fault) {
	columns := make([]int, len(r.schema.Fields))
	var missing, advice []string
	for i := range columns {
		name := r.column(i)
		columns[i] = slices.Index(header, name)
		switch {
		case columns[i] < 0:
			missing = append(missing, name)
			if near := nearest(name, header); near != "" {
				advice = append(advice, fmt.Sprintf("did you mean %s for %s?", near, name))
			}
		case slices.Contains(header[columns[i]+1:], name):
			return nil, &scan.Fault{What: fmt.Sprintf("the column %s is there twice", name), Advice: "rename or remove one of them"}
		}
	}
	if len(missing) == 0 {
		return columns, nil
	}
	f := &scan.Fault{What: "there is no column " + strings.Join(missing, ", no column ")}
	switch {
	case len(advice) > 0:
		f.Advice = strings.Join(advice, " ") + " Options.Columns names the column of a field"
	case len(header) <= 20:
		f.Advice = "the columns are " + prose.List(header)
	}
	return nil, f
}

// nearest returns the column most like a name; one that differs in spaces, case or
// underscores is nearer than any other.
func nearest(name string, header []string) string {
	plain := func(s string) string {
		return strings.NewReplacer(" ", "", "_", "", "-", "").Replace(strings.ToLower(s))
	}
	for _, h := range header {
		if plain(h) == plain(name) {
			return prose.Quote(h)
		}
	}
	if near := diag.Near(name, header); near != "" {
		return prose.Quote(near)
	}
	return ""
}
