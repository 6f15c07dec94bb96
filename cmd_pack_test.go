package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"ipgraph/pack"
)

// packed makes a pack of what joins Acme and Umbrella.
func packed(t *testing.T, more ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "story.zip")
	out := ok(t, append([]string{"pack", "--from", "Acme", "--to", "Umbrella", "-o", file}, more...)...)
	require.Contains(t, out, "joined by a chain of 2 hops")
	return file
}

// changesOf verifies a pack and gives the changes by kind.
func changesOf(t *testing.T, file string) map[pack.Kind][]string {
	t.Helper()
	r := cli(t, "verify", file, "--json")
	require.Empty(t, r.stderr)
	var found struct{ Changes []pack.Change }
	require.NoError(t, json.Unmarshal([]byte(r.stdout), &found))
	want := 0
	if len(found.Changes) > 0 {
		want = exitChanged
	}
	require.Equal(t, want, r.code)
	kinds := map[pack.Kind][]string{}
	for _, c := range found.Changes {
		kinds[c.Kind] = append(kinds[c.Kind], c.What)
	}
	return kinds
}

// TestPack: a pack made before the dossier changed verifies with exactly the changes
// that were made.
func TestPack(t *testing.T) {
	useNeo4j(t)
	const sued = "- {subject: company:test:a, predicate: SUED, object: company:test:b, status: alleged, source: source:test:one, locator: page 1}\n"
	const owned = "- {subject: company:test:b, predicate: SUBSIDIARY_OF, object: company:test:c, status: reported, source: source:test:one, locator: page 2}\n"
	files := map[string]string{
		"sources.yaml":    "- {id: source:test:one, title: One, publisher: First, published: 2019-01-01}\n- {id: source:test:two, title: Two, publisher: Second, published: 2020-01-01}\n",
		"entities.yaml":   "- {id: company:test:a, name: Acme}\n- {id: company:test:b, name: Globex}\n- {id: company:test:c, name: Umbrella}\n- {id: company:test:d, name: Elsewhere}\n",
		"statements.yaml": sued + owned + "- {subject: company:test:d, predicate: SUED, object: company:test:c, status: alleged, source: source:test:one, locator: page 9}\n",
	}
	ok(t, "load", dossierOf(t, files))
	file := packed(t)
	then := packed(t, "--known", "2019-06-30")
	require.Equal(t, packedBytes(t, file), packedBytes(t, packed(t)), "the same graph gives the same bytes")
	require.Empty(t, changesOf(t, file))
	require.Contains(t, ok(t, "verify", file), "The graph says the same now.")
	require.Contains(t, ok(t, "verify", file, "--seal-only"), "Every file is as it was written")

	// The pack's dossier stands by itself.
	unpacked := filepath.Join(t.TempDir(), "unpacked")
	require.NoError(t, os.Mkdir(unpacked, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(unpacked, "dossier.jsonl"), fileOf(t, file, pack.DossierFile), 0o600))
	require.Contains(t, ok(t, "check", unpacked), "no problems in 1 sources, 3 entities and 2 statements")

	// One statement goes, one comes, one is ranked; a name and a title change, and what has nothing to do with the story changes too.
	files["sources.yaml"] = strings.Replace(files["sources.yaml"], "title: One", "title: Won", 1)
	files["entities.yaml"] = strings.Replace(files["entities.yaml"], "name: Globex", "name: Globex Inc.", 1)
	files["statements.yaml"] = strings.Replace(sued, "alleged", "found", 1) + strings.Replace(owned, "locator: page 2", "locator: page 2, rank: preferred", 1) +
		"- {subject: company:test:d, predicate: SUED, object: company:test:a, status: alleged, source: source:test:one, locator: page 10}\n" +
		"- {subject: company:test:a, predicate: SETTLED_WITH, object: company:test:b, status: agreed, source: source:test:two, locator: page 1}\n"
	ok(t, "load", "--prune", dossierOf(t, files))
	assert.Equal(t, map[pack.Kind][]string{
		pack.StatementWithdrawn: {"Withdrawn: Acme sued Globex (alleged), says First, page 1."},
		pack.StatementAdded: {"New: Acme sued Globex Inc. (found), says First, page 1.",
			"New: Acme settled with Globex Inc. (agreed), says Second, page 1."},
		pack.StatementChanged: {"Globex Inc. subsidiary of Umbrella (reported), says First, page 2: the rank was not given and is preferred."},
		pack.RelationChanged:  {"Acme sued Globex Inc. (alleged): the status was alleged and is found."},
		pack.RelationAdded:    {"New: Acme settled with Globex Inc. (agreed)."},
		pack.SourceChanged:    {"One: the title was One and is Won."},
		pack.EntityChanged:    {"Globex is called Globex Inc. now."},
	}, sortedIn(changesOf(t, file)))
	kinds := changesOf(t, then)
	assert.NotContains(t, kinds, pack.RelationAdded, "it was reported later than the day of the story")
	assert.Contains(t, kinds, pack.StatementWithdrawn)

	r := cli(t, "verify", file)
	require.Equal(t, exitChanged, r.code)
	require.Contains(t, r.stdout, "The graph says otherwise now in 8 points:")
}

