// Package coverage says which published measures an agreement claims, which it leaves
// out, and which of its metrics claim none, with suggestions of what these may be about.
//
// [Of] asks about the measures of service areas, [OfChosen] about those of a profile or
// any other choice; both return a [Coverage]. A suggestion is only that: a measure counts
// as claimed when the agreement says so. No target is compared with a figure here;
// package align does that.
package coverage
