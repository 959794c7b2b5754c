package dsl_test

import (
	"context"
	"fmt"
	"math/big"
	"os"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// Percentiles and trimmed means are R's, to the twelve digits that R printed.
func TestAgainstR(t *testing.T) {
	text, err := os.ReadFile("testdata/r/quantile.txt")
	if err != nil {
		t.Fatal(err)
	}
	schema := kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "x", Type: kinds.Of(kinds.Number)}}}
	env := dsl.Env{Tables: []kinds.Schema{schema}}
	data := dsl.Data{Tables: map[string]*table.Table{}}
	compared, values := 0, ""
	expect := func(expression, printed string) {
		t.Helper()
		p, err := dsl.Compile(expression, env)
		if err != nil {
			t.Fatal(err)
		}
		v, err := p.Evaluate(context.Background(), data)
		got, ok := v.Rat()
		want, read := new(big.Rat).SetString(printed)
		if err != nil || !ok || !read {
			t.Fatalf("%s: %v %v, %q", expression, v, err, printed)
		}
		far := new(big.Rat).Sub(got, want)
		if far.Abs(far).Cmp(big.NewRat(1, 1e10)) > 0 {
			t.Errorf("%s of\n%s\nis %s, R printed %s", expression, values, v.Exact(), printed)
		}
		compared++
	}
	for _, line := range strings.Split(string(text), "\n") {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case words[0] == "values":
			values = line
			read, err := table.ReadCSV(schema, line, strings.NewReader("x\n"+strings.Join(words[1:], "\n")+"\n"), table.Options{})
			if err != nil {
				t.Fatal(err)
			}
			data.Tables["t"] = read
		case words[0] == "trim":
			expect(fmt.Sprintf("trimmed_mean(t, .x, %s)", words[1]), words[3])
		default:
			for i, printed := range words[2:] {
				expect(fmt.Sprintf("percentile_r%d(t, .x, %s)", i+1, words[0]), printed)
			}
			expect(fmt.Sprintf("percentile(t, .x, %s)", words[0]), words[2])
		}
	}
	if compared != 5*(13*10+6) {
		t.Errorf("%d figures were compared", compared)
	}
}
