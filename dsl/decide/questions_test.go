package decide_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// asked writes random conditions twice: in the language, and in SMT-LIB with its own
// reading of the language's meaning, a pair of "has a value" and the value.
type asked struct {
	*rand.Rand
	vars   []askedVar
	smt    strings.Builder // declarations and definitions
	names  int
	linear bool // conditions with terms of several inputs
	wild   bool // and products and roundings, which are not always decided
}

// askedVar is an input with its domain.
type askedVar struct {
	name    string
	typ     kinds.Type
	domain  decide.Domain
	figures []figure
	known   string
	bounds  string // what its domain says, in SMT-LIB
}

// figure is a constant in the language and in SMT-LIB.
type figure struct{ text, smt string }

// said is a piece of a criterion: its text, whether it has a value, and the value.
type said struct{ text, known, value string }

func num(text string) exact.Num {
	n, err := exact.Parse(text)
	if err != nil {
		panic(err)
	}
	return n
}

func ptr(text string) *exact.Num {
	if text == "" {
		return nil
	}
	n := num(text)
	return &n
}

// smtNumber writes a number as SMT-LIB's reals are written.
func smtNumber(n exact.Num) string {
	r := n.Rat()
	text := fmt.Sprintf("(/ %s.0 %s.0)", strings.TrimPrefix(r.Num().String(), "-"), r.Denom())
	if r.Sign() < 0 {
		return "(- " + text + ")"
	}
	return text
}

// kindsAsked are the kinds of inputs: figures as they are written, with what they are as
// a number, and domains to draw from: least, most and step.
var kindsAsked = []struct {
	typ     string
	figures []string // text, or text=number
	domains []string // least|most|step
}{
	{"percent", []string{"0%=0", "50%=50", "97.5%=97.5", "98%=98", "98.01%=98.01", "99.9%=99.9", "99.89%=99.89", "100%=100"},
		[]string{"0|100|", "0|100|0.01", "0|100|0.5", "0||", "98|98.02|0.01", "99|98|"}},
	{"count", []string{"0=0", "1=1", "2=2", "3=3", "10=10"}, []string{"0||1", "||1", "0|3|1", "2|2|1"}},
	{"number", []string{"-1=-1", "0=0", "0.1=0.1", "1=1", "2.5=2.5", "0.1000000000000000000000000000000000000001=0.1000000000000000000000000000000000000001"},
		[]string{"||", "0|3|0.5", "-1|1|", "0|1|0.1", "-3|3|1.5"}},
	{"ratio", []string{"0=0", "0.5=0.5", "0.98=0.98", "1=1"}, []string{"0|1|", "||", "0|1|0.25"}},
	{"duration", []string{"0s=0", "1min=60000000000", "90min=5400000000000", "4h=14400000000000", "1ns=1"}, []string{"0||", "||", "0|14400000000000|1800000000000", "0||1"}},
	{"money USD", []string{"0 USD=0", "99.99 USD=99.99", "100 USD=100", "500 USD=500"}, []string{"0||0.01", "||", "0|500|", "||0.01"}},
	{"calendar days", []string{"0 calendar days=0", "1 calendar day=1", "30 calendar days=30"}, []string{"||", "0||1", "0|30|1"}},
	{"business days", []string{"0 business days=0", "2 business days=2", "5 business days=5"}, []string{"||1", "0|5|1"}},
	{"date", []string{`date("2026-10-01")=20727`, `date("2026-10-02")=20728`, `date("2026-12-31")=20818`}, []string{"||", "20727|20818|", "20000||"}},
	{"instant", []string{`instant("2026-10-01T00:00:00Z")=1790812800000000000`, `instant("2026-10-01T00:00:01Z")=1790812801000000000`}, []string{"||", "||1000000000"}},
	{"boolean", []string{"true=1", "false=0"}, []string{"||"}},
	{"enum(low, middle, high)", []string{`"low"=0`, `"middle"=1`, `"high"=2`}, []string{"||"}},
	{"scale(poor, fair, good, excellent)", []string{`"poor"=0`, `"fair"=1`, `"good"=2`, `"excellent"=3`}, []string{"||"}},
	{"text", []string{`"a"=0`, `"b"=1`, `"late"=2`}, []string{"||"}},
}

