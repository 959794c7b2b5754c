package kernel_test

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/internal/kernel"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/testenv"
)

// What testdata/aggregates.txt says is computed over columns where no cell is missing,
// and as the reference computes it, also where some cells are.
func TestAggregates(t *testing.T) {
	text, err := os.ReadFile("testdata/aggregates.txt")
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(20261001, 41))
	for _, lost := range []int{0, 300, 6} {
		s := manyRows(r, 3000, lost)
		for line := range strings.Lines(string(text)) {
			if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
				continue
			}
			a := ast.OnlyAggregate(dsltest.MustCompile(t, line, s.Env).Tree())
			if computed := agrees(t, line, s, a, someRows(r, s, a)); !computed && lost == 0 {
				t.Errorf("%s is not computed over columns", line)
			}
		}
	}
}

// Random aggregates over random rows are as the reference computes them.
func TestRandomAggregates(t *testing.T) {
	r := rand.New(rand.NewPCG(20261001, 42))
	wanted, computed := testenv.Rounds(300), 0
	for tried := 0; computed < wanted; tried++ {
		if tried > 30*wanted {
			t.Fatalf("only %d of %d random aggregates are computed over columns", computed, tried)
		}
		s := manyRows(r, 100, []int{0, 8, 50}[r.IntN(3)])
		kind := []kinds.Kind{kinds.Count, kinds.Percent, kinds.Number, kinds.Duration, kinds.Money, kinds.Date}[r.IntN(6)]
		text := (&dsltest.Writer{Rand: r}).Aggregate(kind, 3)
		p, err := dsl.Compile(text, s.Env)
		if err != nil {
			continue
		}
		a := ast.OnlyAggregate(p.Tree())
		if a == nil || a.Each != nil || a.Order != nil || strings.Count(text, "t,")+strings.Count(text, "u,") > 1 {
			continue // of groups, of an order, or within it another aggregate
		}
		if agrees(t, text, s, a, someRows(r, s, a)) {
			computed++
		}
	}
}

// Groups have the keys, the sizes and the results that the reference gives their rows.
func TestGroupings(t *testing.T) {
	r := rand.New(rand.NewPCG(20261001, 43))
	s := manyRows(r, 3000, 0)
	for _, text := range []string{
		"count(groups(t, .e), sum(#, .x) > 1)",
		"count(groups(filter(t, .ok), .n), share(#, .x > 1) >= 50%)",
		"count(groups(t, [.e, .n, .ok]), max(#, .d) > 1h)",
		"count(groups(t, .on), count(filter(#, .ok), .x > 2) > 1)",
		"count(groups(t, [.at, .d]), min(#, .m) > 1 USD)",
		"count(groups(t, [.at, .d * 1000, .s]), sum(#, .n) > 1)",
		"count(groups(t, .s), distinct(#, .n) > 1)",
	} {
		a := ast.OnlyAggregate(dsltest.MustCompile(t, text, s.Env).Tree())
		pass := kernel.NewPass(source(s, a.Each.Table, nil))
		grouping, err := pass.GroupBy(a.Each.Where, a.Each.Keys)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		inner := innerOf(a)
		number, err := grouping.Ask(inner)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if err := pass.RunGroupings(t.Context().Err); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		want := groupsOf(s, a)
		if grouping.Len() != len(want) {
			t.Errorf("%s: %d groups, want %d", text, grouping.Len(), len(want))
			continue
		}
		for i := range grouping.Len() {
			key := ""
			for _, v := range grouping.Keys(i) {
				key += fmt.Sprint(v.Num, v.Text, v.Bool, "; ")
			}
			rows, known := want[key]
			if !known || grouping.Size(i) != len(rows) {
				t.Errorf("%s: the group %s has %d rows, want %d", text, key, grouping.Size(i), len(rows))
				continue
			}
			got, ok, err := grouping.Result(t.Context().Err, number, i)
			if err != nil || !ok {
				t.Errorf("%s: the group %s has no result: %v", text, key, err)
				continue
			}
			compare(t, text+" in the group "+key, s, inner, rows, &got)
		}
	}
}

