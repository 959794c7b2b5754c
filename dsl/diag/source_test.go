package diag

import "testing"

// An excerpt of a larger file is placed where it stands in that file.
func TestExcerptPosition(t *testing.T) {
	const text = "café,2016-13-01\nsecond line"
	cell, second := len("café,"), len("café,2016-13-01\n")
	tests := []struct {
		line, column, offset int
		want                 string
	}{
		{0, 0, 0, "t.csv:1:1"},
		{0, 0, cell, "t.csv:1:6"},
		{17, 0, cell, "t.csv:17:6"},
		{17, 100, cell, "t.csv:17:105"},
		{17, 100, second, "t.csv:18:1"},
		{17, 100, len(text) + 5, "t.csv:18:12"},
	}
	for _, tt := range tests {
		s := &Source{Name: "t.csv", Text: text, FirstLine: tt.line, FirstColumn: tt.column}
		p := s.Position(tt.offset)
		if p.String() != tt.want {
			t.Errorf("offset %d of an excerpt from %d:%d is %s, want %s", tt.offset, tt.line, tt.column, p, tt.want)
		}
		if back := s.Offset(p.Line, p.Column); back != min(tt.offset, len(text)) {
			t.Errorf("%s is offset %d, want %d", p, back, tt.offset)
		}
	}
	s := &Source{Text: text, FirstLine: 17}
	if got := s.Offset(3, 9); got != 0 {
		t.Errorf("a line before the excerpt is offset %d, want 0", got)
	}
}

func TestExcerptScreen(t *testing.T) {
	d := &Diagnostic{
		Severity: Error, Code: "bad-cell", Summary: "no date", Advice: "write YYYY-MM-DD",
		Source: &Source{Name: "t.csv", Text: "…rest,2016-13-01", FirstLine: 17, FirstColumn: 900},
		Span:   Span{Start: len("…rest,"), End: len("…rest,2016-13-01")},
	}
	const want = `t.csv:17:906: error [bad-cell]: no date
   17 | …rest,2016-13-01
      |       ^^^^^^^^^^ write YYYY-MM-DD
`
	if got := d.Screen(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
