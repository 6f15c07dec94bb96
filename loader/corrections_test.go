package loader_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/graph/neo4j"
	"ipgraph/loader"
)

// saidIn is a statement with a locator of its own, by which idOf finds it.
func saidIn(source, locator, subject, predicate, object, more string) string {
	return fmt.Sprintf(`{"statement":{"subject":%q,"predicate":%q,"object":%q,"source":"source:test:%s","locator":%q,%s}}`,
		"company:test:"+subject, predicate, object, source, locator, more)
}

func idOf(t *testing.T, store *neo4j.Store, locator string) string {
	t.Helper()
	result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: "MATCH (s:Statement {locator: $locator}) RETURN s.id", Params: map[string]any{"locator": locator}})
	require.NoError(t, err)
	require.Len(t, result.Rows, 1)
	return result.Rows[0][0].(string)
}

// neighbours names what Acme is joined to, as known on a day or now.
func neighbours(t *testing.T, store *neo4j.Store, library *cypher.Library, known string) []string {
	t.Helper()
	args := cypher.Args{"id": "company:test:acme"}
	if known != "" {
		args["known"] = known
	}
	page, err := answer.Service{Reader: store, Library: library}.NeighboursOf(t.Context(), args)
	require.NoError(t, err)
	found := []string{}
	for _, h := range page.Edges {
		line := fmt.Sprintf("%s %s %s %d", h.Edge.Type, h.To.Name, h.Edge.Status, h.Edge.Statements)
		require.Len(t, h.Edge.Citations, h.Edge.Statements, line)
		for _, c := range h.Edge.Citations {
			require.NotEmpty(t, c.Publisher, "the source of what was known once is told too")
		}
		found = append(found, line)
	}
	return found
}

func connected(t *testing.T, store *neo4j.Store, library *cypher.Library, known string) bool {
	t.Helper()
	args := cypher.Args{"from": "company:test:acme", "to": "company:test:globex"}
	if known != "" {
		args["known"] = known
	}
	paths, err := answer.Service{Reader: store, Library: library}.PathsBetween(t.Context(), args)
	require.NoError(t, err)
	return len(paths.Paths) > 0
}

// A statement whose only source took it back is not walked or listed now, and was
// known on the day before.
func TestWithdrawalEndsAnEdge(t *testing.T) {
	store, library := pool.Open(t)
	base := []string{aSource, bSource, acme, globex, saidIn("one", "page 1", "acme", "HAS_LICENCE_WITH", "company:test:globex", `"status":"reported"`)}
	load(t, store, library, loader.Options{}, folder(t, "test", base...))
	retraction := saidIn("two", "page 2", "acme", "HAS_LICENCE_WITH", "company:test:globex",
		`"status":"withdrawn","supersedes":["`+idOf(t, store, "page 1")+`"]`)
	withdrawn := folder(t, "test", append(base, retraction)...)
	report := load(t, store, library, loader.Options{}, withdrawn)
	require.Equal(t, int64(1), kind(report, "superseded").Updated)

	require.Empty(t, neighbours(t, store, library, ""))
	require.Empty(t, neighbours(t, store, library, "2020-01-01"))
	require.Equal(t, []string{"HAS_LICENCE_WITH Globex reported 1"}, neighbours(t, store, library, "2019-06-01"))
	require.False(t, connected(t, store, library, ""))
	require.False(t, connected(t, store, library, "2020-01-01"))
	require.True(t, connected(t, store, library, "2019-06-01"))
	service := answer.Service{Reader: store, Library: library}
	isolated, err := service.Ask(t.Context(), "isolated", nil)
	require.NoError(t, err)
	require.Len(t, isolated.Rows, 2)
	changes, err := service.Ask(t.Context(), "changes-of", cypher.Args{"id": "company:test:acme", "from": "2019-06-01", "to": "2020-06-01"})
	require.NoError(t, err)
	require.Len(t, changes.Rows, 1)
	require.Equal(t, "gone", changes.Rows[0]["change"])

	require.False(t, load(t, store, library, loader.Options{Compare: true}, withdrawn).Changed(), "nothing is left to do")
	exported := export(t, store, library)
	again, fresh := pool.Open(t)
	load(t, again, fresh, loader.Options{}, folder(t, "test", strings.Split(strings.TrimSpace(exported), "\n")...))
	require.Equal(t, exported, export(t, again, fresh))
	require.Equal(t, []string{"HAS_LICENCE_WITH Globex reported 1"}, neighbours(t, again, fresh, "2019-06-01"))
	require.Empty(t, neighbours(t, again, fresh, ""))
}

