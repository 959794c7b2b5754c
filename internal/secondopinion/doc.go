// Package secondopinion asks other libraries what they make of the questions that Concord answers. It is a module of its own, so that nobody who imports Concord gets
// them too, and holds only tests:
//
//	cd internal/secondopinion && go test ./...
package secondopinion
