package graph

// Touched is what a load that took nothing away has written. What follows from the edges
// is derived anew for that alone.
type Touched struct {
	// Entities are those that were written, and those of whose edges or facts one was.
	Entities []ID
	Edges    []TouchedEdge
	// Pairs are the ends of edges that were written, each where one starts and where it ends.
	Pairs [][2]ID
	// Sources says that a source was written.
	Sources bool
}

// TouchedEdge is an edge that was written. Shortcuts are not among them: no statement is theirs.
type TouchedEdge struct {
	Key      string
	Disputed bool
}
