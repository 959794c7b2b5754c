package dsltest

import (
	"math/big"
	"slices"
	"sort"

	"github.com/concord-sla/concord/dsl/ast"
)

// element is a row or a group that an aggregate looks at, and what is asked of it.
type element struct {
	scope   Scope
	belongs Plain // whether the conditions hold
	item    Plain
	order   Plain
}

// aggregate goes over all elements: one belongs when every condition holds, does not when
// one fails, and leaves the whole undecided when neither is known or its item has no
// value. Elements that are decided may still decide any and all.
func (o *Reference) aggregate(n *ast.Aggregate, s Scope) Plain {
	seen, all, known := o.elements(n.Source, s)
	if seen == 0 || !known {
		return nothing
	}
	var elements []element
	for _, e := range all {
		e.belongs = truthOf(true)
		for _, w := range n.Where {
			e.belongs = kleene(true, e.belongs, o.Eval(w, e.scope))
		}
		if !e.belongs.Missing && !e.belongs.Truth {
			continue
		}
		e.item = truthOf(true)
		if n.Item != nil {
			e.item = o.Eval(n.Item, e.scope)
		}
		if n.Order != nil {
			e.order = o.Eval(n.Order, e.scope)
		}
		elements = append(elements, e)
	}
	if n.Function == "first" || n.Function == "last" {
		return o.end(n, elements)
	}
	var items []Plain
	undecided, held := false, 0
	for _, e := range elements {
		if e.belongs.Missing || e.item.Missing {
			undecided = true
			continue
		}
		items = append(items, e.item)
		if e.item.Truth {
			held++
		}
	}
	switch {
	case n.Function == "any" && held > 0:
		return truthOf(true)
	case n.Function == "all" && held < len(items):
		return truthOf(false)
	case undecided:
		return nothing
	case n.Function == "count":
		return wholeOf(int64(held))
	case n.Function == "distinct":
		var different []Plain
		for _, item := range items {
			if !slices.ContainsFunc(different, func(d Plain) bool { return same(n.Item.Type().Kind, d, item) }) {
				different = append(different, item)
			}
		}
		return wholeOf(int64(len(different)))
	case len(items) == 0:
		return nothing
	}
	switch n.Function {
	case "any":
		return truthOf(false)
	case "all":
		return truthOf(true)
	case "share":
		return numberOf(big.NewRat(100*int64(held), int64(len(items))))
	}
	return ofValues(n, items)
}

// elements are the rows or groups of a source, and how many rows were looked at; known is
// false when a row's group is not.
func (o *Reference) elements(source ast.Source, s Scope) (seen int, all []element, known bool) {
	if source.Each == nil {
		rows := o.Tables[source.Table].Rows
		if source.Of != nil {
			rows = s.groups[source.Of].rows
		}
		for _, row := range rows {
			all = append(all, element{scope: s.on(row)})
		}
		return len(rows), all, true
	}
	g := source.Each
	_, rows, _ := o.elements(g.Source, s)
	var groups []oracleGroup
	for _, row := range rows {
		belongs := truthOf(true)
		for _, w := range g.Where {
			belongs = kleene(true, belongs, o.Eval(w, row.scope))
		}
		if belongs.Missing {
			return len(rows), nil, false
		}
		if !belongs.Truth {
			continue
		}
		var keys []Plain
		for _, k := range g.Keys {
			key := o.Eval(k, row.scope)
			if key.Missing {
				return len(rows), nil, false
			}
			keys = append(keys, key)
		}
		at := -1
		for i, group := range groups {
			equal := true
			for k, key := range g.Keys {
				equal = equal && same(key.Type().Kind, group.keys[k], keys[k])
			}
			if equal {
				at = i
			}
		}
		if at < 0 {
			groups, at = append(groups, oracleGroup{keys: keys}), len(groups)
		}
		groups[at].rows = append(groups[at].rows, row.scope.Row)
	}
	sort.SliceStable(groups, func(i, j int) bool {
		for k, key := range g.Keys {
			if order := orderOf(key.Type(), groups[i].keys[k], groups[j].keys[k]); order != 0 {
				return order < 0
			}
		}
		return false
	})
	for _, group := range groups {
		all = append(all, element{scope: s.in(g, group)})
	}
	return len(rows), all, true
}

