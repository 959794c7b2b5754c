package sla

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/document/form"
)

// everyPeriod stands instead of a field when rows do not belong to periods.
const everyPeriod = "every period"

var tablesForm = form.MapOf("names", tableForm, func(name string) Table { return Table{Name: name} })

var tableForm = form.ObjectOf("a table", []form.Key[Table]{
	{
		Name: "at", Required: true, Example: "accepted",
		Meaning: "the field that places a row in a period, or `" + everyPeriod + "`",
		Value:   tableAtForm,
		Missing: func(t *Table) (summary, advice string) {
			return fmt.Sprintf("table %s does not say which field places a row in a period", t.Name), "write at: and the field, or at: " + everyPeriod
		},
	},
	{
		Name: "fields", Required: true, Example: "{id: text, accepted: instant, paid: instant?, amount: money USD, improper: boolean}",
		Meaning: "the fields of a row, each with its kind",
		Value:   form.In(fieldsForm, func(t *Table) *[]kinds.Field { return &t.Fields }),
	},
	{
		Name: "source", Example: "{system: core financials, measurer: provider}",
		Meaning: "where the records come from",
		Value:   form.In(sourceForm, func(t *Table) *Source { return &t.Source }),
	},
})

// tableAtForm reads the field that places a row in a period; no field is every period.
var tableAtForm = form.New(*nameForm.Shape(), func(r *form.Reader, n *document.Node, t *Table) {
	if nameForm.Read(r, n, &t.At); t.At == everyPeriod {
		t.At = ""
	}
})

var fieldsForm = form.MapOf("fields",
	form.In(kindForm, func(f *kinds.Field) *kinds.Type { return &f.Type }),
	func(name string) kinds.Field { return kinds.Field{Name: name} })

var inputsForm = form.MapOf("names", inputForm, func(name string) Input { return Input{Name: name} })

// inputForm reads an input from its kind, or from its kind and source.
var inputForm = form.EitherOf(inputKind, form.ObjectOf("an input", []form.Key[Input]{
	{
		Name: "kind", Required: true, Example: "money USD",
		Meaning: "the kind of the figure",
		Value:   inputKind,
	},
	{
		Name: "source", Example: "{system: contract, measurer: customer}",
		Meaning: "where the figure comes from",
		Value:   form.In(sourceForm, func(i *Input) *Source { return &i.Source }),
	},
}))

var inputKind = form.In(kindForm, func(i *Input) *kinds.Type { return &i.Type })
