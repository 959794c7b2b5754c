package dsl

import (
	"context"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/internal/check"
	"github.com/concord-sla/concord/dsl/internal/syntax"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/contexts"
)

// Env says what an expression may name. The zero Env allows expressions over constants
// only.
type Env struct {
	Tables    []kinds.Schema                // rows to count, share, sum, …
	Inputs    []kinds.Field                 // single values that the caller supplies
	Queries   []Query                       // questions about the results of Subjects
	Subjects  []kinds.Field                 // the metrics that queries may ask about, and the kind of their values
	Calendar  *business.Calendar            // counts business days and working time where the text names no calendar; nil is none
	Calendars map[string]*business.Calendar // those that the text may name, as in business_days(from, to, "desk")
	Rows      string                        // when not empty: the expression is about one row of this table
	Result    kinds.Kind                    // when not zero: the kind that the expression must have
	Limits    Limits
}

// Query is a question about a metric's results, written as name(metric), or name(metric,
// periods) when it looks back over a number of periods.
type Query struct {
	Name    string
	Result  kinds.Type // the zero Type means the type of the metric's own value
	Periods bool       // whether a number of periods may be written
	Usual   int        // the number of periods when none is written; 0 when it has to be written
	Numeric bool       // whether it may be asked only of metrics whose value is a number; asked of a count, the result is a plain number
}

// Limits bound the text of an expression, so that text from strangers costs no more than
// a clear error. A zero field means its default.
type Limits struct {
	Bytes  int   // length of the text; default 65,536
	Tokens int   // words and signs; default 8,192
	Depth  int   // nesting of brackets; default 64
	Work   int64 // steps of an evaluation, see [Program.Work]; default 20,000,000,000
}

// defaultWork is some minutes on one core.
const defaultWork = 20_000_000_000

// Program is a checked expression. It is immutable and may be evaluated by several
// goroutines over different data.
type Program struct {
	snippet diag.Snippet
	env     Env
	checked *check.Checked
	reads   []string // the tables that an evaluation needs
	own     int64    // how many steps an evaluation takes that reads none; 0 when it reads some
}

// Compile reads and checks an expression. The error is a [diag.List] of all mistakes;
// errors.Is tells their class (diag.ErrSyntax, diag.ErrName, diag.ErrType,
// diag.ErrLimit).
func Compile(text string, env Env) (*Program, error) {
	return CompileSnippet(diag.TextSnippet("expression", text), env)
}

// CompileSnippet is [Compile] for a text that stands in a document: mistakes are reported
// at their places in the document.
func CompileSnippet(snippet diag.Snippet, env Env) (*Program, error) {
	names := check.Env{
		Tables: env.Tables, Inputs: env.Inputs, Queries: queriesOf(env.Queries), Subjects: env.Subjects,
		Calendar: env.Calendar, Calendars: env.Calendars, Rows: env.Rows,
	}
	parsed, problems := syntax.Parse(snippet, syntax.Limits{Bytes: env.Limits.Bytes, Tokens: env.Limits.Tokens, Depth: env.Limits.Depth}, names.Single, env.Rows != "")
	if parsed == nil {
		return nil, problems
	}
	checked, problems := check.Check(parsed, names)
	if checked == nil {
		return nil, problems
	}
	p := &Program{snippet: snippet, env: env, checked: checked}
	if want := env.Result; want != 0 && p.Type().Kind != want {
		return nil, diag.List{snippet.At(diag.Diagnostic{
			Severity: diag.Error, Code: codes.ResultKind, Class: codes.Class(codes.ResultKind),
			Summary: fmt.Sprintf("the expression gives %s, %s is needed", resultName(p.Type().Kind), resultName(want)),
			Advice:  resultAdvice(want),
		}, checked.Root.Span())}
	}
	p.reads = append(p.Tables(), p.Lookups()...)
	if env.Rows != "" && !slices.Contains(p.reads, env.Rows) {
		p.reads = append(p.reads, env.Rows)
	}
	if len(p.reads) == 0 {
		p.own = int64(ast.Own(checked.Root))
	}
	return p, nil
}

// usable returns why a program cannot be run: it was not compiled, or the context is nil
// or has ended.
func (p *Program) usable(ctx context.Context) error {
	if p == nil || p.checked == nil {
		return errNotCompiled()
	}
	if err := contexts.Check(ctx); err != nil {
		return p.ended(err)
	}
	return nil
}

func errNotCompiled() error {
	return dataError("the expression", "the program was not compiled", "make it with dsl.Compile")
}

// compiled returns the program, and for one that was not compiled an expression that has
// no value.
func (p *Program) compiled() *Program {
	if p != nil && p.checked != nil {
		return p
	}
	return &Program{checked: &check.Checked{Root: &ast.Const{Value: ast.Value{Missing: ast.NotSupplied}}}}
}

func queriesOf(queries []Query) []check.Query {
	all := make([]check.Query, len(queries))
	for i, q := range queries {
		all[i] = check.Query(q)
	}
	return all
}

func resultName(k kinds.Kind) string {
	if k == kinds.Boolean {
		return "a condition"
	}
	return k.String()
}

