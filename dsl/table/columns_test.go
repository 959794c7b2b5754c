package table

import (
	"errors"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
)

var orders = kinds.Schema{Name: "orders", Fields: []kinds.Field{
	{Name: "id", Type: kinds.Of(kinds.Text)}, {Name: "amount", Type: kinds.MoneyIn("USD")}, {Name: "opened", Type: kinds.Of(kinds.Instant)}, {Name: "late", Type: kinds.Of(kinds.Boolean)}, {Name: "waited", Type: kinds.DurationIn(time.Minute).Optional()},
}}

func TestFromColumns(t *testing.T) {
	at := time.Date(2026, 1, 2, 15, 4, 5, 6, time.UTC)
	tab, err := FromColumns(orders, map[string]Column{
		"id":     {Values: []string{"b", "a"}}, // in the order in which they come
		"amount": {Values: []decimal.Decimal{decimal.RequireFromString("0.10"), decimal.RequireFromString("12345678901234567890")}},
		"opened": {Values: []time.Time{at, at.Add(-time.Hour)}},
		"late":   {Values: []bool{true, true}, Missing: []bool{false, true}},
		"waited": {Values: []int64{90, -1}, Missing: []bool{true, false}},
	})
	const want = `"b" | 0.1 | 2026-01-02T15:04:05.000000006Z | true | ∅
"a" | 12345678901234567890 | 2026-01-02T14:04:05.000000006Z | ∅ | ∅
rows 2, rejected 0
`
	if got := printed(tab); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	const problems = `orders: error [bad-cell]: column late, row 2: there is no value; declare the field as boolean? if it may be empty
orders: error [bad-cell]: column waited, row 2: -1m0s is negative; write how much time passed, 0 or more`
	if err == nil || err.Error() != problems {
		t.Errorf("got\n%v\nwant\n%s", err, problems)
	}
}

func TestColumnsDoNotFit(t *testing.T) {
	tab, err := FromColumns(orders, map[string]Column{
		"id":     {Values: []string{"a", "b", "c"}},
		"amount": {Values: []float64{1, 2, 3}},
		"opened": {Values: []time.Time{{}}},
		"late":   {Values: []bool{true, false, true}, Missing: []bool{true}},
		"wated":  {Values: "a text"},
	})
	const want = `orders: error [bad-table]: column wated is no field of table orders; did you mean waited?
orders: error [bad-table]: column amount: a float64 does not hold decimals exactly; use decimal.Decimal of github.com/shopspring/decimal, or text
orders: error [bad-table]: column opened has 1 value, and column id has 3; give every field a value for each row
orders: error [bad-table]: column late has 3 values, and Missing has 1; say of each row whether it has no value, or leave Missing nil
orders: error [bad-table]: there is no column waited; give every field a value for each row, or say in Missing which have none`
	if tab != nil || err == nil || err.Error() != want || !errors.Is(err, diag.ErrData) {
		t.Errorf("%v\ngot\n%v\nwant\n%s", tab, err, want)
	}
	one := kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "a", Type: kinds.Of(kinds.Text)}}}
	if tab, err := FromColumns(one, map[string]Column{"a": {Values: "x"}}); tab != nil || err == nil ||
		err.Error() != "t: error [bad-table]: column a is a string; give a slice, such as []string or []int64" {
		t.Errorf("%v, %v", tab, err)
	}
}
