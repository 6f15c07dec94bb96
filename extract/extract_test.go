package extract_test

import (
	"bytes"
	"context"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/export"
	"ipgraph/extract"
	"ipgraph/graph"
	"ipgraph/graph/graphtest"
	"ipgraph/loader"
)

const (
	acme   = graph.ID("company:ipgraph:acme")
	globex = graph.ID("company:lei:529900T8BM49AURSDO55")
)

// world is the made world of package export, in memory.
func world(t *testing.T) extract.Store {
	t.Helper()
	library, err := cypher.Load()
	require.NoError(t, err)
	store := graphtest.New(library)
	d, err := loader.Open("../export/testdata/small")
	require.NoError(t, err)
	_, err = loader.Load(t.Context(), store, library, []loader.Dossier{d}, loader.Options{})
	require.NoError(t, err)
	return extract.Store{Reader: store, Library: library, Program: "test", Today: "2026-01-31"}
}

// dossier writes a part as package loader does.
func dossier(s extract.Store) extract.Dossier {
	return func(ctx context.Context, statements []string, entities []graph.ID, w io.Writer) error {
		return loader.ExportSome(ctx, s.Reader, s.Library, statements, entities, w)
	}
}

// held is what content holds: names of entities, types of edges, statements and
// sources.
type held struct {
	entities, edges, statements, sources []string
}

func holds(t *testing.T, c export.Content) held {
	t.Helper()
	var h held
	for e, err := range c.Entities(t.Context()) {
		require.NoError(t, err)
		h.entities = append(h.entities, e.Name)
	}
	for e, err := range c.Edges(t.Context()) {
		require.NoError(t, err)
		h.edges = append(h.edges, e.FromName+" "+string(e.Type)+" "+e.ToName)
		require.Len(t, e.Sources, len(e.Citations))
		for i, cited := range e.Citations {
			require.Equal(t, cited.Source, e.Sources[i].ID, "cited")
		}
	}
	for s, err := range c.Statements(t.Context()) {
		require.NoError(t, err)
		h.statements = append(h.statements, s.SubjectName+" "+string(s.Predicate)+" "+s.ObjectName)
		require.Equal(t, s.Source, s.From.ID)
	}
	for s, err := range c.Sources(t.Context()) {
		require.NoError(t, err)
		h.sources = append(h.sources, string(s.ID))
	}
	return h
}

func TestWhole(t *testing.T) {
	t.Parallel()
	s := world(t)
	c, err := s.Whole(t.Context(), nil, nil)
	require.NoError(t, err)
	h := holds(t, c)
	require.Len(t, h.entities, 9)
	require.Len(t, h.statements, 15, "a row of a register has no node")
	require.Len(t, h.sources, 3)
	require.Contains(t, h.edges, "Acme SUED Globex", "shortcuts too")
	require.Contains(t, h.edges, "US 1234567 B2 ASSIGNED_TO Acme")
	require.Empty(t, c.About().Cut)
}

// TestWholeFamilies: relations of a family, what they join and what is said about
// them, and a word on what is left out.
func TestWholeFamilies(t *testing.T) {
	t.Parallel()
	s := world(t)
	c, err := s.Whole(t.Context(), []graph.Family{graph.DisputeFamily}, nil)
	require.NoError(t, err)
	h := holds(t, c)
	require.ElementsMatch(t, []string{"Acme", "Globex", "Acme v. Globex"}, h.entities)
	require.ElementsMatch(t, []string{"Acme PARTY_TO Acme v. Globex", "Globex PARTY_TO Acme v. Globex", "Acme SUED Globex", "Globex FOUND_LIABLE_TO Acme",
		"Acme DEMANDED_ROYALTY_FROM Globex"}, h.edges)
	require.ElementsMatch(t, []string{"Acme PARTY_TO Acme v. Globex", "Globex PARTY_TO Acme v. Globex", "Globex FOUND_LIABLE_TO Acme", "Acme DEMANDED_ROYALTY_FROM Globex"}, h.statements)
	require.Contains(t, c.About().Cut, "the graph holds 9 entities and 15 relations in all")
	require.Equal(t, graph.CodeInvalid, graph.CodeOf(c.Dossier(t.Context(), io.Discard)), "it would name what is not there")
}

func TestAround(t *testing.T) {
	t.Parallel()
	s := world(t)
	around := func(scope extract.Scope) (export.Content, held) {
		scope.Entities = []string{string(globex)}
		c, err := s.Around(t.Context(), scope, dossier(s))
		require.NoError(t, err)
		return c, holds(t, c)
	}
	c, h := around(extract.Scope{})
	require.ElementsMatch(t, []string{"Acme", "Globex", "Acme v. Globex", `Jo "the Fox" Doe`}, h.entities)
	require.Contains(t, h.edges, `Jo "the Fox" Doe DIRECTOR_OF Acme`, "relations between neighbours too")
	require.NotContains(t, h.statements, "Acme HAS_FIGURE ")
	require.Contains(t, c.About().Cut, "It shows 4 of 9 entities")
	require.Equal(t, 4, c.About().Entities)
	var b bytes.Buffer
	require.NoError(t, c.Dossier(t.Context(), &b))
	require.Contains(t, b.String(), `"predicate":"EMPLOYED_BY"`)

	_, h = around(extract.Scope{Families: []graph.Family{graph.PeopleFamily}})
	require.Equal(t, []string{`Jo "the Fox" Doe EMPLOYED_BY Globex`}, h.edges)
	_, h = around(extract.Scope{On: "2012-02-01"})
	require.Contains(t, h.edges, `Jo "the Fox" Doe EMPLOYED_BY Globex`)
	require.NotContains(t, h.edges, "Acme SUED Globex", "not yet")
	c, h = around(extract.Scope{On: "2014-02-01"})
	require.NotContains(t, h.edges, `Jo "the Fox" Doe EMPLOYED_BY Globex`, "no more")
	require.Contains(t, c.About().Scope, "as it may have been on 2014-02-01")
	_, h = around(extract.Scope{Known: "2019-06-27"})
	require.NotContains(t, h.edges, "Acme SUBSIDIARY_OF Globex", "reported a day later")
	require.Contains(t, h.edges, "Acme SUED Globex")
}

func TestAroundRefuses(t *testing.T) {
	t.Parallel()
	s := world(t)
	_, err := s.Around(t.Context(), extract.Scope{Entities: []string{"company:ipgraph:nobody"}}, nil)
	require.Equal(t, graph.CodeNotFound, graph.CodeOf(err))
	_, err = s.Around(t.Context(), extract.Scope{Entities: []string{string(acme)}, On: "2014"}, nil)
	require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
	require.ErrorContains(t, err, "on: ")
}

// TestPartIsWhatTheStoreHolds: an edge of an answer is written as that of the store,
// apart from its history.
func TestPartIsWhatTheStoreHolds(t *testing.T) {
	t.Parallel()
	s := world(t)
	whole, err := s.Whole(t.Context(), nil, nil)
	require.NoError(t, err)
	stored := map[string]export.Edge{}
	for e, err := range whole.Edges(t.Context()) {
		require.NoError(t, err)
		e.History, e.State, e.Former = nil, "", nil
		if e.Record {
			e.Citations[0].Statement = ""
		}
		stored[e.Key] = e
	}
	part, err := s.Around(t.Context(), extract.Scope{Entities: []string{string(acme), string(globex)}}, nil)
	require.NoError(t, err)
	seen := 0
	for e, err := range part.Edges(t.Context()) {
		require.NoError(t, err)
		require.Equal(t, stored[e.Key], e)
		seen++
	}
	require.Equal(t, len(stored), seen)
}
