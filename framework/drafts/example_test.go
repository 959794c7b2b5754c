package drafts_test

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/drafts"
	"github.com/concord-sla/concord/framework/editions"
	"github.com/concord-sla/concord/sla"
)

// A draft agreement over a profile's measures: its blanks are for the parties, and each
// is refused until it is filled.
func ExampleScaffold() {
	first := calendar.Date{Year: 2026, Month: 10, Day: 1}
	profile, err := editions.NamedProfile("payables")
	if err != nil {
		fmt.Println(err)
		return
	}
	measures, err := editions.Choose(framework.Default(), profile, first)
	if err != nil {
		fmt.Println(err)
		return
	}
	draft, err := drafts.Scaffold(measures, drafts.Draft{Name: "payables-operations", Title: profile.Title, Effective: first, Customer: "Department of Examples"})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = sla.Parse("draft.yaml", []byte(draft))
	blanks := diag.From(err)
	fmt.Println(len(blanks), "blanks, the first:")
	fmt.Print(blanks[0].Screen())
	// Output:
	// 24 blanks, the first:
	// draft.yaml:16:10: error [wrong-shape]: a text is expected here, nothing stands here
	//    16 |     name: # fill in: who provides the service
	//       |          ^ write it on the line, between quotes if it holds ': ' or ' #'
}
