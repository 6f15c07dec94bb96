package server_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
)

// ofThisRun are the ids and times of loads, and scores, which are the database's own.
var ofThisRun = regexp.MustCompile(`\d{8}T\d{6}\.\d{9}Z|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|"score":[0-9.]+`)

// everyAnswer keeps what every question answers to its example: how many rows, and a
// hash of them in whatever order. Each Neo4j that is supported has to answer the same.
func everyAnswer(t *testing.T, handler http.Handler, library *cypher.Library) {
	var all strings.Builder
	for _, q := range library.Questions() {
		values := url.Values{}
		for name, value := range q.ExampleArgs() {
			values.Set(name, value)
		}
		w := scenario{url: "/v1/questions/" + q.Name + "?" + values.Encode()}.run(t, handler)
		var answer struct{ Rows []json.RawMessage }
		require.NoError(t, json.Unmarshal(w.Body.Bytes(), &answer), q.Name)
		var rows []string
		for _, row := range answer.Rows {
			rows = append(rows, ofThisRun.ReplaceAllString(string(row), ""))
		}
		slices.Sort(rows)
		hash := sha256.Sum256([]byte(strings.Join(rows, "\n")))
		fmt.Fprintf(&all, "%s %d %s\n", q.Name, len(rows), hex.EncodeToString(hash[:8]))
		if os.Getenv("IPGRAPH_TEST_ANSWERS") != "" { // to see what differs
			require.NoError(t, os.WriteFile(filepath.Join(os.Getenv("IPGRAPH_TEST_ANSWERS"), q.Name), []byte(strings.Join(rows, "\n")), 0o600))
		}
	}
	path := filepath.Join("testdata", "golden", "answers.txt")
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(all.String()), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run the tests with -update to make it")
	require.Equal(t, string(want), all.String(), "IPGRAPH_TEST_ANSWERS=folder keeps the rows")
}
