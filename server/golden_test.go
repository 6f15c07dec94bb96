package server_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files anew")

var score = regexp.MustCompile(`"score":[0-9.]+`)

// lastLoad is when the last load was begun.
var lastLoad = regexp.MustCompile(`"last_load":"[^"]*"`)

// goldenAnswers keeps one answer of each shape: their field names are a promise.
func goldenAnswers(t *testing.T, handler http.Handler) {
	for name, s := range map[string]scenario{
		"search": {url: "/v1/entities?q=huawei"}, "entity": {url: "/v1/entities/" + lawsuit + "?known=2019-06-28"},
		"neighbours": {url: "/v1/entities/" + cnex + "/neighbours?family=money,people"}, "counts": {url: "/v1/entities/" + cnex + "/counts"},
		"paths": {url: "/v1/paths?from=micron&to=futurewei"}, "no-path": {url: "/v1/paths?from=Samsung&to=Micron&family=people&hops=2"},
		"statement": {url: "/v1/statements/" + stake}, "source": {url: "/v1/sources/" + article + "?limit=3"},
		"question": {url: "/v1/questions/stats"}, "ambiguous": {url: "/v1/paths?from=Huawei+v.+Verizon&to=micron", status: 400},
		"unknown": {url: "/v1/entities/company:ipgraph:nobody", status: 404},
		"invalid": {url: "/v1/paths?from=micron&to=futurewei&hops=7&famly=x", status: 400},
	} {
		t.Run(name, func(t *testing.T) {
			s.header = map[string]string{"X-Request-Id": "golden"}
			golden(t, name, s.run(t, handler).Body.Bytes())
		})
	}
}

// golden compares with a file, byte for byte once both are indented, so that
// the order of fields counts too. Scores of a search are the database's own, and
// each run has a load of its own.
func golden(t *testing.T, name string, body []byte) {
	t.Helper()
	body = score.ReplaceAll(body, []byte(`"score":1`))
	body = lastLoad.ReplaceAll(body, []byte(`"last_load":"load"`))
	var got bytes.Buffer
	require.NoError(t, json.Indent(&got, body, "", "  "))
	path := filepath.Join("testdata", "golden", name+".json")
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, got.Bytes(), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run the tests with -update to make it")
	require.Equal(t, string(want), got.String())
}
