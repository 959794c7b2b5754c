package main

import "context"

// judge is one way to hold the criterion against single records: it fills in the verdicts
// on the first of them.
type judge struct {
	name string
	on   func(v verdicts) error
}

// bench is a set of judges that are prepared for some records.
type bench func(r *records) ([]judge, error)

// judges are all that hold the criterion against single records; the first two are those
// that others are compared with.
func judges() []bench {
	return append([]bench{concordJudge, columnsJudge, structsJudge, exprJudges, govaluateJudge}, moreJudges()...)
}

// question is one that is asked of all records.
type question int

const (
	askCounts      question = iota // totals
	askPercentile                  // seconds, of a column of durations
	askDifferences                 // seconds, of the differences of two columns of instants
	askGroups                      // months
)

// store holds records in one contestant's own form.
type store interface {
	// ways are how it answers a question; none when it does not.
	ways(q question) ([]contestant, error)

	// bytes is the memory, or the space, that the five fields of the records take; 0 when
	// it cannot say.
	bytes(ctx context.Context) (int64, error)

	close() error
}

// source is what a store is filled from: the records, which also stand in a file.
type source struct {
	*records
	csv string // the file's path
	dir string // a folder for what else is needed
}

// opener fills a store.
type opener struct {
	name string
	open func(ctx context.Context, from source) (store, error)
}

// stores are all that hold many records.
func stores() []opener {
	return append([]opener{
		{ours, openConcord}, {"Go over columns", openColumns}, {"Go over structs", openStructs},
	}, moreStores()...)
}

// reader is one way to come from the file of records to the totals.
type reader struct {
	name string
	open func(ctx context.Context, path string) (contestant, func() error, error)
}

// readers are all that read files.
func readers() []reader {
	return append([]reader{{ours, concordReader}, {"encoding/csv alone", csvReader}}, moreReaders()...)
}
