// Package words has what the packages of the framework share about words: enumerations
// that are written as words, and one form for singular and plural.
package words

import (
	"strings"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/prose"
)

// At returns the word of an enumeration's value, whose first value is one. It returns
// invalid for zero and for a value without a word.
func At(list []string, value uint8, invalid string) string {
	if value == 0 || int(value) > len(list) {
		return invalid
	}
	return list[value-1]
}

// Parse returns the value of an enumeration that has the word. The error names the
// nearest word.
func Parse[T ~uint8](what, text string, list []string) (T, error) {
	for i, word := range list {
		if word == text {
			return T(i + 1), nil
		}
	}
	return 0, Unknown(what, text, list)
}

// Unknown returns the diagnostic for a word that is not in a closed list. It has no
// place.
func Unknown(what, text string, list []string) *diag.Diagnostic {
	return &diag.Diagnostic{
		Severity: diag.Error, Code: codes.BadValue, Class: codes.Class(codes.BadValue),
		Summary: prose.Quote(text) + " is not a known " + what,
		Advice:  diag.DidYouMean(text, list),
	}
}

// Singular returns a lower-case English word without the ending of a plural.
func Singular(word string) string {
	switch {
	case strings.HasSuffix(word, "ies") && len(word) > 4:
		return strings.TrimSuffix(word, "ies") + "y"
	case strings.HasSuffix(word, "ss"), strings.HasSuffix(word, "us"), strings.HasSuffix(word, "is"):
		return word
	}
	return strings.TrimSuffix(word, "s")
}
