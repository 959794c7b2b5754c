package dsltest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/concord-sla/concord/dsl/kinds"
)

// Writer writes random expressions, of a kind and not deeper than asked.
type Writer struct {
	*rand.Rand
	Row   bool     // whether there is a row at hand
	group string   // or a group, and its key: "e text"
	value string   // or the kind of value at hand, as #
	names []string // of lets, with the kind each has: "a1 number"
	next  int
}

var someKinds = []kinds.Kind{kinds.Boolean, kinds.Boolean, kinds.Boolean, kinds.Number, kinds.Count, kinds.Percent, kinds.Ratio, kinds.Duration, kinds.CalendarDays, kinds.Money, kinds.Text, kinds.Date, kinds.Instant}

func (w *Writer) Root() string { return w.Write(someKinds[w.IntN(len(someKinds))], 4) }

func (w *Writer) pick(texts ...string) string { return texts[w.IntN(len(texts))] }

// Write is an expression of a kind.
func (w *Writer) Write(k kinds.Kind, depth int) string {
	if depth <= 0 || w.IntN(9) == 0 {
		return w.leaf(k)
	}
	sub := func(k kinds.Kind) string { return w.Write(k, depth-1) }
	switch w.IntN(13) {
	case 12:
		if field := fieldOf[k]; field != "" {
			key := []struct {
				field string
				kind  kinds.Kind
			}{{"e", kinds.Text}, {"b", 0}, {"n", count}, {"r", ratio}, {"c", days}}[w.IntN(5)]
			if key.kind != 0 {
				return fmt.Sprintf("lookup(%s, %s, %s, %s)", w.pick("t", "u"), key.field, w.Write(key.kind, depth-1), field)
			}
		}
	case 0:
		return fmt.Sprintf("(%s ? %s : %s)", sub(kinds.Boolean), sub(k), sub(k))
	case 1:
		return fmt.Sprintf("((%s) ?? (%s))", sub(k), sub(k))
	case 2:
		return w.let(k, depth)
	case 3, 4, 5:
		if text := w.Aggregate(k, depth-1); text != "" {
			return text
		}
	}
	if k == kinds.Boolean {
		return w.Condition(depth)
	}
	forms := arithmeticForms[k]
	if len(forms) == 0 {
		return w.leaf(k)
	}
	form := forms[w.IntN(len(forms))]
	text := form.text
	for _, part := range form.parts {
		text = strings.Replace(text, "@", "("+sub(part)+")", 1)
	}
	return text
}

// form is an expression with a gap, @, for each part.
type form struct {
	text  string
	parts []kinds.Kind
}

const (
	number, count, percent, ratio = kinds.Number, kinds.Count, kinds.Percent, kinds.Ratio
	elapsed, days, money          = kinds.Duration, kinds.CalendarDays, kinds.Money
	date, instant                 = kinds.Date, kinds.Instant
)