// A correction may be about another relation, and stand in another dossier than
// what it corrects; when it is withdrawn itself, what it corrected counts again.
func TestCorrectionInAnotherDossier(t *testing.T) {
	store, library := pool.Open(t)
	initech := `{"entity":{"id":"company:test:initech","name":"Initech"}}`
	one := folder(t, "one", aSource, acme, globex, initech, saidIn("one", "page 1", "acme", "SUED", "company:test:globex", `"status":"alleged"`))
	load(t, store, library, loader.Options{}, one)
	right := saidIn("two", "page 2", "acme", "SUED", "company:test:initech", `"status":"alleged","supersedes":["`+idOf(t, store, "page 1")+`"]`)
	base := []string{bSource, acme, globex, initech}
	two := folder(t, "two", append(base, right)...)
	corrected := func() {
		require.Equal(t, []string{"SUED Initech alleged 1"}, neighbours(t, store, library, ""))
		require.Equal(t, []string{"SUED Globex alleged 1"}, neighbours(t, store, library, "2019-12-31"))
	}
	load(t, store, library, loader.Options{}, two)
	corrected()
	load(t, store, library, loader.Options{Compare: true}, one)
	corrected()

	dry := load(t, store, library, loader.Options{Prune: true, DryRun: true}, folder(t, "two", base...))
	require.Equal(t, 1, dry.DepartedCount)
	corrected()
	load(t, store, library, loader.Options{Prune: true}, folder(t, "two", base...))
	require.Equal(t, []string{"SUED Globex alleged 1"}, neighbours(t, store, library, ""))
	load(t, store, library, loader.Options{}, two)
	corrected()
	rejected := strings.Replace(right, `"status"`, `"review":"rejected","status"`, 1)
	load(t, store, library, loader.Options{}, folder(t, "two", append(base, rejected)...))
	require.Equal(t, []string{"SUED Globex alleged 1"}, neighbours(t, store, library, ""), "what is rejected corrects nothing")
}

// A party that was none takes the shortcut with it.
func TestCorrectionEndsAShortcut(t *testing.T) {
	store, library := pool.Open(t)
	base := []string{aSource, bSource, acme, globex, aCase,
		saidIn("one", "page 1", "acme", "PARTY_TO", "lawsuit:test:acme-v-globex", `"status":"recorded","qualifiers":{"role":"plaintiff"}`),
		saidIn("one", "page 2", "globex", "PARTY_TO", "lawsuit:test:acme-v-globex", `"status":"recorded","qualifiers":{"role":"defendant"}`)}
	load(t, store, library, loader.Options{}, folder(t, "test", base...))
	require.Contains(t, neighbours(t, store, library, ""), "SUED Globex recorded 2")
	dropped := saidIn("two", "page 3", "globex", "PARTY_TO", "lawsuit:test:acme-v-globex",
		`"status":"withdrawn","qualifiers":{"role":"defendant"},"supersedes":["`+idOf(t, store, "page 2")+`"]`)
	load(t, store, library, loader.Options{}, folder(t, "test", append(base, dropped)...))
	require.Equal(t, []string{"PARTY_TO Acme v. Globex recorded 1"}, neighbours(t, store, library, ""))
	require.Contains(t, neighbours(t, store, library, "2019-06-01"), "SUED Globex recorded 2")
}

// cutOff is a store that fails at one kind of write.
type cutOff struct {
	loader.Store
	write string
}

func (c cutOff) Write(ctx context.Context, b graph.Batch) (graph.Counts, error) {
	if b.Write == c.write {
		return graph.Counts{}, errors.New("cut off")
	}
	return c.Store.Write(ctx, b)
}

