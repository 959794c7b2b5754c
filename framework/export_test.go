package framework

// Fresh is the embedded catalog as a program finds it when it starts: nothing of it was
// read.
func Fresh() *Catalog { return readEmbedded() }