// newAsked draws inputs, some of one kind so that they meet in one term.
func newAsked(r *rand.Rand, inputs int) *asked {
	a := &asked{Rand: r}
	for len(a.vars) < inputs {
		k := kindsAsked[r.IntN(len(kindsAsked))]
		for range 1 + r.IntN(2) {
			if len(a.vars) == inputs {
				break
			}
			a.add(k.typ, k.figures, k.domains[r.IntN(len(k.domains))])
		}
	}
	return a
}

func (a *asked) add(typ string, figures []string, domain string) {
	t, err := kinds.ParseType(typ)
	if err != nil {
		panic(err)
	}
	if a.IntN(4) == 0 {
		t = t.Optional()
	}
	ends := strings.Split(domain, "|")
	v := askedVar{name: fmt.Sprintf("x%d", len(a.vars)), typ: t, domain: decide.Domain{Type: t, Least: ptr(ends[0]), Most: ptr(ends[1]), Step: ptr(ends[2])}, known: "true"}
	for _, f := range figures {
		text, n, _ := cutLast(f, "=")
		v.figures = append(v.figures, figure{text, smtNumber(num(n))})
	}
	if t.Nullable {
		v.known = "k" + v.name
		a.say("(declare-const %s Bool)", v.known)
	}
	step := v.domain.Step
	switch t.Kind {
	case kinds.Count, kinds.Date, kinds.Boolean, kinds.Enum, kinds.Text:
		step = ptr("1")
	}
	if step != nil {
		a.say("(declare-const n%s Int) (define-fun %s () Real (* %s (to_real n%s)))", v.name, v.name, smtNumber(*step), v.name)
	} else {
		a.say("(declare-const %s Real)", v.name)
	}
	if v.domain.Least != nil {
		v.bound("(assert (or (not %s) (>= %s %s)))", v.known, v.name, smtNumber(*v.domain.Least))
	}
	if v.domain.Most != nil {
		v.bound("(assert (or (not %s) (<= %s %s)))", v.known, v.name, smtNumber(*v.domain.Most))
	}
	least, most := "", ""
	switch t.Kind {
	case kinds.Date:
		least, most = "-719162", "2932896"
	case kinds.Instant:
		least, most = "-9223372036854775808", "9223372036854775807"
	case kinds.Boolean:
		least, most = "0", "1"
	case kinds.Enum:
		least, most = "0", fmt.Sprint(len(t.Values)-1)
	case kinds.Text:
		least, most = "0", "1000"
	}
	if least != "" {
		v.bound("(assert (or (not %s) (and (>= %s %s) (<= %s %s))))", v.known, v.name, smtNumber(num(least)), v.name, smtNumber(num(most)))
	}
	a.vars = append(a.vars, v)
}

func (v *askedVar) bound(format string, args ...any) { v.bounds += fmt.Sprintf(format+"\n", args...) }

// script is what z3 is asked: the domains of the inputs that the criteria name, and a
// claim.
func (a *asked) script(claim string, criteria ...*dsl.Program) string {
	named := map[string]bool{}
	for _, p := range criteria {
		for _, name := range p.Inputs() {
			named[name] = true
		}
	}
	script := a.smt.String()
	for _, v := range a.vars {
		if named[v.name] {
			script += v.bounds
		}
	}
	return script + "(assert " + claim + ")\n"
}

func cutLast(s, sep string) (string, string, bool) {
	i := strings.LastIndex(s, sep)
	return s[:i], s[i+len(sep):], true
}

