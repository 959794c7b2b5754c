package dsl_test

import (
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/kinds"
)

// fuzzEnv has a name of every kind.
func fuzzEnv(t testing.TB) (dsl.Env, dsl.Data) {
	t.Helper()
	w := newWorld()
	for _, line := range []string{
		"table t: x number?, n count, p percent, r ratio, d duration?, c calendar days, b business days, m money USD, at instant?, day date, ok boolean?, s text?, e enum(high, low)",
		"    1.5,1,10,0.1,1h,1,2,10,2026-10-01T00:00:00Z,2026-10-01,true,a,high",
		"    ,2,20,0.2,,2,4,20.50,,2026-10-02,,,low",
		"    5,6,60,0.6,6h,6,12,60,2026-10-06T12:00:00Z,2026-10-06,false,b,high",
		"table u: x number",
		"input fee: money USD = 500 USD",
		"input value: percent = 98%",
		"input n: count = 3",
		"input name: text",
		"metrics response, quality",
		"answer misses(response, 6) = 3",
	} {
		if err := w.read(line); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.finish(); err != nil {
		t.Fatal(err)
	}
	w.env.Calendar = business.Weekdays()
	return w.env, w.data
}

// Whatever the text, it is an expression with a value or a reason, or mistakes
// that each have a place in it; and soon.
func FuzzCompile(f *testing.F) {
	for _, file := range corpusFiles(f) {
		for _, chunk := range file.chunks {
			for _, c := range chunk.cases {
				if len(c.expression) < 200 {
					f.Add(c.expression)
				}
			}
		}
	}
	env, data := fuzzEnv(f)
	row := env
	row.Rows, row.Result = "t", kinds.Boolean
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 10_000 {
			return
		}
		v, err := survive(t, text, env, data)
		if err == nil && v.Missing() && v.Why() == "" {
			t.Errorf("%q has no value and no reason", text)
		}
		survive(t, text, row, data)
		// Spaces and a comment around an expression change nothing.
		again, errAgain := survive(t, " \n"+text+"\n /* */ ", env, data)
		if (err == nil) != (errAgain == nil) && !strings.Contains(text, "/*") {
			t.Errorf("%q: %v; with spaces around it: %v", text, err, errAgain)
		}
		if err == nil && errAgain == nil && written(v) != written(again) {
			t.Errorf("%q is %s, and %s with spaces around it", text, written(v), written(again))
		}
	})
}
