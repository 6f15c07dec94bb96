package neo4j

import (
	"net/url"

	"ipgraph/graph"
)

// checkAddress refuses an address with a password in it: every message names the
// address, and the arguments of a program are seen by everybody on its machine. The
// error does not repeat it.
func checkAddress(uri string) error {
	u, err := url.Parse(uri)
	if err != nil || u.Opaque != "" {
		return graph.Errorf(graph.CodeInvalid, "the address of the Neo4j server cannot be read: write bolt://host:7687 or neo4j+s://host")
	}
	if u.User != nil {
		return graph.Errorf(graph.CodeInvalid, "the address of the Neo4j server at %s has a user in it: give NEO4J_USER and NEO4J_PASSWORD instead, which no message names", u.Host)
	}
	return nil
}

func notAnAddress(uri string) *graph.Error {
	return graph.Errorf(graph.CodeInvalid, "%q is not the address of a Neo4j server: write bolt://host:7687 or neo4j+s://host", uri)
}
