package concord_test

import (
	"bufio"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// A line of a comment is at most so wide, its indentation included, a tab as four.
const widestComment = 90

// Comments that stand on lines of their own have one width. What is indented in them is
// an example, and as wide as it has to be; so is what a test expects.
func TestWidthOfComments(t *testing.T) {
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && (entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".")):
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		defer file.Close() // it was only read
		lines := bufio.NewScanner(file)
		expected, number := false, 0
		for lines.Scan() {
			number++
			text := strings.TrimLeft(lines.Text(), "\t")
			comment, ok := strings.CutPrefix(text, "// ")
			expected = ok && (expected || strings.HasSuffix(strings.ToLower(comment), "output:"))
			if !ok || expected || strings.HasPrefix(comment, " ") || !strings.Contains(comment, " ") || strings.Contains(comment, "://") {
				continue
			}
			if width := 4*(len(lines.Text())-len(text)) + utf8.RuneCountInString(text); width > widestComment {
				t.Errorf("%s:%d: the comment is %d wide", name, number, width)
			}
		}
		return lines.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
}