// A row without a key leaves the groups unknown, and a context that has ended ends a
// pass.
func TestPassesThatFail(t *testing.T) {
	r := rand.New(rand.NewPCG(20261001, 44))
	s := manyRows(r, 3000, 6)
	a := ast.OnlyAggregate(dsltest.MustCompile(t, "count(groups(t, .e), count(#) > 1)", s.Env).Tree())
	pass := kernel.NewPass(source(s, 0, nil))
	if _, err := pass.GroupBy(nil, a.Each.Keys); err != nil {
		t.Fatal(err)
	}
	if err := pass.RunGroupings(t.Context().Err); !errors.As(err, new(*kernel.Slow)) {
		t.Errorf("groups by a key that is missing: %v", err)
	}
	pass = kernel.NewPass(source(s, 0, nil))
	if _, err := pass.Add(ast.OnlyAggregate(dsltest.MustCompile(t, "sum(t, .n)", s.Env).Tree())); err != nil {
		t.Fatal(err)
	}
	ended, end := context.WithCancel(context.Background())
	end()
	if _, err := pass.Run(ended.Err); !errors.Is(err, context.Canceled) {
		t.Errorf("a pass of a context that has ended: %v", err)
	}
}

// manyRows returns a sample whose table t has at least half of so many rows.
func manyRows(r *rand.Rand, most, lost int) *dsltest.Sample {
	for {
		if s := dsltest.SampleOf(r, most, lost); len(s.Reference.Tables[0].Rows) >= most/2 && len(s.Reference.Tables[1].Rows) > 0 {
			return s
		}
	}
}

// someRows returns the rows of an aggregate that count: all of them (nil), a range, or a
// selection.
func someRows(r *rand.Rand, s *dsltest.Sample, a *ast.Aggregate) []int32 {
	n := len(s.Reference.Tables[a.Table].Rows)
	rows := []int32{}
	switch r.IntN(3) {
	case 0:
		return nil
	case 1:
		for row := n / 4; row < n*3/4; row++ {
			rows = append(rows, int32(row))
		}
	default:
		for row := range n {
			if r.IntN(3) > 0 {
				rows = append(rows, int32(row))
			}
		}
	}
	return rows
}

// source is the rows of a sample's table, in short batches.
func source(s *dsltest.Sample, of int, rows []int32) kernel.Source {
	return kernel.Source{
		Index: of, Table: s.Data.Tables[s.Env.Tables[of].Name], Rows: rows, Zone: time.UTC, Short: true,
		Constant: func(n ast.Node) ast.Value {
			v := s.Reference.Eval(n, dsltest.Scope{})
			if v.Missing {
				return ast.Value{Missing: ast.NotSupplied}
			}
			value := ast.Value{Text: v.Text, Bool: v.Truth}
			if v.Number != nil {
				value.Num = exact.Rat(v.Number)
			}
			return value
		},
		Other: func(n *ast.Lookup) (*table.Table, []int32) { return s.Data.Tables[s.Env.Tables[n.Table].Name], nil },
	}
}

// agrees computes an aggregate over columns and compares it with the reference; it
// reports false when it has to be computed row by row.
func agrees(t *testing.T, text string, s *dsltest.Sample, a *ast.Aggregate, rows []int32) bool {
	t.Helper()
	pass := kernel.NewPass(source(s, a.Table, rows))
	if _, err := pass.Add(a); err != nil {
		if !errors.As(err, new(*kernel.Slow)) {
			t.Errorf("%s: %v", text, err)
		}
		return false
	}
	results, err := pass.Run(t.Context().Err)
	if err != nil {
		if !errors.As(err, new(*kernel.Slow)) {
			t.Errorf("%s: %v", text, err)
		}
		return false
	}
	var read [][]dsltest.Plain
	for row, cells := range s.Reference.Tables[a.Table].Rows {
		if _, counts := slices.BinarySearch(rows, int32(row)); rows == nil || counts {
			read = append(read, cells)
		}
	}
	compare(t, text, s, a, read, &results[0])
	return true
}

