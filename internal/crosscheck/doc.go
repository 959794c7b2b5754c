// Package crosscheck holds what Concord says of calendars and decimals against other
// libraries. It is a module of its own, so that nobody who imports Concord gets them too,
// and holds only tests:
//
//	cd internal/crosscheck && go test ./...
package crosscheck
