package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/column"
)

// ours is the name under which Concord runs.
const ours = "Concord"

// ticketSchema is that of the records. Its last two fields may be missing when the
// records' may.
func ticketSchema(missing bool) kinds.Schema {
	resolved, amount := kinds.Of(kinds.Instant), kinds.MoneyIn("USD")
	if missing {
		resolved, amount = resolved.Optional(), amount.Optional()
	}
	return kinds.Schema{Name: "tickets", Fields: []kinds.Field{
		{Name: "priority", Type: kinds.EnumOf(priorities[:]...)},
		{Name: "opened", Type: kinds.Of(kinds.Instant)},
		{Name: "resolved", Type: resolved},
		{Name: "amount", Type: amount},
		{Name: "customer", Type: kinds.Of(kinds.Text)},
	}}
}

// timesSchema is a table of nothing but a duration.
var timesSchema = kinds.Schema{Name: "times", Fields: []kinds.Field{{Name: "took", Type: kinds.Of(kinds.Duration)}}}

// ticketTable holds the records as Concord does.
func ticketTable(r *records) (*table.Table, error) {
	b, err := table.NewBuilder(ticketSchema(r.missing()))
	if err != nil {
		return nil, err
	}
	names := make([]string, customers)
	for i := range names {
		names[i] = customerName(uint16(i))
	}
	for i := range r.len() {
		b.Set("priority", priorities[r.priority[i]])
		b.Set("opened", time.Unix(r.opened[i], 0).UTC())
		if !r.missing() || !r.unresolved[i] {
			b.Set("resolved", time.Unix(r.resolved[i], 0).UTC())
		}
		if !r.missing() || !r.unpriced[i] {
			b.Set("amount", decimal.New(r.amount[i], -2))
		}
		b.Set("customer", names[r.customer[i]])
		b.EndRow()
	}
	return b.Table() // with what Set had to say
}

// timesTable holds how long each ticket took.
func timesTable(r *records) (*table.Table, error) {
	b, err := table.NewBuilder(timesSchema)
	if err != nil {
		return nil, err
	}
	for i := range r.len() {
		b.Set("took", time.Duration(r.resolved[i]-r.opened[i])*time.Second)
		b.EndRow()
	}
	return b.Table()
}

// asked are programs over one table, asked one after the other.
type asked struct {
	programs []*dsl.Program
	data     dsl.Data
	values   []dsl.Value
}

// prepare compiles texts to be asked of a table.
func prepare(t *table.Table, texts ...string) (*asked, error) {
	a := &asked{data: dsl.Data{Tables: map[string]*table.Table{t.Name(): t}}}
	for _, text := range texts {
		p, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{t.Schema()}})
		if err != nil {
			return nil, err
		}
		a.programs = append(a.programs, p)
	}
	return a, nil
}

// all asks every program; a missing value is an error here, because no question of the
// benchmark has one.
func (a *asked) all(ctx context.Context) error {
	values, err := dsl.EvaluateAll(ctx, a.data, a.programs...)
	if err != nil {
		return err
	}
	for i, v := range values {
		if v.Missing() {
			return fmt.Errorf("%s: no value: %s", a.programs[i].Text(), v.Why())
		}
	}
	a.values = values
	return nil
}

// whole is a value that is a whole number.
func whole(v dsl.Value) int64 {
	r, ok := v.Rat()
	if !ok || !r.IsInt() || !r.Num().IsInt64() {
		return -1 // is nobody's answer
	}
	return r.Num().Int64()
}

// amountOf is money without its currency, with all digits.
func amountOf(v dsl.Value) string { return strings.TrimSuffix(v.Exact(), " USD") }

// bytesOf is what the values of a column take.
func bytesOf(c *column.Column) int {
	return 8*len(c.Ints) + 4*len(c.Codes) + 8*len(c.Bits) + 8*len(c.Missing)
}
