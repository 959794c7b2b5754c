//go:build rivals

package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	_ "github.com/duckdb/duckdb-go/v2" // the driver, with the library in it
)

// duckdb is the store of DuckDB: a database in memory. Priorities and customers are ENUM, which are numbers, as
// Concord's are; amounts are DECIMAL(18,2), whose sums are of 128 bits. It is filled from the file of records.
type duckdb struct {
	db   *sql.DB
	held int64 // the memory that the tickets take
}

// duckTypes are the types that the columns of the file are declared with.
var duckTypes = fmt.Sprintf(`{'priority': 'ENUM(''%s'')', 'opened': 'TIMESTAMP', 'resolved': 'TIMESTAMP', 'amount': 'DECIMAL(18,2)', 'customer': 'VARCHAR'}`,
	strings.Join(priorities[:], `'', ''`))

// duckFile is the file of records as a table. That it is divided among threads is DuckDB's default, and so is that
// cells without text are NULL.
func duckFile(path string) string {
	return fmt.Sprintf(`read_csv('%s', header = true, auto_detect = false, delim = ',', quote = '"', columns = %s)`, path, duckTypes)
}

func openDuckDB(ctx context.Context, from source) (store, error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return nil, err
	}
	d := &duckdb{db: db}
	if err := d.fill(ctx, from); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return d, nil
}

func (d *duckdb) fill(ctx context.Context, from source) error {
	for _, statement := range []string{
		`CREATE TABLE texts AS FROM ` + duckFile(from.csv),
		`CREATE TYPE customer AS ENUM (SELECT DISTINCT customer FROM texts ORDER BY 1)`,
		`CREATE TABLE times AS SELECT (epoch_us(resolved) - epoch_us(opened)) // 1000000 AS took FROM texts`,
	} {
		if _, err := d.db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	before, err := d.inTables(ctx)
	if err != nil {
		return err
	}
	if _, err := d.db.ExecContext(ctx, `CREATE TABLE tickets AS SELECT priority, opened, resolved, amount, customer::customer AS customer FROM texts`); err != nil {
		return err
	}
	after, err := d.inTables(ctx)
	d.held = after - before
	return err
}

// inTables is the memory that all tables take.
func (d *duckdb) inTables(ctx context.Context) (bytes int64, err error) {
	err = d.db.QueryRowContext(ctx, `SELECT sum(memory_usage_bytes)::bigint FROM duckdb_memory() WHERE tag = 'IN_MEMORY_TABLE'`).Scan(&bytes)
	return bytes, err
}

func (d *duckdb) bytes(context.Context) (int64, error) { return d.held, nil }

func (d *duckdb) close() error { return d.db.Close() }

// threads are those that work on a query, the one that asks among them.
func (d *duckdb) threads(ctx context.Context, n int) error {
	_, err := d.db.ExecContext(ctx, fmt.Sprintf(`SET threads = %d`, n))
	return err
}

// The ways of the question of counts: how to write that a ticket took longer than some hours makes a difference.
var duckTook = []struct{ name, more, within string }{
	{"DuckDB, times as numbers", `epoch_us(resolved) - epoch_us(opened) > 259200000000`, `epoch_us(resolved) - epoch_us(opened) <= 14400000000`},
	{"DuckDB, times as intervals", `resolved - opened > INTERVAL 72 HOURS`, `resolved - opened <= INTERVAL 4 HOURS`},
	{"DuckDB, times compared with a sum", `resolved > opened + INTERVAL 72 HOURS`, `resolved <= opened + INTERVAL 4 HOURS`},
	{"DuckDB, times as date_diff", `date_diff('second', opened, resolved) > 259200`, `date_diff('second', opened, resolved) <= 14400`},
}

func duckCounts(more, within, from string) string {
	return fmt.Sprintf(`SELECT count(*) FILTER (WHERE priority = 'critical' AND %s), count(*) FILTER (WHERE %s),
		CAST(sum(amount) FILTER (WHERE %s) AS VARCHAR) FROM %s`, within, more, more, from)
}

func duckGroups(table string) string {
	return `SELECT count(*) FILTER (WHERE 100 * met >= 80 * tickets), CAST(max(stake) AS VARCHAR) FROM (
		SELECT count(*) AS tickets, count(*) FILTER (WHERE epoch_us(resolved) - epoch_us(opened) <= 259200000000) AS met, sum(amount) AS stake
		FROM ` + table + ` GROUP BY customer, month(opened))`
}

func (d *duckdb) ways(q question) ([]contestant, error) {
	switch q {
	case askCounts:
		var all []contestant
		for _, took := range duckTook {
			all = append(all, d.totals(took.name, duckCounts(took.more, took.within, "tickets")))
		}
		return all, nil
	case askPercentile:
		return []contestant{d.seconds("DuckDB", `SELECT quantile_disc(took, 0.95) FROM times`)}, nil
	case askDifferences:
		return []contestant{d.seconds("DuckDB", `SELECT quantile_disc(epoch_us(resolved) - epoch_us(opened), 0.95) // 1000000 FROM tickets`)}, nil
	case askGroups:
		return []contestant{d.months("DuckDB, customers as numbers", duckGroups("tickets")), d.months("DuckDB, customers as texts", duckGroups("texts"))}, nil
	}
	return nil, nil
}

func (d *duckdb) totals(name, query string) contestant {
	return oneWay(name, d.threads, func(ctx context.Context, _ int) (t totals, err error) {
		err = d.db.QueryRowContext(ctx, query).Scan(&t.inTime, &t.late, &t.stake)
		return t, err
	})
}

func (d *duckdb) seconds(name, query string) contestant {
	return oneWay(name, d.threads, func(ctx context.Context, _ int) (found seconds, err error) {
		err = d.db.QueryRowContext(ctx, query).Scan(&found)
		return found, err
	})
}

func (d *duckdb) months(name, query string) contestant {
	return oneWay(name, d.threads, func(ctx context.Context, _ int) (m months, err error) {
		err = d.db.QueryRowContext(ctx, query).Scan(&m.met, &m.highest)
		return m, err
	})
}

// duckReader asks the file itself, with declared types.
func duckReader(_ context.Context, path string) (contestant, func() error, error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return contestant{}, nil, err
	}
	d := &duckdb{db: db}
	return d.totals("DuckDB", duckCounts(duckTook[0].more, duckTook[0].within, duckFile(path))), db.Close, nil
}
