package intake

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/klauspost/compress/gzip"

	"ipgraph/graph"
)

// maxUnpacked bounds what is unpacked of one file, and maxRatio how many times larger than
// its packed form it may become once it is above smallEnough: a small file that unpacks without end
// is a trap, and text of registers shrinks by a factor of 5 to 40.
const (
	maxUnpacked = 1 << 40
	maxRatio    = 500
	smallEnough = 256 << 20
)

// Open calls each with every file at path, unpacked: the file itself, or those
// in a zip, sorted by name. gzip and bzip2 are told by their first bytes.
func Open(name string, each func(File) error) (err error) {
	file, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("cannot read %s: %w", name, errors.Unwrap(err))
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("cannot read %s: %w", name, err)
	}
	if info.IsDir() {
		return fmt.Errorf("%s is a folder: name the files in it", name)
	}
	var magic [4]byte
	n, err := io.ReadFull(file, magic[:])
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("cannot read %s: %w", name, err)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("cannot read %s: %w", name, err)
	}
	if bytes.Equal(magic[:n], []byte("PK\x03\x04")) && !isWorkbook(name) {
		return openZip(file, info.Size(), name, each)
	}
	f := File{Name: name, Base: filepath.Base(name), Modified: info.ModTime().UTC().Format("2006-01-02"), Path: name}
	return withUnpacked(file, info.Size(), f, each)
}

// File is one file while it is open.
type File struct {
	// Name is shown in messages; Base is the name without folders and packing.
	Name, Base string
	// Modified is the day on which the file was last written, YYYY-MM-DD.
	Modified string
	// Path is the file on disk where it is there unpacked, or "".
	Path string
	// Head is its beginning.
	Head []byte
	io.Reader
}

// isWorkbook tells an Excel file, which is a zip of its own kind.
func isWorkbook(name string) bool { return strings.EqualFold(filepath.Ext(name), ".xlsx") }

func openZip(file io.ReaderAt, size int64, name string, each func(File) error) error {
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return fmt.Errorf("%s is not a zip that can be read: %w", name, err)
	}
	entries := slices.DeleteFunc(slices.Clone(archive.File), func(f *zip.File) bool {
		return f.FileInfo().IsDir() || strings.HasPrefix(f.Name, "__MACOSX/") || strings.HasPrefix(path.Base(f.Name), ".")
	})
	slices.SortFunc(entries, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	if len(entries) == 0 {
		return fmt.Errorf("%s is a zip without a file in it", name)
	}
	for _, e := range entries {
		if err := openEntry(e, name, each); err != nil {
			return err
		}
	}
	return nil
}

func openEntry(e *zip.File, name string, each func(File) error) error {
	inner, err := e.Open()
	if err != nil {
		return fmt.Errorf("%s!%s cannot be read: %w", name, shown(e.Name), err)
	}
	defer inner.Close()
	inside := shown(e.Name)
	f := File{Name: name + "!" + inside, Base: path.Base(inside), Modified: e.Modified.UTC().Format("2006-01-02")}
	if e.Modified.IsZero() || e.Modified.Year() < 1981 { // zips without a time say 1980
		f.Modified = ""
	}
	return withUnpacked(&bounded{Reader: inner, packed: int64(e.CompressedSize64)}, int64(e.CompressedSize64), f, each) //nolint:gosec // no file of 8 EiB exists
}

// shown is the name of a file in a zip as messages can carry it: its maker may have
// written ends of lines and commands for a terminal into it. Nothing is ever written
// under that name.
func shown(name string) string {
	return strings.Map(func(r rune) rune {
		if graph.Invisible(r) || r == '\n' || r == '\t' {
			return unicode.ReplacementChar
		}
		return r
	}, name)
}

// withUnpacked undoes gzip and bzip2 and reads the head.
func withUnpacked(file io.Reader, packed int64, f File, each func(File) error) error {
	buffered := bufio.NewReaderSize(file, 1<<20)
	magic, err := buffered.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("cannot read %s: %w", f.Name, err)
	}
	var unpacked io.Reader = buffered
	switch {
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
		gz, err := gzip.NewReader(buffered)
		if err != nil {
			return fmt.Errorf("%s is not a gzip file that can be read: %w", f.Name, err)
		}
		unpacked = &bounded{Reader: gz, packed: packed}
	case bytes.HasPrefix(magic, []byte("BZh")):
		unpacked = &bounded{Reader: bzip2.NewReader(buffered), packed: packed}
	}
	if unpacked != buffered {
		f.Path = ""
		f.Base = strings.TrimSuffix(strings.TrimSuffix(f.Base, ".gz"), ".bz2")
	}
	again := bufio.NewReaderSize(unpacked, 1<<20)
	if f.Head, err = again.Peek(HeadSize); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("cannot read %s: %w", f.Name, err)
	}
	f.Head = bytes.Clone(f.Head)
	f.Reader = again
	return each(f)
}

// bounded refuses what unpacks to more than a file that is no trap would.
type bounded struct {
	io.Reader
	packed, read int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	b.read += int64(n)
	if b.read > maxUnpacked || b.read > smallEnough && b.read > b.packed*maxRatio {
		return n, fmt.Errorf("it unpacks to more than %d times its size and was not read on: unpack it by hand if it is to be trusted", maxRatio)
	}
	return n, err //nolint:wrapcheck // io.EOF has to stay what it is
}
