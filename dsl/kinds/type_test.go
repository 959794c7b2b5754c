package kinds

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl/diag"
)

func TestParseType(t *testing.T) {
	tests := map[string]Type{
		"text": Of(Text), "boolean?": Of(Boolean).Optional(), " calendar days ": Of(CalendarDays), "business days ?": Of(BusinessDays).Optional(),
		"money USD": MoneyIn("USD"), "money  EUR?": MoneyIn("EUR").Optional(), "enum(high, low)": EnumOf("high", "low"), "enum( a,b c )?": EnumOf("a", "b c").Optional(),
		"duration": Of(Duration), "duration in minutes": DurationIn(time.Minute), "duration in milliseconds?": DurationIn(time.Millisecond).Optional(),
		"number": Of(Number), "count": Of(Count), "percent": Of(Percent), "ratio": Of(Ratio), "instant": Of(Instant), "date": Of(Date),
	}
	for text, want := range tests {
		got, err := ParseType(text)
		if err != nil || !cmp.Equal(got, want) {
			t.Errorf("%q is %v, %v", text, got, err)
		}
		again, err := ParseType(got.String())
		if err != nil || !cmp.Equal(again, want) {
			t.Errorf("%q is printed as %q, which is %v, %v", text, got, again, err)
		}
	}
}

func TestParseTypeRefuses(t *testing.T) {
	for text, advice := range map[string]string{
		"": "known kinds", "txt": "did you mean text?", "money": "three capital letters", "money usd": "three capital letters",
		"enum": "in parentheses", "enum(a": "in parentheses", "enum()": "named once", "enum(a, a)": "named once", "enum(a,)": "named once",
		"duration in days": "milliseconds, seconds, minutes or hours", "date??": "did you mean date?", "intant": "did you mean instant?", "float": "write number", "colour": "known kinds",
	} {
		got, err := ParseType(text)
		if err == nil || !strings.Contains(err.Error(), advice) || !cmp.Equal(got, Type{}) || !errors.Is(err, diag.ErrDocument) {
			t.Errorf("%q is %v, %v; want advice %q", text, got, err, advice)
		}
	}
}

func FuzzParseType(f *testing.F) {
	for _, seed := range []string{"text?", "money USD", "enum(a, b)?", "duration in hours", "enum(a?)", "enum(), )"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		typ, err := ParseType(text)
		if err != nil {
			return
		}
		if flaw, _ := typ.flaw(); flaw != "" {
			t.Fatalf("%q %s", text, flaw)
		}
		again, err := ParseType(typ.String())
		if err != nil || !cmp.Equal(again, typ) {
			t.Fatalf("%q is printed as %q, which is %v, %v", text, typ, again, err)
		}
	})
}

// Every kind has a name.
func TestKindsComplete(t *testing.T) {
	for k := Boolean; k <= Money; k++ {
		if kindNames[k] == "" {
			t.Errorf("%v is incomplete", k)
		}
	}
	if Text.Numeric() || Instant.Numeric() || !Money.Numeric() || !Duration.Numeric() {
		t.Error("Numeric")
	}
	if got := Kind(0).String(); got != "kind(0)" {
		t.Error(got)
	}
	if !Of(Text).Equal(Of(Text).Optional()) || MoneyIn("USD").Equal(MoneyIn("EUR")) || EnumOf("a").Equal(EnumOf("b")) {
		t.Error("Equal")
	}
}
