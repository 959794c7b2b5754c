package dsl

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl/internal/exec"
)

// LiveRows are the rows of one table, each of which is in or not.
type LiveRows struct {
	live *Live
	rows *exec.LiveRows
	n    int
}

// Insert takes a row in. It is an error when the table has no such row, or the row is in
// already: nothing is counted twice.
func (r *LiveRows) Insert(row int32) error {
	if row < 0 || int(row) >= r.n || r.rows.Has(int(row)) {
		return r.refuse(row, "is in already")
	}
	r.rows.Change(int(row), 1)
	return nil
}

// Withdraw takes a row out. It is an error when the row is not in.
func (r *LiveRows) Withdraw(row int32) error {
	if row < 0 || int(row) >= r.n || !r.rows.Has(int(row)) {
		return r.refuse(row, "is not in")
	}
	r.rows.Change(int(row), -1)
	return nil
}

// InsertAll takes all rows in, none of which may be in already. When the context ends,
// none is in.
func (r *LiveRows) InsertAll(ctx context.Context) error {
	for row := range r.n {
		if r.rows.Has(row) {
			return r.refuse(int32(row), "is in already")
		}
	}
	return r.live.ended(r.rows.All(ctx, true))
}

func (r *LiveRows) refuse(row int32, why string) error {
	if row < 0 || int(row) >= r.n {
		why = fmt.Sprintf("does not exist, there are %d", r.n)
	}
	return dataError(r.live.schema.Name, fmt.Sprintf("row %d of %s %s", int(row)+1, r.live.schema.Name, why), "insert a row once, and withdraw it only after that")
}
