package loader_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/bench/world"
	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/graph/neo4j"
	"ipgraph/loader"
)

// deriving remembers how it was asked to derive.
type deriving struct {
	*neo4j.Store
	asked []*graph.Touched
}

func (d *deriving) Derive(ctx context.Context, hubDegree int, touched *graph.Touched) error {
	d.asked = append(d.asked, touched)
	return d.Store.Derive(ctx, hubDegree, touched)
}

// TestOnlyWhatWasTouchedIsDerived: after each of several loads the graph carries
// the labels, degrees and origins that it has when all of it is derived anew.
func TestOnlyWhatWasTouchedIsDerived(t *testing.T) {
	const bound = 14 // a tenth of the companies are hubs, and each load makes some
	store, library := pool.Open(t)
	d := &deriving{Store: store}
	var hubs, contested int
	for i, lines := range inParts(t) {
		_, err := loader.Load(t.Context(), d, library, []loader.Dossier{folder(t, fmt.Sprintf("part-%d", i), lines...)}, loader.Options{HubDegree: bound})
		require.NoError(t, err)
		require.Equal(t, i == 0, d.asked[i] == nil, "all is derived the first time alone")
		marked := derivedOf(t, store)
		require.NoError(t, store.Derive(t.Context(), bound, nil))
		require.Equal(t, marked, derivedOf(t, store), "after load %d", i)
		all := strings.Join(marked, "\n")
		require.Greater(t, strings.Count(all, "Hub"), hubs, "load %d makes hubs", i)
		require.Greater(t, strings.Count(all, "Contested"), contested, "load %d makes contradictions", i)
		hubs, contested = strings.Count(all, "Hub"), strings.Count(all, "Contested")
	}
	require.Greater(t, hubs, 10)
}

// TestAllIsDerivedWhereSomethingWent: a load that withdraws, one that supersedes, one with another bound for hubs, and
// one after a load that was cut off.
func TestAllIsDerivedWhereSomethingWent(t *testing.T) {
	store, library := pool.Open(t)
	d := &deriving{Store: store}
	asked := func(o loader.Options, lines ...string) *graph.Touched {
		t.Helper()
		before := len(d.asked)
		_, err := loader.Load(t.Context(), d, library, []loader.Dossier{folder(t, "one", append([]string{aSource, bSource, acme, globex}, lines...)...)}, o)
		require.NoError(t, err)
		require.Len(t, d.asked, before+1)
		return d.asked[before]
	}
	licence, stake := said("acme", "HAS_LICENCE_WITH", "company:test:globex", `"status":"agreed"`), said("acme", "HOLDS_STAKE_IN", "company:test:globex", `"status":"reported"`)
	require.Nil(t, asked(loader.Options{}, licence))
	require.Equal(t, &graph.Touched{Entities: []graph.ID{"company:test:acme", "company:test:globex"}, Edges: asked(loader.Options{}, licence, stake).Edges,
		Pairs: [][2]graph.ID{{"company:test:acme", "company:test:globex"}}}, d.asked[1])
	require.Len(t, d.asked[1].Edges, 2, "what was written together with something new counts as new")
	require.Nil(t, asked(loader.Options{Prune: true}, licence), "one was withdrawn")
	require.Nil(t, asked(loader.Options{HubDegree: 3}, licence), "another bound")
	require.NotNil(t, asked(loader.Options{HubDegree: 3}, licence, stake))
	_, err := store.Write(t.Context(), graph.Batch{Write: "load", Rows: []map[string]any{{"id": "9999", "properties": map[string]any{"started": "2020-01-01T00:00:00Z"}}}})
	require.NoError(t, err)
	require.Nil(t, asked(loader.Options{HubDegree: 3}, licence), "the load before was cut off")
	q, err := library.Keep("touched-after")
	require.NoError(t, err)
	result, err := store.Ask(t.Context(), q.KeepCall("", map[string]any{"after": ""}))
	require.NoError(t, err)
	var remembered []any
	for _, row := range result.Rows {
		remembered = append(remembered, row[1])
	}
	require.Equal(t, []any{false, true, false, false, true, false, false}, remembered, "where not all was derived")
	require.Equal(t, []any{"company:test:acme\ncompany:test:globex"}, result.Rows[1][3])
	superseding := strings.Replace(said("acme", "HAS_LICENCE_WITH", "company:test:globex", `"status":"reported"`), `"locator"`, `"supersedes":["`+statementID(t, store)+`"],"locator"`, 1)
	require.Nil(t, asked(loader.Options{HubDegree: 3}, licence, superseding))
}

// inParts gives a generated dossier in parts: most of what it states, and four times some of what is left.
func inParts(t *testing.T) [][]string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, world.New(1000, 3000).WriteDossier(&b))
	random := rand.New(rand.NewPCG(1, 2))
	parts := make([][]string, 5)
	for line := range strings.SplitSeq(strings.TrimSpace(b.String()), "\n") {
		if !strings.HasPrefix(line, `{"statement"`) {
			for i := range parts {
				parts[i] = append(parts[i], line)
			}
			continue
		}
		part := max(0, random.IntN(16)-11)
		parts[part] = append(parts[part], line)
	}
	return parts
}

// derivedOf lists all that is derived in the store.
func derivedOf(t *testing.T, store *neo4j.Store) (all []string) {
	t.Helper()
	for _, text := range []string{
		`MATCH (n) WHERE n:Entity OR n:Statement OR n:Source
UNWIND labels(n) AS label
WITH n, label ORDER BY label
WITH n, collect(label) AS labels
RETURN n.id + reduce(all = '', l IN labels | all + ' ' + l) + coalesce(' degree ' + n.degree, '') + coalesce(' origin ' + n.origin, '') AS line ORDER BY line`,
		`MATCH (:Entity)-[r]->(:Entity) RETURN r.key + ' ' + r.state AS line ORDER BY line`,
	} {
		result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: text})
		require.NoError(t, err)
		for _, row := range result.Rows {
			all = append(all, row[0].(string))
		}
	}
	return all
}

// statementID is that of the licence.
func statementID(t *testing.T, store *neo4j.Store) string {
	t.Helper()
	result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: `MATCH (s:Statement) WHERE s.predicate = 'HAS_LICENCE_WITH' RETURN s.id AS id`})
	require.NoError(t, err)
	require.Len(t, result.Rows, 1)
	return result.Rows[0][0].(string)
}
