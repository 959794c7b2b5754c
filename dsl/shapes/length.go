package shapes

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/kinds"
)

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

// String returns the basis in words: "calendar days".
func (b LengthBasis) String() string {
	words := [...]string{"", "calendar days", "business days", "working time", "elapsed time", "as recorded"}
	if b == 0 || int(b) >= len(words) {
		return fmt.Sprintf("basis(%d)", uint8(b))
	}
	return words[b]
}

// lengthOf finds the one length of time that conditions compare with something, or that
// is itself asked for; nil when there is none, or several.
func (r *shaper) lengthOf(asked []ast.Node) ast.Node {
	lengths := map[string]ast.Node{}
	for _, n := range asked {
		if isLength(n) {
			lengths[r.key(n)] = n
		}
		ast.Walk(n, func(n ast.Node) bool {
			c, ok := n.(*ast.Comparison)
			if !ok {
				return true
			}
			for _, sides := range [][2]ast.Node{{c.L, c.R}, {c.R, c.L}} {
				_, constant := sides[1].(*ast.Const)
				if _, figure := sides[0].(*ast.Const); constant && !figure && isLength(sides[0]) {
					lengths[r.key(sides[0])] = sides[0]
				}
			}
			return true
		})
	}
	if len(lengths) != 1 {
		return nil
	}
	for _, n := range lengths {
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
	l := Length{Text: r.written(n), Type: n.Type()}
	l.Type.Nullable, l.Type.CellUnit = false, 0
	node := n
	for node != nil {
		switch own := node.(type) {
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
				l.Reduced, node = true, own.L
			default:
				return l
			}
		default:
			return l
		}
	}
	return l
}
