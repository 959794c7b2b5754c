package table

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table/internal/scan"
)

// SchemaOf returns the schema of a struct, field by field. A tag names the field and its
// type, as [kinds.ParseType] reads it, and either may be left out:
//
//	ID       string                             // text, named id
//	Severity string          `concord:",enum(high, low)"`
//	Amount   decimal.Decimal `concord:"amount,money USD"`
//	ClosedAt *time.Time                         // instant?, named closed_at
//	Comment  []string        `concord:"-"`      // not a field of the table
//
// Without a type, a string is text, a bool boolean, a time.Time an instant, a
// time.Duration a duration, a calendar.Date a date, an unsigned integer a count, and
// every other number a number; pointers and Null types are Nullable.
func SchemaOf[T any](name string) (kinds.Schema, error) {
	t := reflect.TypeFor[T]()
	members, err := membersOf(name, t)
	if err != nil {
		return kinds.Schema{}, err
	}
	schema := kinds.Schema{Name: name}
	var problems diag.List
	for _, m := range members {
		field, f := m.schemaField()
		if f == nil {
			f = m.fits(field.Type)
		}
		if f != nil {
			problems = append(problems, mistake(BadTable, name,
				fmt.Sprintf("field %s of %s: %s", m.field.Name, t, f.What), f.Advice))
		}
		schema.Fields = append(schema.Fields, field)
	}
	if err := problems.Err(); err != nil {
		return kinds.Schema{}, err
	}
	if err := schema.Check(); err != nil {
		return kinds.Schema{}, err
	}
	return schema, nil
}

// member is a field of a struct that may be a field of a table.
type member struct {
	name   string // by the tag, or the field's own in small letters with underscores
	typ    string // by the tag, or empty
	tagged bool   // the tag gives the name
	field  reflect.StructField
}

// membersOf returns the fields of a struct, with those of structs embedded in it.
func membersOf(table string, t reflect.Type) ([]member, error) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil, mistake(BadTable, table,
			fmt.Sprintf("%s is not a struct", t), "give a slice of structs")
	}
	var members []member
	var closed [][]int // embedded structs whose fields are not fields of the table
	for _, f := range reflect.VisibleFields(t) {
		if !f.IsExported() && !f.Anonymous || within(f.Index, closed) {
			continue
		}
		tag, tagged := f.Tag.Lookup("concord")
		name, typ, _ := strings.Cut(tag, ",")
		name = strings.TrimSpace(name)
		if tag == "-" {
			closed = append(closed, f.Index)
			continue
		}
		if c, _ := classOf(f.Type); f.Anonymous && c == ofFault && !tagged {
			continue // its fields follow
		}
		closed = append(closed, f.Index)
		if !f.IsExported() {
			continue
		}
		m := member{name: name, typ: strings.TrimSpace(typ), tagged: name != "", field: f}
		if name == "" {
			m.name = snake(f.Name)
		}
		members = append(members, m)
	}
	return members, nil
}

// within reports whether a field is inside one of some structs.
func within(index []int, outer [][]int) bool {
	for _, o := range outer {
		if len(index) > len(o) && reflect.DeepEqual(index[:len(o)], o) {
			return true
		}
	}
	return false
}

// schemaField returns the field of a table that a member declares.
func (m member) schemaField() (kinds.Field, *scan.Fault) {
	if m.typ != "" {
		t, err := kinds.ParseType(m.typ)
		if err != nil {
			d := diag.From(err)[0]
			return kinds.Field{}, &scan.Fault{What: d.Summary, Advice: d.Advice}
		}
		return kinds.Field{Name: m.name, Type: t}, nil
	}
	c, optional := classOf(m.field.Type)
	if c == ofFault {
		f := refusal(m.field.Type)
		f.Advice += `; or leave it out with the tag concord:"-"`
		return kinds.Field{}, f
	}
	t := kinds.Of(goKinds[c])
	if c == ofWhole && unsigned(m.field.Type) {
		t = kinds.Of(kinds.Count)
	}
	t.Nullable = optional
	return kinds.Field{Name: m.name, Type: t}, nil
}

// goKinds is the kind of a field whose tag does not give one.
var goKinds = [...]kinds.Kind{
	ofText: kinds.Text, ofTruth: kinds.Boolean, ofWhole: kinds.Number, ofNumber: kinds.Number, ofInstant: kinds.Instant, ofElapsed: kinds.Duration, ofDay: kinds.Date,
}

func unsigned(t reflect.Type) bool {
	for t != intType && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() == reflect.Struct {
		t = t.Field(0).Type
	}
	return t.Kind() >= reflect.Uint && t.Kind() <= reflect.Uint64
}

// snake returns a Go name in small letters with underscores: ClosedAt is closed_at,
// HTTPStatus is http_status.
func snake(name string) string {
	var b strings.Builder
	letters := []rune(name)
	for i, r := range letters {
		if i > 0 && unicode.IsUpper(r) {
			after := unicode.IsLower(letters[i-1]) || unicode.IsDigit(letters[i-1])
			begins := i+1 < len(letters) && unicode.IsLower(letters[i+1])
			if letters[i-1] != '_' && (after || begins) {
				b.WriteByte('_')
			}
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
