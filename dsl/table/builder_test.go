package table

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table/internal/scan"
)

func TestBuilder(t *testing.T) {
	b, err := NewBuilder(kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "id", Type: kinds.Of(kinds.Text)}, {Name: "at", Type: kinds.Of(kinds.Instant).Optional()}, {Name: "n", Type: kinds.Of(kinds.Number)}}})
	if err != nil {
		t.Fatal(err)
	}
	var failed []string
	set := func(field string, value any) {
		if err := b.Set(field, value); err != nil {
			failed = append(failed, err.Error())
		}
	}
	set("id", "a")
	set("at", time.Unix(0, 0))
	set("n", 5)
	b.EndRow()
	set("id", "b")
	set("n", 0.5)
	set("m", 1)
	b.EndRow()
	set("id", "c")
	set("id", "d")
	set("at", nil)
	tab, err := b.Table() // ends the row
	const want = `"a" | 1970-01-01T00:00:00Z | 5
"b" | ∅ | ∅
"c" | ∅ | ∅
rows 3, rejected 0
`
	if got := printed(tab); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	problems := []string{
		"t: error [bad-cell]: column n, row 2: a float64 does not hold decimals exactly; use decimal.Decimal of github.com/shopspring/decimal, or text",
		"t: error [bad-table]: row 2: table t has no field m; did you mean n?",
		"t: error [bad-table]: column id, row 3 was set twice; call EndRow before the next row",
		"t: error [bad-cell]: column n, row 3: there is no value; declare the field as number? if it may be empty",
	}
	if err == nil || err.Error() != strings.Join(problems, "\n") {
		t.Errorf("got\n%v", err)
	}
	if got := strings.Join(failed, "\n"); got != strings.Join(problems[:3], "\n") {
		t.Errorf("Set returned\n%s", got)
	}
	if again, err := b.Table(); again != tab || len(diag.From(err)) != len(problems) {
		t.Error("Table is not the same the second time")
	}
}

func TestSchemaChecked(t *testing.T) {
	text := kinds.Field{Name: "a", Type: kinds.Of(kinds.Text)}
	for want, s := range map[string]kinds.Schema{
		"a table has no name":                       {},
		"table t has no fields":                     {Name: "t"},
		"field 2 of table t has no name":            {Name: "t", Fields: []kinds.Field{text, {}}},
		"table t declares the field a twice":        {Name: "t", Fields: []kinds.Field{text, text}},
		"field a of table t has no kind":            {Name: "t", Fields: []kinds.Field{{Name: "a"}}},
		"field b of table t is an enum without":     {Name: "t", Fields: []kinds.Field{text, {Name: "b", Type: kinds.EnumOf()}}},
		`field b of table t has the value "x"`:      {Name: "t", Fields: []kinds.Field{text, {Name: "b", Type: kinds.EnumOf("x", "x")}}},
		`field b of table t is money in "usd"`:      {Name: "t", Fields: []kinds.Field{text, {Name: "b", Type: kinds.MoneyIn("usd")}}},
		"field b of table t counts durations in a ": {Name: "t", Fields: []kinds.Field{text, {Name: "b", Type: kinds.DurationIn(-1)}}},
	} {
		tab, err := Empty(s)
		if tab != nil || err == nil || !strings.Contains(err.Error(), want) || !errors.Is(err, diag.ErrData) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// A table is not changed by what its maker does with the schema afterwards.
func TestSchemaCopied(t *testing.T) {
	s := kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "a", Type: kinds.EnumOf("x", "y")}}}
	tab, err := Empty(s)
	if err != nil || tab.Rows() != 0 || tab.Rejected() != 0 || tab.Name() != "t" {
		t.Fatal(tab, err)
	}
	s.Fields[0].Type.Values[0], s.Fields[0].Name = "z", "b"
	if f := tab.Schema().Fields[0]; f.Name != "a" || f.Type.Values[0] != "x" {
		t.Error(f)
	}
}

// Every kind has a storage, a rule and something to write.
func TestEveryKindHasAPlace(t *testing.T) {
	for k := kinds.Boolean; k <= kinds.Money; k++ {
		if storages[k] == 0 || kindRules[k].store == nil || scan.HowToWrite[k] == "" {
			t.Errorf("%v is incomplete", k)
		}
	}
}
