package decide

import (
	"fmt"
	"math"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// variable is what a question ranges over: an input, or a subexpression of a criterion
// that is not computed here and may be anything its kind allows (assumed).
type variable struct {
	index   int
	name    string
	typ     kinds.Type
	step    *exact.Num
	domain  values
	assumed bool
	fixed   *exact.Num // the one value it is held at
	hidden  bool       // a second copy of an input, which no witness shows
	query   *ast.Query // of a question about a metric's results
	node    ast.Node   // what it stands for, when assumed
}

func (v *variable) snapped(s set) set {
	if v.step == nil {
		return s
	}
	return s.snap(*v.step)
}

// universe holds the variables of one question. Texts are whole numbers in it: the values
// of enumerations and the texts of the criteria are numbered as they appear, and every
// number above them is some other text.
type universe struct {
	domains   map[string]Domain
	variables []*variable
	inputs    map[string]*variable
	terms     map[string]*variable
	codes     map[string]int64
	texts     []string
	long      map[string]string    // long keys of subexpressions, and what they are called for short
	problem   error                // why the question cannot be asked
	fixed     map[string]exact.Num // inputs that are held at one value
	axioms    []*formula           // what is known of subexpressions that are not computed
}

func newUniverse(domains map[string]Domain) *universe {
	return &universe{domains: domains}
}

func (u *universe) fail(format string, args ...any) {
	if u.problem == nil {
		u.problem = fmt.Errorf(format, args...)
	}
}

func (u *universe) code(text string) exact.Num {
	code, ok := u.codes[text]
	if !ok {
		code = int64(len(u.texts))
		if u.codes == nil {
			u.codes = map[string]int64{}
		}
		u.codes[text], u.texts = code, append(u.texts, text)
	}
	return exact.Int(code)
}

func (u *universe) add(name string, t kinds.Type) *variable {
	d, declared := u.domains[name]
	switch {
	case !declared:
		d = DomainOfType(t)
	case d.Type.Kind == 0:
		d.Type = t
	case !d.Type.Equal(t):
		u.fail("%s is %s in a criterion, and %s in its domain", name, plain(t), plain(d.Type))
	}
	v := &variable{index: len(u.variables), name: name, typ: plain(t)}
	v.domain = values{u.numbers(&d, v), d.Type.Nullable}
	v.step = d.Step
	if n, ok := u.fixed[name]; ok && !d.Type.Nullable {
		v.domain.numbers = v.domain.numbers.intersect(v.snapped(pointSet(n)))
		v.fixed = &n
	}
	u.variables = append(u.variables, v)
	return v
}

func plain(t kinds.Type) kinds.Type {
	t.Nullable, t.CellUnit = false, 0
	return t
}

// stepOfOne returns the step of what has no parts.
func stepOfOne() *exact.Num {
	one := exact.Int(1)
	return &one
}

// numbers returns those of a domain. It gives the domain the grid and the bounds of its
// kind where it has none.
func (u *universe) numbers(d *Domain, v *variable) set {
	switch d.Type.Kind {
	case kinds.Text:
		d.Step = stepOfOne()
		return between(before(exact.Int(0)), afterAll)
	case kinds.Enum:
		d.Step = stepOfOne()
		codes := make([]set, len(d.Type.Values))
		for i, text := range d.Type.Values {
			n := u.code(text)
			codes[i] = between(before(n), before(n.Add(exact.Int(1))))
		}
		return unionOf(codes)
	}
	if of := DomainOfType(d.Type); d.Step == nil {
		d.Step = of.Step
	}
	if d.Step == nil && d.Type.Kind == kinds.Date {
		d.Step = stepOfOne() // days
	}
	if d.Step != nil && d.Step.Sign() <= 0 {
		u.fail("the step of %s is %s; a grid has a step above zero", v.name, *d.Step)
		d.Step = nil
	}
	if k := d.Type.Kind; d.Step != nil && (k == kinds.Count || k == kinds.Date) && !d.Step.IsInt() {
		u.fail("the step of %s is %s; values of its kind are whole", v.name, *d.Step)
	}
	s := d.set()
	switch d.Type.Kind {
	case kinds.Boolean:
		s = s.intersect(between(before(exact.Int(0)), before(exact.Int(2))))
	case kinds.Date:
		s = s.intersect(d.grid(between(before(exact.Int(firstDate)), after(exact.Int(lastDate)))))
	case kinds.Instant:
		s = s.intersect(d.grid(between(before(exact.Int(math.MinInt64)), after(exact.Int(math.MaxInt64)))))
	}
	return s
}

// The days that the calendar has, 0001-01-01 to 9999-12-31.
const firstDate, lastDate = -719162, 2932896

// input returns the variable of an input of the criteria.
func (u *universe) input(name string, t kinds.Type) *variable {
	v := u.inputs[name]
	_, declared := u.domains[name]
	if v == nil {
		v = u.add(name, t)
		if u.inputs == nil {
			u.inputs = map[string]*variable{}
		}
		u.inputs[name] = v
	}
	if !declared && v.domain.missing != t.Nullable {
		u.fail("%s may be missing in one criterion and not in another; give it a domain", name)
	}
	if !v.typ.Equal(t) {
		u.fail("%s is %s in one criterion, and %s in another", name, v.typ, plain(t))
	}
	return v
}

// increasing reports whether the numbers of a scale's steps rise as the steps do.
func (u *universe) increasing(steps []string) bool {
	return slices.IsSortedFunc(steps, func(a, b string) int { return u.code(a).Cmp(u.code(b)) })
}

// value returns what a number of the universe stands for.
func (u *universe) value(v *variable, n exact.Num) dsl.Value {
	switch v.typ.Kind {
	case kinds.Boolean:
		return dsl.NewBoolean(n.Sign() != 0)
	case kinds.Text, kinds.Enum:
		code, _ := n.Int64()
		if code < int64(len(u.texts)) {
			return dsl.NewText(v.typ, u.texts[code])
		}
		return dsl.NewText(v.typ, u.otherText(code-int64(len(u.texts))))
	}
	return dsl.NewExact(v.typ, n)
}

// otherText returns the n-th text that no criterion names.
func (u *universe) otherText(n int64) string {
	for i := int64(0); ; i++ {
		text := "other"
		if i > 0 {
			text = fmt.Sprintf("other %d", i+1)
		}
		if _, named := u.codes[text]; named {
			continue
		}
		if n == 0 {
			return text
		}
		n--
	}
}
