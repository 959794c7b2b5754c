package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
)

// site is a place in a file and what is written there instead.
type site struct {
	file       string // from the root of the module
	line, col  int
	start, end int    // of what is replaced, in bytes
	with       string // what replaces it
	what       string // in words
	statement  int    // where the statement begins in which it stands
}

// name identifies a site among all of a sample.
func (s site) name() string { return fmt.Sprintf("%s:%d:%d\t%s", s.file, s.line, s.col, s.what) }

// apply returns the text of the file with the change.
func (s site) apply(text string) string { return text[:s.start] + s.with + text[s.end:] }

// reached returns the text of the file with a panic instead of the change, which a test
// that reaches the place fails by.
func (s site) reached(text string) string {
	return text[:s.statement] + `panic("reached"); ` + text[s.statement:]
}

// swapped are the operators that stand in for each other.
var swapped = map[token.Token]token.Token{
	token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR, token.EQL: token.NEQ, token.NEQ: token.EQL,
	token.LAND: token.LOR, token.LOR: token.LAND, token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL,
}

// sitesOf lists the sites of a Go file, in the order of its syntax tree.
func sitesOf(file, text string) ([]site, error) {
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, file, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	f := &finder{file: file, text: text, files: files}
	for _, d := range parsed.Decls {
		ast.Inspect(d, func(n ast.Node) bool {
			body, ok := n.(*ast.BlockStmt)
			if ok {
				f.block(body.List)
			}
			return !ok
		})
	}
	return f.sites, nil
}

// finder goes over the functions of a file. What stands outside of functions is left out:
// it is reached before any test begins.
type finder struct {
	file, text string
	files      *token.FileSet
	statement  int
	sites      []site
}

func (f *finder) offset(p token.Pos) int { return f.files.Position(p).Offset }

// add adds the replacement of what stands from one place to another.
func (f *finder) add(from, to token.Pos, with, what string) {
	at := f.files.Position(from)
	f.sites = append(f.sites, site{f.file, at.Line, at.Column, at.Offset, f.offset(to), with, what, f.statement})
}

// shown is a piece of the file in a message: on one line, and cut.
func (f *finder) shown(from, to token.Pos) string {
	const most = 60
	text := strings.Join(strings.Fields(f.text[f.offset(from):f.offset(to)]), " ")
	if r := []rune(text); len(r) > most {
		text = string(r[:most]) + "…"
	}
	return strconv.Quote(text)
}

// block goes over statements that follow each other, each of which may be left out, but
// for the return at the end of a function.
func (f *finder) block(list []ast.Stmt) {
	for i, s := range list {
		outer := f.statement
		switch s.(type) {
		case *ast.CaseClause, *ast.CommClause: // nothing can stand before it
		default:
			f.statement = f.offset(s.Pos())
		}
		if _, last := s.(*ast.ReturnStmt); droppable(s) && !(last && i == len(list)-1 && outer == 0) {
			f.add(s.Pos(), s.End(), "", "drop "+f.shown(s.Pos(), s.End()))
		}
		f.inside(s)
		f.statement = outer
	}
}

// droppable reports whether a program may build without a statement.
func droppable(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.ExprStmt, *ast.IncDecStmt, *ast.BranchStmt, *ast.ReturnStmt, *ast.DeferStmt, *ast.SendStmt:
		return true
	case *ast.AssignStmt:
		return s.Tok != token.DEFINE
	}
	return false
}

// inside goes over what a statement is made of.
func (f *finder) inside(s ast.Stmt) {
	ast.Inspect(s, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			f.block(n.List)
			return false
		case *ast.IfStmt:
			f.negate(n.Cond)
			f.empty(n.Body, "the branch")
			if n.Else != nil {
				f.add(n.Body.End(), n.Else.End(), "", "drop else "+f.shown(n.Else.Pos(), n.Else.End()))
			}
		case *ast.ForStmt:
			if n.Cond != nil {
				f.negate(n.Cond)
			}
			f.empty(n.Body, "the loop")
		case *ast.RangeStmt:
			f.empty(n.Body, "the loop")
		case *ast.SwitchStmt:
			f.cases(n)
		case *ast.CaseClause:
			for _, e := range n.List {
				ast.Inspect(e, f.expression)
			}
			f.block(n.Body)
			return false
		case *ast.CommClause:
			f.block(n.Body)
			return false
		}
		return f.expression(n)
	})
}

// empty adds a site that leaves a body out.
func (f *finder) empty(body *ast.BlockStmt, what string) {
	if len(body.List) > 0 {
		f.add(body.Lbrace, body.End(), "{}", "empty "+what+" "+f.shown(body.Lbrace, body.End()))
	}
}

// cases adds sites for the conditions and the bodies of a switch.
func (f *finder) cases(s *ast.SwitchStmt) {
	for _, c := range s.Body.List {
		clause := c.(*ast.CaseClause)
		if s.Tag == nil {
			for _, e := range clause.List {
				f.negate(e)
			}
		}
		if n := len(clause.Body); n > 0 {
			f.add(clause.Body[0].Pos(), clause.Body[n-1].End(), "", "empty the case "+f.shown(clause.Pos(), clause.Colon))
		}
	}
}

func (f *finder) negate(cond ast.Expr) {
	text := f.text[f.offset(cond.Pos()):f.offset(cond.End())]
	f.add(cond.Pos(), cond.End(), "!("+text+")", "negate "+f.shown(cond.Pos(), cond.End()))
}

// expression adds the sites of a node of an expression: an operator, a number, a truth.
func (f *finder) expression(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BlockStmt: // of a function within the expression
		f.block(n.List)
		return false
	case *ast.BinaryExpr:
		if other, ok := swapped[n.Op]; ok {
			whole := f.shown(n.Pos(), n.End())
			f.add(n.OpPos, n.OpPos+token.Pos(len(n.Op.String())), other.String(), fmt.Sprintf("%s to %s in %s", n.Op, other, whole))
		}
	case *ast.BasicLit:
		if number, err := strconv.ParseInt(n.Value, 0, 64); n.Kind == token.INT && err == nil && number < 1<<62 {
			for _, other := range []int64{number + 1, number - 1} {
				f.add(n.Pos(), n.End(), strconv.FormatInt(other, 10), fmt.Sprintf("%s to %d", n.Value, other))
			}
		}
	case *ast.Ident:
		if other := map[string]string{"true": "false", "false": "true"}[n.Name]; other != "" {
			f.add(n.Pos(), n.End(), other, n.Name+" to "+other)
		}
	}
	return true
}
