package diag

import (
	"fmt"
	"testing"
)

func TestFormat(t *testing.T) {
	source := &Source{Name: "a.yaml", Text: "target: value >= 98\n"}
	d := &Diagnostic{Severity: Error, Code: "unit-mismatch", Summary: "a percent is compared with a plain number", Advice: "write 98%", Source: source, Span: Span{Start: 17, End: 19}}
	const line = "a.yaml:1:18: error [unit-mismatch]: a percent is compared with a plain number; write 98%"
	const screen = `a.yaml:1:18: error [unit-mismatch]: a percent is compared with a plain number
    1 | target: value >= 98
      |                  ^^ write 98%
`
	for _, c := range []struct{ got, want string }{
		{fmt.Sprintf("%+v", d), screen},
		{fmt.Sprintf("%+v", List{d, d}), screen + screen},
		{fmt.Sprintf("%v", d), line},
		{fmt.Sprint(List{d}), line},
		{fmt.Sprintf("%s", List{d}), line},
		{fmt.Sprintf("%q", d), fmt.Sprintf("%q", line)},
		{fmt.Sprintf("%.6s|%-8.4s|", d, d), "a.yaml|a.ya    |"},
		{fmt.Errorf("reading: %w", d).Error(), "reading: " + line},
	} {
		if c.got != c.want {
			t.Errorf("got\n%s\nwant\n%s", c.got, c.want)
		}
	}
}
