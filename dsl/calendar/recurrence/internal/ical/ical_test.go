package ical

import (
	"strings"
	"testing"
)

// Every character of a value knows its line and column, across folds and through what is
// not ASCII.
func TestPlaces(t *testing.T) {
	text := "BEGIN:A\n\nX-É;B=c;D=\"e:\n f;g\":über\n\t, dä\nEND:A\n"
	if _, err := Parse(text); err == nil {
		t.Error("a name can be É")
	}
	text = strings.Replace(text, "X-É", "X-E", 1)
	whole, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	p := whole.Components[0].Properties[0]
	if p.Name != "X-E" || p.Place != (Place{3, 1}) || p.Value.Text != "über, dä" || len(p.Parameters) != 2 || p.Parameters[1].Value.Text != "e:f;g" {
		t.Fatalf("%+v", p)
	}
	lines := strings.Split(text, "\n")
	for _, v := range []Value{p.Value, p.Parameters[0].Value, p.Parameters[1].Value} {
		for i := range v.Text {
			at := v.At(i)
			physical := []rune(lines[at.Line-1])
			if got := string(physical[at.Column-1]); !strings.HasPrefix(v.Text[i:], got) {
				t.Errorf("%q at byte %d is said to be at %v, which is %q", v.Text, i, at, got)
			}
		}
	}
	if parts := p.Value.Split(','); len(parts) != 2 || parts[1].Text != " dä" || parts[1].At(1) != (Place{5, 4}) {
		t.Errorf("%v", parts)
	}
	if end := p.Value.At(len(p.Value.Text)); end != (Place{5, 6}) {
		t.Errorf("it ends at %v", end)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"BEGIN:A\nB;C=d;E=\"f\":g\\,\n h\r\nEND:A", "A:b\n \n\tc", "", " a", ":", "A;B", "\x7f", "BEGIN:A"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		whole, err := Parse(text)
		if err != nil {
			if whole != nil || err.Error() == "" {
				t.Errorf("%q gave %v and %v", text, whole, err)
			}
			return
		}
		lines := strings.Count(text, "\n") + 1
		var check func(c *Component)
		check = func(c *Component) {
			for _, p := range c.Properties {
				for i := range len(p.Value.Text) + 1 {
					if at := p.Value.At(i); at.Line < p.Line || at.Line > lines || at.Column < 1 {
						t.Errorf("%q: byte %d of %q is at %v", text, i, p.Value.Text, at)
					}
				}
				_, _ = p.Value.Unescape()
			}
			for _, inner := range c.Components {
				check(inner)
			}
		}
		check(whole)
	})
}
