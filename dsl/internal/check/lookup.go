package check

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	parsed "github.com/expr-lang/expr/ast"
)

// lookup returns lookup(table, key_field, key, value_field): the value in the one row of
// a table that has a key. It is how a limit that stands in a table of its own, such as
// one for each contract, meets the current row.
func (c *checker) lookup(args []parsed.Node, span diag.Span) operand {
	const usage = "write lookup(limits, level, .level, hours): the table, its key field, the key, and the field that is wanted"
	if len(args) != 4 {
		return c.report(codes.ArgumentCount, span, "lookup takes a table, its key field, a key, and a field", usage)
	}
	of := c.lower(args[0])
	key := c.single(c.lower(args[2]))
	if of.bad() || key == nil {
		return operand{span: span}
	}
	if of.stream == nil || of.stream.Of != nil || of.stream.Each != nil || len(of.stream.where) > 0 || of.stream.item != nil || of.stream.order != nil {
		return c.report(codes.ArgumentKind, of.span, "a key is looked up in a whole table", usage)
	}
	n := &ast.Lookup{Table: of.stream.Table, Key: key}
	schema := c.env.Tables[n.Table]
	n.Of = schema.Name
	column := func(arg parsed.Node) (int, string, bool) {
		field, ok := arg.(*parsed.IdentifierNode)
		if _, literal := c.syntax.Literal(arg); !ok || literal {
			c.report(codes.ArgumentKind, c.syntax.Word(arg), fmt.Sprintf("a field of %s is named here", schema.Name), usage)
			return 0, "", false
		}
		i := schema.Index(field.Value)
		if i < 0 {
			c.report(codes.UnknownField, c.syntax.Word(arg), fmt.Sprintf("%s has no field %s", schema.Name, field.Value), diag.DidYouMean(field.Value, schema.FieldNames()))
		}
		return i, field.Value, i >= 0 && schema.Fields[i].Type.Kind != 0
	}
	var ok, found bool
	n.KeyColumn, n.KeyName, ok = column(args[1])
	n.Column, n.Field, found = column(args[3])
	if !ok || !found {
		return operand{span: span}
	}
	n.KeyType = schema.Fields[n.KeyColumn].Type
	stands := &ast.Field{Meta: meta(n.KeyType, c.syntax.Word(args[1])), Table: n.Table, Column: n.KeyColumn, Name: n.KeyName}
	compared := c.comparison("==", stands, key, key.Span())
	if compared.node == nil {
		return operand{span: span}
	}
	n.Key = compared.node.(*ast.Comparison).R
	t := schema.Fields[n.Column].Type
	t.Nullable, t.CellUnit = true, 0
	n.Meta = meta(t, span, n.Key)
	return value(n)
}
