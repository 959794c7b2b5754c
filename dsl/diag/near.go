package diag

import "github.com/concord-sla/concord/internal/prose"

// Near returns the candidate most like the word, for "did you mean", or "" when none is
// near. At most a third of the word's letters may differ, a swap of neighbours counting
// as one; ties go to the earlier candidate.
func Near(word string, candidates []string) string { return prose.Nearest(word, candidates) }

// DidYouMean returns the advice for an unknown word: the nearest candidate, or the list
// of them when it is short, or nothing.
func DidYouMean(word string, candidates []string) string { return prose.DidYouMean(word, candidates) }
