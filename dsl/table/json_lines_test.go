package table

import (
	"context"
	"encoding/json"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/testenv"
)

func FuzzReadJSONLines(f *testing.F) {
	for _, seed := range []string{
		`{"a":"x","b":"y"}`, "{\"a\":\"\\u00e9\\ud83d\\ude00\\n\"}\n\n{\"b\":null}", `{"a":{"b":[1,"}"]},"b":"\\\""}`, `[1]`, `{"a":1,"a":2}`, `{}`, `{"\u0061":"x"}`,
		`{"a":"2026-01-02T15:04Z","b":1e2,"c":"4h","e":"x","f":3.0}`, `{"a":"\ud800","b":-0}`, "\ufeff{\"a\":true}\r\n{", "{\"a\":\"\xff\"}\n\x00",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, schema := range []kinds.Schema{loose, strict} {
			tab, err := ReadJSONLines(schema, "t.jsonl", strings.NewReader(text), Options{MaxProblems: 1 << 20})
			checkProblems(t, text, tab, err)
			lines := 0
			for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
				if strings.Trim(line, " \t\r\n") != "" {
					lines++
				}
			}
			if tab.Rows()+tab.Rejected() != lines {
				t.Fatalf("%d rows and %d rejected of %d", tab.Rows(), tab.Rejected(), lines)
			}
		}
		matchEncodingJSON(t, text)
	})
}

// matchEncodingJSON reads one object with both.
func matchEncodingJSON(t *testing.T, text string) {
	if strings.Contains(text, "\n") || !utf8.ValidString(text) || strings.Contains(text, `\u`) || strings.HasPrefix(text, "\ufeff") {
		return // half surrogates are U+FFFD to encoding/json
	}
	var object map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &object) != nil || object == nil {
		return
	}
	tab, err := ReadJSONLines(loose, "t.jsonl", strings.NewReader(text), Options{})
	if err != nil {
		return
	}
	for i, key := range []string{"a", "b"} {
		var want *string
		if json.Unmarshal(object[key], &want) != nil {
			continue // a number as text
		}
		switch c := tab.columns[i]; {
		case want == nil && object[key] != nil && !c.IsMissing(0):
			t.Fatalf("%s is null and %q", key, c.Text(0))
		case want != nil && c.IsMissing(0):
			t.Fatalf("%s is %q and missing", key, *want)
		case want != nil && c.Text(0) != *want:
			t.Fatalf("%s is %q and %q", key, *want, c.Text(0))
		}
	}
}

func TestJSONLinesBounded(t *testing.T) {
	source := io.MultiReader(strings.NewReader(`{"a":"`), &repeat{piece: "x", times: 16 << 20}, strings.NewReader("\"}\n{\"a\":\"y\"}\n{\"a\":\""),
		&repeat{piece: "z", times: 1<<16 + 1}, strings.NewReader("\"}\n"+strings.Repeat("[", 1<<19)))
	tab, err := ReadJSONLines(loose, "t.jsonl", source, Options{MaxCell: 1 << 16})
	const want = `t.jsonl:1:1: error [bad-row]: row 1 is longer than 1048576 bytes; write one object on each line, or raise Options.MaxCell
t.jsonl:3:6: error [bad-cell]: column a, row 3: the cell is longer than 65536 bytes; shorten it, or raise Options.MaxCell
t.jsonl:4:10001: error [bad-row]: row 4 is not JSON: invalid character '[' exceeded max depth; write one object on each line`
	if err == nil || err.Error() != want || tab.Rows() != 2 || tab.Rejected() != 2 {
		t.Errorf("%d rows, %d rejected\n%v", tab.Rows(), tab.Rejected(), err)
	}
}

// Two fields cannot be read from one key; from a column they can.
func TestOneKeyTwoFields(t *testing.T) {
	same := Options{Columns: map[string]string{"b": "a"}}
	if tab, err := ReadJSONLines(loose, "t.jsonl", strings.NewReader(`{"a":"x"}`), same); tab != nil || err == nil {
		t.Errorf("%v, %v", tab, err)
	}
	if tab, err := ReadCSV(loose, "t.csv", strings.NewReader("a\nx\n"), same); err != nil || tab.columns[1].Text(0) != "x" {
		t.Errorf("%v, %v", tab, err)
	}
}

// However a file is split into blocks and batches, the rows and the problems are those of
// reading it at once.
func TestJSONBlocks(t *testing.T) {
	for seed := range uint64(testenv.Rounds(160)) {
		r := rand.New(rand.NewPCG(seed, 6))
		var text strings.Builder
		for range r.IntN(80) {
			text.WriteString([]string{
				`{"a":"2026-01-02T15:04:05Z","b":1.5,"c":"1h","e":"x","f":3}`, `{"a":"2026-01-02T15:04:05+01:00","b":"1.50","c":"1h","d":"2026-02-28","e":"y","f":"7"}`,
				`{"a":"2026-13-02","b":1e2,"c":1,"e":"\u0078","f":3.0}`, `{}`, `[1]`, `{"a":"`, ``, ` `, `{"f":1,"f":2,"e":""}`, `{"b":-0.10,"d":null,"e":"z"}`,
			}[r.IntN(10)])
			text.WriteString([]string{"\n", "\r\n"}[r.IntN(2)])
		}
		options := Options{MaxProblems: 1 << 20}
		whole, _ := ReadJSONLines(strict, "t.jsonl", strings.NewReader(text.String()), options)
		read := func(block, rows int) (tabs []*Table) {
			reader, err := NewJSONLinesReader(strict, "t.jsonl", strings.NewReader(text.String()), options)
			if err != nil {
				t.Fatal(err)
			}
			reader.block = block
			for {
				tab, err := reader.Next(context.Background(), rows)
				if tab == nil {
					if err != io.EOF {
						t.Fatal(err)
					}
					return tabs
				}
				tabs = append(tabs, tab)
			}
		}
		block := 1 + r.IntN(300)
		if tabs := read(block, 1<<20); whole.Rows()+whole.Rejected() > 0 && dump(tabs[0]) != dump(whole) {
			t.Fatalf("seed %d, blocks of %d bytes: %s", seed, block, cmp.Diff(dump(whole), dump(tabs[0])))
		}
		rows, rejected, problems := 0, 0, diag.List(nil)
		for _, tab := range read(block, 1+r.IntN(20)) {
			rows, rejected, problems = rows+tab.Rows(), rejected+tab.Rejected(), append(problems, tab.Problems()...)
		}
		if rows != whole.Rows() || rejected != whole.Rejected() || problems.Error() != whole.Problems().Error() {
			t.Fatalf("seed %d: %d rows, %d rejected, want %d and %d\n%s", seed, rows, rejected, whole.Rows(), whole.Rejected(), cmp.Diff(whole.Problems().Error(), problems.Error()))
		}
	}
}
