package snapshot

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/graph/graphtest"
	"ipgraph/loader"
)

// companies is how many there are at most, so few that steps meet each other.
const companies = 9

func company(i int) string { return fmt.Sprintf("company:test:%c", 'a'+i) }

// names are the numbers of the companies' names.
type names [companies]int

// drawDossier makes one that renames some companies and says something about some.
func drawDossier(t *rapid.T, number int, names *names) loader.Dossier {
	some := rapid.IntRange(0, companies-1)
	told := map[int]bool{0: true, 1: true}
	for range rapid.IntRange(0, 3).Draw(t, "renamed") {
		i := some.Draw(t, "who")
		names[i], told[i] = rapid.IntRange(0, 20).Draw(t, "name"), true
	}
	var statements, lines bytes.Buffer
	for i := range rapid.IntRange(0, 6).Draw(t, "statements") {
		from, to := some.Draw(t, "from"), some.Draw(t, "to")
		if from == to {
			continue
		}
		told[from], told[to] = true, true
		fmt.Fprintf(&statements, `{"statement":{"subject":%q,"predicate":%q,"object":%q,"status":%q,"polarity":%t,"source":"source:test:%d","locator":"%d-%d"}}`+"\n",
			company(from), rapid.SampledFrom([]string{"LICENSES_TO", "INVESTED_IN", "SUBSIDIARY_OF"}).Draw(t, "predicate"), company(to),
			rapid.SampledFrom([]string{"reported", "alleged", "found"}).Draw(t, "status"), rapid.IntRange(0, 4).Draw(t, "negative") > 0,
			rapid.IntRange(1, 3).Draw(t, "source"), number, i)
	}
	for day := 1; day <= 3; day++ {
		fmt.Fprintf(&lines, `{"source":{"id":"source:test:%d","title":"Report","publisher":"Test","published":"2019-01-0%d"}}`+"\n", day, day)
	}
	for i := range told {
		fmt.Fprintf(&lines, `{"entity":{"id":%q,"name":"Name %d"}}`+"\n", company(i), names[i])
	}
	lines.Write(statements.Bytes())
	name := fmt.Sprintf("step-%d", number)
	return loader.Dossier{Name: name, Path: name, FS: fstest.MapFS{"all.jsonl": {Data: lines.Bytes()}}}
}

// observed counts what is asked, and does something before one of the answers.
type observed struct {
	Reader
	count     map[string]int
	name      string
	meanwhile func()
}

func (o *observed) Ask(ctx context.Context, call cypher.Call) (graph.Result, error) {
	o.count[call.Name]++
	if do := o.meanwhile; do != nil && call.Name == o.name {
		o.meanwhile = nil
		do()
	}
	return o.Reader.Ask(ctx, call)
}

// versionOf reads the version of a graph that is not being changed.
func versionOf(t require.TestingT, reader Reader, library *cypher.Library) func(context.Context) string {
	return func(ctx context.Context) string {
		q, err := library.Keep("graph-version")
		require.NoError(t, err)
		result, err := reader.Ask(ctx, q.KeepCall("", map[string]any{}))
		require.NoError(t, err)
		return fmt.Sprintf("%v %v %v", result.Rows[0]...)
	}
}

// TestSince: a copy that is brought up to date after each load finds what one finds that is read anew, and is not
// read anew itself. So does one while whose reading a load comes.
func TestSince(t *testing.T) {
	library, err := cypher.Load()
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		store := graphtest.New(library)
		reader := &observed{Reader: store, count: map[string]int{}}
		version := versionOf(t, store, library)
		k := &Keeper{Reader: reader, Library: library, Version: version, VersionNow: version, Most: 1000, Log: slog.New(slog.DiscardHandler), Background: ctx}
		number, names := 0, names{}
		load := func() {
			at := time.Date(2026, 1, 1, 0, number, 0, 0, time.UTC)
			_, err := loader.Load(ctx, store, library, []loader.Dossier{drawDossier(t, number, &names)}, loader.Options{HubDegree: 4, Now: at})
			require.NoError(t, err)
			number++
		}
		for range rapid.IntRange(1, 5).Draw(t, "loads") {
			load()
			reader.name, reader.meanwhile = rapid.SampledFrom([]string{"snapshot-nodes", "snapshot-edges", "touched-after", "snapshot-nodes-of", "snapshot-edges-of", ""}).Draw(t, "meanwhile"), load
			if len(reader.count) == 0 {
				k.build(ctx, version(ctx))
			}
			now := k.Current(ctx)
			require.NotNil(t, now)
			require.Equal(t, version(ctx), now.Version)
			anew, err := Build(ctx, store, library, "anew", 1000)
			require.NoError(t, err)
			require.Equal(t, anew.Edges(), now.Edges())
			require.Equal(t, anew.Entities(), now.Entities())
			requireSame(t, anew, now)
		}
		require.Equal(t, 2, reader.count["snapshot-nodes"], "a page, and nothing behind it")
	})
}

// requireSame asks both copies for chains between all.
func requireSame(t require.TestingT, a, b *Graph) {
	for _, f := range []Filter{{}, {Known: "2019-01-02"}, {Families: []string{"money"}}, {Statuses: []string{graph.Reported.Code(), graph.Found.Code()}}} {
		for from := range companies {
			for to := range from {
				bounds := Bounds{Hops: 4, Limit: 5}
				x, err := a.Between(graph.ID(company(from)), graph.ID(company(to)), bounds, f)
				require.NoError(t, err)
				y, err := b.Between(graph.ID(company(from)), graph.ID(company(to)), bounds, f)
				require.NoError(t, err)
				require.Equal(t, x, y)
			}
		}
	}
}
