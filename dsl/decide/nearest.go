package decide

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Nearby are the values nearest to one, on either side, from which a criterion is
// satisfied. A side is nil when no value on it satisfies the criterion.
type Nearby struct{ Below, Above *End }

// End is where a criterion begins to be satisfied, seen from a value.
type End struct {
	Value    dsl.Value
	Included bool // it is satisfied at Value itself; else by values as near to it as one likes, and not by it
	Onwards  bool // it is satisfied by every value further away on this side, too
}

// Nearest finds the values of a domain nearest to one, below and above, for which a
// criterion holds, or, when want is false, does not. The criterion is a condition over
// one input. When the value itself is one of them, it is both ends.
//
// The evaluator confirms what is found; the error says why nothing could be decided, such
// as a criterion that needs another input.
func Nearest(ctx context.Context, p *dsl.Program, input string, domain Domain, from dsl.Value, want bool) (Nearby, error) {
	return nearest(ctx, criterion{p, exactly}, input, domain, from, want)
}

// NearestRounded is [Nearest] for a criterion that is asked of the value rounded half
// even to so many decimal places. What it finds are values before they are rounded.
func NearestRounded(ctx context.Context, p *dsl.Program, places int, input string, domain Domain, from dsl.Value, want bool) (Nearby, error) {
	return nearest(ctx, criterion{p, places}, input, domain, from, want)
}

func nearest(ctx context.Context, c criterion, input string, d Domain, from dsl.Value, want bool) (Nearby, error) {
	if t, used := typeOf(c.Tree(), input); from.Missing() || !from.Type().Equal(d.Type) || used && !t.Equal(d.Type) {
		return Nearby{}, fmt.Errorf("%s is not asked of %s", c.Text(), d.Type)
	}
	s, err := c.truth(input)
	if err != nil {
		return Nearby{}, err
	}
	if !want {
		s = s.complement()
	}
	all := d.set()
	s = d.grid(s).intersect(all)
	at := from.Num()
	if b, boolean := from.Bool(); boolean {
		at = number(b)
	}
	var near Nearby
	for _, i := range s {
		inside := i.from.compare(before(at)) <= 0 && i.to.compare(after(at)) >= 0
		if inside || i.to.compare(before(at)) <= 0 { // the last such interval is the nearest
			near.Below = &End{Value: from, Included: true}
			if !inside {
				near.Below = d.endBelow(i)
			}
			near.Below.Onwards = i.from.compare(all[0].from) == 0
		}
		if (inside || i.from.compare(after(at)) >= 0) && near.Above == nil {
			near.Above = &End{Value: from, Included: true}
			if !inside {
				near.Above = &End{Value: d.value(i.from.value), Included: !i.from.after}
			}
			near.Above.Onwards = i.to.compare(all[0].to) == 0
		}
	}
	if err := c.confirm(ctx, input, d, s, near.Below, want); err != nil {
		return Nearby{}, err
	}
	return near, c.confirm(ctx, input, d, s, near.Above, want)
}

// endBelow returns where an interval ends upwards. On a grid that is before a value, and
// the last that belongs to it is one step down.
func (d Domain) endBelow(i interval) *End {
	if d.Step != nil {
		return &End{Value: d.value(i.to.value.Sub(*d.Step)), Included: true}
	}
	return &End{Value: d.value(i.to.value), Included: i.to.after}
}

// value returns a number as a value of the domain; yes is 1.
func (d Domain) value(n exact.Num) dsl.Value {
	if d.Type.Kind == kinds.Boolean {
		return dsl.NewBoolean(n.Sign() != 0)
	}
	return dsl.NewExact(d.Type, n)
}

// confirm has the evaluator say that the criterion is as wanted at an end; or, where the
// end itself is out, that it is not, and is for a value of the interval there.
func (c criterion) confirm(ctx context.Context, input string, d Domain, s set, end *End, want bool) error {
	if end == nil {
		return nil
	}
	ask := func(v dsl.Value, want bool) error {
		held, decided, err := c.holds(ctx, input, v)
		if err == nil && (!decided || held != want) {
			err = fmt.Errorf("internal error: for %s the evaluator disagrees with what was found about %s", v, c.Text())
		}
		return err
	}
	if err := ask(end.Value, want == end.Included); err != nil || end.Included {
		return err
	}
	at := end.Value.Num()
	for _, i := range s {
		if i.from.compare(after(at)) != 0 && i.to.compare(before(at)) != 0 {
			continue
		}
		if v, ok := inside(i); ok {
			if err := ask(d.value(v), want); err != nil {
				return err
			}
		}
	}
	return nil
}
