package dsl

import (
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/internal/check"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Item is what a measure asks of each row, as an expression of its own.
type Item struct {
	// Program is a condition or value over inputs: ".paid" is the field paid of the row.
	// Where the row's length of time is asked about, that length is the input "value",
	// and known(.paid) of a moment from which it is counted is known(value): there is no
	// length without it.
	Program *Program
	Length  Length // the length of time that is asked about; the zero Length is none
}

// Length is how long something took, as a measure computes it for each row.
type Length struct {
	Basis    LengthBasis
	Text     string             // as the author wrote it: "calendar_days(.accepted, .paid)"
	Type     kinds.Type         // calendar days, business days or a duration
	Calendar *business.Calendar // of business days and working time
	Field    string             // of a length that stands in the records
	Reduced  bool               // something is taken off: "business_days(.received, .done) - .days_tolled"
}

// LengthBasis is how a length of time is counted. The zero value is no length.
type LengthBasis uint8

// The ways to count a length of time.
const (
	_             LengthBasis = iota
	ByCalendarDay             // calendar_days(from, to), or a difference of dates
	ByBusinessDay             // business_days(from, to)
	ByWorkingTime             // working_time(from, to)
	ByElapsedTime             // a difference of instants
	ByRecord                  // it stands in the records
)

// String is the basis in words: "calendar days".
func (b LengthBasis) String() string {
	words := [...]string{"", "calendar days", "business days", "working time", "elapsed time", "as recorded"}
	if b == 0 || int(b) >= len(words) {
		return fmt.Sprintf("basis(%d)", uint8(b))
	}
	return words[b]
}

var numberType = kinds.Of(kinds.Number)

// item makes an expression about inputs of what is asked of each row; all conditions
// hold. It is nil when something else than the row and the inputs is needed.
func (r *shaper) item(asked ...ast.Node) *Item {
	var own []ast.Node
	for _, n := range asked {
		n = r.unnamed(n)
		if n == nil {
			return nil
		}
		own = append(own, n)
	}
	w := itemWriter{shaper: r, inputs: slices.Clone(r.program.env.Inputs), at: map[string]int{}}
	length := r.lengthOf(own)
	if length != nil {
		w.length, w.lengthKey = length, r.key(length)
		w.moments = map[string]bool{}
		ast.Walk(length, func(n ast.Node) bool {
			if f, ok := n.(*ast.Field); ok {
				w.moments[f.Name] = true
			}
			return true
		})
	}
	root := w.write(own[0])
	for _, n := range own[1:] {
		next := w.write(n)
		root = &ast.Logic{Meta: ast.Meta{T: root.Type(), At: root.Span(), Nodes: root.Size() + next.Size() + 1}, And: true, L: root, R: next}
	}
	env := r.program.env
	env.Inputs, env.Rows = w.inputs, ""
	item := &Item{Program: &Program{snippet: r.program.snippet, env: env, checked: &check.Checked{Root: root, Slots: r.program.checked.Slots}}}
	if length != nil {
		item.Length = r.length(length)
	}
	return item
}

// unnamed is a node with the values of let in the place of their names; nil when it
// needs other rows, a table of keys or the results of metrics.
func (r *shaper) unnamed(n ast.Node) ast.Node {
	alone := true
	own := replaced(n, func(n ast.Node) ast.Node {
		if r.steps--; r.steps < 0 {
			alone = false
			return n
		}
		switch n.(type) {
		case *ast.Aggregate, *ast.Query, *ast.Key, *ast.Lookup:
			alone = false
			return n
		case *ast.Let, *ast.Variable:
			if behind := r.behind(n); behind != nil {
				return r.unnamedOr(behind, &alone)
			}
			alone = false
			return n
		}
		return nil
	})
	if !alone {
		return nil
	}
	return own
}

func (r *shaper) unnamedOr(n ast.Node, alone *bool) ast.Node {
	if own := r.unnamed(n); own != nil {
		return own
	}
	*alone = false
	return n
}

// lengthOf finds the one length of time that conditions compare with something, or
// that is itself asked for; nil when there is none, or several.
func (r *shaper) lengthOf(asked []ast.Node) ast.Node {
	found := map[string]ast.Node{}
	for _, n := range asked {
		if isLength(n) {
			found[r.key(n)] = n
		}
		ast.Walk(n, func(n ast.Node) bool {
			c, ok := n.(*ast.Comparison)
			if !ok {
				return true
			}
			for _, sides := range [][2]ast.Node{{c.L, c.R}, {c.R, c.L}} {
				_, constant := sides[1].(*ast.Const)
				if _, figure := sides[0].(*ast.Const); constant && !figure && isLength(sides[0]) {
					found[r.key(sides[0])] = sides[0]
				}
			}
			return true
		})
	}
	if len(found) != 1 {
		return nil
	}
	for _, n := range found {
		return n
	}
	return nil
}

func isLength(n ast.Node) bool {
	switch n.Type().Kind {
	case kinds.CalendarDays, kinds.BusinessDays, kinds.Duration:
		return true
	}
	return false
}

// length says how a length is counted.
func (r *shaper) length(n ast.Node) Length {
	l := Length{Text: r.text(n), Type: n.Type()}
	l.Type.Nullable, l.Type.CellUnit = false, 0
	whole := n
	for whole != nil {
		switch own := whole.(type) {
		case *ast.Call:
			switch own.Function {
			case "calendar_days":
				l.Basis = ByCalendarDay
			case "business_days":
				l.Basis, l.Calendar = ByBusinessDay, own.Calendar
			case "working_time":
				l.Basis, l.Calendar = ByWorkingTime, own.Calendar
			}
			return l
		case *ast.Field:
			l.Basis, l.Field = ByRecord, own.Name
			return l
		case *ast.Arithmetic:
			switch {
			case own.Op == '-' && own.L.Type().Kind == kinds.Date:
				l.Basis = ByCalendarDay
				return l
			case own.Op == '-' && own.L.Type().Kind == kinds.Instant:
				l.Basis = ByElapsedTime
				return l
			case own.Op == '-' && isLength(own.L):
				l.Reduced, whole = true, own.L
			default:
				return l
			}
		default:
			return l
		}
	}
	return l
}
