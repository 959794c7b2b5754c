package exec

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// lookup returns a closure for the value of a field in the one row that has a key. There
// is none when no row has it, when several do, and when a row has no key: it might be
// another that has it.
func (b *Bound) lookup(n *ast.Lookup) func(*frame) ast.Value {
	key, keyType := b.value(n.Key), n.KeyType
	stored := b.value(&ast.Field{Meta: ast.Meta{T: n.KeyType}, Table: n.Table, Column: n.KeyColumn})
	wanted := b.value(&ast.Field{Meta: ast.Meta{T: n.T}, Table: n.Table, Column: n.Column})
	var rows map[string][]int32
	unknown := -1 // a row without a key
	return func(f *frame) ast.Value {
		if rows == nil { // once a run
			rows = map[string][]int32{}
			outer := f.row
			b.rows(f, ast.Source{Table: n.Table}, func() {
				v := stored(f)
				if v.Missing != ast.None {
					unknown = f.row
					return
				}
				id := identity(keyType, v)
				rows[id] = append(rows[id], int32(f.row))
			})
			f.row = outer
		}
		k := key(f)
		if k.Missing != ast.None {
			return k
		}
		if unknown >= 0 {
			return f.noEntry(fmt.Sprintf("row %d of %s has no %s", unknown+1, n.Of, n.KeyName))
		}
		entries := rows[identity(keyType, k)]
		if len(entries) != 1 {
			how := "no row"
			if len(entries) > 1 {
				how = fmt.Sprintf("%d rows", len(entries))
			}
			return f.noEntry(fmt.Sprintf("%s has %s with %s %s", n.Of, how, n.KeyName, written(keyType, k)))
		}
		outer := f.row
		f.row = int(entries[0])
		v := wanted(f)
		f.row = outer
		if v.Missing != ast.None {
			return f.noEntry(fmt.Sprintf("row %d of %s has no %s", entries[0]+1, n.Of, n.Field))
		}
		return v
	}
}

func (f *frame) noEntry(why string) ast.Value {
	f.note(why)
	return ast.Value{Missing: ast.NoEntry}
}

// written returns a value as a reason names it.
func written(t kinds.Type, v ast.Value) string {
	switch {
	case t.Kind == kinds.Boolean:
		return map[bool]string{true: "yes", false: "no"}[v.Bool]
	case t.Kind == kinds.Date:
		return dateText(v.Num)
	case numeric(t):
		return v.Num.String()
	}
	return v.Text
}
