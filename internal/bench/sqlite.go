//go:build rivals

package main

import (
	"context"
	"database/sql"
	"errors"

	_ "modernc.org/sqlite" // the driver
)

// sqlite is the store of SQLite: a database in memory, in one connection. Times are whole
// seconds and amounts whole cents, since it has neither times nor decimals; priorities
// and customers are texts.
type sqlite struct{ db *sql.DB }

func openSQLite(ctx context.Context, from source) (store, error) {
	db, err := sql.Open("sqlite", "file::memory:?_pragma=journal_mode(off)&_pragma=synchronous(off)&_pragma=temp_store(memory)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	s := &sqlite{db}
	if err := s.fill(ctx, from.records); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

func (s *sqlite) fill(ctx context.Context, r *records) error {
	_, err := s.db.ExecContext(ctx, `CREATE TABLE tickets (priority TEXT NOT NULL, opened INTEGER NOT NULL, resolved INTEGER, amount INTEGER, customer TEXT NOT NULL) STRICT`)
	if err != nil {
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	insert, err := tx.PrepareContext(ctx, `INSERT INTO tickets VALUES (?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	for i := range r.len() {
		var resolved, amount any = r.resolved[i], r.amount[i]
		if r.missing() && r.unresolved[i] {
			resolved = nil
		}
		if r.missing() && r.unpriced[i] {
			amount = nil
		}
		if _, err := insert.ExecContext(ctx, priorities[r.priority[i]], r.opened[i], resolved, amount, customerName(r.customer[i])); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func (s *sqlite) bytes(ctx context.Context) (int64, error) {
	var pages, size int64
	err := errors.Join(s.db.QueryRowContext(ctx, `PRAGMA page_count`).Scan(&pages), s.db.QueryRowContext(ctx, `PRAGMA page_size`).Scan(&size))
	return pages * size, err
}

func (s *sqlite) close() error { return s.db.Close() }

const (
	sqliteCounts = `SELECT
		count(*) FILTER (WHERE priority = 'critical' AND resolved - opened <= 14400),
		count(*) FILTER (WHERE resolved - opened > 259200),
		sum(amount) FILTER (WHERE resolved - opened > 259200)
		FROM tickets`
	sqliteDifferences = `SELECT resolved - opened FROM tickets ORDER BY 1
		LIMIT 1 OFFSET (SELECT (95 * count(*) + 99) / 100 - 1 FROM tickets)`
	sqliteGroups = `SELECT count(*) FILTER (WHERE 100 * met >= 80 * tickets), max(stake) FROM (
		SELECT count(*) AS tickets, count(*) FILTER (WHERE resolved - opened <= 259200) AS met, sum(amount) AS stake
		FROM tickets GROUP BY customer, strftime('%m', opened, 'unixepoch'))`
)

// ways of SQLite are prepared by the driver on each call, which is nothing against the
// rows.
func (s *sqlite) ways(q question) ([]contestant, error) {
	const name = "SQLite"
	var w contestant
	switch q {
	case askCounts:
		w = oneWay(name, nil, func(ctx context.Context, _ int) (t totals, err error) {
			var cents int64
			err = s.db.QueryRowContext(ctx, sqliteCounts).Scan(&t.inTime, &t.late, &cents)
			t.stake = usd(cents)
			return t, err
		})
	case askDifferences:
		w = oneWay(name, nil, func(ctx context.Context, _ int) (found seconds, err error) {
			err = s.db.QueryRowContext(ctx, sqliteDifferences).Scan(&found)
			return found, err
		})
	case askGroups:
		w = oneWay(name, nil, func(ctx context.Context, _ int) (m months, err error) {
			var cents int64
			err = s.db.QueryRowContext(ctx, sqliteGroups).Scan(&m.met, &cents)
			m.highest = usd(cents)
			return m, err
		})
	default:
		return nil, nil
	}
	w.alone = true
	return []contestant{w}, nil
}
