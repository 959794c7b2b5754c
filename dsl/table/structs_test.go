package table

import (
	"database/sql"
	"encoding/json"
	"errors"
	"math"
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

type priority string

type base struct {
	ID      string
	Comment []string `concord:"-"`
}

type every struct {
	base
	*Late
	Severity priority            `concord:",enum(high, low)"`
	Amount   decimal.Decimal     `concord:"amount,money USD"`
	Rebate   decimal.NullDecimal `concord:"rebate, money USD?"`
	Open     bool
	Reopened uint8
	Weight   int32
	Big      uint64 `concord:"big,number"`
	Huge     *big.Int
	Part     *big.Rat `concord:"part,ratio?"`
	Literal  json.Number
	OpenedAt time.Time
	ClosedAt *time.Time
	Took     time.Duration
	Waited   *int `concord:"waited,duration in minutes?"`
	Due      calendar.Date
	Paid     calendar.Date  `concord:",date?"`
	Note     sql.NullString `concord:"note"`
	Count    sql.Null[int64]
	Text     *string
	float    float64 //lint:ignore U1000 an unexported field is passed over
	Cost     float64 `concord:"-"`
}

type Late struct{ Reason string }

func TestSchemaOf(t *testing.T) {
	schema, err := SchemaOf[every]("every")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range schema.Fields {
		got = append(got, f.Name+" "+f.Type.String())
	}
	want := []string{
		"id text", "reason text", "severity enum(high, low)", "amount money USD", "rebate money USD?", "open boolean", "reopened count", "weight number", "big number",
		"huge number", "part ratio?", "literal number", "opened_at instant", "closed_at instant?", "took duration", "waited duration in minutes?",
		"due date", "paid date?", "note text?", "count number?", "text text?",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFromStructs(t *testing.T) {
	schema, err := SchemaOf[*every]("every")
	if err != nil {
		t.Fatal(err)
	}
	at, minutes, text := time.Date(2026, 1, 2, 15, 4, 5, 6, time.FixedZone("", 3600)), 90, "x"
	full := &every{
		base: base{ID: "a"}, Late: &Late{"rain"}, Severity: "high", Amount: decimal.RequireFromString("1234567890123456789012345678901234567890.01"),
		Rebate: decimal.NewNullDecimal(decimal.New(5, 3)), Open: true, Reopened: 255, Weight: -7, Big: math.MaxUint64,
		Huge: new(big.Int).Lsh(big.NewInt(1), 70), Part: big.NewRat(2, 3), Literal: "1.5e-3", OpenedAt: at, ClosedAt: &at, Took: time.Minute, Waited: &minutes,
		Due: calendar.Date{Year: 2026, Month: 2, Day: 28}, Paid: calendar.Date{Year: 2026, Month: 2, Day: 30},
		Note: sql.NullString{String: "n", Valid: true}, Count: sql.Null[int64]{V: 3, Valid: true}, Text: &text,
	}
	tab, err := FromStructs(schema, []*every{full, nil, {Severity: "hihg", Took: -1}})
	const want = `"a" | "rain" | "high" | 1234567890123456789012345678901234567890.01 | 5000 | true | 255 | -7 | 18446744073709551615 | 1180591620717411303424 | 2/3 | 0.0015 | 2026-01-02T14:04:05.000000006Z | 2026-01-02T14:04:05.000000006Z | 1m0s | 1h30m0s | 2026-02-28 | ∅ | "n" | 3 | "x"
"" | ∅ | ∅ | 0 | ∅ | false | 0 | 0 | 0 | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅
rows 2, rejected 1
`
	if got := printed(tab); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	const problems = `every: error [bad-cell]: column paid, row 1: "2026-02-30" is not a date; leave the cell empty if the date is not known
every: error [bad-row]: row 2 is nil; leave it out
every: error [bad-cell]: column reason, row 3: there is no value; declare the field as text? if it may be empty
every: error [bad-cell]: column severity, row 3: "hihg" is not one of the values; did you mean high?
every: error [bad-cell]: column huge, row 3: there is no value; declare the field as number? if it may be empty
every: error [bad-cell]: column literal, row 3: there is no value; declare the field as number? if it may be empty
every: error [bad-cell]: column opened_at, row 3: "0001-01-01T00:00:00Z" is outside the years 1678 to 2261; leave the cell empty if the instant is not known
every: error [bad-cell]: column took, row 3: -1ns is negative; write how much time passed, 0 or more
every: error [bad-cell]: column due, row 3: "0000-00-00" is not a date; leave the cell empty if the date is not known`
	if err == nil || err.Error() != problems {
		t.Errorf("got\n%v\nwant\n%s", err, problems)
	}
}

// A zero time is no instant, where the schema says that there may be none.
func TestZeroTimes(t *testing.T) {
	type row struct {
		At  time.Time
		Day time.Time
		On  calendar.Date
	}
	schema := kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "at", Type: kinds.Of(kinds.Instant).Optional()}, {Name: "day", Type: kinds.Of(kinds.Date).Optional()}, {Name: "on", Type: kinds.Of(kinds.Date).Optional()}}}
	tab, err := FromStructs(schema, []row{{}})
	if got := printed(tab); err != nil || got != "∅ | ∅ | ∅\nrows 1, rejected 0\n" {
		t.Errorf("%s%v", got, err)
	}
}

