package strictjson

import (
	"strings"
	"testing"
)

// What is not known, stands twice or follows the text is refused, in plain words.
func TestDecode(t *testing.T) {
	type inner struct {
		Count int `json:"count"`
	}
	type outer struct {
		Name  string            `json:"name"`
		List  []inner           `json:"list"`
		Other map[string]string `json:"other"`
	}
	for text, want := range map[string]string{
		`{"name": "a", "list": [{"count": 1}, {"count": 2}], "other": {"x": "1", "y": "2"}}`: "",
		` {} `:                                 "",
		`null`:                                 "",
		`{"name": "a", "name": "b"}`:           `the key "name" stands twice in one object`,
		`{"list": [{"count": 1, "count": 2}]}`: `the key "count" stands twice in one object`,
		`{"other": {"x": "1", "y": "2", "x": "3"}}`: `the key "x" stands twice in one object`,
		`{"nam": "a"}`:                         `the key "nam" is not known`,
		`{"list": [{"cont": 1}]}`:              `the key "cont" is not known`,
		`{"list": [{"count": "1"}]}`:           `list.count is string, which cannot stand there`,
		`{"list": [{"count": 1.5}]}`:           `list.count is number 1.5, which cannot stand there`,
		`[]`:                                   `array stands where something else is written`,
		`{} {}`:                                `something follows the end of the JSON text`,
		`{}}`:                                  `the text is not JSON`,
		`{"name"}`:                             `the text is not JSON`,
		`{"name": "a"`:                         `the JSON text ends too soon`,
		``:                                     `the JSON text ends too soon`,
		`{"list": [[{"name": 1, "name": 2}]]}`: `the key "name" stands twice in one object`,
		`{"list": [{"count": 1}], "list": [], "a": 1}`: `the key "list" stands twice in one object`,
	} {
		err := Decode([]byte(text), &outer{})
		if want == "" && err != nil || want != "" && (err == nil || !strings.HasPrefix(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}
