package dsltest

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/contexts"
)

// Written is a value with its kind, where the text alone does not show it.
func Written(v dsl.Value) string {
	switch k := v.Type().Kind; {
	case v.Missing():
		return "no value: " + v.Why()
	case k == kinds.Text || k == kinds.Enum:
		return strconv.Quote(v.Text())
	case k == kinds.Count || k == kinds.Ratio:
		return v.Exact() + " " + k.String()
	}
	return v.Exact()
}

// Scene is the tables, inputs and answers that a chunk's expressions speak of.
type Scene struct {
	Env     dsl.Env
	Data    dsl.Data
	answers map[string]dsl.Value
	csv     map[string]*strings.Builder
	current string // the table whose rows are being read
}

func NewScene() *Scene {
	w := &Scene{Data: dsl.Data{Tables: map[string]*table.Table{}, Inputs: map[string]dsl.Value{}}, answers: map[string]dsl.Value{}, csv: map[string]*strings.Builder{}}
	w.Data.Query = func(name, subject string, periods int) dsl.Value {
		asked := name + "(" + subject + ")"
		if periods > 0 {
			asked = fmt.Sprintf("%s(%s, %d)", name, subject, periods)
		}
		return w.answers[asked]
	}
	return w
}

// Read takes a line that sets the scene.
func (w *Scene) Read(line string) error {
	if strings.HasPrefix(line, "    ") {
		w.csv[w.current].WriteString(strings.TrimSpace(line) + "\n")
		return nil
	}
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "table":
		return w.table(rest)
	case "input":
		return w.input(rest)
	case "answer":
		asked, value, _ := strings.Cut(rest, " = ")
		p, err := dsl.Compile(asked, w.Env)
		if err != nil {
			return err
		}
		w.answers[asked], err = constant(value, p.Type())
		return err
	case "metrics":
		return w.metrics(rest)
	case "hours":
		return w.hours(rest)
	case "calendar":
		if w.Env.Calendar = w.Env.Calendars[rest]; w.Env.Calendar != nil {
			return nil
		}
		c, err := business.Named(rest)
		w.Env.Calendar = c
		return err
	case "zone":
		zone, err := time.LoadLocation(rest)
		w.Data.Zone = zone
		return err
	case "rows":
		w.Env.Rows = rest
	case "result":
		typ, err := kinds.ParseType(rest)
		w.Env.Result = typ.Kind
		return err
	case "limits":
		_, err := fmt.Sscanf(rest, "%d bytes, %d tokens, %d deep", &w.Env.Limits.Bytes, &w.Env.Limits.Tokens, &w.Env.Limits.Depth)
		return err
	default:
		return fmt.Errorf("%q is not a line of a corpus", line)
	}
	return nil
}

// metrics reads "name: kind, name: kind"; a kind that is left out is percent.
func (w *Scene) metrics(text string) error {
	for _, one := range topLevel(text) {
		name, kind, typed := strings.Cut(strings.TrimSpace(one), ": ")
		if !typed {
			kind = "percent"
		}
		typ, err := kinds.ParseType(kind)
		if err != nil {
			return err
		}
		w.Env.Subjects = append(w.Env.Subjects, kinds.Field{Name: name, Type: typ})
	}
	w.Env.Queries = []dsl.Query{
		{Name: "missed", Result: kinds.Of(kinds.Boolean).Optional()}, {Name: "misses", Result: kinds.Of(kinds.Count).Optional(), Periods: true},
		{Name: "value"}, {Name: "previous", Periods: true, Usual: 1},
	}
	return nil
}

// hours reads "name: zone, 08:00-12:00 13:00-17:00", the shifts of Monday to Friday
// without the federal holidays.
func (w *Scene) hours(text string) error {
	name, rest, _ := strings.Cut(text, ": ")
	zone, shifts, _ := strings.Cut(rest, ", ")
	at, err := calendar.LoadZone(zone)
	if err != nil {
		return err
	}
	var day []business.Shift
	for _, text := range strings.Fields(shifts) {
		s, err := business.ParseShift(text)
		if err != nil {
			return err
		}
		day = append(day, s)
	}
	if w.Env.Calendars == nil {
		w.Env.Calendars = map[string]*business.Calendar{}
	}
	w.Env.Calendars[name], err = business.Federal().WithHours(name, business.Hours{Zone: at, Week: business.MondayToFriday(day...)})
	return err
}

// table reads "name: field kind, field kind"; the rows follow, indented.
func (w *Scene) table(text string) error {
	name, list, _ := strings.Cut(text, ": ")
	schema := kinds.Schema{Name: name}
	var header []string
	for _, part := range topLevel(list) {
		field, kind, _ := strings.Cut(strings.TrimSpace(part), " ")
		typ, err := kinds.ParseType(kind)
		if err != nil {
			return err
		}
		schema.Fields = append(schema.Fields, kinds.Field{Name: field, Type: typ})
		header = append(header, field)
	}
	w.Env.Tables = append(w.Env.Tables, schema)
	w.current, w.csv[name] = name, &strings.Builder{}
	w.csv[name].WriteString(strings.Join(header, ",") + "\n")
	return nil
}

// topLevel cuts a list at the commas that are not inside parentheses.
func topLevel(list string) []string {
	depth := 0
	return strings.FieldsFunc(list, func(r rune) bool {
		depth += strings.Count("(", string(r)) - strings.Count(")", string(r))
		return r == ',' && depth == 0
	})
}

// input reads "name: kind = value", or without a value.
func (w *Scene) input(text string) error {
	name, rest, _ := strings.Cut(text, ": ")
	kind, value, given := strings.Cut(rest, " = ")
	typ, err := kinds.ParseType(kind)
	if err != nil {
		return err
	}
	w.Env.Inputs = append(w.Env.Inputs, kinds.Field{Name: name, Type: typ})
	if given {
		w.Data.Inputs[name], err = constant(value, typ)
	}
	return err
}

// constant is a value written in the language, of a kind.
func constant(text string, typ kinds.Type) (dsl.Value, error) {
	p, err := dsl.Compile(text, dsl.Env{})
	if err != nil {
		return dsl.Value{}, err
	}
	v, err := p.Evaluate(contexts.Bounded(), dsl.Data{})
	switch typ.Kind {
	case kinds.Boolean:
		return v, err
	case kinds.Text, kinds.Enum:
		return dsl.NewText(typ, v.Text()), err
	}
	return dsl.NewExact(typ, v.Num()), err
}

// Finish reads the tables.
func (w *Scene) Finish() error {
	for _, schema := range w.Env.Tables {
		t, err := table.ReadCSV(schema, schema.Name, strings.NewReader(w.csv[schema.Name].String()), table.Options{})
		if err != nil {
			return err
		}
		w.Data.Tables[schema.Name] = t
	}
	return nil
}
