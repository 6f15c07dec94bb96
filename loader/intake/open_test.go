package intake_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/loader/intake"
)

func write(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, content, 0o600))
	return path
}

func zipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := io.WriteString(w, text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.Bytes()
}

// names and texts of what is in a file.
func opened(t *testing.T, path string) (names, texts []string, err error) {
	t.Helper()
	err = intake.Open(path, func(f intake.File) error {
		text, err := io.ReadAll(f)
		names, texts = append(names, f.Base), append(texts, string(text))
		require.True(t, strings.HasPrefix(string(text), string(f.Head)) || err != nil)
		return err
	})
	return names, texts, err
}

func TestPackedFilesAreReadAsTheyAre(t *testing.T) {
	bzip2 := []byte("BZh91AY&SY\xad\x67\x55\xd6\x00\x00\x00\xc1\x00\x00\x10\x38\x00\x20\x00\x21\x9a\x68\x33\x4d\x13\x3c\x5d\xc9\x14\xe1\x42\x42\xb5\x9d\x57\x58") // "abc" and the end of the line
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	for name, content := range map[string][]byte{"b/two.csv": []byte("two"), "one.csv.gz": zipped(t, "one"), "__MACOSX/x": []byte("no"), ".hidden": []byte("no")} {
		f, err := w.Create(name)
		require.NoError(t, err)
		_, err = f.Write(content)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	for _, c := range []struct {
		name         string
		content      []byte
		names, texts []string
	}{
		{"plain.csv", []byte("text"), []string{"plain.csv"}, []string{"text"}},
		{"empty.csv", nil, []string{"empty.csv"}, []string{""}},
		{"a.csv.gz", zipped(t, "text"), []string{"a.csv"}, []string{"text"}},
		{"a.csv.bz2", bzip2, []string{"a.csv"}, []string{"abc\n"}},
		{"a.zip", archive.Bytes(), []string{"two.csv", "one.csv"}, []string{"two", "one"}},
	} {
		names, texts, err := opened(t, write(t, c.name, c.content))
		require.NoError(t, err, c.name)
		require.Equal(t, c.names, names, c.name)
		require.Equal(t, c.texts, texts, c.name)
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	var empty bytes.Buffer
	require.NoError(t, zip.NewWriter(&empty).Close())
	for _, c := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"broken.gz", []byte{0x1f, 0x8b, 0, 1, 2}, "is not a gzip file that can be read"},
		{"cut.csv.gz", zipped(t, strings.Repeat("text", 100))[:20], "unexpected EOF"},
		{"broken.zip", []byte("PK\x03\x04 and no more"), "is not a zip that can be read"},
	} {
		_, _, err := opened(t, write(t, c.name, c.content))
		require.ErrorContains(t, err, c.want, c.name)
	}
	_, _, err := opened(t, t.TempDir())
	require.ErrorContains(t, err, "is a folder: name the files in it")
}

// A small file that unpacks to more than any text would is a trap, and is not read to its end.
func TestATrapIsNotUnpacked(t *testing.T) {
	const part = 16 << 20
	packed := bytes.Repeat(zipped(t, strings.Repeat("\x00", part)), 300<<20/part) // gzip files may follow each other
	require.Less(t, len(packed), 1<<20)
	err := intake.Open(write(t, "trap.gz", packed), func(f intake.File) error {
		_, err := io.Copy(io.Discard, f)
		return err
	})
	require.ErrorContains(t, err, "unpacks to more than 500 times its size")
}

// TestNamesInAZipAreOnlyShown: whatever a file in a zip is called, nothing is written
// under that name, and no message carries a command for a terminal.
func TestNamesInAZipAreOnlyShown(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a", "b")
	require.NoError(t, os.MkdirAll(folder, 0o755))
	t.Chdir(folder)
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	for _, name := range []string{"../../escaped.csv", "/escaped.csv", "..\\escaped.csv", "C:\\escaped.csv", "x/../../escaped.csv", "\x1b[31mred\r\nforged: a line\u202e.csv"} {
		w, err := z.Create(name)
		require.NoError(t, err)
		_, err = io.WriteString(w, "a,b\n1,2\n")
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	require.NoError(t, os.WriteFile("names.zip", packed.Bytes(), 0o600))
	read := 0
	require.NoError(t, intake.Open("names.zip", func(f intake.File) error {
		require.Empty(t, f.Path)
		require.False(t, strings.ContainsAny(f.Name+f.Base, "\x1b\r\n\u202e"), "%q", f.Name)
		read++
		return nil
	}))
	require.Equal(t, 5, read, "one of them counts as hidden")
	var files []string
	require.NoError(t, filepath.WalkDir("../..", func(_ string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			files = append(files, d.Name())
		}
		return err
	}))
	require.Equal(t, []string{"names.zip"}, files)
}
