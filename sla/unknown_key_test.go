package sla_test

import (
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/sla"
)

// A key from a stranger is named so that it can be found, and not repeated whole.
func TestUnknownKeyIsCut(t *testing.T) {
	key := "k\u202ey" + strings.Repeat("x", 5_000_000)
	_, err := sla.Parse("agreement.yaml", []byte("concord: v1\n"+key+": 1\n"))
	screen := diag.Screen(err)
	if !strings.Contains(screen, `an agreement has no key "k\u202eyxxx`) || strings.Contains(screen, "\u202e") || len(screen) > 5_000 {
		t.Errorf("%d bytes are said: %.500s", len(screen), screen)
	}
}