// end is the item of the element that is first or last in the order. It is not known when
// an element's place is not, or when one that may not belong would be it.
func (o *Reference) end(n *ast.Aggregate, elements []element) Plain {
	for _, e := range elements {
		if e.order.Missing {
			return nothing
		}
	}
	sort.SliceStable(elements, func(i, j int) bool { return compare(n.Order.Type(), elements[i].order, elements[j].order) < 0 })
	if n.Function == "last" {
		for i, j := 0, len(elements)-1; i < j; i, j = i+1, j-1 {
			elements[i], elements[j] = elements[j], elements[i]
		}
	}
	if len(elements) == 0 || elements[0].belongs.Missing {
		return nothing
	}
	return elements[0].item
}

// ofValues is a function of values that have an order.
func ofValues(n *ast.Aggregate, items []Plain) Plain {
	t := n.Item.Type()
	sort.SliceStable(items, func(i, j int) bool { return compare(t, items[i], items[j]) < 0 })
	size := int64(len(items))
	part := new(big.Rat).Quo(new(big.Rat).Mul(n.Rank.Rat(), new(big.Rat).SetInt64(size)), big.NewRat(100, 1)) // rank percent of the number of values
	up := -floor(new(big.Rat).Neg(part)).Num().Int64()
	down := floor(part).Num().Int64()
	switch n.Function {
	case "sum":
		return numberOf(total(items))
	case "mean":
		return average(items)
	case "min":
		return items[0]
	case "max":
		return items[size-1]
	case "median":
		return average(items[(size-1)/2 : size/2+1])
	case "mean_lowest":
		return average(items[:up])
	case "mean_highest":
		return average(items[size-up:])
	case "trimmed_mean":
		return average(items[down : size-down])
	}
	return quantile(n.Function, t.Ordered, items, part, new(big.Rat).Quo(n.Rank.Rat(), big.NewRat(100, 1)))
}

func total(items []Plain) *big.Rat {
	sum := new(big.Rat)
	for _, item := range items {
		sum.Add(sum, item.Number)
	}
	return sum
}

func average(items []Plain) Plain {
	sum := total(items)
	return numberOf(sum.Quo(sum, new(big.Rat).SetInt64(int64(len(items)))))
}

// quantile is by the formula of Hyndman and Fan: Q = (1-g)·x[j] + g·x[j+1] with j and g
// the whole and the broken part of np + m, and g taken to 0 or 1 by the types that jump.
func quantile(function string, steps bool, sorted []Plain, np, p *big.Rat) Plain {
	half := big.NewRat(1, 2)
	m := map[string]*big.Rat{
		"percentile_r3": big.NewRat(-1, 2), "percentile_r5": half, "percentile_r6": p, "percentile_r7": new(big.Rat).Sub(big.NewRat(1, 1), p),
		"percentile_r8": new(big.Rat).Quo(new(big.Rat).Add(p, big.NewRat(1, 1)), big.NewRat(3, 1)),
		"percentile_r9": new(big.Rat).Add(new(big.Rat).Quo(p, big.NewRat(4, 1)), big.NewRat(3, 8)),
	}[function]
	at := new(big.Rat).Set(np)
	if m != nil {
		at.Add(at, m)
	}
	j := floor(at).Num().Int64()
	g := new(big.Rat).Sub(at, floor(at))
	whole := g.Sign() == 0
	switch function {
	case "percentile", "percentile_r1":
		g = jump(!whole)
	case "percentile_r2":
		if g = jump(true); whole {
			g = half
		}
	case "percentile_r3":
		g = jump(!whole || j%2 != 0)
	}
	x := func(place int64) Plain { return sorted[min(max(place, 1), int64(len(sorted)))-1] }
	if steps { // the steps of a scale have no size, so that there is nothing between two of them
		if g.Sign() == 0 {
			return x(j)
		}
		return x(j + 1)
	}
	low := new(big.Rat).Mul(new(big.Rat).Sub(big.NewRat(1, 1), g), x(j).Number)
	return numberOf(low.Add(low, new(big.Rat).Mul(g, x(j+1).Number)))
}

func jump(up bool) *big.Rat {
	if up {
		return big.NewRat(1, 1)
	}
	return new(big.Rat)
}

// lookup goes through the table; there is a value when just one row has the key, and
// every row has some key.
func (o *Reference) lookup(n *ast.Lookup, key Plain) Plain {
	if key.Missing {
		return nothing
	}
	found := nothing
	times := 0
	for _, row := range o.Tables[n.Table].Rows {
		if row[n.KeyColumn].Missing {
			return nothing
		}
		if same(n.KeyType.Kind, row[n.KeyColumn], key) {
			found, times = row[n.Column], times+1
		}
	}
	if times != 1 {
		return nothing
	}
	return found
}
