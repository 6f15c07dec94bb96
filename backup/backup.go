// Package backup keeps the store of a private Neo4j in one file: what Neo4j itself dumps of it, and a
// manifest by which damage is found before anything is restored.
package backup

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"
	"time"

	"ipgraph/graph"
)

// format names the form of the file; a later one that differs gets another number.
const format = "ipgraph-backup/1"

// Names of the parts of the file, which is a zip file that compresses nothing: the dump is compressed.
const (
	dumpName     = "neo4j.dump"
	manifestName = "manifest.json"
)

// mostManifest bounds what is read of a manifest.
const mostManifest = 1 << 20

// Manifest says what a backup is.
type Manifest struct {
	Format string `json:"format"`
	// Made is when, in UTC.
	Made time.Time `json:"made"`
	// Ipgraph and Neo4j are the versions that made it.
	Ipgraph string `json:"ipgraph"`
	Neo4j   string `json:"neo4j"`
	// SHA256 and Bytes are those of the dump.
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// Write writes a backup: dump writes the store to what it is given.
func Write(w io.Writer, m Manifest, dump func(io.Writer) error) (Manifest, error) {
	z := zip.NewWriter(w)
	part, err := z.CreateHeader(&zip.FileHeader{Name: dumpName, Method: zip.Store, Modified: m.Made})
	if err != nil {
		return m, fmt.Errorf("write the backup: %w", err)
	}
	sum := &summed{w: part, hash: sha256.New()}
	if err := dump(sum); err != nil {
		return m, err
	}
	m.Format, m.SHA256, m.Bytes = format, hex.EncodeToString(sum.hash.Sum(nil)), sum.bytes
	if part, err = z.CreateHeader(&zip.FileHeader{Name: manifestName, Method: zip.Store, Modified: m.Made}); err == nil {
		encoder := json.NewEncoder(part)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(m)
	}
	if err = errors.Join(err, z.Close()); err != nil {
		return m, fmt.Errorf("write the backup: %w", err)
	}
	return m, nil
}

// Backup is a file that was read through and found whole.
type Backup struct {
	Manifest
	file *zip.ReadCloser
	dump *zip.File
}

// Open opens a backup for a Neo4j of a version, once all of it was read and found as it was written. Errors are
// a graph.Error of CodeInvalid for what is no backup, is damaged, or was made by a newer Neo4j.
func Open(path, neo4j string) (_ *Backup, err error) {
	file, err := zip.OpenReader(path)
	if err != nil {
		return nil, graph.Errorf(graph.CodeInvalid, "%s is no backup of ipgraph, or not all of it: %v", path, err).Because(err)
	}
	b := &Backup{file: file}
	defer func() {
		if err != nil {
			err = errors.Join(err, file.Close())
		}
	}()
	if err := b.read(path); err != nil {
		return nil, err
	}
	if newer(b.Neo4j, neo4j) {
		return nil, graph.Errorf(graph.CodeInvalid, "%s was made by Neo4j %s, and this is %s, which cannot read it: take an ipgraph at least as new as %s", path, b.Neo4j, neo4j, b.Ipgraph)
	}
	if err := b.verify(path); err != nil {
		return nil, err
	}
	return b, nil
}

// read finds the parts.
func (b *Backup) read(path string) error {
	for _, part := range b.file.File {
		switch part.Name {
		case dumpName:
			b.dump = part
		case manifestName:
			text, err := part.Open()
			if err != nil {
				return damaged(path, err)
			}
			err = errors.Join(json.NewDecoder(io.LimitReader(text, mostManifest)).Decode(&b.Manifest), text.Close())
			if err != nil {
				return damaged(path, err)
			}
		}
	}
	if b.dump == nil || b.Format != format {
		return graph.Errorf(graph.CodeInvalid, "%s is no backup of this form (%s), but %q", path, format, b.Format)
	}
	return nil
}

// verify reads the dump through.
func (b *Backup) verify(path string) error {
	dump, err := b.Dump()
	if err != nil {
		return damaged(path, err)
	}
	sum := &summed{w: io.Discard, hash: sha256.New()}
	_, err = io.Copy(sum, dump)
	if err = errors.Join(err, dump.Close()); err != nil {
		return damaged(path, err)
	}
	if got := hex.EncodeToString(sum.hash.Sum(nil)); got != b.SHA256 || sum.bytes != b.Bytes {
		return damaged(path, fmt.Errorf("it has %d bytes with the SHA-256 %s, and was written with %d and %s", sum.bytes, got, b.Bytes, b.SHA256))
	}
	return nil
}

func damaged(path string, err error) error {
	return graph.Errorf(graph.CodeInvalid, "%s was damaged since it was written: %v; nothing was restored", path, err).Because(err)
}

// Dump is what Neo4j dumped.
func (b *Backup) Dump() (io.ReadCloser, error) {
	return b.dump.Open() //nolint:wrapcheck // the caller names the file
}

// Close closes the file.
func (b *Backup) Close() error { return b.file.Close() } //nolint:wrapcheck // the same

// newer reports whether a version such as 5.26.16 is of a later line (5.26) than another.
func newer(one, other string) bool {
	a, b := line(one), line(other)
	return a[0] > b[0] || a[0] == b[0] && a[1] > b[1]
}

func line(version string) (numbers [2]int) {
	for i, part := range strings.SplitN(version, ".", len(numbers)+1) {
		if i < len(numbers) {
			numbers[i], _ = strconv.Atoi(part) // what is no number is the oldest
		}
	}
	return numbers
}

// summed hashes and counts what is written.
type summed struct {
	w     io.Writer
	hash  hash.Hash
	bytes int64
}

func (s *summed) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	s.hash.Write(p[:n])
	s.bytes += int64(n)
	return n, err //nolint:wrapcheck // it is the writer's
}
