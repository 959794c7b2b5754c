package format_test

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/format"
)

func ExampleExpression() {
	text, err := format.Expression(`let late=filter(incidents,.resolved-.opened>4 hours); // past the limit
count( late )<=10&&count(late)/count(incidents)<=0.05||share(incidents,known(.resolved))>=99.5 percent`)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(text)
	// Output:
	// let late = filter(incidents, .resolved - .opened > 4h); // past the limit
	// count(late) <= 10 and count(late) / count(incidents) <= 0.05
	// or share(incidents, known(.resolved)) >= 99.5%
}
