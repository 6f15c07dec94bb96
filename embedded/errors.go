package embedded

import "errors"

// The reasons for which a caller may want to act; use errors.Is. The error itself carries a full
// sentence: what is wrong, where, and what to do.
var (
	// ErrNoJava means that no usable Java (17 or newer) was found.
	ErrNoJava = errors.New("no usable Java")
	// ErrNoCompiler means that there is a Java runtime, but no javac beside it.
	ErrNoCompiler = errors.New("no Java compiler")
	// ErrNoMaven means that the jars have to be fetched and mvn was not found.
	ErrNoMaven = errors.New("no Maven")
	// ErrLocked means that another process uses the data folder.
	ErrLocked = errors.New("data folder in use")
	// ErrBadJar means that a jar is missing or differs from its pinned sum.
	ErrBadJar = errors.New("bad jar")
	// ErrNoPassword means that a store exists and the file with its password does not.
	ErrNoPassword = errors.New("password file lost")
	// ErrVersion means that the store was last opened by a Neo4j whose store this one cannot read.
	ErrVersion = errors.New("store of another version")
	// ErrStart means that the server process ended, or did not get ready in time.
	ErrStart = errors.New("the Neo4j server did not start")
	// ErrEnded means that the running server ended by itself, or did not end cleanly.
	ErrEnded = errors.New("the Neo4j server ended")
)

const otherWays = "or use Docker (docker compose up), or set NEO4J_URI to a server you already have"

// problem is an error for people: a whole sentence, with the reason for errors.Is underneath.
type problem struct {
	kind error
	text string
}

func (p *problem) Error() string { return p.text }

func (p *problem) Unwrap() error { return p.kind }
