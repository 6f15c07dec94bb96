package neo4j

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"ipgraph/graph"
)

// freeError turns the database's word on somebody's text into a problem of the
// text. It is nil for what the text is not to blame for.
func freeError(err *driver.Neo4jError) *graph.Error {
	code := err.Code
	switch {
	case code == "Neo.ClientError.Statement.AccessMode":
		return freeProblem(err, "only what reads is answered")
	case strings.HasPrefix(code, "Neo.ClientError.Transaction.TransactionTimedOut"):
		return graph.Errorf(graph.CodeTooCostly, "the question was ended by the database because it took too long: match less, bound the paths, or add a LIMIT").Because(err)
	case strings.Contains(code, "OutOfMemory"), strings.Contains(code, "StackOverFlow"):
		return graph.Errorf(graph.CodeTooCostly, "the question needs more memory than the database allows: collect less, or add a LIMIT").Because(err)
	case strings.HasPrefix(code, "Neo.ClientError.Security.") && !strings.HasSuffix(code, ".Forbidden"):
		return nil // it is about us
	case strings.HasPrefix(code, "Neo.ClientError.Database."):
		return nil
	case strings.HasPrefix(code, "Neo.ClientError."), strings.HasPrefix(code, "Neo.DatabaseError.Statement."):
		return freeProblem(err, freeMessage(err.Msg))
	}
	return nil
}

var freePlace = regexp.MustCompile(`\s*\(line (\d+), column (\d+) \(offset: \d+\)\)`)

// maxFreeMessage cuts the list of all words that might stand at a place.
const maxFreeMessage = 300

// freeMessage begins with the place in the user's text, which follows a line of
// ours, and leaves out the line that is repeated below.
func freeMessage(message string) string {
	place := ""
	if m := freePlace.FindStringSubmatchIndex(message); m != nil {
		line, _ := strconv.Atoi(message[m[2]:m[3]])   // digits, by the pattern
		column, _ := strconv.Atoi(message[m[4]:m[5]]) // the same
		place = fmt.Sprintf("line %d, column %d: ", max(line-1, 1), max(column, 1))
		message = message[:m[0]]
	}
	message = strings.Join(strings.Fields(message), " ")
	if head, _, long := strings.Cut(message, ": expected"); long && len(message) > maxFreeMessage {
		message = head
	}
	if characters := []rune(message); len(characters) > maxFreeMessage {
		message = string(characters[:maxFreeMessage]) + "…"
	}
	return place + message
}
