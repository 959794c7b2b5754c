package outage

import (
	"testing"

	"github.com/concord-sla/concord/internal/testenv"
)

// What a rule says is written in words and read again, and nothing else is.
func TestRuleText(t *testing.T) {
	testenv.WordsRoundTrip(t, Exact, Probes)
	testenv.WordsRoundTrip(t, TakenOut, AddedBack)
	testenv.WordsRoundTrip(t, UnknownIsDown, UnknownIsLeftOut)
}
