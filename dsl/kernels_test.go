package dsl_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/testenv"
	"github.com/shopspring/decimal"
)

// overColumns is what goes over columns: an expression that would go row by row without
// it, and how a trace says that it was computed; empty for what the expression says. The
// tables are those of the random programs, of which no cell is missing.
var overColumns = []struct{ what, expression, computed string }{
	{"a quotient by a constant", "sum(t, .d / 7)", "in 1e-0/7"},
	{"a fraction as a constant", "max(t, .x * (1 / 3))", "1e-0/3"},
	{"a quotient by a negative constant", "min(t, .m / -0.3)", "in 1e-"},
	{"a quotient that is compared", "share(filter(t, .x != 0), .n / .x <= 2.5)", "by the sign of"},
	{"a quotient of what is not negative", "share(t, percent(.n / (.n + 1)) >= 50%)", "* "},
	{"two quotients", "share(t, .d / (.d + 1h) < .n / (.n + 3))", "* "},
	{"a quotient in a list", "count(t, (.n / (.n + 1)) in [0.5, 0.75])", "in ["},
	{"products of 128 bits", "share(t, percent(.d * 1000 / (.d * 900 + 1000h)) >= (.ok ? 99.99% : 50.125%))", "* "},
	{"a rounded number", `sum(t, round(.x, 0, "half even"))`, "round("},
	{"a rounded quotient", `min(filter(t, .x != 0), round(.n / .x, 1, "half down"))`, "round("},
	{"a rounded share", `all(t, round(percent(.d / (.d + 3min)), 2, "floor") <= 99.9%)`, "round("},
	{"the lowest", "mean_lowest(t, .x, 90)", ""},
	{"the highest", "mean_highest(filter(t, .ok), .d, 12.5)", ""},
	{"a trimmed mean", "trimmed_mean(t, .at - instant(\"2026-10-01T00:00:00Z\"), 25)", ""},
	{"months later", "max(t, add_months(.on, 1))", "add_months("},
	{"months later, by the row", "max(t, add_months(.on, .n - 2))", "add_months("},
	{"business days later", "share(t, .on <= add_business_days(.on, 3 business days))", "add_business_days("},
	{"business days later, by the row", "share(t, .at < add_business_days(.at, .b))", "add_business_days("},
	{"working time later", "share(t, add_working_time(.at, .d) - .at <= 24h)", "add_working_time("},
	{"the next opening", "share(t, next_opening(.at) == .at)", "next_opening("},
	{"whether a desk is open", "share(t, is_open(.at))", "is_open("},
	{"the end of the month", "max(t, month_end(.at))", "month_end("},
	{"the weekday", `count(t, weekday(.on) in ["Monday", "Friday"])`, "weekday("},
	{"two texts of a row", "count(t, .s == .e)", "same as"},
	{"a text within another", "count(t, .s contains .e)", "contains"},
	{"one of two texts", `count(t, (.ok ? .s : .e) startsWith "h")`, " ? .s : .e)"},
	{"a text where there is none", `distinct(t, .s ?? .e)`, "(.s ?? .e)"},
	{"a list of conditions", "count(t, .ok in [false])", "not c"},
	{"distinct conditions", "distinct(t, .x > 2)", "which of two"},
	{"the first", "first(sort(t, .at), .x)", ""},
	{"the last of those that belong", `last(sort(filter(t, .e != "low"), .g), .s)`, ""},
	{"a limit by a text", "share(t, .x <= lookup(keys, s, .e, x))", "row of keys where .s is"},
	{"a text by a number", `count(t, lookup(keys, n, .n, s) == .e)`, "row of keys where .n is"},
	{"a condition by a condition", "count(t, lookup(filtered, ok, .ok, ok))", "row of filtered where .ok is"},
	{"the percentile of each group", "count(groups(t, .e), percentile(#, .d, 95) <= 190min)", ""},
	{"the highest of each group", "max(groups(t, .e), mean_highest(#, .x, 10))", ""},
	{"the distinct texts of each group", "sum(groups(t, .n), distinct(#, .s))", ""},
	{"the last of each group", "max(groups(t, .e), last(sort(#, .at), .d))", ""},
	{"groups of many combinations", "count(groups(t, [.at, .d]), count(#) > 1)", ""},
	{"groups of more combinations than a word numbers", "count(groups(t, [.at, .d * 1000, .s]), sum(#, .n) > 1)", ""},
}

