package dsl

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/internal/exec"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// Data is what a program is evaluated over. A table or input that the program does not
// read may be left out.
type Data struct {
	Tables map[string]*table.Table
	Rows   map[string][]int32 // for each table by its name, the numbers of the rows that count, from 0 and in order; of a table without an entry, all rows count
	Inputs map[string]Value
	Query  func(name, subject string, periods int) Value // answers a question about a metric's results
	Zone   *time.Location                                // for the dates of instants; nil is UTC

	way exec.Way // how aggregates are computed; the answer is the same
}

// Evaluate computes the value. A value that could not be computed, because rows or cells
// or inputs are missing, is a missing Value that says why; an error means that the call
// itself failed: the context ended, or a table is not of the schema that the program was
// checked against. An expression about one row (Env.Rows) is asked with [Program.EachRow]
// instead.
func (p *Program) Evaluate(ctx context.Context, data Data) (Value, error) {
	if err := p.usable(ctx); err != nil {
		return Value{}, err
	}
	if v, ok, err := p.decideFromInputs(ctx, data); ok {
		return v, err
	}
	run, err := p.bindTables(data)
	if err != nil {
		return Value{}, err
	}
	raw, err := run.Run(ctx)
	if err != nil {
		return Value{}, p.ended(err)
	}
	return valueOf(p.checked.Root, raw, run.Why()), nil
}

// fewInputs is how many inputs a condition may have that is decided without a run.
const fewInputs = 8

// decideFromInputs returns the value of a condition that compares inputs with figures,
// and reads nothing else; ok is false for any other expression, and where an input has no
// value.
func (p *Program) decideFromInputs(ctx context.Context, data Data) (v Value, ok bool, err error) {
	if p.own == 0 || p.own > p.mostWork() || len(p.env.Inputs) > fewInputs {
		return Value{}, false, nil
	}
	var values [fewInputs]ast.Value
	inputs := values[:len(p.env.Inputs)]
	if err := p.inputs(data, inputs); err != nil {
		return Value{}, true, err
	}
	holds, ok := exec.Decided(p.checked.Root, inputs)
	if !ok {
		return Value{}, false, nil
	}
	if err := ctx.Err(); err != nil {
		return Value{}, true, p.ended(err)
	}
	return valueOf(p.checked.Root, ast.Value{Bool: holds}, ""), true, nil
}

// EvaluateAll computes the values of several expressions over the same data, in their
// order. What they ask of the rows of one table is computed in one pass where it can be,
// and what they have in common once. The values are those of [Program.Evaluate]; an error
// is that of the first expression that has one.
func EvaluateAll(ctx context.Context, data Data, programs ...*Program) ([]Value, error) {
	runs := make([]*exec.Bound, len(programs))
	for i, p := range programs {
		if err := p.usable(ctx); err != nil {
			return nil, err
		}
		run, err := p.bindTables(data)
		if err != nil {
			return nil, err
		}
		runs[i] = run
	}
	exec.Together(runs)
	values := make([]Value, len(programs))
	for i, p := range programs {
		raw, err := runs[i].Run(ctx)
		if err != nil {
			return nil, p.ended(err)
		}
		values[i] = valueOf(p.checked.Root, raw, runs[i].Why())
	}
	return values, nil
}

// valueOf returns the value of a node, and why there is none when there is none.
func valueOf(n ast.Node, raw ast.Value, why string) Value {
	v := Value{typ: n.Type(), raw: raw}
	v.typ.Nullable, v.typ.CellUnit = false, 0
	if raw.Missing != ast.None {
		v.why = why
	}
	return v
}

// EachRow evaluates an expression about one row on the rows of its own table (Env.Rows),
// and passes the value for each row that counts to visit, in order.
func (p *Program) EachRow(ctx context.Context, data Data, visit func(row int32, v Value)) error {
	if err := p.usable(ctx); err != nil {
		return err
	}
	if p.env.Rows == "" {
		return dataError(p.name(), "the expression is not about one row", "set Env.Rows, or use Evaluate")
	}
	run, err := p.bind(data)
	if err != nil {
		return err
	}
	value, asked := run.Row(ctx, p.rowTable()), 0
	one := func(row int32) error {
		if asked++; asked&8191 == 1 && ctx.Err() != nil {
			return p.ended(ctx.Err())
		}
		raw, err := value(int(row))
		if err != nil {
			return p.ended(err)
		}
		v := valueOf(p.checked.Root, raw, "")
		switch raw.Missing {
		case ast.None:
		case ast.Cell:
			v.why = fmt.Sprintf("row %d of %s has a cell that it needs missing", row+1, p.env.Rows)
		default:
			v.why = fmt.Sprintf("row %d of %s: %s", row+1, p.env.Rows, run.Why())
		}
		visit(row, v)
		return nil
	}
	if rows, selected := data.Rows[p.env.Rows]; selected {
		for _, row := range rows {
			if err := one(row); err != nil {
				return err
			}
		}
		return nil
	}
	for row := range data.Tables[p.env.Rows].Rows() {
		if err := one(int32(row)); err != nil {
			return err
		}
	}
	return nil
}

