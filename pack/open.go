package pack

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"ipgraph/answer"
	"ipgraph/graph"
)

// Pack is a pack whose files are as they were written.
type Pack struct {
	Manifest Manifest
	Story    answer.Story
	// SignedBy is the key that signed it, nil where none did.
	SignedBy ed25519.PublicKey
}

const (
	maxFiles = 16       // in a pack
	maxFile  = 64 << 20 // bytes of one, unpacked
)

// Open reads a pack of size bytes and checks every file against the manifest, and
// the manifest against its signature. Whatever is not as it was written is a
// problem of the error, all at once; nothing of such a pack is given. With a key,
// the pack must be signed by it.
func Open(r io.ReaderAt, size int64, key ed25519.PublicKey) (Pack, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return Pack{}, graph.Errorf(graph.CodeInvalid, "this is no story pack: %v", err)
	}
	p := opening{contents: map[string][]byte{}}
	p.read(archive)
	var pack Pack
	if p.problems == nil {
		pack.Manifest = p.manifest()
		pack.SignedBy = p.signature(key)
	}
	if p.problems == nil {
		p.decode(StoryFile, &pack.Story)
		p.whole(pack)
	}
	if p.problems != nil {
		return Pack{}, &graph.Error{Code: graph.CodeInvalid, Message: "the pack is not as it was written", Problems: p.problems}
	}
	return pack, nil
}

// opening is a pack being read.
type opening struct {
	contents map[string][]byte
	problems []graph.Problem
}

func (p *opening) wrong(file, format string, args ...any) {
	p.problems = append(p.problems, graph.Problem{Field: file, Message: fmt.Sprintf(format, args...)})
}

// whole refuses a story that no program of ours wrote.
func (p *opening) whole(pack Pack) {
	s := pack.Story
	if slices.Contains(s.Statements, nil) || slices.Contains(s.Edges, nil) {
		p.wrong(StoryFile, "lists a statement or a relation that is none")
	}
	if pack.Manifest.Title != s.Explanation.Title || pack.Manifest.Load != s.Graph.LastLoad {
		p.wrong(ManifestFile, "tells of another story than %s", StoryFile)
	}
}

// read unpacks the files, within bounds.
func (p *opening) read(archive *zip.Reader) {
	if len(archive.File) > maxFiles {
		p.wrong("", "holds %d files; a pack has at most %d", len(archive.File), maxFiles)
		return
	}
	for _, f := range archive.File {
		if _, twice := p.contents[f.Name]; twice {
			p.wrong(f.Name, "is there twice")
			continue
		}
		content, err := unpacked(f)
		if err != nil {
			p.wrong(f.Name, "%v", err)
		}
		p.contents[f.Name] = content
	}
}

func unpacked(f *zip.File) (content []byte, err error) {
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("cannot be unpacked: %w", err)
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	content, err = io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("cannot be unpacked: %w", err)
	}
	if len(content) > maxFile {
		return nil, fmt.Errorf("is larger than %d MiB", maxFile>>20)
	}
	return content, nil
}

// manifest reads the manifest and compares every file with it.
func (p *opening) manifest() Manifest {
	var m Manifest
	if !p.decode(ManifestFile, &m) {
		return m
	}
	if m.Format != Format {
		p.wrong(ManifestFile, "is of the form %d; this version of ipgraph reads the form %d", m.Format, Format)
		return m
	}
	listed := []string{ManifestFile, SignatureFile}
	for _, f := range m.Files {
		listed = append(listed, f.Name)
		content, there := p.contents[f.Name]
		switch {
		case !there:
			p.wrong(f.Name, "is missing")
		case hashOf(content) != f.SHA256:
			p.wrong(f.Name, "was changed: its SHA-256 is %s, and was %s", hashOf(content), f.SHA256)
		}
	}
	for name := range p.contents {
		if !slices.Contains(listed, name) {
			p.wrong(name, "was added: the manifest does not list it")
		}
	}
	for _, name := range []string{PageFile, StoryFile, DossierFile} {
		if !slices.Contains(listed, name) {
			p.wrong(ManifestFile, "does not list %s", name)
		}
	}
	slices.SortFunc(p.problems, func(a, b graph.Problem) int { return bytes.Compare([]byte(a.Field), []byte(b.Field)) })
	return m
}

// signature checks who signed the manifest.
func (p *opening) signature(want ed25519.PublicKey) ed25519.PublicKey {
	if _, signed := p.contents[SignatureFile]; !signed {
		if want != nil {
			p.wrong(SignatureFile, "is missing: the pack is not signed")
		}
		return nil
	}
	var s Signature
	if !p.decode(SignatureFile, &s) {
		return nil
	}
	key, err := s.check(p.contents[ManifestFile])
	switch {
	case err != nil:
		p.wrong(SignatureFile, "%v", err)
	case want != nil && !key.Equal(want):
		p.wrong(SignatureFile, "is of another key, %s", Fingerprint(key))
	}
	return key
}

// decode reads a file of JSON strictly.
func (p *opening) decode(name string, into any) bool {
	content, there := p.contents[name]
	if !there {
		p.wrong(name, "is missing")
		return false
	}
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		p.wrong(name, "cannot be read: %v", err)
		return false
	}
	return true
}
