// Package scan finds rows, cells and values in text, for package table: it splits CSV and
// JSON lines, and reads the text of cells.
//
// Each thing is read in a plain way and, where a file spends its time, in a fast one. The
// fast ways look at eight bytes at once and take only what is written as most cells are;
// they leave everything else to the plain ways. Tests here and in package table hold the
// two to the same answers.
//
//   - [Window] reads a source through a bounded buffer. [CSVRows] splits any CSV row from
//     it; [SplitLine] and [SplitPlain] split the usual ones; [JSONObject] walks the
//     members of an object.
//   - [FastRows] takes rows whose cells are all written as most are, each in one go, and
//     [PlainCell] takes one such cell.
//   - [ParseNumber], [ParseElapsed], [ParseDate] and [ParseInstant] read every way in
//     which a cell may be written. A [Fault] says what is wrong, and what to write
//     instead.
//   - [Block] says where in the source something stands.
package scan
