package loader_test

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/loader"
)

// endless is a dossier of one file of JSON Lines that is made while it is read:
// a source, two companies and any number of statements.
type endless struct {
	statements int
	everyLine  func(int)
}

func (e endless) Open(name string) (fs.File, error) {
	if name == "." {
		return fstest.MapFS{"big.jsonl": {}}.Open(".")
	}
	return &stream{endless: e}, nil
}

func (e endless) ReadDir(string) ([]fs.DirEntry, error) {
	return fstest.MapFS{"big.jsonl": {}}.ReadDir(".")
}

type stream struct {
	endless
	line int
	rest []byte
}

func (s *stream) Read(p []byte) (int, error) {
	if len(s.rest) == 0 {
		if s.line == s.statements+3 {
			return 0, io.EOF
		}
		s.rest = append(s.rest, s.next()...)
		s.everyLine(s.line)
		s.line++
	}
	n := copy(p, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

func (s *stream) next() string {
	switch s.line {
	case 0:
		return `{"source": {"id": "source:register:a", "title": "Register", "publisher": "The Office", "published": "2023-03-02"}}` + "\n"
	case 1, 2:
		return fmt.Sprintf(`{"entity": {"id": "company:ipgraph:%d", "name": "Company %d"}}`+"\n", s.line, s.line)
	}
	return fmt.Sprintf(`{"statement": {"subject": "company:ipgraph:1", "predicate": "SUED", "object": "company:ipgraph:2", "status": "recorded", `+
		`"valid": "2019", "source": "source:register:a", "locator": "#row=%d", "record": true}}`+"\n", s.line)
}

func (s *stream) Close() error               { return nil }
func (s *stream) Stat() (fs.FileInfo, error) { return nil, fs.ErrInvalid }

// TestMemoryHoldsIDsAlone checks many statements and looks at what stays in
// memory: some tens of bytes for the id of each, and nothing of its text.
// It is not parallel: other tests would be measured with it.
func TestMemoryHoldsIDsAlone(t *testing.T) {
	small, large := 20_000, 200_000
	if testing.Short() {
		t.Skip("checks 220,000 statements")
	}
	growth := float64(peak(t, large)) - float64(peak(t, small))
	perStatement := growth / float64(large-small)
	require.Less(t, perStatement, 100.0, "bytes that stay for each statement, which has some 210")
}

// peak is the most memory in use after collecting garbage, less what was in use
// before.
func peak(t *testing.T, statements int) uint64 {
	t.Helper()
	before, most := inUse(), uint64(0)
	begun := time.Now()
	d := loader.Dossier{Name: "big", Path: "big", FS: endless{statements, func(line int) {
		if line%(statements/10) == 0 {
			most = max(most, inUse())
		}
	}}}
	summary, err := loader.Check(context.Background(), []loader.Dossier{d}, nil)
	require.NoError(t, err)
	require.Equal(t, loader.Summary{Sources: 1, Entities: 2, Statements: statements}, summary)
	t.Logf("%d statements in %s", statements, time.Since(begun).Round(time.Millisecond))
	return max(most, before) - before
}

func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
