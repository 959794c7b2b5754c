//go:build rivals

package main

const left = ""

func moreJudges() []bench { return []bench{celJudges, opaJudges} }

func moreStores() []opener {
	return []opener{{"SQLite", openSQLite}, {"DuckDB", openDuckDB}, {"PostgreSQL", openPostgres}}
}

func moreReaders() []reader { return []reader{{"DuckDB", duckReader}} }
