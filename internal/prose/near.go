package prose

import (
	"cmp"
	"slices"
	"strings"
)

// longestCompared is the most characters that a misspelt name is looked up with: nobody
// misspells a name into a paragraph.
const longestCompared = 64

// Near returns at most so many of the candidates whose spelling is close to the word, the
// closest first, those equally close in the order given. Close means that at most a third
// of the word's letters differ, where a swap of neighbours counts as one difference and
// case counts as none. The word itself is never among them.
func Near(word string, candidates []string, most int) []string {
	type near struct {
		name     string
		distance int
	}
	limit := max(1, len([]rune(word))/3) + 1
	folded := strings.ToLower(word)
	var close []near
	for _, candidate := range candidates {
		if candidate == word {
			continue
		}
		if d := distance(folded, strings.ToLower(candidate), limit); d < limit {
			close = append(close, near{candidate, d})
		}
	}
	slices.SortStableFunc(close, func(a, b near) int { return cmp.Compare(a.distance, b.distance) })
	var names []string
	for _, c := range close[:min(most, len(close))] {
		if c.distance > close[0].distance+1 {
			break // one so much further is not what was meant
		}
		names = append(names, c.name)
	}
	return names
}

// Nearest returns the candidate that [Near] puts first, or "" when none is close.
func Nearest(word string, candidates []string) string {
	if near := Near(word, candidates, 1); len(near) > 0 {
		return near[0]
	}
	return ""
}

// DidYouMean returns the advice for an unknown word: the nearest candidate, or the list
// of all when it is short, or "".
func DidYouMean(word string, candidates []string) string {
	if near := Nearest(word, candidates); near != "" {
		return "did you mean " + near + "?"
	}
	if len(candidates) > 0 && len(candidates) <= 8 {
		return "known here: " + strings.Join(candidates, ", ")
	}
	return ""
}

// Meant returns the advice for a word that may have been meant as one of some known
// names, the likeliest first, and other advice where there is none.
func Meant(names []string, otherwise string) string {
	if len(names) == 0 {
		return otherwise
	}
	return "did you mean " + strings.Join(names, " or ") + "?"
}

// Distance returns by how many letters that are added, taken away, replaced or swapped
// with a neighbour two texts differ. Texts of more than 64 characters are not compared
// and differ by all their letters.
func Distance(a, b string) int {
	return distance(a, b, max(len([]rune(a)), len([]rune(b)))+1)
}

// distance returns the restricted edit distance, or limit when it is at least that.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x) > longestCompared || len(y) > longestCompared || max(len(x)-len(y), len(y)-len(x)) >= limit {
		return limit
	}
	before, last, now := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		now[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
		}
		before, last, now = last, now, before
	}
	return min(last[len(y)], limit)
}
