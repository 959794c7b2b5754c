package exact_test

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/exact"
)

// A quotient stays exact until a caller rounds it.
func ExampleNum_Quo() {
	q, ok := exact.Int(200).Quo(exact.Int(3))
	fmt.Println(q, ok)
	fmt.Println(q.Mul(exact.Int(3)))
	fmt.Println(q.Fixed(2, exact.HalfEven), q.Fixed(2, exact.Down))
	_, ok = exact.Int(1).Quo(exact.Int(0))
	fmt.Println(ok)
	// Output:
	// 200/3 true
	// 200
	// 66.67 66.66
	// false
}
