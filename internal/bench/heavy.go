//go:build rivals

package main

const left = ""

func moreJudges() []bench { return []bench{opaJudges} }

func moreStores() []opener {
	return []opener{{"DuckDB", openDuckDB}, {"PostgreSQL", openPostgres}}
}

func moreReaders() []reader { return []reader{{"DuckDB", duckReader}} }
