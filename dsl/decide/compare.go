package decide

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Relation is how two criteria over one value stand to each other. The zero value is
// invalid. [Compare] gives the first six; the last two are for whoever holds more than
// criteria against each other, such as the metrics of an agreement against published
// measures.
type Relation uint8

const (
	_            Relation = iota
	Equivalent            // they hold for the same values
	Stricter              // the first holds for fewer values than the second
	Weaker                // the first holds for more values than the second
	Overlapping           // each holds for values for which the other does not, and they share some
	Conflicting           // no value satisfies both
	Unknown               // could not be decided
	Incomparable          // the two are not about the same
	NotStated             // the second says nothing
)

// String returns the relation's word: "equivalent", "stricter", ….
func (r Relation) String() string {
	words := [...]string{"", "equivalent", "stricter", "weaker", "overlapping", "conflicting", "unknown", "incomparable", "not stated"}
	if r == 0 || int(r) >= len(words) {
		return fmt.Sprintf("relation(%d)", uint8(r))
	}
	return words[r]
}

// Answer is a relation with what proves it.
type Answer struct {
	Relation   Relation
	OnlyFirst  *dsl.Value // a value for which only the first holds; nil when there is none
	OnlySecond *dsl.Value // a value for which only the second holds
	Reason     string     // of Unknown: why

	FirstNever, FirstAlways   bool // the first holds for no value, for every value
	SecondNever, SecondAlways bool
	FirstTrend                Trend
	SecondTrend               Trend
}

// Trend is which way a criterion asks its value to go. The zero value means neither: a
// band, a single value, always or never.
type Trend uint8

const (
	Band   Trend = iota // neither way
	Higher              // what is above a value that satisfies it satisfies it, too
	Lower               // what is below a value that satisfies it satisfies it, too
)

// Compare relates two criteria over the values of a domain. Each is a condition over one
// input, and inputs are named: value for a metric's target. Witnesses are run through the
// evaluator before they are returned; if it disagrees, the answer is Unknown and says so,
// never a proof. The answer is Unknown, too, for criteria that depend on anything but the
// input.
func Compare(ctx context.Context, first, second *dsl.Program, input string, domain Domain) Answer {
	return compare(ctx, criterion{first, exactly}, criterion{second, exactly}, input, domain)
}

// CompareRounded is [Compare] for a first criterion that is asked of the value rounded
// half even to so many decimal places: it holds for 97.5% when at least 98% is asked of
// whole percents.
func CompareRounded(ctx context.Context, first *dsl.Program, places int, second *dsl.Program, input string, domain Domain) Answer {
	return compare(ctx, criterion{first, places}, criterion{second, exactly}, input, domain)
}

// criterion is a condition and the decimal places to which its input is brought before it
// is asked.
type criterion struct {
	*dsl.Program
	places int
}

// exactly is the places of a criterion that is asked of the value as it is.
const exactly = -1

// truth returns the set of values for which the criterion holds.
func (c criterion) truth(input string) (set, error) {
	s, err := truth(c.Tree(), input)
	if err != nil || c.places == exactly {
		return s, err
	}
	return s.beforeRounding(c.places), nil
}

// holds asks the evaluator.
func (c criterion) holds(ctx context.Context, input string, v dsl.Value) (held, decided bool, err error) {
	if c.places != exactly {
		v = v.Rounded(c.places, exact.HalfEven)
	}
	got, err := c.Evaluate(ctx, dsl.Data{Inputs: map[string]dsl.Value{input: v}})
	held, decided = got.Bool()
	return held, decided, err
}

func compare(ctx context.Context, first, second criterion, input string, domain Domain) Answer {
	all := domain.set()
	for _, p := range []criterion{first, second} {
		if t, used := typeOf(p.Tree(), input); used && !t.Equal(domain.Type) {
			return Answer{Relation: Unknown, Reason: fmt.Sprintf("%s is %s in %s, and %s otherwise", input, t, p.Text(), domain.Type)}
		}
	}
	a, err := first.truth(input)
	if err != nil {
		return computed(ctx, first, second, input, domain, "the first criterion: "+err.Error())
	}
	b, err := second.truth(input)
	if err != nil {
		return computed(ctx, first, second, input, domain, "the second criterion: "+err.Error())
	}
	a, b = domain.grid(a).intersect(all), domain.grid(b).intersect(all)
	onlyFirst, onlySecond := a.minus(b), b.minus(a)
	answer := Answer{
		Relation:   relation(onlyFirst.empty(), onlySecond.empty(), a.intersect(b).empty()),
		FirstNever: a.empty(), FirstAlways: all.minus(a).empty(), SecondNever: b.empty(), SecondAlways: all.minus(b).empty(),
		FirstTrend: trend(a, all), SecondTrend: trend(b, all),
	}
	answer.OnlyFirst, err = witness(ctx, onlyFirst, first, second, input, domain)
	if err == nil {
		answer.OnlySecond, err = witness(ctx, onlySecond, second, first, input, domain)
	}
	if err != nil {
		return Answer{Relation: Unknown, Reason: err.Error()}
	}
	return answer
}

