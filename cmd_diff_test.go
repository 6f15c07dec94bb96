package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// dossierOf writes files into a folder.
func dossierOf(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "dossier")
	require.NoError(t, os.MkdirAll(dir, 0o755))
	for name, text := range files {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	return dir
}

// TestDiff: a dossier is loaded twice, and the exit code says whether anything
// changed.
func TestDiff(t *testing.T) {
	useNeo4j(t)
	files := map[string]string{
		"sources.yaml":    "- {id: source:test:one, title: One, publisher: First, published: 2019-01-01}\n",
		"entities.yaml":   "- {id: company:test:a, name: Acme}\n- {id: company:test:b, name: Globex}\n- {id: company:test:c, name: Umbrella}\n",
		"statements.yaml": "- {subject: company:test:a, predicate: SUED, object: company:test:b, status: alleged, source: source:test:one, locator: page 1}\n",
		"watch.yaml":      "- id: company:test:a\n- {id: company:test:b, note: whom it sued}\n- id: company:test:c\n",
	}
	ok(t, "load", dossierOf(t, files))
	require.Equal(t, 3, cli(t, "diff").code, "one load has nothing to be compared with")
	r := cli(t, "diff", "latest")
	require.Zero(t, r.code, r.stderr)
	require.Contains(t, r.stdout, "nothing changed")

	files["statements.yaml"] += "- {subject: company:test:b, predicate: SUBSIDIARY_OF, object: company:test:c, status: announced, source: source:test:one, locator: page 2}\n" +
		"- {subject: company:test:a, predicate: SUED, object: company:test:b, status: found, source: source:test:one, locator: page 3}\n"
	ok(t, "load", dossierOf(t, files))
	r = cli(t, "diff")
	require.Equal(t, exitChanged, r.code, r.stderr)
	require.Empty(t, r.stderr, "to have changed is no error")
	text := regexp.MustCompile(`\d{8}T\S+|\d{4}-\d\d-\d\dT\S+`).ReplaceAllString(r.stdout, "…")
	require.Equal(t, `From load … ended …
to load   … ended …

Relations added:
  Globex is a subsidiary of Umbrella (announced). [1]

Relations changed:
  Acme sued Globex (found). [2][3] Otherwise than before: status, statements (was alleged)

Statements added:
  Acme sued Globex (found; First, page 3)
  Globex is a subsidiary of Umbrella (announced; First, page 2)

Connections between watched entities:
  Acme and Umbrella: gained, 2 hops
  Globex and Umbrella: gained, 1 hop

Sources:
  [1] First, 2019-01-01: One. page 2.
  [2] First, 2019-01-01: One. page 3.
  [3] First, 2019-01-01: One. page 1.
`, strings.ReplaceAll(text, "…:", "…"))

	r = cli(t, "diff", "--json", "--watch", "Acme", "--watch", "Umbrella")
	require.Equal(t, exitChanged, r.code)
	var d struct {
		Changed   bool
		Relations []struct {
			Change string
			After  struct{ Key string }
		}
		Watched struct{ Connections []struct{ Change string } }
	}
	require.NoError(t, json.Unmarshal([]byte(r.stdout), &d))
	require.True(t, d.Changed)
	require.Len(t, d.Watched.Connections, 1)
	require.Equal(t, 2, cli(t, "diff", "--hops", "9").code)
	require.Equal(t, 3, cli(t, "diff", "--since", "2001-01-01").code)
	require.Equal(t, 2, cli(t, "diff", "a", "b", "c").code)

	history := ok(t, "history", d.Relations[1].After.Key)
	require.Contains(t, history, "Acme SUED Globex")
	require.Regexp(t, `2019-01-01 +alleged +found +\d{8}T\S+ +First, page 1`, history)
	require.Contains(t, ok(t, "history", d.Relations[1].After.Key, "--json"), `"states": [`)
	require.Equal(t, 3, cli(t, "history", "e:00000000000000000000000000000000").code)
}
