package graph_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"ipgraph/graph"
)

// fromDatabase gives lists the type that the driver gives them.
func fromDatabase(properties map[string]any) map[string]any {
	p := map[string]any{}
	for name, v := range properties {
		if texts, ok := v.([]string); ok {
			list := make([]any, len(texts))
			for i, s := range texts {
				list[i] = s
			}
			v = list
		}
		p[name] = v
	}
	return p
}

func TestStatementsSurviveTheDatabase(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := anyStatement().Draw(t, "statement")
		back, err := graph.StatementFrom(graph.Node{Properties: fromDatabase(s.Properties())})
		require.NoError(t, err)
		require.Equal(t, s, back)
		require.Equal(t, s.Fingerprint(), back.Fingerprint())
		id := back.ID
		back.Identify()
		require.Equal(t, id, back.ID, "the id still tells the content")
	})
}

func TestEdgesSurviveTheDatabase(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		for _, e := range graph.Project(anyStatements().Draw(t, "statements"), graph.Policy{}) {
			for _, properties := range []map[string]any{e.Properties(), fromDatabase(e.Properties())} {
				back, err := graph.EdgeFrom(graph.Relationship{Type: string(e.Type), From: e.From, To: e.To, Properties: properties})
				require.NoError(t, err)
				require.Equal(t, e, back)
				require.Equal(t, e.Fingerprint(), back.Fingerprint())
			}
		}
	})
}

func TestEntitiesSurviveTheDatabase(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := graph.Entity{ID: anyID(graph.Kinds()).Draw(t, "id"), Name: rapid.String().Draw(t, "name"), About: rapid.String().Draw(t, "about")}
		if rapid.Bool().Draw(t, "has aliases") {
			e.Aliases = rapid.SliceOfN(rapid.String(), 1, 3).Draw(t, "aliases")
		}
		back, err := graph.EntityFrom(graph.Node{Properties: fromDatabase(e.Properties())})
		require.NoError(t, err)
		require.Equal(t, e, back)
	})
}

func TestSourcesSurviveTheDatabase(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := graph.Source{
			ID: "source:ft:a", Title: rapid.String().Draw(t, "title"), Publisher: rapid.String().Draw(t, "publisher"), URL: rapid.String().Draw(t, "url"),
			Published: period(rapid.SampledFrom(validOn).Draw(t, "published")), Retrieved: period(rapid.SampledFrom(validOn).Draw(t, "retrieved")),
			SHA256: rapid.String().Draw(t, "sha256"), Document: rapid.String().Draw(t, "document"), Agency: rapid.String().Draw(t, "agency"),
		}
		if rapid.Bool().Draw(t, "repeats") {
			s.Repeats = []graph.ID{"source:ft:b", "source:ft:c"}
		}
		back, err := graph.SourceFrom(graph.Node{Properties: fromDatabase(s.Properties())})
		require.NoError(t, err)
		require.Equal(t, s, back)
	})
}

func TestBrokenPropertiesAreErrors(t *testing.T) {
	t.Parallel()
	_, err := graph.EntityFrom(graph.Node{Properties: map[string]any{"id": "company:ipgraph:a", "name": int64(3)}})
	require.EqualError(t, err, `entity company:ipgraph:a: property "name" holds a int64, not a text`)
	_, err = graph.EntityFrom(graph.Node{Properties: map[string]any{"id": "company:ipgraph:a", "aliases": []any{"A", int64(3)}}})
	require.EqualError(t, err, `entity company:ipgraph:a: property "aliases" holds a int64, not a text in a list`)
	_, err = graph.SourceFrom(graph.Node{Properties: map[string]any{}})
	require.EqualError(t, err, "a source without its id")
	_, err = graph.StatementFrom(graph.Node{Properties: map[string]any{"id": "s:1", "valid": "2019-13"}})
	require.EqualError(t, err, `statement s:1: date "2019-13": there is no month 13, only 01 to 12`)
	_, err = graph.StatementFrom(graph.Node{Properties: map[string]any{"id": "s:1", "polarity": "yes"}})
	require.EqualError(t, err, `statement s:1: property "polarity" holds a string, not a boolean`)
	_, err = graph.EdgeFrom(graph.Relationship{Type: "SUED", Properties: map[string]any{"key": "e:1", "sids": []any{"s:1"}}})
	require.EqualError(t, err, "edge e:1: sids, sources, locators and reported differ in length")
	_, err = graph.EdgeFrom(graph.Relationship{Type: "PAID", Properties: map[string]any{"key": "e:1", "amount": "3"}})
	require.EqualError(t, err, `edge e:1: property "amount" holds a string, not a whole number`)
}
