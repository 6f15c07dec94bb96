package neo4j_test

import (
	"bytes"
	"context"
	"testing"
	"testing/fstest"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/require"

	"ipgraph/bench/world"
	"ipgraph/loader"
)

// TestDifferencesAskForNoMoreThanTheyGet profiles what differences and histories
// ask for: an index leads to each, and a page costs what it holds.
func TestDifferencesAskForNoMoreThanTheyGet(t *testing.T) {
	g := world.New(1500, 7500)
	var text bytes.Buffer
	require.NoError(t, g.WriteDossier(&text))
	store, library := pool.Open(t)
	d := loader.Dossier{Name: "world", Path: "world", FS: fstest.MapFS{"world.jsonl": {Data: text.Bytes()}}}
	report, err := loader.Load(t.Context(), store, library, []loader.Dossier{d}, loader.Options{HubDegree: 100, BatchRows: 500})
	require.NoError(t, err)
	server := pool.Address()
	conn, err := driver.NewDriverWithContext(server.URI, driver.BasicAuth(server.User, server.Password, ""))
	require.NoError(t, err)
	defer func() { require.NoError(t, conn.Close(context.Background())) }()
	const nothing = "e:00000000000000000000000000000000"
	ids := []string{nothing}
	for name, ask := range map[string]struct {
		params map[string]any
		most   int64 // database hits
	}{
		"changed-statements": {map[string]any{"load": report.Load, "after": "s:4", "most": int64(10)}, 500},
		"superseded-page":    {map[string]any{"after": ""}, 10}, "superseded-by": {map[string]any{"ids": ids}, 10},
		"missing-statements": {map[string]any{"ids": ids}, 10}, "finished-loads": {map[string]any{"prefix": ""}, 100},
		"loads-after": {map[string]any{"after": ""}, 100}, "changing-loads": {map[string]any{}, 100},
		"all-of-edges": {map[string]any{"ids": ids}, 10}, "all-of-arrangements": {map[string]any{"ids": ids}, 10},
		"statement-of-edge": {map[string]any{"key": nothing}, 10}, "edge-by-key": {map[string]any{"key": nothing}, 10},
		"edge-between":         {map[string]any{"key": nothing, "from": g.CaseAt(0).Plaintiff, "to": g.CaseAt(0).Defendant}, 50},
		"neighbours-by-family": {map[string]any{"ids": []string{world.CompanyID(0)}, "families": []string{"dispute money ownership"}, "certain": "no", "most": int64(10)}, 600},
		"entities-with-edges":  {map[string]any{"ids": []string{g.CaseAt(0).Plaintiff, g.CaseAt(0).Defendant, g.CaseAt(0).Lawsuit}, "certain": "no", "most": int64(10)}, 800},
		"most-connected":       {map[string]any{"most": int64(20)}, 3000},
		"names-like":           {map[string]any{"q": "company~1", "most": int64(10)}, 6000}, "identified": {map[string]any{"ids": []string{world.CompanyID(0)}, "values": []string{"nothing"}, "most": int64(10)}, 50},
		"facts-of-entities": {map[string]any{"ids": []string{world.CompanyID(0)}, "predicates": []string{"HAS_ID"}, "certain": "no", "most": int64(10)}, 300},
		"joined-by":         {map[string]any{"ids": []string{g.CaseAt(0).Plaintiff}, "direction": "both", "certain": "no", "most": int64(10)}, 800},
		"walkable":          {map[string]any{"ids": []string{g.CaseAt(0).Plaintiff}, "most": int64(10)}, 500},
	} {
		q, err := library.Keep(name)
		require.NoError(t, err)
		call := q.KeepCall("SUED", ask.params)
		result, err := driver.ExecuteQuery(t.Context(), conn, "CYPHER 5 PROFILE "+call.Text, call.Params, driver.EagerResultTransformer)
		require.NoError(t, err, name)
		plan := profiledOperators(result.Summary.Profile())
		require.Subset(t, mayScan[name], scans(plan), "%s looks at everything of a kind:\n%s", name, plan)
		require.LessOrEqual(t, world.Hits(result.Summary.Profile()), ask.most, "%s:\n%s", name, plan)
	}
}
