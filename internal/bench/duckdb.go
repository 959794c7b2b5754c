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

// duckdb is the store of DuckDB: a database in memory, which is faster than one in a file
// and than a compressed one. Priorities and customers are ENUM, which are numbers, as
// Concord's are; amounts are DECIMAL(18,2), whose sums are of 128 bits. It is filled from
// the file of records.
type duckdb struct {
	db   *sql.DB
	held int64 // the memory that the tickets take
}

// duckTypes are the types that the columns of the file are declared with.
var duckTypes = fmt.Sprintf(`{'priority': 'ENUM(''%s'')', 'opened': 'TIMESTAMP', 'resolved': 'TIMESTAMP', 'amount': 'DECIMAL(18,2)', 'customer': 'VARCHAR'}`,
	strings.Join(priorities[:], `'', ''`))

// duckFile is the file of records as a table. That threads share the file is DuckDB's
// default, and so is that cells without text are NULL.
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

// fill makes a table of the five fields, asks what it takes, and adds the columns that
// other ways of asking want: times as whole seconds, which DuckDB subtracts faster than
// TIMESTAMP, and customers as texts.
func (d *duckdb) fill(ctx context.Context, from source) error {
	if err := d.all(ctx,
		`CREATE TABLE texts AS FROM `+duckFile(from.csv),
		`CREATE TYPE customer AS ENUM (SELECT DISTINCT customer FROM texts ORDER BY 1)`,
	); err != nil {
		return err
	}
	before, err := d.inTables(ctx)
	if err != nil {
		return err
	}
	if err := d.all(ctx, `CREATE TABLE fields AS SELECT priority, opened, resolved, amount, customer::customer AS customer FROM texts`); err != nil {
		return err
	}
	after, err := d.inTables(ctx)
	if err != nil {
		return err
	}
	d.held = after - before
	return d.all(ctx,
		`DROP TABLE fields`,
		`CREATE TABLE tickets AS SELECT priority, opened, resolved, amount, customer::customer AS customer, customer AS name,
			epoch_us(opened) // 1000000 AS opened_s, epoch_us(resolved) // 1000000 AS resolved_s, (resolved_s - opened_s)::INTEGER AS took_32, resolved_s - opened_s AS took_64 FROM texts`,
		`DROP TABLE texts`,
	)
}

func (d *duckdb) all(ctx context.Context, statements ...string) error {
	for _, statement := range statements {
		if _, err := d.db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}

// inTables is the memory that all tables take.
func (d *duckdb) inTables(ctx context.Context) (bytes int64, err error) {
	err = d.db.QueryRowContext(ctx, `SELECT sum(memory_usage_bytes)::BIGINT FROM duckdb_memory() WHERE tag = 'IN_MEMORY_TABLE'`).Scan(&bytes)
	return bytes, err
}

func (d *duckdb) bytes(context.Context) (int64, error) { return d.held, nil }

func (d *duckdb) close() error { return d.db.Close() }

// threads are those that work on a query, the one that asks among them.
func (d *duckdb) threads(ctx context.Context, n int) error {
	_, err := d.db.ExecContext(ctx, fmt.Sprintf(`SET threads = %d`, n))
	return err
}

func (d *duckdb) ways(q question) ([]contestant, error) {
	var all []contestant
	for _, way := range duckWays[q] {
		name := "DuckDB, " + way.name
		switch q {
		case askCounts:
			all = append(all, d.totals(name, way.query))
		case askGroups:
			all = append(all, oneWay(name, d.threads, func(ctx context.Context, _ int) (m months, err error) {
				err = d.db.QueryRowContext(ctx, way.query).Scan(&m.met, &m.highest)
				return m, err
			}))
		default:
			all = append(all, oneWay(name, d.threads, func(ctx context.Context, _ int) (found seconds, err error) {
				err = d.db.QueryRowContext(ctx, way.query).Scan(&found)
				return found, err
			}))
		}
	}
	return all, nil
}

func (d *duckdb) totals(name, query string) contestant {
	return oneWay(name, d.threads, func(ctx context.Context, _ int) (t totals, err error) {
		err = d.db.QueryRowContext(ctx, query).Scan(&t.inTime, &t.late, &t.stake)
		return t, err
	})
}

// duckReader asks the file itself, with declared types.
func duckReader(_ context.Context, path string) (contestant, func() error, error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return contestant{}, nil, err
	}
	d := &duckdb{db: db}
	return d.totals("DuckDB", duckOnePass(duckTookDiff, duckFile(path))), db.Close, nil
}
