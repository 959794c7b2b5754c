package business

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/concord-sla/concord/internal/script"
)

func TestShiftTable(t *testing.T) {
	script.Lines(t, "shifts.txt", func(question string) string {
		s, err := ParseShift(script.Unquoted(question))
		if err != nil {
			return script.Failed(err)
		}
		return fmt.Sprintf("%s to %s", s.From, s.To)
	})
}

// Every shift that can be has a text of its own, and is read from it: beginnings and ends
// of every sort.
func TestShiftRoundTrip(t *testing.T) {
	seen := map[string]Shift{}
	for from := time.Duration(0); from < wholeDay; from += 7 * time.Minute {
		for to := time.Duration(0); to <= 2*wholeDay; to += 11 * time.Minute {
			for _, s := range []Shift{{from, to}, {from, from + to}, {from, wholeDay}, {wholeDay - time.Minute, to}} {
				if !s.possible() {
					continue
				}
				text := s.String()
				if other, taken := seen[text]; taken && other != s {
					t.Fatalf("%v and %v are both written %s", other, s, text)
				}
				seen[text] = s
				if back, err := ParseShift(text); err != nil || back != s {
					t.Fatalf("%s is read as %s, %v", text, back, err)
				}
			}
		}
	}
	if len(seen) < 30_000 {
		t.Errorf("only %d shifts were tried", len(seen))
	}
}

func TestShiftInDocuments(t *testing.T) {
	week := map[string][]Shift{"monday": {{8 * time.Hour, 12 * time.Hour}, {22 * time.Hour, 30 * time.Hour}}}
	text, err := json.Marshal(week)
	if err != nil || string(text) != `{"monday":["08:00-12:00","22:00-06:00"]}` {
		t.Errorf("%s, %v", text, err)
	}
	var back map[string][]Shift
	if err := json.Unmarshal(text, &back); err != nil || back["monday"][1] != week["monday"][1] {
		t.Errorf("%v, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`["9-5"]`), new([]Shift)); err == nil {
		t.Error("9-5 was read")
	}
	if text, err := json.Marshal(Shift{}); err == nil {
		t.Errorf("the zero shift is written %s", text)
	}
}

func FuzzParseShift(f *testing.F) {
	for _, text := range []string{"08:00-17:00", "22:00-06:00", "00:00-24:00", "8-17", "8:00 to 17:00", "to-to", ":-:"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseShift(text)
		if err == nil && s.String() != text {
			t.Errorf("%q is read as %s", text, s)
		}
		if problem, _ := s.wrong(); err == nil && problem != "" {
			t.Errorf("%q is read as a shift that %s", text, problem)
		}
	})
}
