package neo4j_test

import (
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
)

// TestBrokenIndexesAreMadeAnew: a disk that was full while a constraint was made leaves the index of its name
// without the constraint.
func TestBrokenIndexesAreMadeAnew(t *testing.T) {
	store, _ := pool.Open(t)
	names := func() (all []any) {
		result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: "SHOW CONSTRAINTS YIELD name WHERE name IN ['source_id', 'edge_key_sued'] RETURN name ORDER BY name"})
		require.NoError(t, err)
		for _, row := range result.Rows {
			all = append(all, row[0])
		}
		return all
	}
	require.NoError(t, store.GuardKeys(t.Context(), "SUED"))
	require.Equal(t, []any{"edge_key_sued", "source_id"}, names())
	server := pool.Address()
	conn, err := driver.NewDriverWithContext(server.URI, driver.BasicAuth(server.User, server.Password, ""))
	require.NoError(t, err)
	defer conn.Close(t.Context())
	for _, text := range []string{
		"DROP CONSTRAINT source_id", "CREATE INDEX source_id FOR (n:Source) ON (n.id)",
		"DROP CONSTRAINT edge_key_sued", "CREATE INDEX edge_key_sued FOR ()-[r:SUED]-() ON (r.key)",
	} {
		_, err := driver.ExecuteQuery(t.Context(), conn, text, nil, driver.EagerResultTransformer)
		require.NoError(t, err, text)
	}
	require.Empty(t, names())
	require.NoError(t, store.Prepare(t.Context()))
	require.NoError(t, store.GuardKeys(t.Context(), "SUED"))
	require.Equal(t, []any{"edge_key_sued", "source_id"}, names())
}
