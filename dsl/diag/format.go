package diag

import (
	"fmt"
	"io"
)

// Format prints the diagnostic with its line and caret for %+v, as [Diagnostic.Screen]
// has it, and on one line for other verbs.
func (d *Diagnostic) Format(s fmt.State, verb rune) { format(s, verb, d.Screen, d) }

// Format prints every diagnostic of the list with its line and caret for %+v, as
// [List.Screen] has it, and the text of the error for other verbs.
func (l List) Format(s fmt.State, verb rune) { format(s, verb, l.Screen, l) }

func format(s fmt.State, verb rune, screen func() string, err error) {
	if s == nil {
		return
	}
	if verb == 'v' && s.Flag('+') {
		io.WriteString(s, screen()) // the state keeps the writer's error
		return
	}
	// Without its methods but Error the error is printed as any other is.
	fmt.Fprintf(s, fmt.FormatString(s, verb), struct{ error }{err})
}
