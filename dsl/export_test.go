package dsl

import "github.com/concord-sla/concord/dsl/internal/eval"

// RowByRow is the data, to be evaluated without columns.
func RowByRow(d Data) Data {
	d.way = eval.RowByRow
	return d
}

// OverColumns is the data, to be evaluated over columns wherever that can be.
func OverColumns(d Data) Data {
	d.way = eval.OverColumns
	return d
}
