package table

import (
	"context"

	"github.com/concord-sla/concord/dsl/kinds"
)

// Source is where the rows of a table are read from: a file, a service, a database.
type Source interface {
	// Read returns all rows, with the fields of the schema. An error says that reading
	// failed, and there are no rows then: a period measured by half a source would be
	// wrong without a sign of it. Cells and rows that cannot be read are problems of the
	// table, and no error.
	Read(ctx context.Context, schema kinds.Schema) (*Table, error)
}