// Criterion binds a condition about one row (Env.Rows) to its table and inputs, for a
// service that asks it of single records. It fails when the expression is another, or the
// table is not of the schema.
//
// What it returns reports whether the condition holds for a row, from 0, and whether that
// is known: it is not when something is missing, or the table has no such row. It does
// not allocate where the operators of the condition do not, and is for one goroutine.
// Rows that are asked about in their order, or often, are answered from a batch that is
// computed over columns, in a fraction of the time of a row at random.
func (p *Program) Criterion(data Data) (holds func(row int) (holds, known bool), err error) {
	p = p.compiled()
	if p.env.Rows == "" || p.Type().Kind != kinds.Boolean {
		return nil, dataError(p.name(), "the expression is not a condition about one row", "set Env.Rows and Env.Result, or use Evaluate")
	}
	run, err := p.bind(data)
	if err != nil {
		return nil, err
	}
	return run.Condition(p.rowTable(), data.Tables[p.env.Rows].Rows()), nil
}

// rowTable returns the place in the environment of the table that the expression is about
// one row of.
func (p *Program) rowTable() int {
	return slices.IndexFunc(p.env.Tables, func(s kinds.Schema) bool { return s.Name == p.env.Rows })
}

func (p *Program) name() string {
	if p.snippet.Path != "" {
		return p.snippet.Path
	}
	return "the expression"
}

// bindTables binds an expression that is not about one row.
func (p *Program) bindTables(data Data) (*exec.Bound, error) {
	if p.env.Rows != "" {
		return nil, dataError(p.name(), "the expression is about one row of "+p.env.Rows, "ask it with EachRow")
	}
	return p.bind(data)
}

// bind puts the data in the order of the environment.
func (p *Program) bind(data Data) (*exec.Bound, error) {
	d := &exec.Data{
		Tables: make([]*table.Table, len(p.env.Tables)), Rows: make([][]int32, len(p.env.Tables)), Inputs: make([]ast.Value, len(p.env.Inputs)),
		Zone: data.Zone, Most: p.mostWork(), Way: data.way,
	}
	if d.Zone == nil {
		d.Zone = time.UTC
	}
	for i, schema := range p.env.Tables {
		if !slices.Contains(p.reads, schema.Name) {
			continue
		}
		t := data.Tables[schema.Name]
		if err := t.Conforms(schema); err != nil {
			return nil, err
		}
		d.Tables[i] = t
		if rows, selected := data.Rows[schema.Name]; selected {
			if rows == nil {
				rows = []int32{} // nil is all rows
			}
			if !t.Has(rows) {
				at := slices.IndexFunc(rows, func(row int32) bool { return row < 0 || int(row) >= t.Rows() })
				return nil, dataError(schema.Name, fmt.Sprintf("row %d of %s, which has %d, is among the rows that count", int64(rows[at])+1, schema.Name, t.Rows()),
					"select rows that there are, numbered from 0")
			}
			d.Rows[i] = rows
		}
	}
	if err := p.affordable(data); err != nil {
		return nil, err
	}
	if err := p.inputs(data, d.Inputs); err != nil {
		return nil, err
	}
	d.Query = func(q *ast.Query) ast.Value {
		if data.Query == nil {
			return ast.Value{Missing: ast.NoHistory}
		}
		v := data.Query(q.Name, q.Subject, q.Periods)
		if v.Missing() || !v.typ.Equal(q.T) {
			return ast.Value{Missing: ast.NoHistory}
		}
		return v.raw
	}
	return exec.Bind(p.checked.Root, exec.Size{Slots: p.checked.Slots, Aggregates: p.checked.Aggregates, Groupings: p.checked.Groupings}, d), nil
}

// inputs puts the values of the inputs in the order of the environment.
func (p *Program) inputs(data Data, into []ast.Value) error {
	for i, in := range p.env.Inputs {
		v, supplied := data.Inputs[in.Name]
		if !supplied || v.Missing() {
			into[i] = ast.Value{Missing: ast.NotSupplied}
			continue
		}
		if !v.typ.Equal(in.Type) {
			return dataError(in.Name, fmt.Sprintf("the input %s is %s and was given as %s", in.Name, in.Type, v.typ), "give a value of the declared kind")
		}
		into[i] = v.raw
		if !v.raw.Num.Valid() {
			into[i] = ast.Value{Missing: ast.TooLarge}
		}
	}
	return nil
}

func dataError(path, summary, advice string) error {
	return &diag.Diagnostic{Severity: diag.Error, Code: table.BadTable, Class: diag.ErrData, Path: path, Summary: summary, Advice: advice}
}
