package dsl_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/testenv"
)

// A condition holds for a row whatever rows were asked about before: in their order, in
// steps, again and again, or at random.
func TestCriterionInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(*seed, 14))
	asked, unknown := 0, 0
	for range testenv.Rounds(16) {
		s := dsltest.SampleOf(r, 3500, []int{8, 1000}[r.IntN(2)])
		rows := s.Data.Tables["t"].Rows()
		for tried := 0; tried < 12 && rows > 0; {
			env := s.Env
			env.Rows, env.Result = "t", kinds.Boolean
			p, err := dsl.Compile((&dsltest.Writer{Rand: r, Row: true}).Condition(3), env)
			if err != nil {
				continue
			}
			tried++
			want := make([]dsl.Value, rows)
			byRow := func(data dsl.Data) {
				err := p.EachRow(context.Background(), data, func(row int32, v dsl.Value) {
					if want[row].Type().Kind == 0 {
						want[row] = v
					} else if dsltest.Written(want[row]) != dsltest.Written(v) || want[row].Why() != v.Why() {
						t.Fatalf("%s of row %d is %s (%s), of single rows it is %s (%s)", p.Text(), row, dsltest.Written(v), v.Why(), dsltest.Written(want[row]), want[row].Why())
					}
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			byRow(dsl.RowByRow(s.Data))
			byRow(dsl.OverColumns(s.Data))
			byRow(s.Data)
			holdsFor, err := p.Criterion(s.Data)
			if err != nil {
				t.Fatal(err)
			}
			for row, left := 0, 4000; left > 0; left-- {
				holds, known := holdsFor(row)
				value, decided := want[row].Bool()
				if asked++; !known {
					unknown++
				}
				if known != decided || known && holds != value {
					t.Fatalf("%s of row %d holds %v, known %v; it is %s", p.Text(), row, holds, known, dsltest.Written(want[row]))
				}
				switch left / 1000 {
				case 0:
					row = r.IntN(rows)
				case 1:
					row = (row + 1 + r.IntN(20)) % rows
				case 2:
					row = (row + rows - 1) % rows
				default:
					row = (row + 1) % rows
				}
			}
		}
	}
	if unknown == 0 || unknown == asked {
		t.Errorf("%d of %d rows were unknown", unknown, asked)
	}
}
