package server_test

import (
	"net/http"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/loader"
	"ipgraph/server"
)

// TestTheCopyIsBroughtUpToDate: after a load that says what it wrote the very next search is in the copy, and sees it;
// after one that takes something away a copy is made anew.
func TestTheCopyIsBroughtUpToDate(t *testing.T) {
	store, library := pool.Open(t)
	reader, at := &asked{Reader: store}, &clock{now: time.Now()}
	handler := handlerOn(t, reader, library, func(c *server.Config) { c.Now, c.CopyEdges = at.Now, 1000 })
	load := func(o loader.Options, dossiers ...loader.Dossier) {
		_, err := loader.Load(t.Context(), store, library, dossiers, o)
		require.NoError(t, err)
		at.pass(2 * time.Second)
		reader.take()
	}
	const chain = "/v1/paths?from=company:test:1&to=company:test:2&limit=1"
	search := func() (body string, questions []string) {
		w := answerTo(handler, chain)
		require.Equal(t, http.StatusOK, w.Code, "%s", w.Body)
		return w.Body.String(), reader.take()
	}
	searchedInCopy := func() bool {
		_, questions := search()
		return slices.Contains(questions, "chains-along")
	}

	load(loader.Options{}, joined(3, "old")...)
	require.Eventually(t, searchedInCopy, time.Minute, 10*time.Millisecond)
	body, _ := search()
	require.Contains(t, body, `"id":"company:test:old"`)

	direct := loader.Dossier{Name: "direct", Path: "direct", FS: fstest.MapFS{"all.jsonl": {Data: []byte(`{"source":{"id":"source:test:two","title":"Two","publisher":"Second","published":"2019-01-01"}}
{"entity":{"id":"company:test:1","name":"Company 1 of the old"}}
{"entity":{"id":"company:test:2","name":"Company 2 of the old"}}
{"statement":{"subject":"company:test:1","predicate":"SUED","object":"company:test:2","status":"reported","source":"source:test:two","locator":"page 1"}}
`)}}}
	load(loader.Options{}, direct)
	body, questions := search()
	require.Contains(t, body, `"type":"SUED"`)
	require.Contains(t, questions, "touched-after")
	require.Contains(t, questions, "chains-along")
	require.NotContains(t, questions, "paths-between", "the database was not searched")
	require.NotContains(t, questions, "snapshot-nodes", "nothing was read anew that the load did not write")
	_, questions = search()
	require.NotContains(t, questions, "touched-after", "once is enough")

	direct.FS = fstest.MapFS{"all.jsonl": {Data: []byte(`{"entity":{"id":"company:test:1","name":"Company 1 of the old"}}` + "\n")}}
	load(loader.Options{Prune: true}, direct)
	body, questions = search()
	require.NotContains(t, body, `"type":"SUED"`)
	require.Contains(t, questions, "paths-between", "until there is a copy again")
	require.Eventually(t, searchedInCopy, time.Minute, 10*time.Millisecond)
	body, _ = search()
	require.NotContains(t, body, `"type":"SUED"`)
	require.Contains(t, body, `"id":"company:test:old"`)
}