// sortedIn leaves the order of hashes out of the comparison.
func sortedIn(kinds map[pack.Kind][]string) map[pack.Kind][]string {
	if added := kinds[pack.StatementAdded]; len(added) == 2 && strings.Contains(added[0], "settled") {
		added[0], added[1] = added[1], added[0]
	}
	for kind, list := range kinds {
		for i, what := range list {
			kinds[kind][i] = strings.ReplaceAll(what, "Acme sued Globex Inc. (alleged), says", "Acme sued Globex (alleged), says")
		}
	}
	return kinds
}

func packedBytes(t *testing.T, file string) []byte {
	t.Helper()
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	return content
}

func TestPackSigned(t *testing.T) {
	useNeo4j(t)
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("openssl makes the keys of this test, and there is none")
	}
	folder := t.TempDir()
	key, public := filepath.Join(folder, "key.pem"), filepath.Join(folder, "pub.pem")
	require.NoError(t, exec.Command(openssl, "genpkey", "-algorithm", "ed25519", "-out", key).Run())
	require.NoError(t, exec.Command(openssl, "pkey", "-in", key, "-pubout", "-out", public).Run())
	ok(t, "load", dossierOf(t, map[string]string{
		"sources.yaml": "- {id: source:test:one, title: One, publisher: First, published: 2019-01-01}\n", "entities.yaml": "- {id: company:test:a, name: Acme}\n- {id: company:test:b, name: Globex}\n- {id: company:test:c, name: Umbrella}\n",
		"statements.yaml": "- {subject: company:test:a, predicate: SUED, object: company:test:b, status: alleged, source: source:test:one, locator: page 1}\n" +
			"- {subject: company:test:b, predicate: SUED, object: company:test:c, status: alleged, source: source:test:one, locator: page 1}\n"}))
	file := packed(t, "--sign", key)
	require.Contains(t, ok(t, "verify", file, "--key", public, "--seal-only"), "Signed with the key SHA256:")

	content := packedBytes(t, file)
	at := bytes.Index(content, []byte(pack.PageFile)) + len(pack.PageFile) + 100
	content[at] ^= 1 // one bit within the page
	touched := filepath.Join(folder, "touched.zip")
	require.NoError(t, os.WriteFile(touched, content, 0o600))
	r := cli(t, "verify", touched)
	require.Equal(t, 2, r.code)
	require.Contains(t, r.stderr, "the pack is not as it was written")
	require.Contains(t, r.stderr, pack.PageFile)
	require.Equal(t, 2, cli(t, "verify", packed(t), "--key", public, "--seal-only").code, "not signed")
	require.Equal(t, 2, cli(t, "verify", filepath.Join(folder, "nowhere.zip")).code)
	require.Equal(t, 2, cli(t, "pack", "--from", "Acme", "-o", "x.zip").code)
	require.Equal(t, 2, cli(t, "pack", "--from", "Acme", "--to", "Globex").code)
	require.Equal(t, 2, cli(t, "pack", "--ids", "Acme", "-o", "x.zip").code)
	require.Equal(t, 2, cli(t, "pack", "--from", "Acme", "--to", "Globex", "--sign", public, "-o", "x.zip").code)
}

// fileOf is one file of a pack.
func fileOf(t *testing.T, name, part string) []byte {
	t.Helper()
	archive, err := zip.OpenReader(name)
	require.NoError(t, err)
	defer func() { require.NoError(t, archive.Close()) }()
	content, err := fs.ReadFile(archive, part)
	require.NoError(t, err)
	return content
}
