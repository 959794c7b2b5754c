package exec

import (
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/column"
)

// collector makes the step of an aggregate's function for a run.
func (b *Bound) collector(n *ast.Aggregate) func(*Result) step {
	switch {
	case n.Item == nil:
		return func(t *Result) step {
			return step{
				row:    func(*frame) ast.Missing { t.True++; return ast.None },
				maybe:  func(*frame) { t.MayTrue++ },
				finish: func(*frame) ast.Value { return ast.Value{Num: exact.Int(int64(t.True))} },
			}
		}
	case n.Function == "distinct":
		return b.distinctCollector(n)
	case n.Function == "first" || n.Function == "last":
		return b.endCollector(n)
	case n.Item.Type().Kind == kinds.Boolean:
		return b.conditionCollector(n)
	case n.Item.Type().Ordered:
		return b.scaleCollector(n)
	}
	item := b.number(n.Item)
	if rankOf, ok := ranks[n.Function]; ok {
		return b.rankCollector(item, func(sorted inOrder) exact.Num { return rankOf(sorted, n.Rank) })
	}
	return b.foldCollector(n, item)
}

// conditionCollector is for the functions that look at a condition.
func (b *Bound) conditionCollector(n *ast.Aggregate) func(*Result) step {
	item := b.condition(n.Item)
	return func(t *Result) step {
		return step{
			row: func(f *frame) ast.Missing {
				held := item(f)
				switch held {
				case isTrue:
					t.True++
				case isFalse:
					t.False++
				default:
					t.Open++
				}
				return held.reason()
			},
			maybe: func(f *frame) {
				switch item(f) {
				case isTrue:
					t.MayTrue++
				case isFalse:
					t.MayFalse++
				default:
					t.MayEither++
				}
			},
			settled: func() bool { return settled(n.Function, t) },
			finish:  func(*frame) ast.Value { return ofTruths(n.Function, t) },
		}
	}
}

// settled reports whether the rows that are known decide an aggregate that looks at a
// condition.
func settled(function string, t *Result) bool {
	return function == "any" && t.True > 0 || function == "all" && t.False > 0
}

// ofTruths returns the value of an aggregate that looks at a condition.
func ofTruths(function string, t *Result) ast.Value {
	switch function {
	case "share":
		q, _ := exact.Int(int64(t.True)).Mul(hundred).Quo(exact.Int(int64(t.True + t.False)))
		return ast.Value{Num: q}
	case "any":
		return ast.Value{Bool: t.True > 0}
	case "all":
		return ast.Value{Bool: t.False == 0}
	}
	return ast.Value{Num: exact.Int(int64(t.True))} // count
}

// distinctCollector counts the different values.
func (b *Bound) distinctCollector(n *ast.Aggregate) func(*Result) step {
	item, typ := b.value(n.Item), n.Item.Type()
	return func(*Result) step {
		seen := map[string]bool{}
		return step{
			row: func(f *frame) ast.Missing {
				v := item(f)
				if v.Missing == ast.None {
					seen[identity(typ, v)] = true
				}
				return v.Missing
			},
			finish: func(*frame) ast.Value { return ast.Value{Num: exact.Int(int64(len(seen)))} },
		}
	}
}

// foldCollector is for the functions that need not keep the values.
func (b *Bound) foldCollector(n *ast.Aggregate, item numberFunc) func(*Result) step {
	if n.Function == "min" || n.Function == "max" {
		return extremeCollector(n.Function, item)
	}
	return func(*Result) step {
		var sum total
		terms := int64(0)
		return step{row: func(f *frame) ast.Missing {
			v, m := item(f)
			if m == ast.None {
				sum.add(v)
				f.long = f.long || len(sum.long) > 0
				terms++
			}
			return m
		}, finish: func(*frame) ast.Value {
			v := sum.sum()
			if n.Function == "mean" {
				v, _ = v.Quo(exact.Int(terms))
			}
			return ast.Value{Num: v}
		}}
	}
}

// extremeCollector finds the least or the greatest value.
func extremeCollector(function string, item numberFunc) func(*Result) step {
	want := -1
	if function == "max" {
		want = 1
	}
	return func(*Result) step {
		var best exact.Num
		found := false
		return step{row: func(f *frame) ast.Missing {
			v, m := item(f)
			if m == ast.None && (!found || v.Cmp(best) == want) {
				best, found = v, true
			}
			return m
		}, finish: func(*frame) ast.Value { return ast.Value{Num: best} }}
	}
}

