//go:build rivals

package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/jackc/pgx/v5"
)

// postgres is the store of PostgreSQL: a server of its own for the run, on a socket in a
// temporary folder. It is filled from the file of records, and vacuumed. There is a table
// as one would declare it, and one of whole numbers.
type postgres struct {
	server *pgServer
	conn   *pgx.Conn
}

func openPostgres(ctx context.Context, from source) (_ store, err error) {
	server, err := startPostgres(ctx)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, server.stop())
		}
	}()
	conn, err := pgx.Connect(ctx, server.address())
	if err != nil {
		return nil, err
	}
	p := &postgres{server, conn}
	if err := p.fill(ctx, from); err != nil {
		return nil, errors.Join(err, conn.Close(ctx))
	}
	return p, nil
}

func (p *postgres) fill(ctx context.Context, from source) error {
	for _, statement := range []string{
		`CREATE TYPE priority AS ENUM ('critical', 'high', 'medium', 'low')`,
		`CREATE UNLOGGED TABLE tickets (priority priority NOT NULL, opened timestamptz NOT NULL, resolved timestamptz, amount numeric(18,2), customer text NOT NULL)`,
	} {
		if _, err := p.conn.Exec(ctx, statement); err != nil {
			return err
		}
	}
	file, err := os.Open(from.csv)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := p.conn.PgConn().CopyFrom(ctx, file, `COPY tickets FROM STDIN (FORMAT csv, HEADER true)`); err != nil {
		return err
	}
	_, err = p.conn.Exec(ctx, `CREATE UNLOGGED TABLE numbers AS SELECT priority, extract(epoch FROM opened)::bigint AS opened, extract(epoch FROM resolved)::bigint AS resolved,
		(100 * amount)::bigint AS cents, substr(customer, 10)::int AS customer, extract(epoch FROM resolved - opened)::bigint AS took FROM tickets`)
	if err != nil {
		return err
	}
	if _, err = p.conn.Exec(ctx, `VACUUM ANALYZE`); err != nil {
		return err
	}
	_, err = p.conn.Exec(ctx, `CHECKPOINT`)
	return err
}

func (p *postgres) bytes(ctx context.Context) (bytes int64, err error) {
	err = p.conn.QueryRow(ctx, `SELECT pg_total_relation_size('tickets')`).Scan(&bytes)
	return bytes, err
}

func (p *postgres) close() error {
	return errors.Join(p.conn.Close(context.Background()), p.server.stop())
}

// with sets how many processes work on a query, the one that asks among them, and whether
// it is compiled to machine code.
func (p *postgres) with(compiled bool) func(ctx context.Context, n int) error {
	return func(ctx context.Context, n int) error {
		if _, err := p.conn.Exec(ctx, fmt.Sprintf(`SET jit = %t`, compiled)); err != nil {
			return err
		}
		_, err := p.conn.Exec(ctx, fmt.Sprintf(`SET max_parallel_workers_per_gather = %d`, n-1))
		return err
	}
}

func (p *postgres) ways(q question) ([]contestant, error) {
	var all []contestant
	for _, way := range pgWays[q] {
		name, threads := "PostgreSQL, "+way.name, p.with(way.compiled)
		switch q {
		case askCounts:
			all = append(all, oneWay(name, threads, func(ctx context.Context, _ int) (t totals, err error) {
				err = p.conn.QueryRow(ctx, way.query).Scan(&t.inTime, &t.late, &t.stake)
				return t, err
			}))
		case askGroups:
			all = append(all, oneWay(name, threads, func(ctx context.Context, _ int) (m months, err error) {
				err = p.conn.QueryRow(ctx, way.query).Scan(&m.met, &m.highest)
				return m, err
			}))
		default:
			all = append(all, oneWay(name, threads, func(ctx context.Context, _ int) (found seconds, err error) {
				err = p.conn.QueryRow(ctx, way.query).Scan(&found)
				return found, err
			}))
		}
	}
	return all, nil
}