func resultAdvice(want kinds.Kind) string {
	switch want {
	case kinds.Boolean:
		return "compare it with something: … >= …"
	case kinds.Money:
		return "write an amount, such as 500 USD, or multiply it with one"
	}
	return ""
}

// Text returns the expression as its author wrote it.
func (p *Program) Text() string { return p.compiled().snippet.Text }

// Type returns the kind and unit of the result.
func (p *Program) Type() kinds.Type { return p.compiled().checked.Root.Type() }

// Tables returns the names of the tables whose rows the expression reads, in the order of
// the environment.
func (p *Program) Tables() []string {
	return p.tables(func(n ast.Node) (int, bool) {
		switch n := n.(type) {
		case *ast.Aggregate:
			return n.Table, true
		case *ast.Field:
			return n.Table, true
		}
		return 0, false
	})
}

// Lookups returns the names of the tables in which the expression looks up keys, in the
// order of the environment.
func (p *Program) Lookups() []string {
	return p.tables(func(n ast.Node) (int, bool) {
		if l, ok := n.(*ast.Lookup); ok {
			return l.Table, true
		}
		return 0, false
	})
}

func (p *Program) tables(of func(ast.Node) (int, bool)) []string {
	p = p.compiled()
	used := map[int]bool{}
	ast.Walk(p.checked.Root, func(n ast.Node) bool {
		if i, ok := of(n); ok {
			used[i] = true
		}
		return true
	})
	var names []string
	for i, t := range p.env.Tables {
		if used[i] {
			names = append(names, t.Name)
		}
	}
	return names
}

// Inputs returns the names of the inputs that the expression reads, in the order of the
// environment.
func (p *Program) Inputs() []string {
	p = p.compiled()
	used := map[int]bool{}
	ast.Walk(p.checked.Root, func(n ast.Node) bool {
		if in, ok := n.(*ast.Input); ok {
			used[in.Index] = true
		}
		return true
	})
	var names []string
	for i, in := range p.env.Inputs {
		if used[i] {
			names = append(names, in.Name)
		}
	}
	return names
}

// Tree returns the checked tree. It is read by what is built on a program: the canonical
// form, the plain English, the prover, a translation to a database.
func (p *Program) Tree() ast.Node { return p.compiled().checked.Root }

// Env returns what the program was checked against. Its lists, like the tree, are not to
// be changed by those who read them.
func (p *Program) Env() Env { return p.compiled().env }

// Snippet returns the text of the program with its place in the document. The spans of
// the nodes of [Program.Tree] are places in its text.
func (p *Program) Snippet() diag.Snippet { return p.compiled().snippet }

// OverInputs returns a program of the same text whose expression is root, a tree made
// from this program's own, over these inputs instead of its own. It is an error when root
// reads anything else: rows, other results, names given with let, or an input that the
// list does not have at its index. The program keeps the list, which must not be changed
// afterwards.
func (p *Program) OverInputs(root ast.Node, inputs []kinds.Field) (*Program, error) {
	p = p.compiled()
	var err error
	ast.Walk(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Input:
			if n.Index < 0 || n.Index >= len(inputs) || inputs[n.Index].Name != n.Name || !inputs[n.Index].Type.Equal(n.T) {
				err = fmt.Errorf("the tree reads the input %s, which is not among the inputs", n.Name)
			}
		case *ast.Aggregate, *ast.Field, *ast.Key, *ast.Lookup, *ast.Query, *ast.Let, *ast.Variable:
			at := n.Span()
			err = fmt.Errorf("the tree reads more than inputs: %s", p.snippet.Piece(at.Start, at.End).Text)
		}
		return err == nil
	})
	if err != nil {
		return nil, err
	}
	env := p.env
	env.Inputs, env.Rows = inputs, ""
	return &Program{snippet: p.snippet, env: env, checked: &check.Checked{Root: root}, own: int64(ast.Own(root))}, nil
}

// at places a diagnostic on the expression from its first character to its last.
func (p *Program) at(d diag.Diagnostic) *diag.Diagnostic {
	return p.snippet.At(d, diag.Span{Start: 0, End: len(p.snippet.Text)})
}

// Question is a question about verdicts that stands in an expression.
type Question struct {
	Name    string `json:"name,omitzero"`    // "missed"
	Subject string `json:"subject,omitzero"` // the metric it asks about
	Periods int    `json:"periods,omitzero"` // how many periods it looks back; 0 when the question has no number of periods
}

// Questions returns the questions about verdicts that the expression asks, in the order
// of the text.
func (p *Program) Questions() []Question {
	p = p.compiled()
	var all []Question
	ast.Walk(p.checked.Root, func(n ast.Node) bool {
		if q, ok := n.(*ast.Query); ok {
			all = append(all, Question{Name: q.Name, Subject: q.Subject, Periods: q.Periods})
		}
		return true
	})
	return all
}

// IsName reports whether a table, field, input or metric can be called so: plain letters,
// digits and _, beginning with a letter, and no word of the language.
func IsName(name string) bool {
	if name == "" || len(name) > 100 || syntax.Keyword(name) {
		return false
	}
	for i, r := range name {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || r != '_' && (r < '0' || r > '9')) {
			return false
		}
	}
	return true
}
