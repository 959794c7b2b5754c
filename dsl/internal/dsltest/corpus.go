package dsltest

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// CorpusFile is a file of the corpus, cut into chunks that share tables and inputs.
type CorpusFile struct {
	Path, Text string
	Chunks     []*CorpusChunk
}

type CorpusChunk struct {
	Lines []string
	Cases []*CorpusCase
	Scene *Scene
}

// CorpusCase is one expression and what is expected of it.
type CorpusCase struct {
	Place      string // file and line
	Line       int    // index into the chunk's lines
	Expression string
	Expected   []string // what stands behind => or, one for each mistake, ###
	Wrong      bool     // whether mistakes are expected
}

// CorpusFiles reads the corpus that stands in a folder.
func CorpusFiles(t testing.TB, folder string) []*CorpusFile {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(paths) == 0 {
		t.Fatal("there is no corpus", err)
	}
	var files []*CorpusFile
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file := &CorpusFile{Path: path, Text: string(text)}
		file.Split(t)
		files = append(files, file)
	}
	return files
}

// Split reads the chunks of a file.
func (f *CorpusFile) Split(t testing.TB) {
	chunk := &CorpusChunk{Scene: NewScene()}
	f.Chunks = append(f.Chunks, chunk)
	scanner := bufio.NewScanner(strings.NewReader(f.Text))
	for number := 1; scanner.Scan(); number++ {
		line := scanner.Text()
		if strings.HasPrefix(line, "== ") {
			chunk = &CorpusChunk{Scene: NewScene()}
			f.Chunks = append(f.Chunks, chunk)
		}
		chunk.Lines = append(chunk.Lines, line)
		place := fmt.Sprintf("%s:%d", f.Path, number)
		expression, expected, wrong := splitCase(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#") && !wrong || strings.HasPrefix(line, "== "):
		case wrong && expression == "" && len(chunk.Cases) > 0: // one more mistake of the expression above
			last := chunk.Cases[len(chunk.Cases)-1]
			last.Expected = append(last.Expected, expected)
		case expected != "":
			chunk.Cases = append(chunk.Cases, &CorpusCase{Place: place, Line: len(chunk.Lines) - 1, Expression: expression, Expected: []string{expected}, Wrong: wrong})
		default:
			if err := chunk.Scene.Read(line); err != nil {
				t.Fatalf("%s: %v", place, err)
			}
		}
	}
	for _, c := range f.Chunks {
		if err := c.Scene.Finish(); err != nil {
			t.Fatalf("%s: %v", f.Path, err)
		}
	}
}

var mistake = regexp.MustCompile(`### ([0-9]+ [a-z-]+ ".*")$`)

// splitCase cuts a line at its ### or at its last =>.
func splitCase(line string) (expression, expected string, wrong bool) {
	if at := mistake.FindStringSubmatchIndex(line); at != nil {
		return strings.TrimSpace(line[:at[0]]), line[at[2]:at[3]], true
	}
	if at := strings.LastIndex(line, "=> "); at >= 0 {
		return strings.TrimSpace(line[:at]), strings.TrimSpace(line[at+3:]), false
	}
	return line, "", false
}
