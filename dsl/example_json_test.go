package dsl_test

import (
	"encoding/json"
	"fmt"
	"log"
	"math/big"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// A value is stored exactly, and a missing one with its reason.
func ExampleValue_MarshalJSON() {
	for _, v := range []dsl.Value{
		dsl.NewExact(kinds.Of(kinds.Percent), exact.Rat(big.NewRat(200, 3))),
		dsl.NoValue(kinds.MoneyIn("USD"), "no fee was given"),
	} {
		text, err := json.Marshal(v)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(string(text))

		var read dsl.Value
		if err := json.Unmarshal(text, &read); err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s, missing: %t\n", read.Exact(), read.Missing())
	}
	// Output:
	// {"kind":"percent","unit":"%","exact":"200/3"}
	// 200/3%, missing: false
	// {"kind":"money","unit":"USD","missing":"no fee was given"}
	// no value, missing: true
}
