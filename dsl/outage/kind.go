package outage

// Kind is why something does not count, in the words of an agreement. Any text is a kind
// to this package; these are the kinds that an agreement knows.
type Kind string

const (
	Planned        Kind = "planned"         // announced and agreed beforehand
	Authorized     Kind = "authorized"      // allowed by the customer
	CustomerCaused Kind = "customer caused" // the customer's own doing
	ThirdParty     Kind = "third party"     // caused by someone neither side answers for
	OutOfScope     Kind = "out of scope"    // not what the metric is about
)
