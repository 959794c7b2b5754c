package table

import "github.com/concord-sla/concord/dsl/diag"

// Codes of records. Their class is [diag.ErrData].
const (
	BadCell   diag.Code = "bad-cell"
	BadHeader diag.Code = "bad-header"
	BadRow    diag.Code = "bad-row"
	NoRecords diag.Code = "no-records"
	BadTable  diag.Code = "bad-table"
)

// Codes returns the codes of what this package finds.
func Codes() []diag.Code { return []diag.Code{BadCell, BadHeader, BadRow, NoRecords, BadTable} }

// mistake returns a diagnostic of the records at a path, which has no place in a text.
func mistake(code diag.Code, path, summary, advice string) *diag.Diagnostic {
	return &diag.Diagnostic{Severity: diag.Error, Code: code, Class: diag.ErrData, Path: path, Summary: summary, Advice: advice}
}
