package clock

import (
	"testing"

	"github.com/concord-sla/concord/internal/testenv"
)

// What a rule says is written in words and read again, and nothing else is.
func TestRuleText(t *testing.T) {
	testenv.WordsRoundTrip(t, WorkingTime, WallTime)
	testenv.WordsRoundTrip(t, ReopenResumes, ReopenNewCycle)
	testenv.WordsRoundTrip(t, ChangedFirst, ChangedSplit)
}