// rankCollector keeps every value, for a function of the values in order.
func (b *Bound) rankCollector(item numberFunc, of func(sorted inOrder) exact.Num) func(*Result) step {
	return func(*Result) step {
		var values numbers
		return step{row: func(f *frame) ast.Missing {
			v, m := item(f)
			if m != ast.None {
				return m
			}
			values.add(v)
			return ast.None
		}, finish: func(f *frame) ast.Value {
			if values.sort(f, exact.Num.Cmp) {
				return ast.Value{Num: of(&values)}
			}
			return ast.Value{Missing: ast.TooLarge} // the run has ended
		}}
	}
}

// scaleCollector returns min, max or a percentile of the steps of a scale: a function of
// their places on it, and then the step at that place.
func (b *Bound) scaleCollector(n *ast.Aggregate) func(*Result) step {
	steps := n.Item.Type().Values
	inner := b.foldCollector(n, b.scalePlace(n.Item))
	if rankOf, ok := ranks[n.Function]; ok {
		inner = b.rankCollector(b.scalePlace(n.Item), func(sorted inOrder) exact.Num { return rankOf(sorted, n.Rank) })
	}
	return func(t *Result) step {
		s := inner(t)
		finish := s.finish
		s.finish = func(f *frame) ast.Value {
			place, _ := finish(f).Num.Int64()
			return ast.Value{Text: steps[place]}
		}
		return s
	}
}

// scalePlace returns a closure for the place of a step on its scale, from 0.
func (b *Bound) scalePlace(n ast.Node) numberFunc {
	places := map[string]exact.Num{}
	for i, v := range n.Type().Values {
		places[v] = exact.Int(int64(i))
	}
	if field, ok := n.(*ast.Field); ok {
		c := column.Of(b.data.Tables[field.Table])[field.Column]
		byCode := make([]exact.Num, len(c.Dictionary))
		for code, text := range c.Dictionary {
			byCode[code] = places[text]
		}
		return func(f *frame) (exact.Num, ast.Missing) {
			if c.IsMissing(f.row) {
				return exact.Num{}, ast.Cell
			}
			return byCode[c.Codes[f.row]], ast.None
		}
	}
	text := b.text(n)
	return func(f *frame) (exact.Num, ast.Missing) {
		v, m := text(f)
		return places[v], m
	}
}

// quantity returns a closure for a value that has an order, as a number.
func (b *Bound) quantity(n ast.Node) numberFunc {
	if n.Type().Ordered {
		return b.scalePlace(n)
	}
	return b.number(n)
}

// endCollector finds the row that is first or last in the order, and takes its value. Of
// rows at one place in the order, the one that comes first among the records is the first
// of them, and the other way round. A row that may or may not belong changes nothing when
// it comes after the first, or before the last.
func (b *Bound) endCollector(n *ast.Aggregate) func(*Result) step {
	order := b.quantity(n.Order)
	item := b.value(n.Item)
	before := func(x, y exact.Num) bool { return x.Cmp(y) < 0 }
	if n.Function == "last" {
		before = func(x, y exact.Num) bool { return x.Cmp(y) >= 0 }
	}
	return func(*Result) step {
		type candidate struct {
			found bool
			at    exact.Num // its place in the order
			seen  int       // when it came
		}
		var best, doubtful candidate
		var value ast.Value
		var why string
		seen, lost := 0, false
		better := func(f *frame, c *candidate) (better bool, m ast.Missing) {
			seen++
			v, m := order(f)
			if m != ast.None {
				lost = true
				return false, m
			}
			if better = !c.found || before(v, c.at); better {
				*c = candidate{true, v, seen}
			}
			return better, ast.None
		}
		return step{
			row: func(f *frame) ast.Missing {
				is, m := better(f, &best)
				if is {
					value = item(f)
					why = f.why
					if value.Missing == ast.Cell && n.Each == nil {
						why = b.blameRow(f, n.Table, []ast.Node{n.Item}, ast.Cell)
					}
				}
				return m
			},
			maybe: func(f *frame) { better(f, &doubtful) },
			settled: func() bool {
				if lost || !best.found {
					return false
				}
				if order := doubtful.at.Cmp(best.at); order != 0 {
					return (order > 0) == (n.Function == "first")
				}
				return (doubtful.seen > best.seen) == (n.Function == "first")
			},
			finish: func(f *frame) ast.Value {
				f.why = why
				return value
			},
		}
	}
}
