package neo4j_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/require"

	"ipgraph/bench/world"
	"ipgraph/cypher"
	"ipgraph/loader"
)

// profiled is what a question costs in a world.
type profiled struct {
	hits, size int64 // the median; size counts what the answer holds
	plan       string
}

// TestQuestionsGrowWithTheAnswer profiles every question on a graph and on one
// eight times as large. What is asked about has the same shape in both, so that
// a question which looks at the rest of the graph gives itself away.
func TestQuestionsGrowWithTheAnswer(t *testing.T) {
	const small, large = 1000, 5000
	before, after := profileAll(t, small), profileAll(t, large)
	for name, s := range before {
		l := after[name]
		t.Logf("%-40s hits %6d -> %6d   answer %4d -> %4d", name, s.hits, l.hits, s.size, l.size)
		question, _, _ := strings.Cut(name, " ")
		for _, scan := range scans(l.plan) {
			require.Contains(t, mayScan[question], scan, "%s looks at everything of a kind:\n%s", name, l.plan)
		}
		if name == "most-connected" { // reads the edges of 500 entities, which have more in a larger graph
			require.Less(t, l.hits, int64(50_000))
			continue
		}
		answers := max(1, float64(l.size)/float64(max(1, s.size)))
		require.LessOrEqual(t, float64(l.hits), 2*answers*float64(s.hits)+500, "%s looks at more when the graph is larger", name)
	}
}

// mayScan names scans of what there is little of: hubs, and pairs with a
// countersuit, of which a fixed number is looked at.
var mayScan = map[string][]string{
	"stats":          {"h:Hub"},
	"hubs-beside":    {"hub:Hub"},
	"most-connected": {"h:Hub"},
	"countersuits":   {"(defendant)-[s:COUNTERSUED]->(plaintiff)"},
}

// scans are the operators of a plan that start from everything of a label or
// type, or from everything at all.
func scans(plan string) (found []string) {
	for line := range strings.Lines(plan) {
		operator, details, _ := strings.Cut(strings.TrimSpace(line), " ")
		operator = strings.TrimSuffix(operator, "@neo4j")
		if strings.HasSuffix(operator, "Scan") && !strings.Contains(operator, "Index") {
			found = append(found, details)
		}
	}
	return found
}

// profileAll loads a world and profiles every question on it.
func profileAll(t *testing.T, companies int) map[string]profiled {
	t.Helper()
	g := world.New(companies, 5*companies)
	var text bytes.Buffer
	require.NoError(t, g.WriteDossier(&text))
	store, library := pool.Open(t)
	d := loader.Dossier{Name: "world", Path: "world", FS: fstest.MapFS{"world.jsonl": {Data: text.Bytes()}}}
	_, err := loader.Load(t.Context(), store, library, []loader.Dossier{d}, loader.Options{HubDegree: 100})
	require.NoError(t, err)
	server := pool.Address()
	conn, err := driver.NewDriverWithContext(server.URI, driver.BasicAuth(server.User, server.Password, ""))
	require.NoError(t, err)
	defer func() { require.NoError(t, conn.Close(context.Background())) }()
	found := map[string]profiled{}
	for _, q := range library.Questions() {
		found[q.Name] = profile(t, conn, g, q, func(_ cypher.Query, args cypher.Args) (cypher.Args, bool) { return args, true })
		if _, dated := world.OnADay(q, nil); dated {
			found[q.Name+" on a day"] = profile(t, conn, g, q, world.OnADay)
		}
	}
	return found
}

// profile is the median over some calls of a question.
func profile(t *testing.T, conn driver.DriverWithContext, g *world.World, q cypher.Query, dated func(cypher.Query, cypher.Args) (cypher.Args, bool)) profiled {
	t.Helper()
	const calls = 7
	var hits, sizes []int64
	var plan string
	for i := range calls {
		args, ok := g.Args(q.Name, i)
		require.True(t, ok, q.Name)
		args, _ = dated(q, args)
		call, err := q.Bind(args)
		require.NoError(t, err)
		result, err := driver.ExecuteQuery(t.Context(), conn, "CYPHER 5 PROFILE "+call.Text, call.Params, driver.EagerResultTransformer)
		require.NoError(t, err, q.Name)
		size := int64(0)
		for _, record := range result.Records {
			size += world.Values(record.Values)
		}
		hits, sizes = append(hits, world.Hits(result.Summary.Profile())), append(sizes, size)
		plan = profiledOperators(result.Summary.Profile())
	}
	slices.Sort(hits)
	slices.Sort(sizes)
	return profiled{hits[calls/2], sizes[calls/2], plan}
}

func profiledOperators(p driver.ProfiledPlan) string {
	text := fmt.Sprintf("%s %v\n", p.Operator(), p.Arguments()["Details"])
	for _, child := range p.Children() {
		text += profiledOperators(child)
	}
	return text
}
