package diag_test

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
)

// A diagnostic has a line for a log, a screen for a person, and fields and a class for a
// program.
func Example() {
	source := &diag.Source{Name: "payables.yaml", Text: "target: value >= 98"}
	err := diag.List{diag.NewSnippet(source, 8, 11).At(diag.Diagnostic{
		Severity: diag.Error, Code: codes.UnitMismatch, Class: diag.ErrType, Summary: "a percent is compared with a plain number", Advice: "write 98%",
	}, diag.Span{Start: 9, End: 11})}.Err()

	fmt.Println(err)
	fmt.Print(diag.Screen(err))
	var first *diag.Diagnostic
	if errors.As(err, &first) {
		fmt.Println(first.Code, first.Position())
	}
	fmt.Println(errors.Is(err, diag.ErrType), errors.Is(err, fs.ErrNotExist))
	// Output:
	// payables.yaml:1:18: error [unit-mismatch]: a percent is compared with a plain number; write 98%
	// payables.yaml:1:18: error [unit-mismatch]: a percent is compared with a plain number
	//     1 | target: value >= 98
	//       |                  ^^ write 98%
	// unit-mismatch payables.yaml:1:18
	// true false
}