// Everything in the list goes over columns where no cell is missing, and what is found is
// as row by row, also where some are, or a divisor is zero.
func TestOverColumns(t *testing.T) {
	r := rand.New(rand.NewPCG(*seed, 11))
	for _, lost := range []int{0, 300, 6} {
		s := dsltest.SampleOf(r, 3000, lost)
		s.CSV = ""
		addKeys(t, s, lost == 0)
		for _, c := range overColumns {
			p := dsltest.MustCompile(t, c.expression, s.Env)
			sameOverColumns(t, p, s)
			if lost == 0 {
				met(t, p, s.Data, c.what, c.computed)
			}
		}
	}
}

// met checks that a program went over columns, and computed something.
func met(t *testing.T, p *dsl.Program, data dsl.Data, what, computed string) {
	t.Helper()
	v, trace, err := p.Trace(context.Background(), dsl.OverColumns(data))
	if err != nil || v.Missing() {
		t.Errorf("%s: %s is %s (%s), %v", what, p.Text(), dsltest.Written(v), v.Why(), err)
	}
	all := ""
	for _, pass := range trace {
		all += strings.Join(pass.Computed, "\n") + "\n"
		if !pass.OverColumns {
			t.Errorf("%s: %s went row by row: %s", what, p.Text(), pass.Why)
		}
	}
	if !strings.Contains(all, computed) {
		t.Errorf("%s: %s does not compute %q:\n%s", what, p.Text(), computed, all)
	}
}