var arithmeticForms = map[kinds.Kind][]form{
	number: {
		{"@ + @", []kinds.Kind{number, number}}, {"@ - @", []kinds.Kind{number, count}}, {"@ * @", []kinds.Kind{number, number}}, {"@ / @", []kinds.Kind{number, number}},
		{"@ * @", []kinds.Kind{ratio, count}}, {"@ * @", []kinds.Kind{percent, count}}, {"@ / @", []kinds.Kind{count, ratio}}, {"-@", []kinds.Kind{number}},
		{"abs(@)", []kinds.Kind{number}}, {`round(@, 1, "half even")`, []kinds.Kind{number}}, {`round(@, 0, "half up")`, []kinds.Kind{number}},
		{`round(@, 0, "half down")`, []kinds.Kind{number}}, {`round(@, 2, "floor")`, []kinds.Kind{number}}, {`round(@, 0, "ceiling")`, []kinds.Kind{number}},
		{`round(@, 0, "up")`, []kinds.Kind{number}}, {`round(@, 1, "down")`, []kinds.Kind{number}},
		{"least(@, @)", []kinds.Kind{number, count}}, {"greatest(@, @, @)", []kinds.Kind{number, number, number}},
	},
	count:   {{"@ + @", []kinds.Kind{count, count}}, {"@ - @", []kinds.Kind{count, count}}, {"@ * @", []kinds.Kind{count, count}}, {"abs(@)", []kinds.Kind{count}}},
	percent: {{"@ + @", []kinds.Kind{percent, percent}}, {"@ - @", []kinds.Kind{percent, percent}}, {"@ / @", []kinds.Kind{percent, count}}, {"@ * @", []kinds.Kind{percent, ratio}}, {"percent(@)", []kinds.Kind{ratio}}},
	ratio: {
		{"@ / @", []kinds.Kind{count, count}}, {"@ / @", []kinds.Kind{money, money}}, {"@ / @", []kinds.Kind{elapsed, elapsed}}, {"@ / @", []kinds.Kind{percent, percent}},
		{"@ + @", []kinds.Kind{ratio, ratio}}, {"@ / @", []kinds.Kind{ratio, number}}, {"ratio(@)", []kinds.Kind{percent}},
	},
	elapsed: {{"@ + @", []kinds.Kind{elapsed, elapsed}}, {"@ - @", []kinds.Kind{instant, instant}}, {"@ * @", []kinds.Kind{elapsed, number}}, {"@ * @", []kinds.Kind{percent, elapsed}}, {"@ / @", []kinds.Kind{elapsed, count}}, {"working_time(@, @)", []kinds.Kind{instant, instant}}, {"greatest(@, @)", []kinds.Kind{elapsed, elapsed}}},
	days: {
		{"@ - @", []kinds.Kind{date, date}}, {"calendar_days(@, @)", []kinds.Kind{instant, date}}, {"@ + @", []kinds.Kind{days, days}}, {"@ / @", []kinds.Kind{days, number}},
		{"(business_days(@, @) / 1 business day) * 1 calendar day", []kinds.Kind{date, instant}},
	},
	money: {{"@ + @", []kinds.Kind{money, money}}, {"@ * @", []kinds.Kind{percent, money}}, {"@ * @", []kinds.Kind{money, number}}, {"@ / @", []kinds.Kind{money, count}}, {"-@", []kinds.Kind{money}}},
	date: {{"@ + @", []kinds.Kind{date, days}}, {"@ - @", []kinds.Kind{date, days}}, {"date(@)", []kinds.Kind{instant}}, {"month_start(@)", []kinds.Kind{date}},
		{"month_end(@)", []kinds.Kind{instant}}, {"roll_forward(@)", []kinds.Kind{date}}, {"roll_back(@)", []kinds.Kind{date}}, {"least(@, @)", []kinds.Kind{date, date}},
		{"add_months(@, @)", []kinds.Kind{date, count}}, {"add_business_days(@, in_b)", []kinds.Kind{date}}, {"add_business_days(@, 1.5 business days)", []kinds.Kind{date}}},
	instant: {{"@ + @", []kinds.Kind{instant, elapsed}}, {"@ - @", []kinds.Kind{instant, elapsed}}, {"add_working_time(@, @)", []kinds.Kind{instant, elapsed}},
		{"next_opening(@)", []kinds.Kind{instant}}, {"add_business_days(@, in_b - 1 business day)", []kinds.Kind{instant}}},
	kinds.Text: {{"weekday(@)", []kinds.Kind{date}}},
}

// plainConditions ask something of leaves only, so that they are often computed over
// columns as a whole.
var plainConditions = []form{
	{"(@ / @ <= @)", []kinds.Kind{number, number, number}}, {"(@ / @ > @ / @)", []kinds.Kind{elapsed, elapsed, money, money}},
	{"(1 - @ / @ != @)", []kinds.Kind{count, count, ratio}}, {`(round(@ / @, 1, "half up") >= @)`, []kinds.Kind{number, count, number}},
	{`((@ ? @ : @) == @)`, []kinds.Kind{kinds.Boolean, kinds.Text, kinds.Text, kinds.Text}}, {`((@ ?? @) != @)`, []kinds.Kind{kinds.Text, kinds.Text, kinds.Text}},
	{"(abs(@) < greatest(@, @))", []kinds.Kind{number, number, number}}, {"(@ in [true])", []kinds.Kind{kinds.Boolean}}, {"(weekday(@) == @)", []kinds.Kind{date, kinds.Text}},
	{"(add_months(@, @) < month_end(@))", []kinds.Kind{date, count, date}}, {"(least(@, @) < @)", []kinds.Kind{number, number, number}},
	{"(@ * @ / 7 < @)", []kinds.Kind{elapsed, number, elapsed}}, {"(add_business_days(@, in_b) >= @)", []kinds.Kind{date, date}},
}

