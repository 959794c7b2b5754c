package testenv

import (
	"encoding"
	"fmt"
	"testing"
)

// WordsRoundTrip fails the test unless all members of an enumeration, the first to the
// last, are written as text and read again, and nothing else is.
func WordsRoundTrip[E interface {
	~uint8
	fmt.Stringer
	encoding.TextMarshaler
}, P interface {
	*E
	encoding.TextUnmarshaler
}](t *testing.T, first, last E) {
	t.Helper()
	for member := first; member <= last; member++ {
		text, err := member.MarshalText()
		if err != nil || string(text) != member.String() {
			t.Errorf("%v is written %q, %v", member, text, err)
		}
		var read E
		if err := P(&read).UnmarshalText(text); err != nil || read != member {
			t.Errorf("%s is read as %v, %v", text, read, err)
		}
	}
	if text, err := (last + 1).MarshalText(); err == nil {
		t.Errorf("the member after %v is written %q", last, text)
	}
	read := last
	if err := P(&read).UnmarshalText([]byte("other")); err == nil || read != last {
		t.Errorf("other is read as %v, %v", read, err)
	}
}
