package decide_test

import (
	"os"
	"regexp"
	"testing"
)

const proverPage = "../../docs/prover.md"

var proveBlock = regexp.MustCompile("(?ms)^```prove\n(.*?)^```$")

// The page about the prover shows what the prover says.
func TestProverPage(t *testing.T) {
	text, err := os.ReadFile(proverPage)
	if err != nil {
		t.Fatal(err)
	}
	questions := 0
	got := proveBlock.ReplaceAllStringFunc(string(text), func(block string) string {
		body, n := answered(t, proverPage, proveBlock.FindStringSubmatch(block)[1])
		questions += n
		return "```prove\n" + body + "```"
	})
	if questions < 20 {
		t.Errorf("the page asks only %d questions", questions)
	}
	compareText(t, proverPage, string(text), got)
}
