package sla

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"
	"unicode/utf8"

	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/internal/prose"
	"github.com/concord-sla/concord/internal/strictjson"
)

// resultForm is the version of the JSON form of a result. It changes whenever a stored
// result would be read otherwise.
const resultForm = "concord result v1 (not yet stable)"

// storedResult is a result with the version of its form.
type storedResult struct {
	Form string `json:"form"`
	fieldsOfResult
}

// fieldsOfResult is a result without its methods.
type fieldsOfResult Result

// MarshalJSON writes the result in a form that is not yet stable, which docs/json.md
// shows. What is empty is left out, and a report of what is read again is the same to the
// byte. It fails for what could not be read again.
func (r Result) MarshalJSON() ([]byte, error) {
	if err := checkStored(reflect.ValueOf(r)); err != nil {
		return nil, fmt.Errorf("writing a result: %w", err)
	}
	return strictjson.Encode(storedResult{Form: resultForm, fieldsOfResult: fieldsOfResult(r)})
}

// UnmarshalJSON reads what [Result.MarshalJSON] writes. Another version of the form is
// refused, and so are words that are not known and keys that are not: what a result says
// is never lost in silence, be it a mistake in its text or of a later version.
func (r *Result) UnmarshalJSON(text []byte) error {
	read, err := readResult(text)
	if err != nil {
		return fmt.Errorf("reading a result: %w", err)
	}
	*r = read
	return nil
}

func readResult(text []byte) (r Result, err error) {
	var version struct {
		Form *string `json:"form"`
	}
	if json.Unmarshal(text, &version) == nil {
		switch {
		case version.Form == nil:
			return r, fmt.Errorf(`it does not say of what form it is; this version reads "form": %q`, resultForm)
		case *version.Form != resultForm:
			return r, fmt.Errorf("its form is %s; this version reads %q", prose.Quote(*version.Form), resultForm)
		}
	}
	var stored storedResult
	if err := strictjson.Decode(text, &stored); err != nil {
		return r, err
	}
	r = Result(stored.fieldsOfResult)
	return r, checkStored(reflect.ValueOf(r))
}

// checkStored finds what keeps a part of a result from being stored: a word that is none,
// an outcome without a verdict, an instant that RFC 3339 does not say exactly, and a text
// that is not UTF-8, of which JSON would change bytes in silence. Values say themselves
// what is wrong with them.
func checkStored(v reflect.Value) error {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return checkStored(v.Elem())
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if err := checkStored(v.Index(i)); err != nil {
				return err
			}
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			if err := errors.Join(checkStored(key), checkStored(v.MapIndex(key))); err != nil {
				return err
			}
		}
	case reflect.Struct:
		switch s := v.Interface().(type) {
		case Outcome:
			if s.Verdict == "" {
				return fmt.Errorf("the outcome of the metric %s in %s has no verdict", prose.Quote(s.Metric), s.Period)
			}
		case time.Time:
			if _, offset := s.Zone(); offset%60 != 0 { // as that of local mean time, of which RFC 3339 leaves out the seconds
				return fmt.Errorf("the instant %s is in a zone whose offset is not in whole minutes; use another, such as UTC", s)
			}
		}
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				if err := checkStored(v.Field(i)); err != nil {
					return err
				}
			}
		}
	case reflect.String:
		return checkWord(v)
	}
	return nil
}

// checkWord finds what is wrong with a text.
func checkWord(v reflect.Value) error {
	text, what := v.String(), ""
	switch word := v.Interface().(type) {
	case Verdict:
		if new(Verdict).UnmarshalText([]byte(text)) != nil {
			what = "a verdict"
		}
	case Status:
		if word != "" && !statusWords.valid(word) {
			what = "the status of an agreement"
		}
	case ActionKind:
		if word != "" && !isAction(word) {
			what = "a kind of action"
		}
	case outage.Kind:
		if !exclusionWords.valid(word) {
			what = "a kind of exclusion"
		}
	}
	if what != "" {
		return fmt.Errorf("%s is not %s", prose.Quote(text), what)
	}
	if !utf8.ValidString(text) {
		return fmt.Errorf("the text %s is not UTF-8", prose.Quote(text))
	}
	return nil
}
