package syntax

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strconv"
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/testenv"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/parser"
)

// What this language and expr both have is read as expr reads it: masking changes no
// tree. Numbers stand as expr's own there, and aggregates under names that expr knows.
func TestAgreesWithExpr(t *testing.T) {
	random := rand.New(rand.NewPCG(20261001, 9))
	read := 0
	for range testenv.Rounds(30_000) {
		text := (&common{Rand: random}).write(5)
		ours, found := Parse(diag.TextSnippet("expression", text), Limits{}, func(name string) bool { return name == "abs" || name == "round" }, false)
		plain, err := parser.ParseWithConfig(text, new(conf.Config))
		if (len(found) > 0) != (err != nil) {
			t.Fatalf("%s\nis read: %v, by expr: %v", text, found, err)
		}
		if err != nil {
			continue
		}
		read++
		if err := ours.like(ours.Root, plain.Node); err != nil {
			t.Fatalf("%s\n%v", text, err)
		}
	}
	if read < testenv.Rounds(15_000) {
		t.Errorf("only %d texts were expressions", read)
	}
}

// like compares a node with expr's own: their kind, what they say, and all below.
func (t *Tree) like(ours, plain ast.Node) error {
	if literal, ok := t.Literal(ours); ok && reflect.TypeOf(ours) == reflect.TypeFor[*ast.IdentifierNode]() {
		switch n := plain.(type) {
		case *ast.IntegerNode:
			if strconv.Itoa(n.Value) == literal.Digits {
				return nil
			}
		case *ast.FloatNode:
			if f, err := strconv.ParseFloat(literal.Digits, 64); err == nil && f == n.Value {
				return nil
			}
		}
		return fmt.Errorf("the number %s is %T %v", literal.Digits, plain, plain)
	}
	if name, args, ok := t.callOf(ours); ok {
		as, plainArgs, _ := new(Tree).callOf(plain)
		if name != as || len(args) != len(plainArgs) {
			return fmt.Errorf("%s of %d is %s of %d for expr", name, len(args), as, len(plainArgs))
		}
		for i := range args {
			if err := t.like(args[i], plainArgs[i]); err != nil {
				return err
			}
		}
		return nil
	}
	if o, p := reflect.TypeOf(ours), reflect.TypeOf(plain); o != p {
		return fmt.Errorf("%v is %v for expr", o, p)
	}
	o, p := reflect.ValueOf(ours).Elem(), reflect.ValueOf(plain).Elem()
	for i := range o.NumField() {
		name := o.Type().Field(i).Name
		if !o.Type().Field(i).IsExported() { // where it stands
			continue
		}
		switch x := o.Field(i).Interface().(type) {
		case ast.Node:
			if err := t.like(x, p.Field(i).Interface().(ast.Node)); err != nil {
				return err
			}
		case []ast.Node:
			y := p.Field(i).Interface().([]ast.Node)
			if len(x) != len(y) {
				return fmt.Errorf("%d nodes, %d for expr", len(x), len(y))
			}
			for j := range x {
				if err := t.like(x[j], y[j]); err != nil {
					return err
				}
			}
		case string:
			if y := p.Field(i).String(); x != y {
				return fmt.Errorf("%s is %q, %q for expr", name, x, y)
			}
		case bool:
			if name != "Throws" && x != p.Field(i).Bool() {
				return fmt.Errorf("%s is %v, %v for expr", name, x, !x)
			}
		}
	}
	return nil
}

// callOf is the name and the arguments of a call, as its author wrote it. A call that
// asks nothing of a row is one of an unknown function to our reading.
func (t *Tree) callOf(n ast.Node) (name string, args []ast.Node, ok bool) {
	switch n := n.(type) {
	case *ast.BuiltinNode:
		name, args = n.Name, n.Arguments
	case *ast.CallNode:
		name, args = n.Callee.(*ast.IdentifierNode).Value, n.Arguments
	default:
		return "", nil, false
	}
	if t.scanner != nil {
		name = t.CallName(n, name)
	}
	bare := make([]ast.Node, len(args))
	for i, arg := range args {
		bare[i] = arg
		if asked, ok := arg.(*ast.PredicateNode); ok {
			bare[i] = asked.Node
		}
	}
	return name, bare, true
}

// common writes random texts that both languages have.
type common struct {
	*rand.Rand
	row bool
}

func (c *common) write(depth int) string {
	if depth == 0 || c.IntN(7) == 0 {
		leaves := []string{"a", "b", "true", "false", "7", "12.5", "0.25", `"text"`, `'it'`, "1000"}
		if c.row {
			leaves = append(leaves, ".field", ".x", "#")
		}
		return leaves[c.IntN(len(leaves))]
	}
	sub := func() string { return c.write(depth - 1) }
	switch c.IntN(14) {
	case 0:
		return "(" + sub() + ")"
	case 1:
		return "not (" + sub() + ")"
	case 2:
		return "-(" + sub() + ")"
	case 3:
		return "(" + sub() + " ? " + sub() + " : " + sub() + ")"
	case 4:
		return "(" + sub() + ") ?? (" + sub() + ")"
	case 5:
		return "(" + sub() + ") in [" + sub() + ", " + sub() + "]"
	case 6:
		return "let v" + strconv.Itoa(depth) + " = (" + sub() + "); " + sub()
	case 7:
		return "abs(" + sub() + ")"
	case 8, 9:
		outer := c.row
		c.row = true
		asked := c.write(depth - 1)
		c.row = outer
		name := []string{"filter", "map", "count", "sum", "all", "any"}[c.IntN(6)]
		switch c.IntN(3) {
		case 0:
			return "(rows | " + name + "(" + asked + "))"
		case 1:
			return name + "(rows, {" + asked + "})"
		}
		return name + "(rows, " + asked + ")"
	case 10:
		return "if " + sub() + " { " + sub() + " } else { " + sub() + " }"
	}
	operators := []string{"+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "and", "or", "&&", "||", "contains", "startsWith", "endsWith"}
	return sub() + " " + operators[c.IntN(len(operators))] + " " + sub()
}
