package neo4j

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"ipgraph/graph"
)

// explain turns an error of the driver into one of ours. The context is asked
// first: when our deadline passes, the driver reports a lost connection.
func (s *Store) explain(ctx context.Context, what string, err error) error {
	if err == nil {
		return nil
	}
	var ours *graph.Error
	if errors.As(err, &ours) {
		return err
	}
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return graph.Errorf(graph.CodeTimeout, "the answer to %s took longer than allowed: ask for less, or again later", what).Because(err)
	case errors.Is(ctx.Err(), context.Canceled) || errors.Is(err, context.Canceled):
		return graph.Errorf(graph.CodeCanceled, "%s was cancelled", what).Because(err)
	}
	if server := serverError(err); server != nil {
		return s.explainServer(what, server)
	}
	if isConnectivity(err) {
		return s.silent(err)
	}
	return graph.Errorf(graph.CodeInternal, "%s failed", what).Because(err)
}

// serverError is what the server said: at last, when it was asked several times.
func serverError(err error) *driver.Neo4jError {
	var gaveUp *driver.TransactionExecutionLimit
	if errors.As(err, &gaveUp) && len(gaveUp.Errors) > 0 {
		err = gaveUp.Errors[len(gaveUp.Errors)-1]
	}
	var server *driver.Neo4jError
	if errors.As(err, &server) {
		return server
	}
	return nil
}

// silent says that nobody answers.
func (s *Store) silent(err error) error {
	if routed(s.options.URI) {
		return graph.Errorf(graph.CodeUnavailable, "no server of the cluster at %s answers, or none of them may write just now: is it running?", s.options.URI).Because(err)
	}
	return graph.Errorf(graph.CodeUnavailable, "the database at %s does not answer: is it running?", s.options.URI).Because(err)
}

// isConnectivity asks with errors.As: the driver's own helpers do not look
// through wrapped errors, a retry that gave up hides the lost connection, and one
// that is lost in the middle of a message may come as the network's own error.
func isConnectivity(err error) bool {
	var connectivity *driver.ConnectivityError
	var gaveUp *driver.TransactionExecutionLimit
	var network net.Error
	return errors.As(err, &connectivity) || errors.As(err, &gaveUp) || errors.As(err, &network) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed)
}

// Refused reports whether the server answered and did not accept the user.
func Refused(err error) bool {
	var server *driver.Neo4jError
	return errors.As(err, &server) && strings.HasPrefix(server.Code, securityCode)
}

// securityCode begins the status codes about users and passwords.
const securityCode = "Neo.ClientError.Security."

// explainServer goes by the server's status code.
func (s *Store) explainServer(what string, err *driver.Neo4jError) error {
	switch {
	case strings.HasPrefix(err.Code, securityCode):
		return graph.Errorf(graph.CodeUnavailable, "the database at %s refuses user %q: check the password", s.options.URI, s.options.User).Because(err)
	case err.Code == "Neo.ClientError.Schema.ConstraintValidationFailed":
		return graph.Errorf(graph.CodeConflict, "%s would break a uniqueness rule of the store", what).Because(err)
	case strings.HasPrefix(err.Code, "Neo.ClientError.Transaction.TransactionTimedOut"):
		return graph.Errorf(graph.CodeTooCostly, "%s was ended by the database because it took too long: lower hops or limit, or filter by family or date", what).Because(err)
	case strings.Contains(err.Code, "MemoryPoolOutOfMemory"), strings.Contains(err.Code, "OutOfMemory"):
		return graph.Errorf(graph.CodeTooCostly, "%s needs more memory than the database allows: lower hops or limit, filter by family or date, or give Neo4j a larger heap", what).Because(err)
	case err.Code == "Neo.ClientError.Database.DatabaseNotFound":
		return graph.Errorf(graph.CodeUnavailable, "the server at %s has no database %q", s.options.URI, s.options.Database).Because(err)
	case err.IsRetriableCluster():
		return graph.Errorf(graph.CodeUnavailable, "the cluster at %s has no server that may write just now: try again in a moment", s.options.URI).Because(err)
	case strings.HasPrefix(err.Code, "Neo.TransientError.Transaction.Bookmark"), strings.HasPrefix(err.Code, "Neo.ClientError.Transaction.InvalidBookmark"):
		return graph.Errorf(graph.CodeUnavailable, "the server that was asked in the cluster at %s does not have what was written or seen before: "+
			"try again in a moment, or start this program anew if the database was restored to an earlier state", s.options.URI).Because(err)
	case unavailable(err.Code):
		return graph.Errorf(graph.CodeUnavailable, "the database at %s is starting or stopping: try again in a moment", s.options.URI).Because(err)
	}
	return graph.Errorf(graph.CodeInternal, "%s failed", what).Because(err)
}
