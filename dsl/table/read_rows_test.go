package table

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
)

// What is read of a table is what was put into it, to the last digit, and can be put into
// another.
func TestReadRows(t *testing.T) {
	at := time.Date(2026, time.November, 2, 9, 0, 0, 123456789, time.FixedZone("", -5*3600))
	values := []any{
		true, "é", "high", decimal.RequireFromString("-9007199254740993.5"), decimal.RequireFromString("3"), decimal.RequireFromString("99.95"),
		decimal.RequireFromString("0.995"), 90 * time.Minute, decimal.RequireFromString("2"), decimal.RequireFromString("1.5"), at.UTC(),
		calendar.Date{Year: 2026, Month: 11, Day: 2}, decimal.RequireFromString("12345678901234567890123.456789"), big.NewRat(1, 3), nil,
	}
	types := []kinds.Type{
		kinds.Of(kinds.Boolean), kinds.Of(kinds.Text), kinds.EnumOf("high", "low"), kinds.Of(kinds.Number), kinds.Of(kinds.Count), kinds.Of(kinds.Percent),
		kinds.Of(kinds.Ratio), kinds.Of(kinds.Duration), kinds.Of(kinds.CalendarDays), kinds.Of(kinds.BusinessDays), kinds.Of(kinds.Instant),
		kinds.Of(kinds.Date), kinds.MoneyIn("USD"), kinds.Of(kinds.Number), kinds.Of(kinds.Instant).Optional(),
	}
	schema := kinds.Schema{Name: "t"}
	for i, typ := range types {
		schema.Fields = append(schema.Fields, kinds.Field{Name: fmt.Sprintf("f%d", i), Type: typ})
	}
	same := cmp.Comparer(func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
	rows := [][]any{values, values}
	for range 2 { // the second time of what was read the first
		b, err := NewBuilder(schema)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for i, v := range row {
				if err := b.Set(schema.Fields[i].Name, v); err != nil {
					t.Error(err)
				}
			}
			b.EndRow()
		}
		built, err := b.Table()
		if err != nil {
			t.Fatal(err)
		}
		rows = nil
		for n, row := range built.All() {
			if diff := cmp.Diff(values, row, same); diff != "" || n != len(rows) {
				t.Errorf("row %d (-want +got):\n%s", n, diff)
			}
			for i, want := range row {
				if got, err := built.Value(n, schema.Fields[i].Name); err != nil || !cmp.Equal(got, want, same) {
					t.Errorf("row %d, field %d is %v, %v", n, i, got, err)
				}
			}
			rows = append(rows, row)
		}
		if len(rows) != 2 {
			t.Errorf("%d rows were read", len(rows))
		}
		for range built.All() {
			break // an iteration that ends early
		}
	}
}

func TestReadRowsRefuses(t *testing.T) {
	tab, err := FromColumns(kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "level", Type: kinds.Of(kinds.Text)}}}, map[string]Column{"level": {Values: []string{"a"}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		row        int
		field, say string
	}{{0, "levle", "table t has no field levle; did you mean level?"}, {1, "level", "table t has no row 1; ask for a row from 0 to Rows()-1, which is 0"}, {-1, "level", "has no row -1"}} {
		if v, err := tab.Value(test.row, test.field); v != nil || !errors.Is(err, diag.ErrData) || !strings.Contains(err.Error(), test.say) {
			t.Errorf("row %d, field %s is %v, %v", test.row, test.field, v, err)
		}
	}
}