func (w *Writer) Condition(depth int) string {
	sub := func(k kinds.Kind) string { return w.Write(k, depth-1) }
	switch w.IntN(15) {
	case 13, 14:
		return w.Plain()
	case 10:
		return fmt.Sprintf("(%s %s %s)", w.pick("in_g", "("+w.scale()+")"), w.pick("<", "<=", ">", ">=", "==", "!="), w.pick(`"mid"`, "("+w.scale()+")"))
	case 11:
		return fmt.Sprintf("is_business_day(%s)", sub(date))
	case 12:
		return fmt.Sprintf("is_open(%s)", sub(instant))
	case 0:
		return fmt.Sprintf("(%s and %s)", sub(kinds.Boolean), sub(kinds.Boolean))
	case 1:
		return fmt.Sprintf("(%s or %s)", sub(kinds.Boolean), sub(kinds.Boolean))
	case 2:
		return fmt.Sprintf("(not (%s))", sub(kinds.Boolean))
	case 3:
		return fmt.Sprintf("known(%s)", sub(someKinds[w.IntN(len(someKinds))]))
	case 4:
		return fmt.Sprintf("((%s) %s %s)", sub(kinds.Text), w.pick("contains", "startsWith", "endsWith"), w.pick(`"high"`, `"h"`, `"w"`, `""`))
	case 5:
		return fmt.Sprintf("((%s) %s [%s, %s])", sub(kinds.Text), w.pick("in", "not in"), w.pick(`"high"`, `"low"`), w.pick(`"mid"`, `"x"`))
	case 6:
		return fmt.Sprintf("((%s) %s [%d, %d.5])", sub(number), w.pick("in", "not in"), w.IntN(5), w.IntN(5))
	case 7:
		k := []kinds.Kind{kinds.Boolean, kinds.Text}[w.IntN(2)]
		return fmt.Sprintf("((%s) %s (%s))", sub(k), w.pick("==", "!="), sub(k))
	case 8:
		return fmt.Sprintf("(%s <= (%s) < %s)", w.leaf(number), sub(number), w.leaf(number))
	}
	k := []kinds.Kind{number, count, percent, ratio, elapsed, days, money, date, instant}[w.IntN(9)]
	return fmt.Sprintf("((%s) %s (%s))", sub(k), w.pick("==", "!=", "<", "<=", ">", ">="), sub(k))
}

// Plain is one of the plain conditions.
func (w *Writer) Plain() string {
	form := plainConditions[w.IntN(len(plainConditions))]
	for _, part := range form.parts {
		form.text = strings.Replace(form.text, "@", w.leaf(part), 1)
	}
	return form.text
}

// scale is a step of the scale.
func (w *Writer) scale() string {
	if w.Row {
		return w.pick(".g", ".g", `.g ?? "low"`)
	}
	return w.pick("in_g", `in_g ?? "mid"`, "max(t, .g)", "percentile(u, .g, 50)", "first(sort(t, .at), .g)", "min(filter(t, known(.g)), .g)")
}

// let names a value of any kind for an expression of a kind.
func (w *Writer) let(k kinds.Kind, depth int) string {
	of := someKinds[w.IntN(len(someKinds))]
	value := w.Write(of, depth-1)
	w.next++
	name := fmt.Sprintf("a%d", w.next)
	w.names = append(w.names, fmt.Sprintf("%s %v", name, of))
	body := w.Write(k, depth-1)
	w.names = w.names[:len(w.names)-1]
	return fmt.Sprintf("(let %s = %s; %s)", name, value, body)
}

// groupKeys are fields by which rows are grouped, and their kinds.
var groupKeys = []string{"e text", "e text", "g text", "s text", "ok boolean", "n count", "x number", "on date"}

