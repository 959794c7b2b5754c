//go:build !rivals

package main

// Without the tag rivals, those that take a minute and more to compile are left out, and
// so is the one that is a server.
const left = "cel-go, OPA, SQLite, DuckDB and PostgreSQL are left out: build with -tags rivals"

func moreJudges() []bench   { return nil }
func moreStores() []opener  { return nil }
func moreReaders() []reader { return nil }
