// Package strictjson writes JSON that is stored and reads it again without losing
// anything in silence: a key that is not known, a key that stands twice, and whatever
// follows the text are errors. What is wrong is said in the words of the text and not in
// those of Go's types.
package strictjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/concord-sla/concord/internal/prose"
)

// Decode reads a JSON text into a value, as [json.Unmarshal] does.
func Decode(text []byte, into any) error {
	if err := uniqueKeys(text); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return inWords(err)
	}
	return nil
}

// uniqueKeys fails when a key stands twice in an object, of which one would be lost, and
// when the text is not one JSON value.
func uniqueKeys(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var objects []object
	for values := 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && values == 1 && len(objects) == 0 {
			return nil
		}
		if err != nil {
			return inWords(err)
		}
		last := len(objects) - 1
		switch {
		case token == json.Delim('{'):
			objects = append(objects, object{keys: map[string]bool{}, atKey: true})
			continue
		case token == json.Delim('['):
			objects = append(objects, object{})
			continue
		case token == json.Delim('}') || token == json.Delim(']'):
			objects = objects[:last]
		case last >= 0 && objects[last].atKey:
			key := token.(string)
			if objects[last].keys[key] {
				return fmt.Errorf("the key %s stands twice in one object", prose.Quote(key))
			}
			objects[last].keys[key], objects[last].atKey = true, false
			continue
		}
		// A value has ended.
		if last = len(objects) - 1; last >= 0 {
			objects[last].atKey = objects[last].keys != nil
		} else if values++; values > 1 {
			return errors.New("something follows the end of the JSON text")
		}
	}
}

// object is an object or an array that has not ended yet.
type object struct {
	keys  map[string]bool // nil for an array
	atKey bool            // whether a key comes next
}

// inWords returns an error of the JSON reader without the names of Go's types.
func inWords(err error) error {
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &kind) && kind.Field != "":
		return fmt.Errorf("%s is %s, which cannot stand there", kind.Field, kind.Value)
	case errors.As(err, &kind):
		return fmt.Errorf("%s stands where something else is written", kind.Value)
	case errors.As(err, &syntax):
		return fmt.Errorf("the text is not JSON: %s at byte %d", syntax, syntax.Offset)
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the JSON text ends too soon")
	}
	if key, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); unknown {
		return fmt.Errorf("the key %s is not known", key)
	}
	return err
}

// Encode returns a value as JSON, as [json.Marshal] does, but leaves < and > as they are:
// the program that writes the whole says whether they are escaped.
func Encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