// Aggregate is one of a kind over a random stream.
func (w *Writer) Aggregate(k kinds.Kind, depth int) string {
	if depth <= 0 {
		return ""
	}
	outer := *w
	defer func() { w.Row, w.value, w.group, w.names = outer.Row, outer.value, outer.group, outer.names }()
	if w.IntN(4) > 0 && w.group == "" {
		w.names = nil // a name of a row around would be refused
	}
	rows := w.pick("t", "t", "u")
	if w.group != "" && w.IntN(4) > 0 {
		rows = "#"
	}
	look := func() { w.Row, w.value, w.group = true, "", "" } // at a row
	filtered := func() string { return fmt.Sprintf("filter(%s, %s)", rows, w.Write(kinds.Boolean, depth-1)) }
	for range w.IntN(3) {
		look()
		rows = filtered()
	}
	if depth >= 2 && w.IntN(4) == 0 {
		key := groupKeys[w.IntN(len(groupKeys))]
		name, _, _ := strings.Cut(key, " ")
		rows = fmt.Sprintf("groups(%s, .%s)", rows, name)
		if w.IntN(3) == 0 {
			rows = fmt.Sprintf("groups(%s, [.%s, .%s])", strings.TrimSuffix(strings.TrimPrefix(rows, "groups("), ", ."+name+")"), name, w.pick("c", "r", "ok"))
		}
		look = func() { w.Row, w.value, w.group = false, "", key }
		if w.IntN(3) == 0 {
			look()
			rows = filtered()
		}
	}
	item := func(k kinds.Kind) string {
		look()
		if w.IntN(4) > 0 {
			return w.Write(k, depth-1)
		}
		rows = fmt.Sprintf("map(%s, %s)", rows, w.Write(k, depth-1))
		w.Row, w.value, w.group = false, k.String(), ""
		if w.IntN(2) == 0 {
			rows = filtered()
		}
		return w.Write(k, depth-1)
	}
	call := func(function string, k kinds.Kind) string {
		if function == "first" || function == "last" {
			look()
			rows = fmt.Sprintf("sort(%s, %s)", rows, w.Write([]kinds.Kind{instant, instant, date, number}[w.IntN(4)], depth-1))
		}
		of := item(k)
		switch {
		case function == "trimmed_mean":
			return fmt.Sprintf("%s(%s, %s, %s)", function, rows, of, w.pick("1", "10", "25%", "33.3", "49"))
		case strings.HasPrefix(function, "percentile") || strings.HasPrefix(function, "mean_"):
			return fmt.Sprintf("%s(%s, %s, %s)", function, rows, of, w.pick("1", "25", "50", "90", "95", "99.9", "100", "33.3", "60%"))
		}
		return fmt.Sprintf("%s(%s, %s)", function, rows, of)
	}
	averages := []string{"mean", "min", "max", "median", "percentile", "first", "last", "mean_lowest", "mean_highest", "trimmed_mean", fmt.Sprintf("percentile_r%d", 1+w.IntN(9)), fmt.Sprintf("percentile_r%d", 1+w.IntN(9))}
	switch k {
	case kinds.Boolean:
		return call(w.pick("any", "all", "any", "all", "first", "last"), kinds.Boolean)
	case count:
		switch w.IntN(4) {
		case 0:
			return fmt.Sprintf("count(%s)", rows)
		case 1:
			return call("distinct", someKinds[w.IntN(len(someKinds))])
		case 2:
			return call("last", count)
		}
		return call("count", kinds.Boolean)
	case percent:
		if w.IntN(2) == 0 {
			return call("share", kinds.Boolean)
		}
		return call(w.pick(averages...), percent)
	case ratio:
		return call(w.pick(averages...), ratio)
	case number, elapsed, days, money:
		return call(w.pick(append(averages, "sum", "sum", "sum")...), k)
	case date, instant:
		return call(w.pick("min", "max", "percentile", "percentile_r3", "first", "last"), k)
	case kinds.Text:
		return call(w.pick("first", "last"), k)
	}
	return ""
}

// fieldOf is the field of each kind.
var fieldOf = map[kinds.Kind]string{kinds.Boolean: "ok", number: "x", count: "n", percent: "p", ratio: "r", elapsed: "d", days: "c", money: "m", kinds.Text: "s", date: "on", instant: "at"}

// leaf is a constant, a field, an input or a name.
func (w *Writer) leaf(k kinds.Kind) string {
	field := fieldOf[k]
	if k == kinds.Text {
		field = w.pick("s", "e")
	}
	var choices []string
	for _, name := range w.names {
		if text, kind, _ := strings.Cut(name, " "); kind == k.String() {
			choices = append(choices, text, text)
		}
	}
	if w.Row {
		choices = append(choices, "."+field, "."+field, "."+field)
	}
	if key, kind, _ := strings.Cut(w.group, " "); kind == k.String() {
		choices = append(choices, "."+key, "."+key)
	}
	if w.value == k.String() {
		choices = append(choices, "#", "#", "#")
	}
	choices = append(choices, "in_"+field)
	switch k {
	case kinds.Boolean:
		choices = append(choices, w.pick("true", "false"))
	case number:
		choices = append(choices, fmt.Sprintf("%d.%d", w.IntN(5), w.IntN(10)))
	case percent:
		choices = append(choices, fmt.Sprintf("%d.5%%", w.IntN(5)))
	case elapsed:
		choices = append(choices, fmt.Sprintf("%dmin", w.IntN(200)))
	case days:
		choices = append(choices, fmt.Sprintf("%d calendar days", w.IntN(5)))
	case money:
		choices = append(choices, fmt.Sprintf("%d.25 USD", w.IntN(5)))
	case kinds.Text:
		choices = append(choices, w.pick(`"high"`, `"low"`, `"x"`))
	case date:
		choices = append(choices, fmt.Sprintf(`date("2026-10-%02d")`, 1+w.IntN(28)))
	case instant:
		choices = append(choices, fmt.Sprintf(`instant("2026-10-%02dT12:00:00Z")`, 1+w.IntN(28)))
	}
	return choices[w.IntN(len(choices))]
}
