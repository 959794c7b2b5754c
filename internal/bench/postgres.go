//go:build rivals

package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/jackc/pgx/v5"
)

// postgres is the store of PostgreSQL: a server of its own for the run, on a socket in a temporary folder. Amounts
// are numeric(18,2); it is filled from the file of records, and vacuumed.
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
	_, err = p.conn.Exec(ctx, `CREATE UNLOGGED TABLE times AS SELECT extract(epoch FROM resolved - opened)::bigint AS took FROM tickets`)
	if err != nil {
		return err
	}
	_, err = p.conn.Exec(ctx, `VACUUM ANALYZE`)
	return err
}

func (p *postgres) bytes(ctx context.Context) (bytes int64, err error) {
	err = p.conn.QueryRow(ctx, `SELECT pg_total_relation_size('tickets')`).Scan(&bytes)
	return bytes, err
}

func (p *postgres) close() error {
	return errors.Join(p.conn.Close(context.Background()), p.server.stop())
}

// threads are the processes that work on a query: the one that asks, and its helpers.
func (p *postgres) threads(ctx context.Context, n int) error {
	_, err := p.conn.Exec(ctx, fmt.Sprintf(`SET max_parallel_workers_per_gather = %d`, n-1))
	return err
}

// with sets how many processes there are, and whether a query is compiled to machine code.
func (p *postgres) with(compiled string) func(ctx context.Context, n int) error {
	return func(ctx context.Context, n int) error {
		if _, err := p.conn.Exec(ctx, `SET jit = `+compiled); err != nil {
			return err
		}
		return p.threads(ctx, n)
	}
}

const (
	pgCounts = `SELECT
		count(*) FILTER (WHERE priority = 'critical' AND resolved - opened <= interval '4 hours'),
		count(*) FILTER (WHERE resolved - opened > interval '72 hours'),
		(sum(amount) FILTER (WHERE resolved - opened > interval '72 hours'))::text
		FROM tickets`
	pgCountsSums = `SELECT
		count(*) FILTER (WHERE priority = 'critical' AND resolved <= opened + interval '4 hours'),
		count(*) FILTER (WHERE resolved > opened + interval '72 hours'),
		(sum(amount) FILTER (WHERE resolved > opened + interval '72 hours'))::text
		FROM tickets`
	pgPercentile  = `SELECT percentile_disc(0.95) WITHIN GROUP (ORDER BY took) FROM times`
	pgDifferences = `SELECT extract(epoch FROM percentile_disc(0.95) WITHIN GROUP (ORDER BY resolved - opened))::bigint FROM tickets`
	pgGroups      = `SELECT count(*) FILTER (WHERE 100 * met >= 80 * tickets), max(stake)::text FROM (
		SELECT count(*) AS tickets, count(*) FILTER (WHERE resolved - opened <= interval '72 hours') AS met, sum(amount) AS stake
		FROM tickets GROUP BY customer, date_trunc('month', opened)) AS months`
)

func (p *postgres) ways(q question) ([]contestant, error) {
	switch q {
	case askCounts:
		return []contestant{
			p.totals("PostgreSQL", p.with("off"), pgCounts),
			p.totals("PostgreSQL, compiled", p.with("on"), pgCounts),
			p.totals("PostgreSQL, times compared with a sum", p.with("off"), pgCountsSums),
		}, nil
	case askPercentile:
		return []contestant{p.seconds(pgPercentile)}, nil
	case askDifferences:
		return []contestant{p.seconds(pgDifferences)}, nil
	case askGroups:
		return []contestant{oneWay("PostgreSQL", p.with("off"), func(ctx context.Context, _ int) (m months, err error) {
			err = p.conn.QueryRow(ctx, pgGroups).Scan(&m.met, &m.highest)
			return m, err
		})}, nil
	}
	return nil, nil
}

func (p *postgres) totals(name string, threads func(ctx context.Context, n int) error, query string) contestant {
	return oneWay(name, threads, func(ctx context.Context, _ int) (t totals, err error) {
		err = p.conn.QueryRow(ctx, query).Scan(&t.inTime, &t.late, &t.stake)
		return t, err
	})
}

func (p *postgres) seconds(query string) contestant {
	return oneWay("PostgreSQL", p.with("off"), func(ctx context.Context, _ int) (found seconds, err error) {
		err = p.conn.QueryRow(ctx, query).Scan(&found)
		return found, err
	})
}
