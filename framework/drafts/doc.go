// Package drafts writes draft agreements over published measures.
//
// [Scaffold] fills in what the catalog states, and leaves a blank for everything that
// only the parties can say. An agreement with a blank is refused, so that none is signed
// by oversight.
package drafts
