package dsl

import (
	"github.com/concord-sla/concord/dsl/internal/exec"
)

// RowByRow is the data, to be evaluated without columns.
func RowByRow(d Data) Data {
	d.way = exec.RowByRow
	return d
}

// OverColumns is the data, to be evaluated over columns wherever that can be.
func OverColumns(d Data) Data {
	d.way = exec.OverColumns
	return d
}
