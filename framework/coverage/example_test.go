package coverage_test

import (
	"fmt"

	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/coverage"
	"github.com/concord-sla/concord/sla"
)

// What an agreement leaves out of an area, and what its other metrics may be about.
func ExampleOf() {
	plan, err := sla.CompileFile("testdata/agreement.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	coverage, err := coverage.Of(framework.Default(), plan, "FFM")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(coverage.Claimed), "claimed,", len(coverage.LeftOut), "left out")
	for _, u := range coverage.Unclaimed {
		if len(u.Suggestions) > 0 {
			s := u.Suggestions[0]
			fmt.Println(u.Metric+":", s.Measure.Ref(), s.Why)
		}
	}
	// Output:
	// 1 claimed, 102 left out
	// interest: FFM.030.070.0041 [both say commercial, interest, invoice, payment, penalty the metric reads amount the metric is a ratio, the measure a percentage both monthly its figure is quarantined]
	// rejected_invoices: FFM.030.070.0033 [both say commercial, invoice the metric reads payment both in percent both monthly]
	// satisfaction: FFM.000.000.0012 [both say customer, provider, satisfaction both in percent both annually]
}