// addKeys adds tables in which keys are looked up, all of them or not.
func addKeys(t *testing.T, s *dsltest.Sample, all bool) {
	for name, rows := range map[string][]string{
		"keys":     {"1.5,0,low,true", "2.5,1,high,false", "0.5,2,mid,true", "1,3,other,true", "1,4,another,false"},
		"filtered": {"1,7,x,true", "1,7,x,false"},
	} {
		if !all {
			rows = rows[1:]
		}
		schema := kinds.Schema{Name: name, Fields: []kinds.Field{dsltest.Fields[0], dsltest.Fields[1], dsltest.Fields[7], dsltest.Fields[11]}}
		read, err := table.ReadCSV(schema, name, strings.NewReader("x,n,s,ok\n"+strings.Join(rows, "\n")+"\n"), table.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.Env.Tables = append(s.Env.Tables, schema)
		s.Data.Tables[name] = read
	}
}

// Every published criterion goes over columns, with the value that it has row by row.
func TestCriteriaOverColumns(t *testing.T) {
	_, criteria := readCriteria(t)
	for _, c := range criteria {
		measure, _ := c.compile(t)
		if err := c.world.Finish(); err != nil {
			t.Fatal(err)
		}
		sameOverColumns(t, measure, &dsltest.Sample{Data: c.world.Data})
		_, trace, err := measure.Trace(context.Background(), dsl.OverColumns(c.world.Data))
		if err != nil {
			t.Fatal(err)
		}
		for _, pass := range trace {
			if !pass.OverColumns {
				t.Errorf("%s: %s goes row by row: %s", c.id, measure.Text(), pass.Why)
			}
		}
	}
}

// What records can hold at worst is the same both ways: times that go back, the ends of
// 64 bits, sums past them, texts that are all different, rows in any order.
func TestColumnsOfBadInput(t *testing.T) {
	s := worstOf(t, testenv.Rounds(20_000))
	env := dsl.Env{Tables: []kinds.Schema{worst}, Calendar: dsltest.Calendar()}
	for _, text := range []string{
		"sum(w, .elapsed)", "mean(w, .elapsed)", "min(w, .elapsed / 3)", "sum(w, .whole)", "sum(w, .whole * 1000)", "mean(w, .amount)",
		"max(w, .whole - .elapsed / 1ns * 1)", "share(w, .whole / .divisor <= 1000000)", "share(filter(w, .divisor != 0), .whole / .divisor <= 1000000)",
		"share(w, .divisor / .whole < .whole / .divisor)", "any(w, .elapsed < 0h)", "share(w, .at - .begun <= 4h)", "sum(w, .at - .begun)", "min(filter(w, .at > .begun), .begun - .at)", "count(w, known(.whole / .divisor))", "sum(w, (.elapsed / .divisor) ?? 1h)",
		`mean(w, round(.whole, 0, "half even"))`, `max(filter(w, .divisor != 0), round(.whole / .divisor, 0, "half up"))`, `count(w, round(.elapsed / 7ns, 2, "up") < 0.05)`,
		"distinct(w, .name)", `count(w, .name contains "99")`, "count(w, .name == .other)", "count(w, (.divisor > 0 ? .name : .other) == .name or .name endsWith .other)",
		"count(groups(w, .name), count(#) == 1)", "count(groups(w, [.name, .elapsed]), sum(#, .elapsed) > 0h)", "max(groups(w, .divisor), median(#, .elapsed))",
		"mean_lowest(w, .elapsed, 10)", "trimmed_mean(w, .elapsed, 49)", "mean_highest(w, .whole, 1)", "median(w, .whole)",
		"first(sort(w, .elapsed), .name)", "last(sort(w, .divisor), .name)", "last(sort(w, .at), .elapsed)",
		"count(w, is_open(.at))", "max(w, add_working_time(.at, .elapsed))", "count(w, known(add_working_time(.at, .elapsed)))", "count(w, known(next_opening(.at)))",
		"count(w, known(add_months(date(.at), .months * 1000)))", "count(w, weekday(date(.at)) == \"Monday\")", "count(w, known(business_days(.at, instant(\"2026-01-01T00:00:00Z\"))))",
	} {
		p := dsltest.MustCompile(t, text, env)
		sameOverColumns(t, p, s)
	}
	met(t, dsltest.MustCompile(t, "share(w, .at <= .begun)", env), s.Data, "instants whose difference does not fit", "(n1 >= n0)")
	met(t, dsltest.MustCompile(t, "share(w, .at == .begun)", env), s.Data, "instants whose difference does not fit", "(n0 == n1)")
}

// A million different texts are no less a column.
func TestColumnsOfManyTexts(t *testing.T) {
	names := kinds.Schema{Name: "w", Fields: []kinds.Field{{Name: "name", Type: kinds.Of(kinds.Text)}, {Name: "other", Type: kinds.Of(kinds.Text)}}}
	b, err := table.NewBuilder(names)
	if err != nil {
		t.Fatal(err)
	}
	for i := range testenv.Rounds(1_000_000) {
		b.Set("name", strconv.Itoa(i))
		b.Set("other", strconv.Itoa(i%3*i))
		b.EndRow()
	}
	records, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	s := &dsltest.Sample{Data: dsl.Data{Tables: map[string]*table.Table{"w": records}}}
	env := dsl.Env{Tables: []kinds.Schema{names}}
	p := dsltest.MustCompile(t, `count(filter(w, .name == .other), .name endsWith "7")`, env)
	sameOverColumns(t, p, s)
	met(t, p, s.Data, "many texts", "(.name == .other)")
	sameOverColumns(t, dsltest.MustCompile(t, `count(w, (.name endsWith "5" ? .name : .other) == "75")`, env), s)
}

// More groups than each goroutine keeps an account of are counted in one.
func TestColumnsOfManyGroups(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	runtime.GOMAXPROCS(4)
	const rows, groups = 140_000, 66_000
	schema := kinds.Schema{Name: "w", Fields: []kinds.Field{{Name: "part", Type: kinds.Of(kinds.CalendarDays)}, {Name: "n", Type: kinds.Of(kinds.Count)}}}
	b, err := table.NewBuilder(schema)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(*seed, 14))
	sums, greatest, first := map[int]int{}, map[int]int{}, map[int]int{}
	for i := range rows {
		part, n := i%groups, r.IntN(9)
		b.Set("part", int64(part))
		b.Set("n", int64(n))
		b.EndRow()
		if _, seen := first[part]; !seen {
			first[part] = n
		}
		sums[part] += n
		greatest[part] = max(greatest[part], n)
	}
	records, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	want := 0
	for part, sum := range sums {
		if sum > 9 && greatest[part] == 8 && first[part] < 8 {
			want++
		}
	}
	data := dsl.Data{Tables: map[string]*table.Table{"w": records}}
	p := dsltest.MustCompile(t, "count(groups(w, .part), sum(#, .n) > 9 and percentile(#, .n, 100) == 8 and first(sort(#, 0), .n) < 8)", dsl.Env{Tables: []kinds.Schema{schema}})
	v, trace, err := p.Trace(context.Background(), dsl.OverColumns(data))
	if err != nil || v.String() != fmt.Sprint(want) {
		t.Errorf("%s is %s (%s), not %d, %v", p.Text(), v, v.Why(), want, err)
	}
	for _, pass := range trace[:1] {
		if !pass.OverColumns {
			t.Errorf("the groups went row by row: %s", trace)
		}
	}
}

