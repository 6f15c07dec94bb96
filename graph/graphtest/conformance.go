package graphtest

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Tested is what a store must do to pass the conformance suite.
type Tested interface {
	Ping(ctx context.Context) error
	Prepare(ctx context.Context) error
	Write(ctx context.Context, b graph.Batch) (graph.Counts, error)
	Ask(ctx context.Context, call cypher.Call) (graph.Result, error)
	Derive(ctx context.Context, hubDegree int, touched *graph.Touched) error
}

// Run checks that a store keeps its promises. Open gives an empty, prepared
// store for one part of the suite; parts do not run in parallel.
func Run(t *testing.T, open func(t *testing.T) Tested) {
	t.Helper()
	for _, part := range []struct {
		name string
		test func(*testing.T, suite)
	}{
		{"counts and idempotence", counts}, {"all or nothing", allOrNothing}, {"edges", edges}, {"statements", statements},
		{"withdrawal", withdrawal}, {"corrections", corrections}, {"revisions", revisions}, {"pages of loads", loadPages}, {"pages of statements", statementPages}, {"walks", walks},
		{"shortcuts", keepShortcuts}, {"read back", readBack}, {"facts", factsOfEntity}, {"sources", sources}, {"reach", reaches}, {"beside", besideEachOther}, {"views", views}, {"snapshots", snapshots}, {"what loads touched", touchedByLoads}, {"reconciliation", reconciled}, {"exports", exported}, {"limits", limits},
		{"loads", loads}, {"pages and hashes", pagesAndHashes}, {"derived labels", derived},
		{"ended contexts", endedContexts}, {"unknown questions", unknownQuestions}, {"values", goTypes},
	} {
		t.Run(part.name, func(t *testing.T) {
			library, err := cypher.Load()
			require.NoError(t, err)
			s := suite{open(t), library}
			require.NoError(t, s.store.Prepare(t.Context()), "preparing twice is harmless")
			require.NoError(t, s.store.Ping(t.Context()))
			part.test(t, s)
		})
	}
}

type suite struct {
	store   Tested
	library *cypher.Library
}

func (s suite) ask(t *testing.T, name string, args cypher.Args) graph.Result {
	t.Helper()
	q, err := s.library.Get(name)
	require.NoError(t, err)
	call, err := q.Bind(args)
	require.NoError(t, err)
	call.Limit = 0
	result, err := s.store.Ask(t.Context(), call)
	require.NoError(t, err)
	return result
}

func (s suite) keep(t *testing.T, name, word string, params map[string]any) graph.Result {
	t.Helper()
	q, err := s.library.Keep(name)
	require.NoError(t, err)
	result, err := s.store.Ask(t.Context(), q.KeepCall(word, params))
	require.NoError(t, err)
	return result
}

func (s suite) write(t *testing.T, b graph.Batch) graph.Counts {
	t.Helper()
	c, err := s.store.Write(t.Context(), b)
	require.NoError(t, err)
	return c
}

const (
	acme   = "company:test:acme"
	rival  = "company:test:rival"
	court  = "court:test:one"
	suit   = "lawsuit:test:1/2"
	paper  = "source:test:paper"
	agency = "source:test:agency"
	today  = "2026-01-01T00:00:00Z"
)

func entityBatch(ids ...string) graph.Batch {
	b := graph.Batch{Write: "entities", EveryRow: true}
	for _, id := range ids {
		e := graph.Entity{ID: graph.ID(id), Name: "Name of " + id, Aliases: []string{"Alias"}}
		b.Rows = append(b.Rows, row{"id": id, "label": e.ID.Kind().Label(), "hash": e.Fingerprint(), "properties": e.Properties()})
	}
	return b
}

func sourceBatch(t *testing.T, ids ...string) graph.Batch {
	t.Helper()
	day, err := graph.ParsePeriod("2019-06-27")
	require.NoError(t, err)
	b := graph.Batch{Write: "sources"}
	for _, id := range ids {
		o := graph.Source{ID: graph.ID(id), Title: "A title", Publisher: "A paper", Published: day}
		b.Rows = append(b.Rows, row{"id": id, "hash": o.Fingerprint(), "properties": o.Properties()})
	}
	return b
}

// edgeRow is an edge as the loader sends it.
func edgeRow(key, from, kind, to string, extra row) row {
	p := row{"key": key, "status": "reported", "polarity": true, "family": "dispute", "first_reported": "2019-06-27", "sids": []string{"s:1"},
		"sources": []string{paper}, "locators": []string{"paragraph 1"}, "reported": []string{"2019-06-27"}, "sid_count": int64(1), "state": strings.Repeat("x", stateLength)}
	for name, v := range extra {
		p[name] = v
	}
	return row{"key": key, "type": kind, "from": from, "to": to, "hash": "hash of " + key, "properties": p}
}

// statementRow is a statement as the loader sends it; extra changes it.
func statementRow(t *testing.T, dossier string, s graph.Statement) row {
	t.Helper()
	var err error
	s.ReportedOn, err = graph.ParsePeriod("2019-06-27")
	require.NoError(t, err)
	if s.Source == "" {
		s.Source = paper
	}
	s.Status, s.Locator = graph.Reported, "paragraph 1"
	s.Identify()
	return row{"id": string(s.ID), "hash": s.Fingerprint(), "dossier": dossier, "properties": s.Properties()}
}

func statementBatch(rows ...row) graph.Batch {
	return graph.Batch{Write: "statements", EveryRow: true, Rows: rows, Args: row{"now": today, "load": "1"}}
}

// world writes entities and sources that statements and edges can use.
func (s suite) world(t *testing.T) {
	t.Helper()
	s.write(t, entityBatch(acme, rival, court, suit))
	s.write(t, sourceBatch(t, paper, agency))
}

func (s suite) stat(t *testing.T, what string) int64 {
	t.Helper()
	for _, r := range s.ask(t, "stats", nil).Rows {
		if r[0] == what {
			require.IsType(t, int64(0), r[1])
			return r[1].(int64)
		}
	}
	return 0
}

func endedContexts(t *testing.T, s suite) {
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	expired, end := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer end()
	q, err := s.library.Get("stats")
	require.NoError(t, err)
	call, err := q.Bind(nil)
	require.NoError(t, err)
	for ctx, code := range map[context.Context]graph.Code{cancelled: graph.CodeCanceled, expired: graph.CodeTimeout} {
		_, err := s.store.Ask(ctx, call)
		require.Equal(t, code, graph.CodeOf(err), "%v", err)
		_, err = s.store.Write(ctx, entityBatch(acme))
		require.Equal(t, code, graph.CodeOf(err), "%v", err)
	}
	require.Zero(t, s.stat(t, "entities"), "nothing was written after the end")
}

func unknownQuestions(t *testing.T, s suite) {
	_, err := s.store.Ask(t.Context(), cypher.Call{Name: "nonsense", Text: "NONSENSE"})
	require.Equal(t, graph.CodeInternal, graph.CodeOf(err), "an unknown question is an error, not an empty answer")
	_, err = s.store.Write(t.Context(), graph.Batch{Write: "nonsense", Rows: []map[string]any{{}}})
	require.Equal(t, graph.CodeInternal, graph.CodeOf(err))
}