// computed relates criteria that compute with the value, or compare texts, by the
// questions of a [Region]. It is unknown, for the reason that is given, when they depend
// on anything else or are asked of a rounded value.
func computed(ctx context.Context, first, second criterion, input string, domain Domain, reason string) Answer {
	unknown := Answer{Relation: Unknown, Reason: reason}
	if first.places != exactly || second.places != exactly || !dependsOnly(first.Tree(), input) || !dependsOnly(second.Tree(), input) {
		return unknown
	}
	domain.Type.Nullable = false
	r := Region{Domains: map[string]Domain{input: domain}}
	there, back := r.Implies(ctx, first.Program, second.Program), r.Implies(ctx, second.Program, first.Program)
	both := r.Disjoint(ctx, first.Program, second.Program)
	for _, p := range []Proof{there, back, both} {
		if p.Outcome == Undecided {
			return unknown
		}
	}
	answer := Answer{
		Relation:  relation(there.Outcome == Proved, back.Outcome == Proved, both.Outcome == Proved),
		OnlyFirst: valueOf(there.Witness, input), OnlySecond: valueOf(back.Witness, input),
	}
	answer.FirstNever, answer.FirstAlways, answer.FirstTrend = r.bearing(ctx, first.Program, input)
	answer.SecondNever, answer.SecondAlways, answer.SecondTrend = r.bearing(ctx, second.Program, input)
	return answer
}

// bearing reports whether a criterion holds for no value, or for every one, and which way
// it asks its value to go.
func (r Region) bearing(ctx context.Context, p *dsl.Program, input string) (never, always bool, t Trend) {
	never, always = r.NeverTrue(ctx, p).Outcome == Proved, r.AlwaysTrue(ctx, p).Outcome == Proved
	if never || always {
		return never, always, Band
	}
	for _, way := range []struct {
		Direction
		Trend
	}{{Rising, Higher}, {Falling, Lower}} {
		if proof, _ := r.Monotone(ctx, p, input, way.Direction); proof.Outcome == Proved {
			return never, always, way.Trend
		}
	}
	return never, always, Band
}

// valueOf returns the value of the input in a witness; nil when there is none.
func valueOf(w *Witness, input string) *dsl.Value {
	if w == nil {
		return nil
	}
	v, ok := w.Values()[input]
	if !ok {
		return nil
	}
	return &v
}

// dependsOnly reports whether a condition is computed from the one input.
func dependsOnly(n ast.Node, input string) bool {
	only := true
	ast.Walk(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Input:
			only = only && n.Name == input
		case *ast.Aggregate, *ast.Field, *ast.Query, *ast.Key, *ast.Lookup:
			only = false
		}
		return only
	})
	return only
}

// typeOf returns the type that a criterion takes its input for, if it uses it.
func typeOf(n ast.Node, input string) (t kinds.Type, used bool) {
	ast.Walk(n, func(n ast.Node) bool {
		if in, ok := n.(*ast.Input); ok && in.Name == input {
			t, used = in.T, true
		}
		return !used
	})
	return t, used
}

func relation(firstInside, secondInside, disjoint bool) Relation {
	switch {
	case firstInside && secondInside:
		return Equivalent
	case disjoint:
		return Conflicting
	case firstInside:
		return Stricter
	case secondInside:
		return Weaker
	}
	return Overlapping
}

// trend returns, from the shape of a set, which way its criterion points.
func trend(s, all set) Trend {
	if len(s) != 1 || len(all) != 1 {
		return Band
	}
	toTop := s[0].to.compare(all[0].to) == 0
	fromBottom := s[0].from.compare(all[0].from) == 0
	switch {
	case toTop && !fromBottom:
		return Higher
	case fromBottom && !toTop:
		return Lower
	}
	return Band
}

// witness takes a simple value of a set and has the evaluator confirm that the one
// criterion holds for it and the other does not.
func witness(ctx context.Context, s set, holds, fails criterion, input string, d Domain) (*dsl.Value, error) {
	if s.empty() {
		return nil, nil
	}
	n, ok := s.simplest(d.Step)
	if !ok {
		return nil, fmt.Errorf("no simple value was found between the two criteria")
	}
	v := dsl.NewExact(d.Type, n)
	if d.Type.Kind == kinds.Boolean {
		v = dsl.NewBoolean(n.Sign() != 0)
	}
	for _, check := range []struct {
		criterion criterion
		want      bool
	}{{holds, true}, {fails, false}} {
		held, decided, err := check.criterion.holds(ctx, input, v)
		if err != nil {
			return nil, err
		}
		if !decided || held != check.want {
			return nil, fmt.Errorf("internal error: for %s the evaluator disagrees with the proof about %s", v, check.criterion.Text())
		}
	}
	return &v, nil
}
