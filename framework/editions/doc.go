// Package editions compares catalogs of measures, and adapts them to an agency.
//
// [Diff] compares two editions of a catalog: which measures appeared and vanished, and
// which figures were tightened or loosened. An [Overlay] is what an agency changes in
// named measures, each change on an authority and from a day; [LoadOverlay] reads one,
// and [Apply] returns the catalog as it stands on a day. A [Profile] is a named choice of
// measures for a service; [NamedProfile] and [LoadProfile] return one, and [Choose] its
// measures as a catalog.
//
// A catalog is never changed: Apply and Choose return another. Figures of laws and
// directives can be tightened and not loosened.
package editions