func TestStructDoesNotFit(t *testing.T) {
	type row struct {
		Openedat string
		Score    float64
		Rate     *float32
		When     int
		Took     int
		Tags     []string
		A_B      string
		AB       string
	}
	_ = row{}
	field := func(name string, typ kinds.Type) kinds.Schema {
		return kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: name, Type: typ}}}
	}
	tests := []struct {
		schema kinds.Schema
		want   string
	}{
		{field("score", kinds.Of(kinds.Number)), "field Score of table.row: a float64 does not hold decimals exactly; use decimal.Decimal of github.com/shopspring/decimal, or text"},
		{field("rate", kinds.Of(kinds.Percent)), "field Rate of table.row: a *float32 does not hold decimals exactly; use decimal.Decimal of github.com/shopspring/decimal, or text"},
		{field("when", kinds.Of(kinds.Instant)), "field When of table.row: a int is not a value of kind instant; write 2026-01-02T15:04:05Z in a string, or use another type"},
		{field("took", kinds.Of(kinds.Duration)), "field Took of table.row: a int is a duration without a unit; use time.Duration, or declare the field as duration in minutes"},
		{field("tags", kinds.Of(kinds.Text)), "field Tags of table.row: a []string is not a value of a table; use string, bool, an integer, time.Time, time.Duration, decimal.Decimal, *big.Rat, *big.Int or calendar.Date, or a pointer to one"},
		{field("opend", kinds.Of(kinds.Text)), "table.row has no field for opend"},
		{field("a_b_", kinds.Of(kinds.Text)), "table.row has two fields for a_b_: A_B and AB; tag one of them with `concord:\"a_b_\"`"},
		{field("opened_at", kinds.Of(kinds.Text)), ""},
	}
	for _, tt := range tests {
		tab, err := FromStructs(tt.schema, []row{})
		switch {
		case tt.want == "" && err == nil:
		case tab != nil || err == nil || !strings.Contains(err.Error(), tt.want) || !errors.Is(err, diag.ErrData):
			t.Errorf("%v, %v\nwant %s", tab, err, tt.want)
		}
	}
	if _, err := FromStructs(field("x", kinds.Of(kinds.Text)), []int{1}); err == nil || !strings.Contains(err.Error(), "int is not a struct") {
		t.Error(err)
	}
}

func TestSchemaOfRefuses(t *testing.T) {
	_, err := SchemaOf[struct {
		Cost  float64
		Money decimal.Decimal `concord:"money,money"`
		When  bool            `concord:",instant"`
		Any   any
	}]("t")
	for _, want := range []string{
		`a float64 does not hold decimals exactly; use decimal.Decimal of github.com/shopspring/decimal, or text; or leave it out with the tag concord:"-"`,
		`"money" is not a kind of value; write the currency's code`,
		`a bool is not a value of kind instant`,
		`a interface {} is not a value of a table`,
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nwant %s", err, want)
		}
	}
}

func TestSnake(t *testing.T) {
	for name, want := range map[string]string{"ID": "id", "OpenedAt": "opened_at", "HTTPStatus": "http_status", "Net30Days": "net30_days", "A_B": "a_b", "Ünder": "ünder", "x": "x"} {
		if got := snake(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

// A decimal whose exponent is a trap neither hangs nor passes for a number.
func TestDecimalExponents(t *testing.T) {
	for _, d := range []decimal.Decimal{decimal.New(1, math.MaxInt32), decimal.New(1, math.MinInt32), decimal.New(1, 5000), decimal.New(-1, -5000)} {
		if n := ofDecimal(d); n.Valid() {
			t.Error("valid")
		}
	}
	for _, text := range []string{"0", "-0.10", "9007199254740993.5", "0.0000000000000000000000000000000000000001", "1234567890123456789012345678901234567890"} {
		d := decimal.RequireFromString(text)
		if got := ofDecimal(d); got.Rat().Cmp(d.Rat()) != 0 {
			t.Errorf("%s is %s", text, got)
		}
	}
	if n := ofDecimal(decimal.New(12, 4000)); !n.Valid() || n.Rat().Cmp(decimal.New(12, 4000).Rat()) != 0 {
		t.Error("12e4000")
	}
}
