package concord_test

import (
	"bufio"
	"os"
	"os/exec"
	"strings"
	"testing"
	"unicode/utf8"
)

// A line of a comment is at most so wide, its indentation included, a tab as four.
const widestComment = 90

// Comments that stand on lines of their own have one width. What is indented in them is
// an example, and as wide as it has to be; so is what a test expects.
func TestWidthOfComments(t *testing.T) {
	out, err := exec.Command("git", "ls-files", "*.go").Output()
	if err != nil {
		t.Skip("the files are not in a git checkout: ", err)
	}
	for _, name := range strings.Fields(string(out)) {
		file, err := os.Open(name)
		if err != nil {
			continue // it was deleted and is still in the index
		}
		expected, number := false, 0
		for lines := bufio.NewScanner(file); lines.Scan(); {
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
		file.Close()
	}
}
