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
// a source, a company, and any number of others, each with a statement.
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
		if s.line == 2*s.statements+2 {
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
	case 1:
		return `{"entity": {"id": "company:ipgraph:0", "name": "Company 0"}}` + "\n"
	}
	n := s.line / 2
	if s.line%2 == 0 {
		return fmt.Sprintf(`{"entity": {"id": "company:ipgraph:%d", "name": "Company %d"}}`+"\n", n, n)
	}
	return fmt.Sprintf(`{"statement": {"subject": "company:ipgraph:%d", "predicate": "SUED", "object": "company:ipgraph:0", "status": "recorded", `+
		`"valid": "2019", "source": "source:register:a", "locator": "#row=%d", "record": true}}`+"\n", n, n)
}

func (s *stream) Close() error               { return nil }
func (s *stream) Stat() (fs.FileInfo, error) { return nil, fs.ErrInvalid }

// TestMemoryIsFlat checks many companies and statements and looks at what stays in memory
// while they are read: nothing of any of them, not even its id.
// It is not parallel: other tests would be measured with it.
func TestMemoryIsFlat(t *testing.T) {
	small, large := 20_000, 200_000
	if testing.Short() {
		t.Skip("checks 220,000 statements")
	}
	growth := float64(peak(t, large)) - float64(peak(t, small))
	perStatement := growth / float64(large-small)
	t.Logf("%.1f bytes stay for each company with its statement", perStatement)
	require.Less(t, perStatement, 20.0, "bytes that stay for each company with its statement, which have some 280; an id alone has 20")
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
	require.Equal(t, loader.Summary{Sources: 1, Entities: statements + 1, Statements: statements}, summary)
	t.Logf("%d statements in %s", statements, time.Since(begun).Round(time.Millisecond))
	return max(most, before) - before
}

func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