// TestInterruptedCorrection: wherever a load is cut off that corrects, or takes a
// correction away, the next one finishes it.
func TestInterruptedCorrection(t *testing.T) {
	initech := `{"entity":{"id":"company:test:initech","name":"Initech"}}`
	base := []string{bSource, acme, globex, initech}
	for _, write := range []string{"supersedes", "superseded", "edges-few", "withdraw", "remove-edges"} {
		t.Run(write, func(t *testing.T) {
			store, library := pool.Open(t)
			load(t, store, library, loader.Options{}, folder(t, "one", aSource, acme, globex, initech, saidIn("one", "page 1", "acme", "SUED", "company:test:globex", `"status":"alleged"`)))
			two := folder(t, "two", append(base, saidIn("two", "page 2", "acme", "SUED", "company:test:initech", `"status":"alleged","supersedes":["`+idOf(t, store, "page 1")+`"]`))...)
			less := folder(t, "two", base...)
			interrupt := func(o loader.Options, d loader.Dossier) {
				_, err := loader.Load(t.Context(), cutOff{store, write}, library, []loader.Dossier{d}, o)
				if err != nil { // not every load writes all kinds
					require.ErrorContains(t, err, "cut off")
				}
				load(t, store, library, o, d)
			}
			interrupt(loader.Options{}, two)
			require.Equal(t, []string{"SUED Initech alleged 1"}, neighbours(t, store, library, ""))
			require.Equal(t, []string{"SUED Globex alleged 1"}, neighbours(t, store, library, "2019-12-31"))
			interrupt(loader.Options{Prune: true}, less)
			require.Equal(t, []string{"SUED Globex alleged 1"}, neighbours(t, store, library, ""))
		})
	}
}

func TestCorrectionsThatAreRefused(t *testing.T) {
	store, library := pool.Open(t)
	nobody := "s:00000000000000000000000000000000"
	d := folder(t, "test", aSource, bSource, acme, globex,
		saidIn("one", "page 1", "acme", "SUED", "company:test:globex", `"status":"alleged","supersedes":["`+nobody+`"]`),
		saidIn("one", "page 2", "acme", "SUED", "company:test:globex", `"status":"found","supersedes":["`+nobody+`"]`))
	_, err := loader.Check(t.Context(), []loader.Dossier{d}, nil)
	require.NoError(t, err, "the store may hold it")
	_, err = loader.Load(t.Context(), store, library, []loader.Dossier{d}, loader.Options{})
	require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
	for _, line := range []string{"all.jsonl:5:", "all.jsonl:6:", nobody + " is a statement neither of these dossiers nor of the graph", "2 problems; nothing was written"} {
		require.ErrorContains(t, err, line)
	}
	require.Empty(t, edgesOf(t, store))
	d = folder(t, "test", aSource, acme, globex,
		saidIn("one", "page 1", "acme", "SUED", "company:test:globex", `"status":"withdrawn"`),
		saidIn("one", "page 2", "acme", "SUED", "company:test:globex", `"status":"found","supersedes":["page 1","r:00000000000000000000000000000000","`+nobody+`","`+nobody+`"]`),
		saidIn("one", "page 3", "acme", "SUED", "company:test:globex", `"status":"recorded","record":true,"supersedes":["`+nobody+`"]`))
	_, err = loader.Check(t.Context(), []loader.Dossier{d}, nil)
	for _, line := range []string{"takes others back: name them", `"page 1" is not the id of a statement`, "is a register record: take the row out", "is named twice", "a register record supersedes nothing"} {
		require.ErrorContains(t, err, line)
	}
}

// TestRepeatsAreJoined, in whatever batches the two sources are written.
func TestRepeatsAreJoined(t *testing.T) {
	store, library := pool.Open(t)
	copied := strings.Replace(bSource, `"title"`, `"repeats":["source:test:one"],"title"`, 1)
	load(t, store, library, loader.Options{BatchRows: 1}, folder(t, "d", aSource, copied))
	result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: "MATCH (:Source)-[r:REPEATS]->(:Source) RETURN count(r)"})
	require.NoError(t, err)
	require.EqualValues(t, 1, result.Rows[0][0])
}
