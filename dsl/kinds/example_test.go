package kinds_test

import (
	"errors"
	"fmt"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Types are read as an agreement writes them. A mistake says what to write.
func ExampleParseType() {
	for _, text := range []string{"instant?", "money USD", "scale(low, medium, high)", "monney USD"} {
		t, err := kinds.ParseType(text)
		var mistake *diag.Diagnostic
		if errors.As(err, &mistake) {
			fmt.Println(mistake.Summary+";", mistake.Advice)
			continue
		}
		fmt.Println(t, "numeric:", t.Kind.Numeric(), "may be missing:", t.Nullable)
	}
	// Output:
	// instant? numeric: false may be missing: true
	// money USD numeric: true may be missing: false
	// scale(low, medium, high) numeric: false may be missing: false
	// "monney USD" is not a kind of value; did you mean money USD?
}