func (a *asked) say(format string, args ...any) { fmt.Fprintf(&a.smt, format+"\n", args...) }

// define names a piece of SMT-LIB, so that it is written once.
func (a *asked) define(sort, body string) string {
	if body == "true" || body == "false" {
		return body
	}
	a.names++
	name := fmt.Sprintf("d%d", a.names)
	a.say("(define-fun %s () %s %s)", name, sort, body)
	return name
}

func (a *asked) condition(depth int) said {
	if depth > 0 && a.IntN(4) > 0 {
		l, r := a.condition(depth-1), a.condition(depth-1)
		switch a.IntN(8) {
		case 0, 1, 2:
			return a.cond(fmt.Sprintf("(%s) and (%s)", l.text, r.text),
				fmt.Sprintf("(or (and %[1]s %[3]s) (and %[1]s (not %[2]s)) (and %[3]s (not %[4]s)))", l.known, l.value, r.known, r.value),
				fmt.Sprintf("(and %s %s)", a.told(l), a.told(r)))
		case 3, 4:
			return a.cond(fmt.Sprintf("(%s) or (%s)", l.text, r.text),
				fmt.Sprintf("(or (and %s %s) %s %s)", l.known, r.known, a.told(l), a.told(r)),
				fmt.Sprintf("(or %s %s)", a.told(l), a.told(r)))
		case 5:
			return a.cond(fmt.Sprintf("not (%s)", l.text), l.known, "(not "+l.value+")")
		case 6:
			c := a.condition(depth - 1)
			return a.cond(fmt.Sprintf("(%s) ? (%s) : (%s)", c.text, l.text, r.text),
				fmt.Sprintf("(and %s (ite %s %s %s))", c.known, c.value, l.known, r.known),
				fmt.Sprintf("(ite %s %s %s)", c.value, l.value, r.value))
		}
		switch a.IntN(4) {
		case 0:
			return a.cond(fmt.Sprintf("(%s) == (%s)", l.text, r.text), fmt.Sprintf("(and %s %s)", l.known, r.known), fmt.Sprintf("(= %s %s)", l.value, r.value))
		case 1:
			return a.cond(fmt.Sprintf("(%s) ?? (%s)", l.text, r.text), fmt.Sprintf("(or %s %s)", l.known, r.known), fmt.Sprintf("(ite %s %s %s)", l.known, l.value, r.value))
		case 2:
			return a.cond(fmt.Sprintf("known(%s)", l.text), "true", l.known)
		}
		return a.cond(fmt.Sprintf("let c%d = (%s); c%d or (%s)", a.names, l.text, a.names, r.text),
			fmt.Sprintf("(or (and %s %s) %s %s)", l.known, r.known, a.told(l), a.told(r)),
			fmt.Sprintf("(or %s %s)", a.told(l), a.told(r)))
	}
	return a.atom()
}

// told is that a condition is true.
func (a *asked) told(c said) string { return fmt.Sprintf("(and %s %s)", c.known, c.value) }

func (a *asked) cond(text, known, value string) said {
	if strings.HasPrefix(text, "let ") {
		text = "if true { " + text + " } else { false }"
	}
	return said{text, a.define("Bool", known), a.define("Bool", value)}
}

var operators = []string{"<", "<=", ">", ">=", "==", "!="}

func smtCompare(op, l, r string) string {
	switch op {
	case "==":
		return fmt.Sprintf("(= %s %s)", l, r)
	case "!=":
		return fmt.Sprintf("(not (= %s %s))", l, r)
	}
	return fmt.Sprintf("(%s %s %s)", op, l, r)
}

