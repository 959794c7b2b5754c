// Package table holds the records that an agreement is measured by: tables of typed
// columns, filled from what a program has at hand.
//
// A [Table] has a [kinds.Schema]: a name, and fields that each have a [kinds.Type], such
// as text, instant, money USD or duration?. The kinds are declared, not guessed: "1" is
// text in a column of text and a number in a column of numbers. [kinds.ParseType] reads a
// type as an agreement writes it.
//
// # Ways in
//
//   - [ReadCSV] reads a CSV file with a header.
//   - [ReadJSONLines] reads a file with one JSON object on each line.
//   - [FromRows] reads the rows of a query; a [*database/sql.Rows] fits.
//   - [FromStructs] takes a slice of structs, and [SchemaOf] finds their schema.
//   - [FromColumns] takes a slice of values for each field.
//   - [NewBuilder], [Builder.Set] and [Builder.EndRow] build a table by hand.
//
// The way out is [Table.All], which walks the rows, and [Table.Value], which has one
// value of one of them.
//
// All ways in take a cell by the same rules, which [ReadCSV] lists, read their source
// once, from front to back, and hold no more of it than some blocks of a megabyte, or a
// row that is longer.
//
// A source that is longer than a table should be is read in batches, which are tables:
// see [Reader], and [NewCSVReader], [NewJSONLinesReader] and [NewRowsReader], which make
// one. Text is read by as many goroutines as may run; what is read, and what is said
// about it, does not depend on how many there are.
//
// # What happens to bad cells
//
// Nothing is dropped in silence and nothing is guessed. A cell that cannot be read as its
// type is a missing value; a row that cannot be read, because it has too many cells or is
// no JSON, is left out and counted by [Table.Rejected]. Each is a problem with its place
// and with what to write instead:
//
//	tickets.csv:17:24: error [bad-cell]: column opened, row 16: "2016-13-01" is not a date; write YYYY-MM-DD
//
// Rows are counted from 1, as the source has them, the rejected ones too: every row of
// the source is in the table or rejected. The place is that of the cell in the file, by
// line and column.
//
// The functions return the table together with an error that lists the problems, a
// [diag.List]. It is for the caller to decide whether a table with problems will do, and
// then to say so in the report: [Table.Problems] stay with it. The table is nil only when
// nothing could be read at all, such as a file without a column that the schema has, or
// when reading failed half way, because a period measured by half a file is wrong without
// a sign of it. A [Reader] hands out what it read before its source failed, and then says
// after how many rows that was.
//
// An empty cell, a NULL and a nil pointer are missing values too. They are problems
// unless the type says that a value may be missing (Nullable; "instant?").
//
// # What it promises
//
// Every digit counts. A decimal is kept exactly, whether it has two digits or forty; no
// value passes through a float, and a float offered is refused. An instant is kept to the
// nanosecond, in the years 1678 to 2261, and a local time becomes an instant by the rule
// of [calendar.Resolve] in the zone that [Options] names, or not at all.
//
// A source may come from a stranger. A line, a cell, a number of any length, a quotation
// mark that is never closed and bytes that are no text give a problem at a place, within
// bounded memory: see [Options.MaxCell].
//
// A Table is not changed once it is built and may be read by several goroutines.
package table
