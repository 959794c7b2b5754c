package table

import (
	"fmt"
	"iter"
	"math/big"
	"time"

	"github.com/shopspring/decimal"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/column"
)

// The engine reads the columns themselves, without a copy, and no exported signature has
// them.
func init() {
	column.Of = func(table any) []*column.Column { return table.(*Table).orEmpty().columns }
}

// Value returns the value of a field in a row, of which the first is 0, and nil when it
// is missing. The values are exact, in these types:
//
//	boolean                    bool
//	text, enum, scale          string
//	duration                   time.Duration
//	instant                    time.Time, in UTC
//	date                       calendar.Date
//	every other kind           decimal.Decimal of github.com/shopspring/decimal
//
// A number whose digits do not end, which only a *big.Rat can put into a table, is a
// *big.Rat. The error says that the table has no such field or row.
func (t *Table) Value(row int, field string) (any, error) {
	t = t.orEmpty()
	i := t.schema.Index(field)
	switch {
	case i < 0:
		return nil, mistake(BadTable, t.schema.Name,
			fmt.Sprintf("table %s has no field %s", t.schema.Name, field), diag.DidYouMean(field, t.schema.FieldNames()))
	case row < 0 || row >= t.rows:
		return nil, mistake(BadTable, t.schema.Name,
			fmt.Sprintf("table %s has no row %d", t.schema.Name, row), fmt.Sprintf("ask for a row from 0 to Rows()-1, which is %d", t.rows-1))
	}
	return t.value(row, i), nil
}

// All returns an iterator over the rows in their order: the number of each, from 0, and
// its values, which are those of [Table.Value], in the order of the schema's fields. The
// values of each row are a slice of their own.
func (t *Table) All() iter.Seq2[int, []any] {
	return func(yield func(int, []any) bool) {
		for row := range t.Rows() {
			values := make([]any, len(t.columns))
			for i := range values {
				values[i] = t.value(row, i)
			}
			if !yield(row, values) {
				return
			}
		}
	}
}

// value returns the value of field i in a row, and nil when it is missing.
func (t *Table) value(row, i int) any {
	c := t.columns[i]
	if c.IsMissing(row) {
		return nil
	}
	switch t.schema.Fields[i].Type.Kind {
	case kinds.Boolean:
		return c.Bool(row)
	case kinds.Text, kinds.Enum:
		return c.Text(row)
	case kinds.Duration:
		return time.Duration(c.Ints[row])
	case kinds.Instant:
		return time.Unix(0, c.Ints[row]).UTC()
	case kinds.Date:
		return calendar.DateOfNumber(c.Ints[row])
	}
	return decimalOf(c.Num(row))
}

// decimalOf returns a number as a decimal, or as a fraction when its digits do not end.
func decimalOf(n exact.Num) any {
	if small, places, ok := n.Small(); ok {
		return decimal.New(small, -int32(places))
	}
	ratio := n.Rat()
	places, ok := ratio.FloatPrec()
	if !ok {
		return ratio
	}
	scaled := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	scaled.Mul(scaled, ratio.Num())
	return decimal.NewFromBigInt(scaled.Quo(scaled, ratio.Denom()), -int32(places))
}
