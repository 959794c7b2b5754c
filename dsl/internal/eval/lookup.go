package eval

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/dsl/table"
)

// lookup is a closure for the value of a field in the one row that has a key. There is
// none when no row has it, when several do, and when a row has no key: it might be
// another that has it.
func (b *Bound) lookup(n *tree.Lookup) func(*frame) tree.Value {
	key, keyType := b.value(n.Key), n.KeyType
	stored := b.value(&tree.Field{Meta: tree.Meta{T: n.KeyType}, Table: n.Table, Column: n.KeyColumn})
	wanted := b.value(&tree.Field{Meta: tree.Meta{T: n.T}, Table: n.Table, Column: n.Column})
	var rows map[string][]int32
	unknown := -1 // a row without a key
	return func(f *frame) tree.Value {
		if rows == nil { // once a run
			rows = map[string][]int32{}
			outer := f.row
			b.rows(f, tree.Source{Table: n.Table}, func() {
				v := stored(f)
				if v.Missing != tree.None {
					unknown = f.row
					return
				}
				id := identity(keyType, v)
				rows[id] = append(rows[id], int32(f.row))
			})
			f.row = outer
		}
		k := key(f)
		if k.Missing != tree.None {
			return k
		}
		if unknown >= 0 {
			return f.noEntry(fmt.Sprintf("row %d of %s has no %s", unknown+1, n.Of, n.KeyName))
		}
		found := rows[identity(keyType, k)]
		if len(found) != 1 {
			how := "no row"
			if len(found) > 1 {
				how = fmt.Sprintf("%d rows", len(found))
			}
			return f.noEntry(fmt.Sprintf("%s has %s with %s %s", n.Of, how, n.KeyName, written(keyType, k)))
		}
		outer := f.row
		f.row = int(found[0])
		v := wanted(f)
		f.row = outer
		if v.Missing != tree.None {
			return f.noEntry(fmt.Sprintf("row %d of %s has no %s", found[0]+1, n.Of, n.Field))
		}
		return v
	}
}

func (f *frame) noEntry(why string) tree.Value {
	f.note(why)
	return tree.Value{Missing: tree.NoEntry}
}

// written is a value as a reason names it.
func written(t table.Type, v tree.Value) string {
	switch {
	case t.Kind == table.Boolean:
		return map[bool]string{true: "yes", false: "no"}[v.Bool]
	case t.Kind == table.Date:
		return dateText(v.Num)
	case numeric(t):
		return v.Num.String()
	}
	return v.Text
}