// compare holds a result against the reference, which evaluates the conditions and the
// item of the aggregate on each row.
func compare(t *testing.T, text string, s *dsltest.Sample, a *ast.Aggregate, rows [][]dsltest.Plain, got *kernel.Result) {
	t.Helper()
	matched, held, fails, undecided := 0, 0, 0, 0
	sum, least, greatest := new(big.Rat), (*big.Rat)(nil), (*big.Rat)(nil)
	different := map[string]bool{}
	for _, row := range rows {
		scope := dsltest.Scope{Row: row}
		belongs, unknown := true, false
		for _, w := range a.Where {
			v := s.Reference.Eval(w, scope)
			belongs, unknown = belongs && (v.Missing || v.Truth), unknown || v.Missing
		}
		if !belongs {
			continue
		}
		item := dsltest.Plain{Truth: true}
		if a.Item != nil {
			item = s.Reference.Eval(a.Item, scope)
		}
		if !unknown {
			matched++
		}
		if unknown || item.Missing {
			undecided++
			continue
		}
		switch kind := itemKind(a); {
		case kind == kinds.Boolean && item.Truth:
			held++
			different["yes"] = true
		case kind == kinds.Boolean:
			fails++
			different["no"] = true
		case kind == kinds.Text || kind == kinds.Enum:
			different[item.Text] = true
		default:
			sum.Add(sum, item.Number)
			if least == nil || item.Number.Cmp(least) < 0 {
				least = item.Number
			}
			if greatest == nil || item.Number.Cmp(greatest) > 0 {
				greatest = item.Number
			}
			different[item.Number.String()] = true
		}
	}
	counts := fmt.Sprintf("matched %d, undecided %d", matched, undecided)
	have := fmt.Sprintf("matched %d, undecided %d", got.Matched, got.Undecided)
	number := func(n *big.Rat) string { return n.RatString() }
	switch function := a.Function; {
	case function == "distinct":
		counts += fmt.Sprint(", distinct ", len(different))
		have += fmt.Sprint(", distinct ", got.Distinct())
	case itemKind(a) == kinds.Boolean:
		counts += fmt.Sprintf(", true %d, false %d", held, fails)
		have += fmt.Sprintf(", true %d, false %d", got.True, got.False)
	case function == "sum" || function == "mean":
		counts += ", sum " + number(sum)
		have += ", sum " + number(got.Sum().Rat())
	case (function == "min" || function == "max") && least != nil && !a.Item.Type().Ordered:
		want, value := least, got.Least
		if function == "max" {
			want, value = greatest, got.Greatest
		}
		counts += ", " + function + " " + number(want)
		have += ", " + function + " " + number(value().Rat())
	}
	if counts != have {
		t.Errorf("%s\nover columns: %s\nreference:    %s", text, have, counts)
	}
}

// itemKind returns the kind of what is asked of each row; rows that are only counted are
// asked what always holds.
func itemKind(a *ast.Aggregate) kinds.Kind {
	if a.Item == nil {
		return kinds.Boolean
	}
	return a.Item.Type().Kind
}

// innerOf returns the aggregate that is asked of each group.
func innerOf(a *ast.Aggregate) (inner *ast.Aggregate) {
	ast.Walk(a.Item, func(n ast.Node) bool {
		if own, ok := n.(*ast.Aggregate); ok && own.Of == a.Each {
			inner = own
		}
		return inner == nil
	})
	return inner
}

// groupsOf returns the rows of each group by its key.
func groupsOf(s *dsltest.Sample, a *ast.Aggregate) map[string][][]dsltest.Plain {
	groups := map[string][][]dsltest.Plain{}
	for _, row := range s.Reference.Tables[a.Each.Table].Rows {
		scope := dsltest.Scope{Row: row}
		if slices.ContainsFunc(a.Each.Where, func(w ast.Node) bool { return !s.Reference.Eval(w, scope).Truth }) {
			continue
		}
		key := ""
		for _, k := range a.Each.Keys {
			v := s.Reference.Eval(k, scope)
			n := exact.Num{}
			if v.Number != nil {
				n = exact.Rat(v.Number)
			}
			key += fmt.Sprint(n, v.Text, v.Truth, "; ")
		}
		groups[key] = append(groups[key], row)
	}
	return groups
}
