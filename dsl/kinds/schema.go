package kinds

import (
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl/diag"
)

// Schema is the name of a table and its fields in their order.
type Schema struct {
	Name   string
	Fields []Field
}

// Field is a column's name and type.
type Field struct {
	Name string `json:"name,omitzero"`
	Type Type   `json:"type,omitzero"`
}

// Index returns the position of a field, or -1.
func (s Schema) Index(field string) int {
	for i, f := range s.Fields {
		if f.Name == field {
			return i
		}
	}
	return -1
}

// FieldNames returns the names of the fields in their order.
func (s Schema) FieldNames() []string {
	names := make([]string, len(s.Fields))
	for i, f := range s.Fields {
		names[i] = f.Name
	}
	return names
}

// Clone returns a copy that the maker of the schema cannot change.
func (s Schema) Clone() Schema {
	s.Fields = slices.Clone(s.Fields)
	for i, f := range s.Fields {
		s.Fields[i].Type.Values = slices.Clone(f.Type.Values)
	}
	return s
}

// Check finds what is wrong with a schema: no name, no fields, a repeated field or a type
// that cannot be used.
func (s Schema) Check() error {
	bad := func(summary, advice string) error {
		return &diag.Diagnostic{Severity: diag.Error, Code: BadSchema, Class: diag.ErrData, Path: s.Name, Summary: summary, Advice: advice}
	}
	if s.Name == "" {
		return bad("a table has no name", "give the schema the name that the agreement uses")
	}
	if len(s.Fields) == 0 {
		return bad(fmt.Sprintf("table %s has no fields", s.Name), "declare at least one field with its kind")
	}
	for i, f := range s.Fields {
		if f.Name == "" {
			return bad(fmt.Sprintf("field %d of table %s has no name", i+1, s.Name), "give it the name that the agreement uses")
		}
		if s.Index(f.Name) != i {
			return bad(fmt.Sprintf("table %s declares the field %s twice", s.Name, f.Name), "remove one of them")
		}
		if flaw, advice := f.Type.flaw(); flaw != "" {
			return bad(fmt.Sprintf("field %s of table %s %s", f.Name, s.Name, flaw), advice)
		}
	}
	return nil
}
