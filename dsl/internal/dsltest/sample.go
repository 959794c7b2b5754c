package dsltest

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

func Agrees(want Plain, got dsl.Value) bool {
	if want.Missing || got.Missing() {
		return want.Missing && got.Missing()
	}
	switch got.Type().Kind {
	case kinds.Boolean:
		b, _ := got.Bool()
		return b == want.Truth
	case kinds.Text, kinds.Enum:
		return got.Text() == want.Text
	}
	return got.Num().Rat().Cmp(want.Number) == 0
}

func (p Plain) String() string {
	if p.Missing {
		return "no value"
	}
	return fmt.Sprintf("%v %q %v", p.Truth, p.Text, p.Number)
}

// Sample is a small table and inputs, as the evaluator and as the oracle hold them.
type Sample struct {
	Env       dsl.Env
	Data      dsl.Data
	Reference *Reference
	CSV       string
}

// Fields are one of each kind; those with a question mark have missing cells.
var Fields = []kinds.Field{
	{Name: "x", Type: kinds.Of(kinds.Number).Optional()}, {Name: "n", Type: kinds.Of(kinds.Count)}, {Name: "p", Type: kinds.Of(kinds.Percent).Optional()},
	{Name: "r", Type: kinds.Of(kinds.Ratio)}, {Name: "d", Type: kinds.Of(kinds.Duration).Optional()}, {Name: "c", Type: kinds.Of(kinds.CalendarDays)},
	{Name: "m", Type: kinds.MoneyIn("USD").Optional()}, {Name: "s", Type: kinds.Of(kinds.Text).Optional()}, {Name: "e", Type: kinds.EnumOf("high", "low", "mid").Optional()},
	{Name: "g", Type: kinds.ScaleOf("low", "mid", "high").Optional()}, {Name: "b", Type: kinds.Of(kinds.BusinessDays)},
	{Name: "ok", Type: kinds.Of(kinds.Boolean).Optional()}, {Name: "on", Type: kinds.Of(kinds.Date).Optional()}, {Name: "at", Type: kinds.Of(kinds.Instant).Optional()},
}

func NewSample(r *rand.Rand) *Sample { return SampleOf(r, 6, 8) }

// SampleOf is a sample with tables of at most so many rows, of whose optional cells one
// in some is missing; none, when that is 0.
func SampleOf(r *rand.Rand, most, lost int) *Sample {
	s := &Sample{Reference: &Reference{}, Data: dsl.Data{Tables: map[string]*table.Table{}, Inputs: map[string]dsl.Value{}}}
	s.Env.Calendar = Calendar()
	for _, name := range []string{"t", "u"} {
		schema := kinds.Schema{Name: name, Fields: Fields}
		held := ReferenceTable{Schema: schema}
		csv := []string{header()}
		for range r.IntN(most + 1) {
			var row []Plain
			var cells []string
			for _, f := range Fields {
				v, cell := RandomValue(r, f.Type)
				if f.Type.Nullable && lost > 0 && r.IntN(lost) == 0 {
					v, cell = nothing, ""
				}
				row, cells = append(row, v), append(cells, cell)
			}
			held.Rows = append(held.Rows, row)
			csv = append(csv, strings.Join(cells, ","))
		}
		s.CSV += name + "\n" + strings.Join(csv, "\n") + "\n"
		read, err := table.ReadCSV(schema, name, strings.NewReader(strings.Join(csv, "\n")+"\n"), table.Options{})
		if err != nil {
			panic(err)
		}
		s.Env.Tables, s.Data.Tables[name] = append(s.Env.Tables, schema), read
		s.Reference.Tables = append(s.Reference.Tables, held)
	}
	for _, f := range Fields {
		in := kinds.Field{Name: "in_" + f.Name, Type: f.Type}
		v, cell := RandomValue(r, f.Type)
		given := r.IntN(4) > 0
		s.Env.Inputs = append(s.Env.Inputs, in)
		s.CSV += fmt.Sprintf("%s = %s, given: %v\n", in.Name, cell, given)
		if !given {
			s.Reference.inputs = append(s.Reference.inputs, nothing)
			continue
		}
		s.Reference.inputs = append(s.Reference.inputs, v)
		s.Data.Inputs[in.Name] = AsInput(f.Type, v)
	}
	return s
}

// AsInput is a plain value as an input.
func AsInput(t kinds.Type, v Plain) dsl.Value {
	switch t.Kind {
	case kinds.Boolean:
		return dsl.NewBoolean(v.Truth)
	case kinds.Text, kinds.Enum:
		return dsl.NewText(t, v.Text)
	}
	return dsl.NewExact(t, exact.Rat(v.Number))
}

func header() string {
	names := make([]string, len(Fields))
	for i, f := range Fields {
		names[i] = f.Name
	}
	return strings.Join(names, ",")
}

// RandomValue is a value and how a cell writes it. Values come from small sets, so that
// they often meet.
func RandomValue(r *rand.Rand, t kinds.Type) (Plain, string) {
	tenths := func() (Plain, string) {
		n := int64(r.IntN(60)) - 10
		q := big.NewRat(n, 10)
		return numberOf(q), q.FloatString(1)
	}
	switch t.Kind {
	case kinds.Boolean:
		b := r.IntN(2) == 0
		return truthOf(b), fmt.Sprint(b)
	case kinds.Text, kinds.Enum:
		text := []string{"high", "low", "mid"}[r.IntN(3)]
		return Plain{Text: text}, text
	case kinds.Count:
		n := int64(r.IntN(5))
		return wholeOf(n), fmt.Sprint(n)
	case kinds.Duration:
		n := int64(r.IntN(200))
		return wholeOf(n * 60e9), fmt.Sprintf("%dmin", n)
	case kinds.Date:
		n := int64(20720 + r.IntN(30)) // from 2026-09-24
		return wholeOf(n), calendar.DateOfNumber(n).String()
	case kinds.Instant:
		n := int64(20720*24 + r.IntN(30*24))
		return wholeOf(n * 3600e9), calendar.DateOfNumber(n/24).String() + fmt.Sprintf("T%02d:00:00Z", n%24)
	case kinds.CalendarDays, kinds.BusinessDays:
		n := int64(r.IntN(9)) - 2
		return wholeOf(n), fmt.Sprint(n)
	}
	return tenths()
}
