package drafts

import (
	"strconv"
	"strings"

	"github.com/concord-sla/concord/dsl/calendar"
)

// scaffold is a draft while it is written.
type scaffold struct {
	strings.Builder
	names map[string]bool // names of metrics that are taken
}

func (s *scaffold) line(depth int, text string) {
	if text != "" {
		s.WriteString(strings.Repeat("  ", depth) + text)
	}
	s.WriteString("\n")
}

// pair writes a key and its text, or a blank that says what to fill in.
func (s *scaffold) pair(depth int, key, text, blank string) {
	if text == "" {
		s.line(depth, key+": # fill in: "+blank)
		return
	}
	s.line(depth, key+": "+scaffoldText(text))
}

// longestName bounds the names of metrics that are made of titles.
const longestName = 48

// unique makes a name in the agreement out of a title.
func (s *scaffold) unique(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	name := strings.Join(words, "_")
	if len(name) > longestName {
		name = name[:longestName]
		name = name[:max(strings.LastIndexByte(name, '_'), 1)]
	}
	name = strings.Trim(name, "_")
	if name == "" || name[0] >= '0' && name[0] <= '9' {
		name = "m_" + name
	}
	own := name
	for n := 2; s.names[own]; n++ {
		own = name + "_" + strconv.Itoa(n)
	}
	s.names[own] = true
	return own
}

func orNothing(text string) string {
	if text == "" {
		return "nothing"
	}
	return strconv.Quote(text)
}

// scaffoldText returns a text as YAML: quoted, unless every reader takes it for a text.
func scaffoldText(text string) string {
	if len(text) == len("2026-10-01") && text[0] <= '9' {
		if _, err := calendar.ParseDate(text); err == nil {
			return text
		}
	}
	special := strings.ContainsFunc(text, func(r rune) bool {
		return !strings.ContainsRune(" /_.-", r) && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	if special || strings.Trim(text, " -./") != text || len(text) < 6 || !strings.ContainsAny(text[:1], letters) {
		return strconv.Quote(text)
	}
	return text
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
