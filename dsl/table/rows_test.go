package table

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/kinds"
)

// query is the smallest driver of database/sql: a connection to it answers every query
// with its rows.
type query struct {
	columns []string
	rows    [][]driver.Value
	err     error // after the rows
}

func (q *query) Connect(context.Context) (driver.Conn, error) { return q, nil }
func (q *query) Driver() driver.Driver                        { return nil }
func (q *query) Prepare(string) (driver.Stmt, error)          { return q, nil }
func (q *query) Begin() (driver.Tx, error)                    { return nil, errors.New("no transactions") }
func (q *query) Close() error                                 { return nil }
func (q *query) NumInput() int                                { return 0 }
func (q *query) Exec([]driver.Value) (driver.Result, error)   { return nil, errors.New("no exec") }
func (q *query) Query([]driver.Value) (driver.Rows, error)    { return &answer{query: q}, nil }

type answer struct {
	*query
	next   int
	buffer []byte // reused, as drivers do
}

func (a *answer) Columns() []string { return a.columns }

func (a *answer) Next(dest []driver.Value) error {
	if a.next == len(a.rows) {
		if a.err != nil {
			return a.err
		}
		return io.EOF
	}
	a.buffer = a.buffer[:0]
	for i, v := range a.rows[a.next] {
		if text, ok := v.([]byte); ok {
			start := len(a.buffer)
			a.buffer = append(a.buffer, text...)
			v = a.buffer[start:len(a.buffer):len(a.buffer)]
		}
		dest[i] = v
	}
	a.next++
	return nil
}

func (q *query) read(t *testing.T, schema kinds.Schema, options Options) (*Table, error) {
	t.Helper()
	db := sql.OpenDB(q)
	defer db.Close()
	rows, err := db.Query("select")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	return FromRows(schema, rows, options)
}

func TestFromRows(t *testing.T) {
	schema := kinds.Schema{Name: "invoices", Fields: []kinds.Field{
		{Name: "id", Type: kinds.Of(kinds.Text)}, {Name: "amount", Type: kinds.MoneyIn("USD")}, {Name: "paid", Type: kinds.Of(kinds.Boolean)}, {Name: "opened", Type: kinds.Of(kinds.Instant)}, {Name: "due", Type: kinds.Of(kinds.Date).Optional()}, {Name: "took", Type: kinds.DurationIn(time.Minute).Optional()},
	}}
	utc := time.Date(2026, 1, 2, 15, 4, 5, 6, time.UTC)
	day := time.Date(2026, 1, 31, 0, 0, 0, 0, time.FixedZone("", -5*3600))
	q := &query{
		columns: []string{"extra", "id", "amount", "paid", "opened", "due", "minutes"},
		rows: [][]driver.Value{
			{1.5, "a", []byte("9007199254740993.50"), true, utc, day, int64(90)},
			{nil, []byte("b"), "1000.10 USD", int64(0), "2026-01-02 15:04", []byte("2026-01-31"), nil},
			{nil, int64(3), int64(5), int64(1), []byte("2026-01-02 15:04:05+00"), nil, []byte("1.5")},
			{nil, nil, 5.0, int64(2), int64(1767366245), utc, 1.5},
		},
	}
	tab, err := q.read(t, schema, Options{Zone: time.UTC, Columns: map[string]string{"took": "minutes"}})
	const want = `"a" | 9007199254740993.5 | true | 2026-01-02T15:04:05.000000006Z | 2026-01-31 | 1h30m0s
"b" | 1000.1 | false | 2026-01-02T15:04:00Z | 2026-01-31 | ∅
"3" | 5 | true | 2026-01-02T15:04:05Z | ∅ | 1m30s
∅ | ∅ | ∅ | ∅ | ∅ | ∅
rows 4, rejected 0
`
	if got := printed(tab); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	const problems = `invoices: error [bad-cell]: column id, row 4: there is no value; declare the field as text? if it may be empty
invoices: error [bad-cell]: column amount, row 4: the driver gives a float, which does not hold decimals exactly; cast amount to text or to a decimal type in the query
invoices: error [bad-cell]: column paid, row 4: a whole number is not a value of kind boolean; write true or false
invoices: error [bad-cell]: column opened, row 4: a whole number is not a value of kind instant; write 2026-01-02T15:04:05Z
invoices: error [bad-cell]: column due, row 4: 2026-01-02T15:04:05.000000006Z has a time of day and is not a date; declare the field as instant
invoices: error [bad-cell]: column took, row 4: the driver gives a float, which does not hold decimals exactly; cast minutes to text or to a decimal type in the query`
	if err == nil || err.Error() != problems {
		t.Errorf("got\n%v\nwant\n%s", err, problems)
	}
}

