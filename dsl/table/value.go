package table

import (
	"fmt"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table/internal/scan"
)

// value is what a source holds in one cell, before the field's type has been looked at.
// Every way into a table makes values, and [Builder.take] is the one place that turns
// them into what a column stores. The zero value is a cell without one.
type value struct {
	class   class
	text    string
	truth   bool
	number  exact.Num
	instant time.Time
	elapsed time.Duration
	day     calendar.Date
	fault   *scan.Fault // of ofFault
}

// class says which field of a value is set.
type class uint8

const (
	ofNothing class = iota
	ofText          // text
	ofTruth         // truth
	ofWhole         // number, from an integer type or written without point and exponent
	ofNumber        // number
	ofInstant       // instant
	ofElapsed       // elapsed
	ofDay           // day
	ofFault         // fault
)

var classNames = [...]string{
	ofNothing: "nothing", ofText: "text", ofTruth: "a boolean", ofWhole: "a whole number", ofNumber: "a number",
	ofInstant: "an instant", ofElapsed: "a duration", ofDay: "a date", ofFault: "no value",
}

// kindRule says how values become cells of a kind: the classes it takes and the function
// that stores one of them.
type kindRule struct {
	takes []class
	store func(b *Builder, i int, v value, zone *time.Location) *scan.Fault
}

var kindRules = [...]kindRule{
	kinds.Boolean:      {[]class{ofText, ofTruth}, storeBoolean},
	kinds.Text:         {[]class{ofText, ofWhole}, storeText},
	kinds.Enum:         {[]class{ofText, ofWhole}, storeEnum},
	kinds.Number:       {[]class{ofText, ofWhole, ofNumber}, storeNumber},
	kinds.Count:        {[]class{ofText, ofWhole, ofNumber}, storeNumber},
	kinds.Percent:      {[]class{ofText, ofWhole, ofNumber}, storeNumber},
	kinds.Ratio:        {[]class{ofText, ofWhole, ofNumber}, storeNumber},
	kinds.Duration:     {[]class{ofText, ofWhole, ofNumber, ofElapsed}, storeDuration},
	kinds.CalendarDays: {[]class{ofText, ofWhole, ofNumber}, storeNumber},
	kinds.BusinessDays: {[]class{ofText, ofWhole, ofNumber}, storeNumber},
	kinds.Instant:      {[]class{ofText, ofInstant}, storeInstant},
	kinds.Date:         {[]class{ofText, ofDay, ofInstant}, storeDate},
	kinds.Money:        {[]class{ofText, ofWhole, ofNumber}, storeNumber},
}

// take gives field i of the current row a value, or says why it does not fit; the cell is
// then missing. Zone is that of local times, or nil.
func (b *Builder) take(i int, v value, zone *time.Location) *scan.Fault {
	f := b.try(i, v, zone)
	if f != nil {
		b.cells[i] = refused
	}
	return f
}

func (b *Builder) try(i int, v value, zone *time.Location) *scan.Fault {
	rule := &kindRules[b.table.schema.Fields[i].Type.Kind]
	switch {
	case v.class == ofNothing:
		return b.missing(i)
	case v.class == ofFault:
		return v.fault
	case !slices.Contains(rule.takes, v.class):
		return &scan.Fault{What: fmt.Sprintf("%s is not a value of kind %s", classNames[v.class], b.table.schema.Fields[i].Type.Kind), Advice: scan.HowToWrite[b.table.schema.Fields[i].Type.Kind]}
	}
	return rule.store(b, i, v, zone)
}

// missing leaves a cell without a value, which is a fault unless the type allows it.
func (b *Builder) missing(i int) *scan.Fault {
	t := b.table.schema.Fields[i].Type
	if !t.Nullable {
		return &scan.Fault{What: "there is no value", Advice: fmt.Sprintf("declare the field as %s if it may be empty", t.Optional())}
	}
	b.cells[i] = absent
	return nil
}

// The stores of a column, for a value that fits its kind.
func (b *Builder) setText(i int, v string)   { b.table.columns[i].AppendText(v); b.cells[i] = filled }
func (b *Builder) setBool(i int, v bool)     { b.table.columns[i].AppendBool(v); b.cells[i] = filled }
func (b *Builder) setInt(i int, v int64)     { b.table.columns[i].AppendInt(v); b.cells[i] = filled }
func (b *Builder) setNum(i int, v exact.Num) { b.table.columns[i].AppendNum(v); b.cells[i] = filled }
