package dsl_test

import (
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Whatever the text, it is an expression with a value or a reason, or mistakes that each
// have a place in it; and soon.
func FuzzCompile(f *testing.F) {
	for _, file := range dsltest.CorpusFiles(f, "testdata") {
		for _, chunk := range file.Chunks {
			for _, c := range chunk.Cases {
				if len(c.Expression) < 200 {
					f.Add(c.Expression)
				}
			}
		}
	}
	env, data := dsltest.FuzzEnv(f)
	row := env
	row.Rows, row.Result = "t", kinds.Boolean
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 10_000 {
			return
		}
		v, err := survive(t, text, env, data)
		if err == nil && v.Missing() && v.Why() == "" {
			t.Errorf("%q has no value and no reason", text)
		}
		survive(t, text, row, data)
		// Spaces and a comment around an expression change nothing.
		again, errAgain := survive(t, " \n"+text+"\n /* */ ", env, data)
		if (err == nil) != (errAgain == nil) && !strings.Contains(text, "/*") {
			t.Errorf("%q: %v; with spaces around it: %v", text, err, errAgain)
		}
		if err == nil && errAgain == nil && dsltest.Written(v) != dsltest.Written(again) {
			t.Errorf("%q is %s, and %s with spaces around it", text, dsltest.Written(v), dsltest.Written(again))
		}
	})
}
