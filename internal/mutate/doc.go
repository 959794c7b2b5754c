// Command mutate changes the code of packages in one place at a time and tells which of
// the changes their tests notice.
//
// It lists the places of the packages that are named, takes a sample of them that is even
// over the files, and runs for each the tests of the package itself and then those of the
// packages that import it, until one fails. The changed file is passed to the tests as an
// overlay, so that the tree is never written to.
//
//	cd internal/mutate
//	go run . -n 240 -seed 7 -results /tmp/mutants.tsv \
//	    -order dsl,sla,framework \
//	    engine=dsl/internal/exec,dsl/internal/kernel sla=sla,sla/review decide=dsl/decide
//
// The arguments are groups of packages, for each of which a share is printed; a package
// alone is a group of its own name. The same arguments give the same sample. A line is
// appended to the results for each mutant, and a mutant that has a line is not run again,
// so that a run that was stopped goes on where it was:
//
//	engine  dsl/internal/exec/columns.go:19:23  "n.Of != nil" to "n.Of == nil"  killed  dsl
//
// A mutant is killed when a test fails, which a test that runs into the time limit does,
// too. It survives when all tests pass; one whose place no test reaches is told apart and
// counts as alive. One that does not build says nothing about tests, and the next place
// of its file takes its place.
//
// The build cache grows by some MiB for each mutant. A campaign can have one of its own:
// GOCACHE=/tmp/mutants go run . …
package main