var worst = kinds.Schema{Name: "w", Fields: []kinds.Field{
	{Name: "whole", Type: kinds.Of(kinds.Number)}, {Name: "divisor", Type: kinds.Of(kinds.Number)}, {Name: "months", Type: kinds.Of(kinds.Count)}, {Name: "elapsed", Type: kinds.Of(kinds.Duration)},
	{Name: "amount", Type: kinds.MoneyIn("USD")}, {Name: "name", Type: kinds.Of(kinds.Text)}, {Name: "other", Type: kinds.Of(kinds.Text)}, {Name: "at", Type: kinds.Of(kinds.Instant)}, {Name: "begun", Type: kinds.Of(kinds.Instant)},
}}

// worstOf is so many rows, counted in another order.
func worstOf(tb testing.TB, rows int) *dsltest.Sample {
	b, err := table.NewBuilder(worst)
	if err != nil {
		tb.Fatal(err)
	}
	r := rand.New(rand.NewPCG(*seed, 12))
	ends := []int64{math.MaxInt64, math.MinInt64, math.MaxInt64 - 1, math.MinInt64 + 1, 0, 1, -1}
	any := func() int64 {
		if r.IntN(3) == 0 {
			return ends[r.IntN(len(ends))]
		}
		return int64(r.Uint64()) >> r.IntN(63)
	}
	order := make([]int32, rows)
	for i := range rows {
		b.Set("whole", decimal.New(any(), 0))
		b.Set("divisor", decimal.New(r.Int64N(7)-3, 0))
		b.Set("months", r.Int64N(7))
		b.Set("elapsed", time.Duration(any()&math.MaxInt64))
		b.Set("amount", decimal.New(any(), -18).Mul(decimal.New(1, 30)))
		b.Set("name", fmt.Sprint("a name of its own ", i))
		b.Set("other", fmt.Sprint(i%10))
		b.Set("at", time.Unix(0, (r.Int64()-r.Int64())/100*98).UTC())
		b.Set("begun", time.Unix(0, (r.Int64()-r.Int64())/100*98).UTC())
		b.EndRow()
		order[i] = int32(i)
	}
	t, err := b.Table()
	if err != nil {
		tb.Fatal(err)
	}
	r.Shuffle(rows, func(i, j int) { order[i], order[j] = order[j], order[i] })
	return &dsltest.Sample{Data: dsl.Data{Tables: map[string]*table.Table{"w": t}, Rows: map[string][]int32{"w": order}}}
}

// A context that has ended ends what goes over columns.
func TestColumnsCancelled(t *testing.T) {
	ended, end := context.WithCancel(context.Background())
	end()
	s := dsltest.SampleOf(rand.New(rand.NewPCG(*seed, 13)), 3000, 0)
	addKeys(t, s, true)
	for _, c := range overColumns {
		p := dsltest.MustCompile(t, c.expression, s.Env)
		if v, err := p.Evaluate(ended, dsl.OverColumns(s.Data)); err == nil {
			t.Errorf("%s: %s is %s though the context has ended", c.what, c.expression, dsltest.Written(v))
		}
	}
}
