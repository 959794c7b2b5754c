// Package editions compares catalogs of measures, and adapts them to an agency.
//
// [Diff] compares two editions of a catalog: which measures appeared and vanished, and which figures were tightened or loosened. An [Overlay] is what an agency changes in named
// measures, each change on an authority and from a day; [Apply] gives the catalog as it
// stands on a day. A [Profile] is a named choice of measures for a service, and [Choose]
// gives them as a catalog.
package editions