func (a *asked) atom() said {
	v := a.vars[a.IntN(len(a.vars))]
	f := func() figure { return v.figures[a.IntN(len(v.figures))] }
	op := operators[a.IntN(6)]
	unordered := v.typ.Kind == kinds.Boolean || v.typ.Kind == kinds.Text || v.typ.Kind == kinds.Enum && !v.typ.Ordered
	if unordered {
		op = operators[4+a.IntN(2)]
	}
	switch a.IntN(12) {
	case 0:
		return said{"true", "true", "true"}
	case 1:
		return a.cond(fmt.Sprintf("known(%s)", v.name), "true", v.known)
	case 2:
		x, y := f(), f()
		is := fmt.Sprintf("(or (= %s %s) (= %s %s))", v.name, x.smt, v.name, y.smt)
		if a.IntN(2) == 0 {
			return a.cond(fmt.Sprintf("%s in [%s, %s]", v.name, x.text, y.text), v.known, is)
		}
		return a.cond(fmt.Sprintf("%s not in [%s, %s]", v.name, x.text, y.text), v.known, "(not "+is+")")
	case 3:
		if !unordered {
			x, y := f(), f()
			return a.cond(fmt.Sprintf("%s <= %s < %s", x.text, v.name, y.text), v.known, fmt.Sprintf("(and (<= %s %s) (< %s %s))", x.smt, v.name, v.name, y.smt))
		}
	case 8:
		if v.typ.Kind == kinds.Enum {
			test := []string{"contains", "startsWith", "endsWith"}[a.IntN(3)]
			part := []string{"o", "l", "e", "poor", "h"}[a.IntN(5)]
			is := "(or false"
			for i, text := range v.typ.Values {
				if map[string]func(s, part string) bool{"contains": strings.Contains, "startsWith": strings.HasPrefix, "endsWith": strings.HasSuffix}[test](text, part) {
					is += fmt.Sprintf(" (= %s %d.0)", v.name, i)
				}
			}
			return a.cond(fmt.Sprintf("%s %s %q", v.name, test, part), v.known, is+")")
		}
	case 4:
		x, y := f(), f()
		if v.typ.Kind == kinds.Text || v.typ.Kind == kinds.Enum {
			break
		}
		return a.cond(fmt.Sprintf("(%s ?? %s) %s %s", v.name, x.text, op, y.text), "true", smtCompare(op, fmt.Sprintf("(ite %s %s %s)", v.known, v.name, x.smt), y.smt))
	case 5, 6, 7:
		if a.linear {
			if c, ok := a.term(v, op); ok {
				return c
			}
		}
	}
	x := f()
	if v.typ.Kind == kinds.Boolean && a.IntN(2) == 0 {
		return a.cond(v.name, v.known, "(= "+v.name+" 1.0)")
	}
	if op == "==" || op == "!=" || a.IntN(2) == 0 {
		return a.cond(fmt.Sprintf("%s %s %s", v.name, op, x.text), v.known, smtCompare(op, v.name, x.smt))
	}
	return a.cond(fmt.Sprintf("%s %s %s", x.text, op, v.name), v.known, smtCompare(op, x.smt, v.name))
}

