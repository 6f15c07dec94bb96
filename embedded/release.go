package embedded

// Neo4jVersion is the version of the server that this package was made for.
const Neo4jVersion = "5.26.16"

// Release is a version of Neo4j whose jars are known. Another than the default is for tests: data
// that a newer one has opened cannot be opened by an older one.
type Release struct {
	// Version is the one that Maven knows.
	Version string
	// Java is the oldest version of Java on which it runs.
	Java int
	// Sums lists all its jars, in lines as sha256sum writes them.
	Sums string
}
