// Package intake is the seam between the formats of the outside and a load: a
// format reads files record by record and hands over sources, entities and
// statements; what becomes of every record is counted, so that the report of an
// import adds up to its input.
package intake

import (
	"context"
	"io"

	"ipgraph/graph"
)

// Format is a kind of file that can be loaded.
type Format struct {
	// Name is what a person writes after "ipgraph load".
	Name string
	// Title names the format for people, About says in a sentence what is read of it.
	Title, About string
	// Publisher is who publishes such files, where that is one body: the source says
	// so unless the person loading names another.
	Publisher string
	// Detect reports whether a file is of this format, by its name and beginning. A
	// format that cannot be told from its content has none.
	Detect func(Head) bool
	// New makes a reader for one load. What a format needs to know beyond the files
	// is in the options.
	New func(Options) (Reader, error)
}

// Reader reads the files of one load, one after the other.
type Reader interface {
	// Read takes the records of one file. An error ends the load and nothing is
	// written: it is for what cannot be read on, such as a file cut off in its
	// middle. A record that is broken by itself is told to out.
	Read(ctx context.Context, in *Input, out *Out) error
	// Finish is called when all files were read: a format whose records refer to
	// later ones hands them over here.
	Finish(ctx context.Context, out *Out) error
	// Close removes what the reader kept on disk. It is called once, whatever happened.
	Close() error
}

// Options are what a person says about an import beside naming the files.
type Options struct {
	// Mapping is the text of a mapping file, for tables of any form, and MappingName
	// its name in messages.
	Mapping     []byte
	MappingName string
	// Deprecated has statements taken that the data itself calls deprecated.
	Deprecated bool
	// Kind is that of the nodes of a network. Default: company.
	Kind graph.Kind
	// Changes says that the files hold changes alone.
	Changes bool
	// TempDir is where readers keep what does not fit in memory.
	TempDir string
}

// Head is the beginning of a file, unpacked, by which its format is told.
type Head struct {
	// Name is the file's name without folders and without .gz, .bz2 or the name of
	// the zip around it.
	Name string
	// Bytes are the first ones, at most HeadSize.
	Bytes []byte
}

// HeadSize is how much of a file its format is told by, in bytes.
const HeadSize = 64 << 10

// Input is one file, unpacked.
type Input struct {
	// Name is the file as the person named it, with "!" and the inner name for a
	// file in a zip.
	Name string
	// Base is the file's own name, without folders.
	Base string
	// Source stands for the file: locators are relative to it. Its title, publisher
	// and date are what the person said, or what is known of the format and the file; a
	// reader that finds better in the file changes them before it returns.
	Source *graph.Source
	// Said reports whether the person gave a field of the source, which a reader then
	// leaves alone: "title", "publisher", "url" or "published".
	Said map[string]bool
	// Path is the file on disk where it is there unpacked, or "".
	Path string
	io.Reader
}

// Each makes a Reader of a function for formats that need nothing from one file
// to the next.
func Each(read func(ctx context.Context, in *Input, out *Out) error) func(Options) (Reader, error) {
	return func(Options) (Reader, error) { return each(read), nil }
}

type each func(ctx context.Context, in *Input, out *Out) error

func (e each) Read(ctx context.Context, in *Input, out *Out) error { return e(ctx, in, out) }

func (each) Finish(context.Context, *Out) error { return nil }

func (each) Close() error { return nil }
