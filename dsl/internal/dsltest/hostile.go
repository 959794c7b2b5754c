package dsltest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// HostileEnv has a table to ask about.
func HostileEnv() (dsl.Env, dsl.Data) {
	schema := kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "x", Type: kinds.Of(kinds.Number)}, {Name: "ok", Type: kinds.Of(kinds.Boolean)}}}
	rows, err := table.ReadCSV(schema, "t", strings.NewReader("x,ok\n1,true\n2,false\n3,true\n"), table.Options{})
	if err != nil {
		panic(err)
	}
	env := dsl.Env{Tables: []kinds.Schema{schema}, Inputs: []kinds.Field{{Name: "v", Type: kinds.Of(kinds.Number)}, {Name: "level", Type: kinds.EnumOf("high", "low")}}}
	value := dsl.NewExact(kinds.Of(kinds.Number), ConstantOf("3").Num())
	return env, dsl.Data{Tables: map[string]*table.Table{"t": rows}, Inputs: map[string]dsl.Value{"v": value}}
}

func ConstantOf(text string) dsl.Value {
	v, err := constant(text, kinds.Of(kinds.Number))
	if err != nil {
		panic(err)
	}
	return v
}

func Clip(text string) string {
	if len(text) > 80 {
		return fmt.Sprintf("%q… (%d bytes)", text[:80], len(text))
	}
	return fmt.Sprintf("%q", text)
}

func FirstLine(err error) string {
	if err == nil {
		return "no error"
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

func MustCompile(t testing.TB, text string, env dsl.Env) *dsl.Program {
	t.Helper()
	p, err := dsl.Compile(text, env)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return p
}

// FuzzEnv has a name of every kind.
func FuzzEnv(t testing.TB) (dsl.Env, dsl.Data) {
	t.Helper()
	w := NewScene()
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
		if err := w.Read(line); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	w.Env.Calendar = business.Weekdays()
	return w.Env, w.Data
}

// Longest returns how long reading a text of a stranger and computing with it may take.
// The race detector makes everything some ten times slower.
func Longest() time.Duration {
	if raceEnabled {
		return time.Second
	}
	return 100 * time.Millisecond
}