// term compares something computed from two inputs of one kind.
func (a *asked) term(v askedVar, op string) (said, bool) {
	w := v
	for _, other := range a.vars {
		if other.name != v.name && plainType(other.typ).Equal(plainType(v.typ)) {
			w = other
		}
	}
	f := v.figures[a.IntN(len(v.figures))]
	g := v.figures[a.IntN(len(v.figures))]
	known := fmt.Sprintf("(and %s %s)", v.known, w.known)
	compare := func(text, value string) (said, bool) {
		return a.cond(fmt.Sprintf("%s %s %s", text, op, f.text), known, smtCompare(op, value, f.smt)), true
	}
	if !v.typ.Kind.Numeric() {
		if v.typ.Kind == kinds.Date || v.typ.Kind == kinds.Instant {
			unit, n := "30 calendar days", "30.0"
			if v.typ.Kind == kinds.Instant {
				unit, n = "4h", "14400000000000.0"
			}
			switch a.IntN(3) {
			case 0:
				return a.cond(fmt.Sprintf("%s - %s %s %s", v.name, w.name, op, unit), known, smtCompare(op, fmt.Sprintf("(- %s %s)", v.name, w.name), n)), true
			case 1:
				least, most := "(- 719162.0)", "2932896.0"
				if v.typ.Kind == kinds.Instant {
					least, most = "(- 9223372036854775808.0)", "9223372036854775807.0"
				}
				sum := a.define("Real", fmt.Sprintf("(+ %s %s)", v.name, n))
				return a.cond(fmt.Sprintf("%s + %s %s %s", v.name, unit, op, w.name), fmt.Sprintf("(and %s (>= %s %s) (<= %s %s))", known, sum, least, sum, most), smtCompare(op, sum, w.name)), true
			}
		}
		return a.cond(fmt.Sprintf("%s %s %s", v.name, op, w.name), known, smtCompare(op, v.name, w.name)), true
	}
	if a.wild && a.IntN(4) == 0 && v.typ.Kind != kinds.Duration {
		known = v.known
		// In whole steps below, and what is left over.
		places := a.IntN(3)
		scale := "1" + strings.Repeat("0", places)
		y := a.define("Real", fmt.Sprintf("(* %s.0 %s)", scale, v.name))
		below := a.define("Int", fmt.Sprintf("(to_int %s)", y))
		over := a.define("Real", fmt.Sprintf("(- %s (to_real %s))", y, below))
		rule := []string{"floor", "ceiling", "half even"}[a.IntN(3)]
		up := map[string]string{
			"floor": "false", "ceiling": fmt.Sprintf("(> %s 0.0)", over),
			"half even": fmt.Sprintf("(or (> %[1]s 0.5) (and (= %[1]s 0.5) (= (mod %[2]s 2) 1)))", over, below),
		}[rule]
		return compare(fmt.Sprintf("round(%s, %d, %q)", v.name, places, rule), fmt.Sprintf("(/ (to_real (ite %s (+ %s 1) %s)) %s.0)", up, below, below, scale))
	}
	if a.wild && a.IntN(3) == 0 && (v.typ.Kind == kinds.Number || v.typ.Kind == kinds.Ratio) {
		return compare(fmt.Sprintf("%s * %s", v.name, w.name), fmt.Sprintf("(* %s %s)", v.name, w.name))
	}
	switch a.IntN(9) {
	case 0:
		return compare(fmt.Sprintf("%s + %s", v.name, w.name), fmt.Sprintf("(+ %s %s)", v.name, w.name))
	case 1:
		return compare(fmt.Sprintf("%s - %s", v.name, w.name), fmt.Sprintf("(- %s %s)", v.name, w.name))
	case 2:
		if v.typ.Kind == kinds.Percent || v.typ.Kind == kinds.Ratio {
			break
		}
		return compare(fmt.Sprintf("2 * %s - %s / 3", v.name, w.name), fmt.Sprintf("(- (* 2.0 %s) (/ %s 3.0))", v.name, w.name))
	case 3:
		known = v.known
		return compare(fmt.Sprintf("abs(%s - %s)", v.name, g.text), fmt.Sprintf("(ite (< %[1]s %[2]s) (- %[2]s %[1]s) (- %[1]s %[2]s))", v.name, g.smt))
	case 4:
		return compare(fmt.Sprintf("least(%s, %s)", v.name, w.name), fmt.Sprintf("(ite (< %[2]s %[1]s) %[2]s %[1]s)", v.name, w.name))
	case 5:
		return compare(fmt.Sprintf("greatest(%s, %s, %s)", v.name, g.text, w.name), fmt.Sprintf("(ite (and (> %[1]s %[2]s) (> %[1]s %[3]s)) %[1]s (ite (> %[2]s %[3]s) %[2]s %[3]s))", v.name, w.name, g.smt))
	case 6:
		c := a.condition(0)
		return a.cond(fmt.Sprintf("(%s ? %s : %s) %s %s", c.text, v.name, w.name, op, f.text),
			fmt.Sprintf("(and %s (ite %s %s %s))", c.known, c.value, v.known, w.known), smtCompare(op, fmt.Sprintf("(ite %s %s %s)", c.value, v.name, w.name), f.smt)), true
	case 7:
		if v.typ.Kind != kinds.Number || v.name == w.name {
			break
		}
		// A quotient has no value where its divisor is zero; z3 is asked without one.
		limit := []string{"1", "0.5", "2.5"}[a.IntN(3)]
		product := fmt.Sprintf("(* %s %s)", smtNumber(num(limit)), w.name)
		return a.cond(fmt.Sprintf("%s / %s %s %s", v.name, w.name, op, limit),
			fmt.Sprintf("(and %s (not (= %s 0.0)))", known, w.name),
			fmt.Sprintf("(ite (> %s 0.0) %s %s)", w.name, smtCompare(op, v.name, product), smtCompare(op, product, v.name))), true
	}
	return a.cond(fmt.Sprintf("%s %s %s", v.name, op, w.name), known, smtCompare(op, v.name, w.name)), true
}

