package review_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/concord-sla/concord/sla"
	"github.com/concord-sla/concord/sla/review"
)

// What can be said of an agreement before there is a single record.
func ExampleReview() {
	desk, err := os.ReadFile("../testdata/desk.yaml")
	if err != nil {
		log.Fatal(err)
	}
	text := strings.NewReplacer("value >= 60%", "value >= 99.95%", "warn: value < 70%", "sample: at least 1000", " or at_risk(in_time)", "").Replace(string(desk))
	agreement, err := sla.Parse("desk.yaml", []byte(text))
	if err != nil {
		log.Fatal(err)
	}
	plan, err := agreement.Compile()
	if err != nil {
		log.Fatal(err)
	}
	found := review.Review(context.Background(), plan)
	fmt.Println("cannot be kept:", found.Err() != nil)
	fmt.Print(found.Screen())
	// Output:
	// cannot be kept: false
	// desk.yaml:21:13: warning [sample-tolerance]: of 1000 rows, the fewest that are judged, none may fail: with one failure it is 999 of 1000 (99.90%), which misses value >= 99.95%
	//    21 |     sample: at least 1000
	//       |             ^^^^^^^^^^^^^ ask for at least 2000 rows, of which one may fail, judge a longer period, or write the level that is meant
}

// What credits can cost needs no records, and no value of the fee: here a credit is due
// from the third miss of six on.
func ExampleGreatestCredit() {
	desk, err := os.ReadFile("../testdata/desk.yaml")
	if err != nil {
		log.Fatal(err)
	}
	agreement, err := sla.Parse("desk.yaml", []byte(strings.Replace(string(desk), "{from: 2026-01-01}", "{from: 2026-01-01, to: 2026-12-31}", 1)+`
  credit:
    when: misses(in_time, 6) >= 3
    credit:
      metric: in_time
      of: monthly_fee
      tiers:
        - {when: value >= 50% and value < 60%, credit: 5%}
        - {when: value < 50%, credit: 20%}
      cap: 15%
inputs:
  monthly_fee: money USD
`))
	if err != nil {
		log.Fatal(err)
	}
	plan, err := agreement.Compile()
	if err != nil {
		log.Fatal(err)
	}
	exposure, err := review.GreatestCredit(context.Background(), plan)
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range exposure.Credits {
		fmt.Printf("%s: at most %s of %s in a month, such as for %s; in %d months of the term, %s in all\n", c.Remedy, c.Part, c.Of, c.At, c.Periods, c.Total)
	}
	// Output:
	// credit: at most 15% of monthly_fee in a month, such as for 0%; in 10 months of the term, 150% in all
}
