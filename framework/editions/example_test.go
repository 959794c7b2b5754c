package editions_test

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/editions"
)

// lists are two editions of one small list.
func lists() (old, next *framework.Catalog) {
	const text = `
concord: catalog-v1
catalog: center-measures
title: Measures of the shared service center
area: AP
release: %s
measures:
  - id: AP.001
    name: Invoices paid in time
    unit: percent
    direction: higher is better
    target: ">= %s percent"
    item limit: within %s calendar days
`
	load := func(args ...any) *framework.Catalog {
		c, err := framework.Load(&diag.Source{Name: "center.yaml", Text: fmt.Sprintf(text, args...)})
		if err != nil {
			fmt.Println(err)
		}
		return c
	}
	return load("FY2025", "98", "25"), load("FY2026", "97", "20")
}

// What a new edition changes, for a person to review.
func ExampleDiff() {
	old, next := lists()
	fmt.Print(editions.Diff(old, next).Text())
	// Output:
	// loosened: 1
	//   AP.001, Invoices paid in time: target: >= 98 percent -> >= 97 percent
	//
	// tightened: 1
	//   AP.001, Invoices paid in time: item limit: within 25 calendar days -> within 20 calendar days
}

// An agency's own figures over the published ones.
func ExampleApply() {
	overlay, err := editions.LoadOverlay(&diag.Source{Name: "agency.yaml", Text: `
concord: overlay-v1
overlay: agency-2027
authority: Service agreement EX-2026-0042, annex B
effective: 2026-10-01
changes:
  - id: FFM.030.070.0033
    target: ">= 99 percent"
`})
	if err != nil {
		fmt.Println(err)
		return
	}
	catalog, err := editions.Apply(framework.Default(), calendar.Date{Year: 2026, Month: 10, Day: 1}, overlay)
	if err != nil {
		fmt.Println(err)
		return
	}
	m := catalog.Lookup("FFM.030.070.0033")[0]
	fmt.Println(m.Target)
	fmt.Println(m.Notes[len(m.Notes)-1])
	// Output:
	// >= 99 percent
	// changed by agency-2027 from 2026-10-01 (Service agreement EX-2026-0042, annex B): target was >= 98 percent
}

// What a law says is not the parties' to loosen.
func ExampleApply_loosened() {
	overlay, err := editions.LoadOverlay(&diag.Source{Name: "agency.yaml", Text: `concord: overlay-v1
overlay: agency-2027
authority: Service agreement EX-2026-0042, annex B
effective: 2026-10-01
changes:
  - {id: PPA.DUE, target: "<= 45 calendar days"}
`})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = editions.Apply(framework.Default(), calendar.Date{Year: 2026, Month: 10, Day: 1}, overlay)
	fmt.Print(diag.Screen(err))
	// Output:
	// agency.yaml:6:28: error [weaker-target]: PPA.DUE is binding and not the parties' to loosen: <= 30 calendar days
	//     6 |   - {id: PPA.DUE, target: "<= 45 calendar days"}
	//       |                            ^^^^^^^^^^^^^^^^^^^ leave it as it is, or set something stricter
}

// The measures of a profile that comes with the library, as a catalog of their own.
func ExampleChoose() {
	fmt.Println(editions.Profiles())
	profile, err := editions.NamedProfile("payables")
	if err != nil {
		fmt.Println(err)
		return
	}
	chosen, err := editions.Choose(framework.Default(), profile, calendar.Date{Year: 2026, Month: 10, Day: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range chosen.Measures()[:3] {
		fmt.Println(m.Ref(), m.Name)
	}
	// Output:
	// [help-desk payables travel]
	// PPA.DUE Payment due date
	// FFM.000.000.0012 Service Customer Satisfaction with Service Provider
	// FFM.000.000.0032 Solution/service Performance Issue Resolution Timeliness
}

// A profile of one's own chooses measures and may set other figures for some of them.
func ExampleLoadProfile() {
	profile, err := editions.LoadProfile(&diag.Source{Name: "payables.yaml", Text: `
concord: profile-v1
profile: center-payables
title: Commercial accounts payable
measures:
  - FFM.030.070.0034
  - id: FFM.030.070.0033
    target: ">= 99 percent"
    authority: Service agreement EX-2026-0042, annex B
    effective: 2026-10-01
`})
	if err != nil {
		fmt.Println(err)
		return
	}
	chosen, err := editions.Choose(framework.Default(), profile, calendar.Date{Year: 2026, Month: 10, Day: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range chosen.Measures() {
		fmt.Println(m.Ref(), m.FigureText())
	}
	// Output:
	// FFM.030.070.0033 >= 99 percent; each within 25 calendar days
	// FFM.030.070.0034 >= 96 percent
}
