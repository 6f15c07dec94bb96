package neo4j

import (
	"context"
	"errors"
	"regexp"
	"slices"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"ipgraph/graph"
)

// SchemaVersion is the version of constraints, indexes and properties that this
// program writes. A store made by another version is refused.
const SchemaVersion = 1

// Known refuses a store that another version made, and changes nothing. A store
// that holds nothing is known.
func (s *Store) Known(ctx context.Context) error {
	version, found, err := s.version(ctx, driver.AccessModeRead)
	if err != nil || !found {
		return err
	}
	return knownVersion(version)
}

// version is that of the schema which the store was made with, if it was: as some server of a
// cluster has it, or the one that writes.
func (s *Store) version(ctx context.Context, mode driver.AccessMode) (version int64, found bool, err error) {
	q, err := s.library.Keep("schema-version")
	if err != nil {
		return 0, false, err
	}
	// The first question to a server that has just started may take long on a busy machine.
	result, err := s.ask(ctx, q.KeepCall("", nil), mode, s.options.WriteTimeout)
	if err != nil || len(result.Rows) == 0 {
		return 0, false, err
	}
	version, _ = result.Rows[0][0].(int64) // what is no number is no version
	return version, true, nil
}

func knownVersion(version int64) error {
	switch {
	case version > SchemaVersion:
		return graph.Errorf(graph.CodeConflict, "the store was made by a newer ipgraph (schema %d, this program knows %d): use that version, or another data folder", version, SchemaVersion)
	case version < SchemaVersion:
		return graph.Errorf(graph.CodeConflict, "the store was made by an older ipgraph (schema %d, this program writes %d): export it with that version (ipgraph export --statements), and load that into another data folder", version, SchemaVersion)
	}
	return nil
}

// claimVersion notes in an empty store which version made it, and refuses one that
// another made.
func (s *Store) claimVersion(ctx context.Context) error {
	version, found, err := s.version(ctx, driver.AccessModeWrite) // what comes next is written there
	if err != nil {
		return err
	}
	if !found {
		if err := s.oneVersion(ctx); err != nil {
			return err
		}
		counts, err := s.Write(ctx, graph.Batch{Write: "schema-version", Rows: []map[string]any{{"version": int64(SchemaVersion)}}})
		if err != nil {
			return err
		}
		version = counts.Created
	}
	return knownVersion(version)
}

// oneVersion sees to it that there is one version at most.
func (s *Store) oneVersion(ctx context.Context) error {
	query, ok := s.library.Write("one-version")
	if !ok {
		return errors.New("there is no file write/one-version.cypher")
	}
	err := s.makeSchema(ctx, []string{query.Text})
	var server *driver.Neo4jError
	if errors.As(err, &server) && server.Code == "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists" {
		return nil // another load has just made it
	}
	return err
}

// Prepare makes constraints and indexes, waits until they are online, and
// refuses a store that another version made.
func (s *Store) Prepare(ctx context.Context) error {
	if err := s.claimVersion(ctx); err != nil {
		return err
	}
	return s.makeSchema(ctx, s.library.Schema())
}

// makeSchema runs schema statements in one transaction, because each commit of a
// schema change costs a wait, and waits until indexes are online. What an earlier
// attempt left broken, on a disk that was full, is made anew.
func (s *Store) makeSchema(ctx context.Context, statements []string) error {
	session, err := s.session(ctx, driver.AccessModeWrite)
	if err != nil {
		return err
	}
	defer s.closeSession(ctx, session)
	bounded, cancel := within(ctx, wholeTimeout)
	defer cancel()
	err = s.runSchema(bounded, session, statements)
	if err != nil && bounded.Err() == nil {
		// Where nothing can be dropped, the first error is the one that matters.
		if dropped, dropErr := s.dropBroken(bounded, session, statements); dropErr == nil && dropped {
			err = s.runSchema(bounded, session, statements)
		}
	}
	return s.explainWithin(ctx, bounded, "schema", err)
}

