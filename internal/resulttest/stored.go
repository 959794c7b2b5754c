// Package resulttest helps tests that look at results.
package resulttest

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/sla"
)

// Stored returns a result that was written as JSON and read again. The test fails unless
// nothing of the result is different and it is written alike again.
func Stored(t testing.TB, result *sla.Result) *sla.Result {
	t.Helper()
	text, err := json.Marshal(result)
	if err != nil {
		t.Fatal(err)
	}
	var read sla.Result
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(result, &read, options); diff != "" {
		t.Errorf("a stored result is different (-before +after):\n%s", diff)
	}
	again, err := json.Marshal(read)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(text, again) {
		t.Errorf("a stored result is written otherwise (-before +after):\n%s", cmp.Diff(string(text), string(again)))
	}
	return &read
}

// options compare all that is exported, and values by all that can be asked of them. What
// is not exported is where an agreement stands in its document, and from which program a
// step is.
var options = cmp.Options{
	cmpopts.IgnoreUnexported(sla.Agreement{}, dsl.Step{}),
	cmpopts.EquateComparable(calendar.Period{}, calendar.Date{}),
	cmp.Comparer(func(a, b dsl.Value) bool {
		return cmp.Equal(a.Type(), b.Type()) && a.Missing() == b.Missing() && a.NoData() == b.NoData() && a.Why() == b.Why() &&
			a.Exact() == b.Exact() && a.Num().Cmp(b.Num()) == 0
	}),
}
