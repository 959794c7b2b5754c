package document_test

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
)

// A mistake in an expression is shown where the author wrote it, although the expression
// is the text of a folded block.
func Example() {
	source := &diag.Source{Name: "payables.yaml", Text: `agreement: Payables
metrics:
  payment:
    expression: >
      share(invoices,
      .paid <= due)
    weight: 99.50
`}
	root, found := document.Parse(source)
	if err := found.Err(); err != nil {
		fmt.Println(err)
		return
	}
	payment := root.Get("metrics").Get("payment")
	fmt.Println(payment.Get("weight").Text, payment.Keys())

	expression := payment.Get("expression")
	fmt.Printf("%q\n", expression.Text)
	fmt.Print(expression.Snippet.At(diag.Diagnostic{
		Severity: diag.Error, Code: codes.UnknownName, Summary: "there is no name due here", Advice: "write .due",
	}, diag.Span{Start: 25, End: 28}).Screen())
	// Output:
	// 99.50 [expression weight]
	// "share(invoices, .paid <= due)\n"
	// payables.yaml:6:16: error [unknown-name]: there is no name due here
	//     6 |       .paid <= due)
	//       |                ^^^ write .due
}

func ExampleEntry_At() {
	root, _ := document.Parse(&diag.Source{Name: "a.yaml", Text: "metrics:\n  payment: {weigth: 1}\n"})
	entry := root.Get("metrics").Get("payment").Entries[0]
	fmt.Print(entry.At(diag.Diagnostic{Severity: diag.Error, Code: codes.UnknownKey, Summary: "weigth is not known", Advice: "did you mean weight?"}).Screen())
	fmt.Println(entry.Value.Path)
	// Output:
	// a.yaml:2:13: error [unknown-key]: weigth is not known
	//     2 |   payment: {weigth: 1}
	//       |             ^^^^^^ did you mean weight?
	// metrics.payment.weigth
}
