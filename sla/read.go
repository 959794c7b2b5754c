package sla

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// recordFile is a kind of file that [Plan.Read] reads.
type recordFile struct {
	ending string
	read   func(schema kinds.Schema, name string, r io.Reader, options table.Options) (*table.Table, error)
}

var recordFiles = []recordFile{{".csv", table.ReadCSV}, {".jsonl", table.ReadJSONLines}}

// Read reads the records of all tables of the agreement from a folder, by the agreement's
// own fields and zone; os.DirFS("records") is a folder on disk. The file of a table is
// called by its name: tickets.csv has the rows of the table tickets under a header, or
// tickets.jsonl one JSON object on each line. Other files are not looked at.
//
// The error is a [diag.List] of everything that is wrong, by file, line and column: each
// cell and row that could not be read, and each table without a file. The data has what
// was good all the same, with the problems of each table in it, for the caller to decide
// whether it will do. A table that no metric reads needs no file. What was opened is
// closed.
func (p *Plan) Read(folder fs.FS) (Data, error) {
	p = p.orEmpty()
	data := Data{Tables: map[string]Records{}}
	if folder == nil {
		return data, errors.New("reading records: there is no folder to read from")
	}
	needed := p.needed()
	var problems diag.List
	for _, schema := range p.schemas {
		rows, err := p.readTable(folder, schema, needed[schema.Name])
		if rows != nil {
			data.Tables[schema.Name] = Records{Rows: rows}
		}
		problems = append(problems, diag.From(err)...)
	}
	return data, problems.Err()
}

// readTable reads the file of one table; without one there are no rows, and no error when
// the table is not needed.
func (p *Plan) readTable(folder fs.FS, schema kinds.Schema, needed bool) (*table.Table, error) {
	problem := func(summary, advice string) error {
		return diag.List{{Severity: diag.Error, Code: table.NoRecords, Class: diag.ErrData, Path: schema.Name, Summary: summary, Advice: advice}}
	}
	var there []recordFile
	for _, f := range recordFiles {
		if _, err := fs.Stat(folder, schema.Name+f.ending); !errors.Is(err, fs.ErrNotExist) {
			there = append(there, f)
		}
	}
	switch {
	case len(there) > 1:
		return nil, problem(fmt.Sprintf("the table %s has two files, %s and %s", schema.Name, schema.Name+there[0].ending, schema.Name+there[1].ending), "take one of them out of the folder")
	case len(there) == 0 && needed:
		return nil, problem(fmt.Sprintf("the folder has no file of the table %s", schema.Name), nearestFile(folder, schema.Name))
	case len(there) == 0:
		return nil, nil
	}
	name := schema.Name + there[0].ending
	file, err := folder.Open(name)
	if err != nil {
		return nil, problem(fmt.Sprintf("the file %s cannot be opened: %v", name, err), "look whether it may be read")
	}
	defer file.Close() // it was only read
	rows, err := there[0].read(schema, name, file, table.Options{Zone: p.zone})
	if rows == nil && err != nil {
		if problems := diag.From(err); len(problems) > 0 && problems.Error() == err.Error() {
			return nil, err
		}
		// It failed, and not because of what stands in the file.
		return nil, append(diag.From(err), diag.From(problem(fmt.Sprintf("the file %s cannot be read: %v", name, err), "look whether it is a file that may be read, and read it again"))...)
	}
	return rows, err
}

// nearestFile is the advice for a table without a file.
func nearestFile(folder fs.FS, name string) string {
	entries, _ := fs.ReadDir(folder, ".") // without them the advice is shorter
	var files []string
	for _, e := range entries {
		files = append(files, e.Name())
	}
	advice := "put its rows there as " + name + ".csv, with the names of its fields above them"
	if near := diag.Near(name+".csv", files); near != "" {
		advice += "; is it " + near + "?"
	}
	return advice
}

// needed are the tables of the agreement that its metrics read, also by way of a table
// that it computes.
func (p *Plan) needed() map[string]bool {
	needed := map[string]bool{}
	for _, m := range p.metrics {
		for _, t := range slices.Concat(m.Tables, m.Lookups) {
			name := t.Name
			if c := p.computedTable(name); c != nil {
				name = c.reads().Name
			}
			needed[name] = true
		}
	}
	return needed
}
