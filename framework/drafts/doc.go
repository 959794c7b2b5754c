// Package drafts writes draft agreements over published measures.
//
// [Scaffold] writes the text of a draft from a [Draft], which is what the parties know
// already, and a catalog: that of framework.Catalog.Only, for service areas, or of
// editions.Choose, for a profile.
//
// It fills in what the catalog states, and leaves a blank for everything that only the
// parties can say. An agreement with a blank is refused when it is read, each blank at
// its place, so that none is signed by oversight.
package drafts
