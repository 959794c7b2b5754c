package document

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/concord-sla/concord/dsl/codes"
)

// parserDepth is where the YAML parser itself is stopped. It is above MaxDepth so that a
// document a little too deep is still read around the place.
const parserDepth = 1000

// effort is how many bytes are handed to the parser at most, repairs included.
const effort = 4 * MaxText

var errTooDeep = errors.New("too deep")

// limits are the parser's: no more depth than parserDepth, and every alias stands for
// nothing, so that one costs no more than the characters it is written with.
type limits struct{}

func (limits) CheckDepth(depth int, _ *yaml.DepthContext) error {
	if depth > parserDepth {
		return errTooDeep
	}
	return nil
}

func (limits) CheckAlias(int, int) error { return nil }
func (l limits) NewAliasDataContext(yaml.AliasDataServices) (yaml.AliasDataContext, error) {
	return l, nil
}
func (limits) BeginDocument() error                  { return nil }
func (limits) EndDocument() error                    { return nil }
func (limits) DefineAnchor(string, *yaml.Node) error { return nil }
func (limits) ResolveAlias(string) (*yaml.Node, bool, error) {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null"}, true, nil
}

// load gives the first document's top node, or nil. Some mistakes keep the parser from
// going on although it is clear what the author wrote, such as a value that begins with
// ">=": they are noted, hidden from the parser by other characters in their place, and
// the text is handed to it again, so that the author sees all that is wrong in one go.
// What was hidden is still in the tree: see scalar.
func (r *reader) load() *yaml.Node {
	handed := []byte(hideSurrogates(r.text))
	for spent := len(handed); ; spent += len(handed) {
		r.handed = string(handed)
		r.lines = linesOf(r.handed)
		doc, err := r.documents()
		if err == nil {
			return doc
		}
		c := r.complaint(err)
		r.add(c.code, c.start, c.end, c.summary, c.advice)
		if spent > effort || len(r.list) >= maxFindings || !c.hidden(handed) {
			return nil
		}
	}
}

// hidden hides what the complaint is about and reports whether that changed anything: if
// not, the parser would only stop there again.
func (c complaint) hidden(text []byte) bool {
	changed := false
	for i := c.hide.Start; i < c.hide.End; i++ {
		changed = changed || text[i] != c.with
		text[i] = c.with
	}
	return changed
}

// documents runs the parser: the first document's top node, and an error about anything
// after it. A panic of the parser is an error like any other.
func (r *reader) documents() (top *yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			top, err = nil, fmt.Errorf("the YAML parser failed: %v", p)
		}
	}()
	loader, err := yaml.NewLoader(strings.NewReader(r.handed), yaml.WithPlugin(limits{}))
	if err != nil {
		return nil, err
	}
	var first, second yaml.Node
	switch err := loader.Load(&first); {
	case err == io.EOF || err == nil && len(first.Content) == 0:
		r.empty()
		return nil, nil
	case err != nil:
		return nil, err
	}
	switch err := loader.Load(&second); {
	case err == nil:
		at := r.lines.at(second.Line, second.Column)
		size := 1
		if strings.HasPrefix(r.text[at:], "---") {
			size = len("---")
		}
		r.add(codes.DocumentFeature, at, at+size, "a second document begins here",
			"keep one document in a file: delete the line that divides them, or move what follows to a file of its own")
	case err != io.EOF:
		return nil, err
	}
	return first.Content[0], nil
}

var surrogates = regexp.MustCompile(`\\+u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}`)

// hideSurrogates puts two characters of the same length in the place of each surrogate
// pair, which JSON allows and the parser does not. The walk over the source reads the
// pair itself.
func hideSurrogates(text string) string {
	if !strings.Contains(text, `\u`) {
		return text
	}
	return surrogates.ReplaceAllStringFunc(text, func(pair string) string {
		backslashes := strings.IndexByte(pair, 'u')
		if backslashes%2 == 0 { // they escape one another
			return pair
		}
		return pair[:backslashes-1] + `\u2013\u2013`
	})
}