func (s *Store) runSchema(ctx context.Context, session driver.SessionWithContext, statements []string) error {
	_, err := driver.ExecuteWrite(ctx, session, func(tx driver.ManagedTransaction) (struct{}, error) {
		for _, statement := range statements {
			result, err := tx.Run(ctx, prefix+statement, nil)
			if err != nil {
				return struct{}{}, err
			}
			if _, err := result.Consume(ctx); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	}, s.limits(ctx, "schema", wholeTimeout)...)
	if err == nil {
		err = s.awaitIndexes(ctx, session)
	}
	return err
}

// madeName is the name of a constraint or an index in the statement that makes it.
var madeName = regexp.MustCompile(`^CREATE (CONSTRAINT|(?:FULLTEXT )?INDEX) (\w+) `)

// dropBroken drops indexes that the statements make and that cannot be used: they could not be filled, or the
// constraint that they were to be part of does not exist. Neo4j keeps these, and makes none of their name.
func (s *Store) dropBroken(ctx context.Context, session driver.SessionWithContext, statements []string) (dropped bool, err error) {
	var indexes, ofConstraints []string
	for _, statement := range statements {
		switch m := madeName.FindStringSubmatch(statement); {
		case m == nil:
		case m[1] == "CONSTRAINT":
			ofConstraints = append(ofConstraints, m[2])
		default:
			indexes = append(indexes, m[2])
		}
	}
	result, err := session.Run(ctx, prefix+`SHOW INDEXES YIELD name, state, owningConstraint
WHERE name IN $indexes AND state = 'FAILED' OR name IN $of_constraints AND owningConstraint IS NULL
RETURN name`, map[string]any{"indexes": indexes, "of_constraints": ofConstraints}, s.limits(ctx, "broken-indexes", wholeTimeout)...)
	if err != nil {
		return false, err
	}
	broken, err := result.Collect(ctx)
	if err != nil {
		return false, err
	}
	for _, record := range broken {
		name, _ := record.Values[0].(string)
		if !slices.Contains(indexes, name) && !slices.Contains(ofConstraints, name) {
			continue
		}
		result, err := session.Run(ctx, prefix+"DROP INDEX "+name+" IF EXISTS", nil, s.limits(ctx, "schema", wholeTimeout)...) // one of our own names
		if err == nil {
			_, err = result.Consume(ctx)
		}
		if err != nil {
			return dropped, err
		}
		dropped = true
	}
	return dropped, nil
}

// awaitIndexes waits until all indexes have been filled. The session is one that writes: its server's indexes
// are those that the writes need.
func (s *Store) awaitIndexes(ctx context.Context, session driver.SessionWithContext) error {
	result, err := session.Run(ctx, prefix+"CALL db.awaitIndexes($seconds)", map[string]any{"seconds": int64(wholeTimeout.Seconds())}, s.limits(ctx, "await-indexes", wholeTimeout)...)
	if err != nil {
		return err
	}
	_, err = result.Consume(ctx)
	return err
}

// guardKeys makes the uniqueness constraint on the keys of an edge type, once.
func (s *Store) guardKeys(ctx context.Context, edgeType string) error {
	if _, done := s.guarded.Load(edgeType); done {
		return nil
	}
	return s.GuardKeys(ctx, edgeType)
}

// GuardKeys makes the uniqueness constraints on the keys of edge types, which are indexes too. A write of many edges of
// a type makes that type's; all of several types at once take less time.
func (s *Store) GuardKeys(ctx context.Context, edgeTypes ...string) error {
	query, ok := s.library.Write("edge-key")
	if !ok {
		return errors.New("there is no file write/edge-key.cypher")
	}
	statements := make([]string, 0, len(edgeTypes))
	for _, edgeType := range edgeTypes {
		statements = append(statements, query.WithWord(edgeType))
	}
	if err := s.makeSchema(ctx, statements); err != nil {
		return err
	}
	for _, edgeType := range edgeTypes {
		s.guarded.Store(edgeType, true)
	}
	return nil
}
