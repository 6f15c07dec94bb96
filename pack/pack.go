// Package pack writes a story to a file that can be kept, mailed and checked: what
// was asked, the sentences, the statements and sources behind them, and a page to
// read, with a hash of each part.
package pack

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"ipgraph/answer"
	"ipgraph/report"
)

// Names of the files of a pack.
const (
	PageFile      = "index.html"     // to read: needs nothing from elsewhere
	StoryFile     = "story.json"     // for programs: answer.Story
	DossierFile   = "dossier.jsonl"  // sources, entities and statements, to load
	ManifestFile  = "manifest.json"  // what the pack holds, each file with its hash
	SignatureFile = "signature.json" // of the manifest, where it was signed
)

// Format is the version of the form of packs.
const Format = 1

// Manifest says what a pack holds.
type Manifest struct {
	Format  int    `json:"format"`
	Program string `json:"program"`
	Title   string `json:"title"`
	// Load is the one that made the graph what it was.
	Load  string `json:"load"`
	Files []File `json:"files"`
}

// File is a file of a pack with its hash.
type File struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Options of a pack.
type Options struct {
	// Program is the version of ipgraph that writes it.
	Program string
	// Dossier is the content of DossierFile.
	Dossier []byte
	// Sign signs the manifest; nil leaves it unsigned.
	Sign ed25519.PrivateKey
}

// Write writes a pack. The same story gives the same bytes.
func Write(w io.Writer, story answer.Story, o Options) error {
	page, err := pageOf(story, o.Program)
	if err != nil {
		return err
	}
	text, err := indented(story)
	if err != nil {
		return err
	}
	manifest := Manifest{Format: Format, Program: o.Program, Title: story.Explanation.Title, Load: story.Graph.LastLoad}
	archive := zip.NewWriter(w)
	for _, f := range []struct {
		name    string
		content []byte
	}{{PageFile, page}, {StoryFile, text}, {DossierFile, o.Dossier}} {
		manifest.Files = append(manifest.Files, File{f.name, int64(len(f.content)), hashOf(f.content)})
		if err := add(archive, f.name, f.content); err != nil {
			return err
		}
	}
	sealed, err := indented(manifest)
	if err != nil {
		return err
	}
	if err := add(archive, ManifestFile, sealed); err != nil {
		return err
	}
	if o.Sign != nil {
		signature, err := indented(sign(o.Sign, sealed))
		if err != nil {
			return err
		}
		if err := add(archive, SignatureFile, signature); err != nil {
			return err
		}
	}
	if err := archive.Close(); err != nil {
		return fmt.Errorf("write the pack: %w", err)
	}
	return nil
}

// add writes a file without a time: two packs of one story are the same.
func add(archive *zip.Writer, name string, content []byte) error {
	w, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err == nil {
		_, err = w.Write(content)
	}
	if err != nil {
		return fmt.Errorf("write %s into the pack: %w", name, err)
	}
	return nil
}

// pageOf is the page to read.
func pageOf(story answer.Story, program string) ([]byte, error) {
	g := story.Graph
	var page bytes.Buffer
	err := report.HTML(&page, report.Document{Explanation: story.Explanation, Statements: story.Statements, Documents: story.Sources, Inline: true,
		Pack: &report.Pack{Load: g.LastLoad, Program: program, Entities: g.Entities, Sources: g.Sources, Statements: g.Statements, Edges: g.Edges}})
	return page.Bytes(), err
}

func indented(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, fmt.Errorf("write the pack: %w", err)
	}
	return b.Bytes(), nil
}

func hashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
