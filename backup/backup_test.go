package backup_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/backup"
	"ipgraph/graph"
)

const ours = "5.26.16"

func written(t testing.TB, m backup.Manifest, dump string) []byte {
	t.Helper()
	var b bytes.Buffer
	_, err := backup.Write(&b, m, func(w io.Writer) error {
		_, err := io.WriteString(w, dump)
		return err
	})
	require.NoError(t, err)
	return b.Bytes()
}

func open(t testing.TB, content []byte) (*backup.Backup, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.backup")
	require.NoError(t, os.WriteFile(path, content, 0o600))
	return backup.Open(path, ours)
}

var manifest = backup.Manifest{Made: time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC), Ipgraph: "v1.2.3", Neo4j: ours}

func TestBackupComesBackAsItWas(t *testing.T) {
	b, err := open(t, written(t, manifest, "what Neo4j dumped"))
	require.NoError(t, err)
	require.Equal(t, "v1.2.3", b.Ipgraph)
	require.Equal(t, manifest.Made, b.Made)
	require.EqualValues(t, 17, b.Bytes)
	dump, err := b.Dump()
	require.NoError(t, err)
	text, err := io.ReadAll(dump)
	require.NoError(t, err)
	require.Equal(t, "what Neo4j dumped", string(text))
	require.NoError(t, dump.Close())
	require.NoError(t, b.Close())
}

// TestDamageIsFound changes each byte of a backup, and cuts it at each length: it is refused, or what it
// gives is what was written.
func TestDamageIsFound(t *testing.T) {
	whole := written(t, manifest, "what Neo4j dumped")
	try := func(content []byte, what string) {
		b, err := open(t, content)
		if err != nil {
			require.Equal(t, graph.CodeInvalid, graph.CodeOf(err), what)
			return
		}
		dump, err := b.Dump()
		require.NoError(t, err, what)
		text, err := io.ReadAll(dump)
		require.NoError(t, err, what)
		require.Equal(t, "what Neo4j dumped", string(text), what)
		require.NoError(t, errors.Join(dump.Close(), b.Close()))
	}
	for i := range whole {
		changed := bytes.Clone(whole)
		changed[i] ^= 0x20
		try(changed, "byte "+string(rune('0'+i%10)))
		_, err := open(t, whole[:i])
		require.Error(t, err, "cut at %d", i)
	}
}

func TestOthersAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"no zip":         {[]byte("a text"), "is no backup of ipgraph"},
		"another zip":    {zipOf(t, map[string]string{"story.json": "{}"}), "is no backup of this form"},
		"another form":   {zipOf(t, map[string]string{"neo4j.dump": "x", "manifest.json": `{"format": "ipgraph-backup/9"}`}), `but "ipgraph-backup/9"`},
		"no manifest":    {zipOf(t, map[string]string{"neo4j.dump": "x"}), "is no backup of this form"},
		"broken":         {zipOf(t, map[string]string{"neo4j.dump": "x", "manifest.json": "{"}), "was damaged since it was written"},
		"a newer Neo4j":  {written(t, backup.Manifest{Neo4j: "2026.04.0", Ipgraph: "v9.9.9"}, "x"), "was made by Neo4j 2026.04.0, and this is 5.26.16, which cannot read it: take an ipgraph at least as new as v9.9.9"},
		"a newer minor":  {written(t, backup.Manifest{Neo4j: "5.27.0"}, "x"), "was made by Neo4j 5.27.0"},
		"another's hash": {zipOf(t, map[string]string{"neo4j.dump": "x", "manifest.json": `{"format": "ipgraph-backup/1", "sha256": "00", "bytes": 1}`}), "nothing was restored"},
	} {
		_, err := open(t, c.content)
		require.ErrorContains(t, err, c.want, name)
		require.Equal(t, graph.CodeInvalid, graph.CodeOf(err), name)
	}
	for _, version := range []string{"5.26.17", "5.25.0", "4.4.42", ours} {
		b, err := open(t, written(t, backup.Manifest{Neo4j: version}, "x"))
		require.NoError(t, err, version)
		require.NoError(t, b.Close())
	}
}

func TestAFailedDumpIsNoBackup(t *testing.T) {
	full := errors.New("no space left on device")
	_, err := backup.Write(io.Discard, manifest, func(io.Writer) error { return full })
	require.ErrorIs(t, err, full)
}

func zipOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		require.NoError(t, err)
		_, err = io.WriteString(w, text)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

// FuzzOpen: whatever a file holds, it is refused in words or gives what its hash says.
func FuzzOpen(f *testing.F) {
	f.Add(written(f, manifest, "dump"))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, content []byte) {
		b, err := open(t, content)
		if err != nil {
			require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
			return
		}
		require.NoError(t, b.Close())
	})
}
