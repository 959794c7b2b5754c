package table

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table/internal/scan"
)

// FromStructs returns the table of a slice of structs, or of pointers to structs.
//
// A field of the schema is read from the struct's field that is tagged with its name, as
// in `concord:"opened"`, or has that name when case and underscores are ignored:
// opened_at is OpenedAt. Fields that the schema does not have are ignored. A field may be
// a string, a boolean, an integer, a [time.Time], [time.Duration] or [calendar.Date], an
// exact number (decimal.Decimal of github.com/shopspring/decimal, [*big.Rat], [*big.Int],
// [json.Number]), a type with one of the basic types under it, a pointer to any of these,
// or one of the Null types of database/sql. Strings are read as the cells of a CSV file
// are.
//
// Missing values are nil pointers, Null values that are not valid and, where the type is
// Nullable, a zero time.Time or calendar.Date. An empty string is a missing value but for
// fields of kind text.
//
// The table is nil if the struct does not fit the schema: a field is not there, is a
// float, which does not hold decimals exactly, or has a type that its kind does not take.
// Otherwise it is complete but for what the error says.
func FromStructs[T any](schema kinds.Schema, rows []T) (*Table, error) {
	b, err := NewBuilder(schema)
	if err != nil {
		return nil, err
	}
	columns, err := membersFor(b.table.schema, reflect.TypeFor[T]())
	if err != nil {
		return nil, err
	}
	all := reflect.ValueOf(rows)
	for n := range rows {
		row := all.Index(n)
		for row.Kind() == reflect.Pointer && !row.IsNil() {
			row = row.Elem()
		}
		if row.Kind() == reflect.Pointer {
			b.blame(BadRow, fmt.Sprintf("row %d is nil", b.row()), "leave it out")
			b.table.rejected++
			continue
		}
		for i, index := range columns {
			v, err := row.FieldByIndexErr(index)
			if err != nil { // a nil embedded pointer on the way
				v = reflect.Value{}
			}
			if f := b.take(i, valueOf(v), nil); f != nil {
				b.blame(BadCell, b.where(i)+": "+f.What, f.Advice)
			}
		}
		b.EndRow()
	}
	return b.Table()
}

// membersFor finds the struct's field for each field of a schema.
func membersFor(schema kinds.Schema, t reflect.Type) ([][]int, error) {
	members, err := membersOf(schema.Name, t)
	if err != nil {
		return nil, err
	}
	var problems diag.List
	bad := func(summary, advice string) {
		problems = append(problems, mistake(BadTable, schema.Name, summary, advice))
	}
	columns := make([][]int, len(schema.Fields))
	for i, field := range schema.Fields {
		found := matching(members, field.Name)
		switch {
		case len(found) == 0:
			var names []string
			for _, m := range members {
				names = append(names, m.name)
			}
			bad(fmt.Sprintf("%s has no field for %s", t, field.Name), diag.DidYouMean(field.Name, names))
			continue
		case len(found) > 1:
			bad(fmt.Sprintf("%s has two fields for %s: %s and %s", t, field.Name, found[0].field.Name, found[1].field.Name),
				fmt.Sprintf("tag one of them with `concord:%q`", field.Name))
			continue
		}
		columns[i] = found[0].field.Index
		if f := found[0].fits(field.Type); f != nil {
			bad(fmt.Sprintf("field %s of %s: %s", found[0].field.Name, t, f.What), f.Advice)
		}
	}
	return columns, problems.Err()
}

// matching returns the members for a field: those of that name, else those whose name is
// the same when case and underscores are ignored.
func matching(members []member, name string) []member {
	for _, same := range []func(m member) bool{
		func(m member) bool { return m.name == name },
		func(m member) bool { return !m.tagged && folded(m.field.Name) == folded(name) },
	} {
		var found []member
		for _, m := range members {
			if same(m) {
				found = append(found, m)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

func folded(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }

// fits says why a member's Go type cannot hold values of a type.
func (m member) fits(t kinds.Type) *scan.Fault { return fits(m.field.Type, t) }

// fits says why values of a Go type cannot be values of a type.
func fits(g reflect.Type, t kinds.Type) *scan.Fault {
	c, _ := classOf(g)
	switch {
	case c == ofFault:
		return refusal(g)
	case !slices.Contains(kindRules[t.Kind].takes, c):
		return &scan.Fault{What: fmt.Sprintf("a %s is not a value of kind %s", g, t.Kind), Advice: scan.HowToWrite[t.Kind] + " in a string, or use another type"}
	case t.Kind == kinds.Duration && t.CellUnit == 0 && (c == ofWhole || c == ofNumber):
		return &scan.Fault{What: fmt.Sprintf("a %s is a duration without a unit", g), Advice: "use time.Duration, or declare the field as duration in minutes"}
	}
	return nil
}
