// Package coverage says which published measures an agreement claims, which it leaves
// out, and which of its metrics claim none, with suggestions of what these may be about.
//
// [Of] asks about the measures of some areas, [OfChosen] about those of a profile or any
// other choice. It compares no target with a figure: that is for package align.
package coverage
