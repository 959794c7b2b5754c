package decide

import (
	"slices"
)

// values are what a variable may be: numbers of a set, or missing.
type values struct {
	numbers set
	missing bool
}

func (v values) empty() bool { return !v.missing && v.numbers.empty() }

func (v values) equal(o values) bool { return v.missing == o.missing && v.numbers.equal(o.numbers) }

// formula is a two-valued condition in negation normal form over variables. What is
// three-valued in the language is two of them: that a condition is true, and that it is
// false; it has no value where neither holds.
type formula struct {
	op       byte // 't' always, 'f' never, 's' the variable is in the set, 'l' linear, '&', '|'
	of       *variable
	in       values
	linear   constraint
	operands []*formula
	not      *formula // the negation, once it was asked for
}

var (
	always = &formula{op: 't'}
	never  = &formula{op: 'f'}
)

// within returns the condition that a variable is one of some values.
func within(v *variable, in values) *formula {
	in = values{in.numbers.intersect(v.domain.numbers), in.missing && v.domain.missing}
	switch {
	case in.empty():
		return never
	case in.equal(v.domain):
		return always
	}
	return &formula{op: 's', of: v, in: in}
}

// hasValue returns the condition that a variable has a value.
func hasValue(v *variable) *formula { return within(v, values{numbers: everything}) }

// both returns the conjunction, either the disjunction. Conditions on one variable become
// one: the set in which all, or any, of them hold. So a question about one variable is
// answered while it is written down.
func both(operands ...*formula) *formula   { return joined('&', always, never, operands) }
func either(operands ...*formula) *formula { return joined('|', never, always, operands) }

func joined(op byte, neutral, absorbing *formula, parts []*formula) *formula {
	if len(parts) == 2 {
		if f := joinedPair(op, neutral, absorbing, parts[0], parts[1]); f != nil {
			return f
		}
	}
	var out []*formula
	var sets [][]*formula // by the index of the variable
	var seen map[*formula]bool
	found := false
	var add func(parts []*formula)
	add = func(parts []*formula) {
		for _, p := range parts {
			switch {
			case found || p.op == neutral.op:
			case p.op == absorbing.op:
				found = true
			case p.op == op:
				add(p.operands)
			case p.op == 's':
				for len(sets) <= p.of.index {
					sets = append(sets, nil)
				}
				if sets[p.of.index] == nil {
					out = append(out, p) // keeps its place
				}
				sets[p.of.index] = append(sets[p.of.index], p)
			case !seen[p]:
				if seen == nil {
					seen = map[*formula]bool{}
				}
				seen[p] = true
				out = append(out, p)
			}
		}
	}
	if add(parts); found {
		return absorbing
	}
	kept := out[:0]
	for _, p := range out {
		if p.op == 's' && len(sets[p.of.index]) > 1 {
			p = merged(op, sets[p.of.index])
		}
		switch p.op {
		case absorbing.op:
			return absorbing
		case neutral.op:
		default:
			kept = append(kept, p)
		}
	}
	switch len(kept) {
	case 0:
		return neutral
	case 1:
		return kept[0]
	}
	return &formula{op: op, operands: slices.Clip(kept)}
}

// joinedPair joins two conditions when that is plain; nil when it is not.
func joinedPair(op byte, neutral, absorbing, a, b *formula) *formula {
	switch {
	case a == absorbing || b == absorbing:
		return absorbing
	case a == neutral || a == b:
		return b
	case b == neutral:
		return a
	case a.op == 's' && b.op == 's' && a.of == b.of:
		return merged(op, []*formula{a, b})
	case a.op == 's' && b.op == 's':
		return &formula{op: op, operands: []*formula{a, b}}
	}
	return nil
}

// merged returns one condition for several on one variable.
func merged(op byte, operands []*formula) *formula {
	in := operands[0].in
	if op == '&' {
		for _, p := range operands[1:] {
			in = values{in.numbers.intersect(p.in.numbers), in.missing && p.in.missing}
		}
		return within(operands[0].of, in)
	}
	sets := make([]set, len(operands))
	for i, p := range operands {
		sets[i], in.missing = p.in.numbers, in.missing || p.in.missing
	}
	in.numbers = unionOf(sets)
	return within(operands[0].of, in)
}

// not returns the negation.
func not(f *formula) *formula {
	if f.not != nil {
		return f.not
	}
	var n *formula
	switch f.op {
	case 't':
		return never
	case 'f':
		return always
	case 's':
		n = within(f.of, values{f.in.numbers.complement(), !f.in.missing})
	case 'l':
		n = f.linear.negation()
	default:
		parts := make([]*formula, len(f.operands))
		for i, p := range f.operands {
			parts[i] = not(p)
		}
		if f.op == '&' {
			n = either(parts...)
		} else {
			n = both(parts...)
		}
	}
	f.not = n
	if n.op != 't' && n.op != 'f' && n.not == nil {
		n.not = f
	}
	return n
}