func TestFromRowsFails(t *testing.T) {
	one := kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "id", Type: kinds.Of(kinds.Text)}}}
	lost := errors.New("connection lost")
	tab, err := (&query{columns: []string{"id"}, rows: [][]driver.Value{{"a"}}, err: lost}).read(t, one, Options{})
	if tab != nil || !errors.Is(err, lost) {
		t.Errorf("%v, %v", tab, err)
	}
	tab, err = (&query{columns: []string{"ID"}}).read(t, one, Options{})
	if tab != nil || err == nil || !strings.Contains(err.Error(), `did you mean "ID" for id?`) {
		t.Errorf("%v, %v", tab, err)
	}
	tab, err = (&query{columns: []string{"id", "id"}}).read(t, one, Options{})
	if tab != nil || err == nil || !strings.Contains(err.Error(), "the column id is there twice") {
		t.Errorf("%v, %v", tab, err)
	}
	tab, err = (&query{columns: []string{"id"}, rows: [][]driver.Value{{"long"}, {[]byte("long")}}}).read(t, one, Options{MaxCell: 3})
	if tab.Rows() != 2 || tab.columns[0].MissingCount() != 2 || err == nil {
		t.Errorf("%v, %v", tab, err)
	}
}

// Batches of a query: a driver's error half-way comes after what was read before it, and
// says after how many rows; nothing is lost or counted twice.
func TestRowsReader(t *testing.T) {
	one := kinds.Schema{Name: "tickets", Fields: []kinds.Field{{Name: "id", Type: kinds.Of(kinds.Number)}}}
	lost := errors.New("connection lost")
	q := &query{columns: []string{"id"}, err: lost}
	for i := range 2500 {
		q.rows = append(q.rows, []driver.Value{int64(i)})
	}
	q.rows[2100][0] = "x"
	db := sql.OpenDB(q)
	defer db.Close()
	rows, err := db.Query("select")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	reader, err := NewRowsReader(one, rows, Options{})
	if err != nil {
		t.Fatal(err)
	}
	next := 0
	for _, want := range []int{800, 800, 800, 100} {
		tab, err := reader.Next(context.Background(), 800)
		if tab == nil || tab.Rows() != want {
			t.Fatalf("%v, %v, want %d rows", tab, err, want)
		}
		if next == 1600 {
			const says = `tickets: error [bad-cell]: column id, row 2101: "x" is not a number; write a plain decimal such as 1000.10`
			if err == nil || err.Error() != says {
				t.Errorf("says %v", err)
			}
		} else if err != nil {
			t.Error(err)
		}
		for i := range want {
			if got := cellText(tab, 0, i); got != strconv.Itoa(next) && next != 2100 {
				t.Fatalf("row %d is %s", next, got)
			}
			next++
		}
	}
	tab, err := reader.Next(context.Background(), 800)
	if tab != nil || !errors.Is(err, lost) || err.Error() != "reading tickets, after 2500 rows: connection lost" {
		t.Errorf("%v, %v", tab, err)
	}
	if got := reader.Counts(); got != (Counts{Rows: 2500, Problems: 1}) {
		t.Errorf("%+v", got)
	}
}

// scanFails fails to scan its third row.
type scanFails struct{ row int }

func (s *scanFails) Columns() ([]string, error) { return []string{"id"}, nil }
func (s *scanFails) Next() bool                 { s.row++; return true }
func (s *scanFails) Err() error                 { return nil }
func (s *scanFails) Scan(dest ...any) error {
	if s.row == 3 {
		return errors.New("no such type")
	}
	return dest[0].(sql.Scanner).Scan("a")
}

func TestScanFails(t *testing.T) {
	one := kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "id", Type: kinds.Of(kinds.Text)}}}
	if tab, err := FromRows(one, &scanFails{}, Options{}); tab != nil || err == nil || err.Error() != "reading t, after 2 rows: no such type" {
		t.Errorf("%v, %v", tab, err)
	}
	reader, err := NewRowsReader(one, &scanFails{}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if tab, err := reader.Next(context.Background(), 10); err != nil || tab.Rows() != 2 {
		t.Errorf("%v, %v", tab, err)
	}
	if tab, err := reader.Next(context.Background(), 10); tab != nil || err == nil {
		t.Errorf("%v, %v", tab, err)
	}
}