// system is a conjunction of linear inequalities and equations over plain numbers, some
// of them whole.
func (a *asked) system() said {
	var texts, values []string
	known := "(and true"
	for range 2 + a.IntN(4) {
		text, sum := "", ""
		for i, v := range a.vars {
			c := a.IntN(19) - 9
			if c == 0 {
				continue
			}
			sign := " + "
			if i == 0 || text == "" {
				sign = ""
			}
			text += fmt.Sprintf("%s%d * %s", sign, c, v.name)
			sum += fmt.Sprintf(" (* %s %s)", smtNumber(exact.Int(int64(c))), v.name)
			known += " " + v.known
		}
		if text == "" {
			continue
		}
		op := []string{"<", "<=", ">", ">=", "==", "!="}[a.IntN(6)]
		limit := exact.Int(int64(a.IntN(61) - 30))
		texts = append(texts, fmt.Sprintf("%s %s %s", text, op, limit))
		values = append(values, smtCompare(op, "(+ 0.0"+sum+")", smtNumber(limit)))
	}
	if texts == nil {
		return said{"true", "true", "true"}
	}
	return a.cond(strings.Join(texts, " and "), known+")", "(and "+strings.Join(values, " ")+")")
}

func plainType(t kinds.Type) kinds.Type {
	t.Nullable = false
	return t
}

func (a *asked) fields() (fields []kinds.Field) {
	for _, v := range a.vars {
		fields = append(fields, kinds.Field{Name: v.name, Type: v.typ})
	}
	return fields
}

func (a *asked) compile(t testing.TB, c said) *dsl.Program {
	t.Helper()
	p, err := dsl.Compile(c.text, dsl.Env{Inputs: a.fields(), Result: kinds.Boolean})
	if err != nil {
		t.Fatalf("%s: %v", c.text, err)
	}
	return p
}

func (a *asked) region() decide.Region {
	r := decide.Region{Domains: map[string]decide.Domain{}}
	for _, v := range a.vars {
		r.Domains[v.name] = v.domain
	}
	return r
}

// inRegion reports whether a witness is of values that there can be.
func (a *asked) inRegion(w *decide.Witness) error {
	for _, in := range w.Inputs {
		for _, v := range a.vars {
			if v.name != in.Name {
				continue
			}
			if in.Value.Missing() {
				if !v.typ.Nullable {
					return fmt.Errorf("%s cannot be missing", v.name)
				}
				continue
			}
			if v.typ.Kind != kinds.Text && v.typ.Kind != kinds.Enum && !inside(v.domain, in.Value) {
				return fmt.Errorf("%s is not in the domain of %s", in.Value.Exact(), v.name)
			}
		}
	}
	return nil
}
