package eval

import (
	"context"

	"github.com/concord-sla/concord/dsl/internal/tree"
)

// Selected takes the rows in, for good, that the tree is bound to of the table: those of
// a selection, none of which is in. When the context ends, none is in.
func (r *LiveRows) Selected(ctx context.Context, rows []int32) error {
	more := make([]*state, len(r.live.states))
	for i, s := range r.live.states {
		more[i] = newState(s.n)
	}
	byRow, err := r.overColumns(ctx, more)
	if err != nil {
		return err
	}
	f := r.b.frame
	for at, row := range rows {
		if len(byRow) == 0 {
			break
		}
		if at&255 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		f.row = int(row)
		for _, i := range byRow {
			if why := more[i].change(f, &r.asks[i], 1); why != tree.None && more[i].missing == tree.None {
				r.blame(more[i], int(row))
			}
		}
	}
	for i, s := range r.live.states {
		s.join(more[i], false)
	}
	return nil
}
