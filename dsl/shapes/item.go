package shapes

import (
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
)

// Item is what a measure asks of each row, as an expression of its own.
type Item struct {
	// Program is a condition or value over inputs: ".paid" is the field paid of the row.
	// Where the row's length of time is asked about, that length is the input "value",
	// and known(.paid) of a moment from which it is counted is known(value): there is no
	// length without it. Where the length needs several that may be missing, known(.paid)
	// is known(value) or known(.paid), of the field paid.
	Program *dsl.Program
	Length  Length // the length of time that is asked about; the zero Length is none
}

// item makes an expression about inputs of what is asked of each row; all conditions
// hold. It is nil when something else than the row and the inputs is needed.
func (r *shaper) item(asked ...ast.Node) *Item {
	own, ok := r.unnamedAll(asked)
	if !ok {
		return nil
	}
	w := itemWriter{shaper: r, inputs: slices.Clone(r.env.Inputs), at: map[string]int{}}
	length := r.lengthOf(own)
	if length != nil {
		w.length, w.lengthKey = length, r.key(length)
		w.moments = momentsOf(length)
	}
	program := w.program(own)
	if program == nil {
		return nil
	}
	item := &Item{Program: program}
	if length != nil {
		item.Length = r.length(length)
	}
	return item
}

// where makes an expression about inputs of the conditions of filter, which all hold. It
// is nil when there are none, or when something else than the row and the inputs is
// needed.
func (r *shaper) where(conditions []ast.Node) *dsl.Program {
	own, ok := r.unnamedAll(conditions)
	if !ok || len(own) == 0 {
		return nil
	}
	w := itemWriter{shaper: r, inputs: slices.Clone(r.env.Inputs), at: map[string]int{}}
	return w.program(own)
}

// unnamedAll returns nodes with the values of let in the place of their names; false when
// one of them needs more than the row and the inputs.
func (r *shaper) unnamedAll(asked []ast.Node) (own []ast.Node, ok bool) {
	for _, n := range asked {
		if n = r.unnamed(n); n == nil {
			return nil, false
		}
		own = append(own, n)
	}
	return own, true
}

// unnamed returns a node with the values of let in the place of their names; nil when it
// needs other rows, a table of keys or the results of metrics.
func (r *shaper) unnamed(n ast.Node) ast.Node {
	ownRow := true
	own := replaced(n, func(n ast.Node) ast.Node {
		if r.steps--; r.steps < 0 {
			ownRow = false
			return n
		}
		switch n.(type) {
		case *ast.Aggregate, *ast.Query, *ast.Key, *ast.Lookup:
			ownRow = false
			return n
		case *ast.Let, *ast.Variable:
			if behind := r.behind(n); behind != nil {
				return r.unnamedOr(behind, &ownRow)
			}
			ownRow = false
			return n
		}
		return nil
	})
	if !ownRow {
		return nil
	}
	return own
}

func (r *shaper) unnamedOr(n ast.Node, ownRow *bool) ast.Node {
	if own := r.unnamed(n); own != nil {
		return own
	}
	*ownRow = false
	return n
}
