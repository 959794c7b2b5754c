package kinds

import "github.com/concord-sla/concord/dsl/diag"

// Codes of schemas: what [Schema.Check] finds. Their class is [diag.ErrData].
const (
	BadSchema diag.Code = "bad-schema"
)

// Codes returns the codes of what this package finds.
func Codes() []diag.Code { return []diag.Code{BadSchema} }
