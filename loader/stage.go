package loader

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/lanrat/extsort"

	"ipgraph/graph"
	"ipgraph/loader/scratch"
)

// stage keeps what was checked in temporary files until all of it has been, so
// that nothing is written when one record is wrong and memory does not grow
// with the input. Statements come out sorted: those of one edge together.
type stage struct {
	folder    *scratch.Folder
	sources   *spill
	entities  *spill
	facts     *spill // curated statements in the order of reading, for their nodes
	toSort    chan string
	sorted    <-chan string
	sortErr   <-chan error
	sortReady chan struct{}
	dossier   func() string
	// published gives the date that a statement without one of its own inherits, by source. Nil:
	// every statement has one.
	published map[graph.ID]graph.Period
}

// chunk is how many statements are sorted in memory at a time. At some 500
// bytes each, and a few chunks under way, that is about 50 MB.
const chunk = 20_000

func newStage(ctx context.Context, dossier func() string) (*stage, error) {
	folder, err := scratch.New("", "ipgraph-load-")
	if err != nil {
		return nil, err
	}
	s := &stage{folder: folder, toSort: make(chan string, 1024), sortReady: make(chan struct{}), dossier: dossier}
	for name, target := range map[string]**spill{"sources": &s.sources, "entities": &s.entities, "facts": &s.facts} {
		if *target, err = newSpill(filepath.Join(folder.Path, name)); err != nil {
			return nil, errors.Join(err, folder.Remove())
		}
	}
	sorter, sorted, failed := extsort.Strings(s.toSort, &extsort.Config{ChunkSize: chunk, NumWorkers: 1, TempFilesDir: folder.Path, SortedChanBuffSize: 1024})
	s.sorted, s.sortErr = sorted, failed
	go func() {
		sorter.Sort(ctx)
		close(s.sortReady)
	}()
	return s, nil
}

// seal ends the writing of the files. Nothing of the graph is written before: a disk that
// is full is no reason to stop half way.
func (s *stage) seal() error {
	for _, file := range []*spill{s.sources, s.entities, s.facts} {
		if err := file.flush(); err != nil {
			return err
		}
	}
	close(s.toSort)
	s.toSort = nil
	<-s.sortReady
	if len(s.sortErr) > 0 { // of what was sorted; the merging, which reads, is still to come
		if err := <-s.sortErr; err != nil {
			return fmt.Errorf("sort the statements: %w", err)
		}
	}
	return nil
}

// close removes the temporary files.
func (s *stage) close() error {
	if s.toSort != nil {
		close(s.toSort)
		s.toSort = nil
	}
	for range s.sorted { // let the sorter end
	}
	<-s.sortReady
	return errors.Join(s.sources.close(), s.entities.close(), s.facts.close(), s.folder.Remove())
}

func (s *stage) source(src graph.Source) error { return s.sources.write(docOfSource(src)) }

func (s *stage) entity(e graph.Entity) error { return s.gatheredEntity(e, false) }

// gatheredEntity stages an entity; a bare one is written where the store does not know
// it, and changes nothing there.
func (s *stage) gatheredEntity(e graph.Entity, bare bool) error {
	return s.entities.write(gatheredEntity{docOfEntity(e), bare})
}

// staged is a statement on its way to the store. ID and the effective reporting
// date are kept: they depend on more than the record itself.
type staged struct {
	Statement statementDoc      `json:"s"`
	ID        graph.StatementID `json:"i"`
	Dossier   string            `json:"d"`
}

func (s *stage) statement(st *graph.Statement) error {
	line, err := json.Marshal(staged{docOfStatement(*st), st.ID, s.dossier()})
	if err != nil {
		return fmt.Errorf("stage a statement: %w", err)
	}
	return s.line(placeOf(st), line)
}

// stagePlace says where a statement goes in the stage.
type stagePlace struct {
	// fact: it has a node of its own.
	fact bool
	// edge is the sort key of its edge, arrangement the arrangement that it makes its
	// subject a party to; "" for none.
	edge, arrangement string
}

func placeOf(st *graph.Statement) stagePlace {
	p := stagePlace{fact: !st.Record}
	key := st.EdgeKey()
	if key == "" {
		return p
	}
	from := min(st.Subject, st.Object)
	if rule, _ := graph.RuleOf(st.Predicate); !rule.Symmetric {
		from = st.Subject
	}
	p.edge = strings.Join([]string{edgeGroup, string(st.Predicate), string(from), key}, "\x00")
	p.arrangement = string(graph.ArrangementOf(st))
	return p
}

// line keeps a statement that is written already.
func (s *stage) line(p stagePlace, line []byte) error {
	if p.fact {
		if err := s.facts.writeLine(line); err != nil {
			return err
		}
	}
	if p.edge == "" {
		return nil
	}
	if err := s.sort(p.edge, line); err != nil {
		return err
	}
	if p.arrangement != "" {
		return s.sort(arrangementGroup+"\x00"+p.arrangement, line)
	}
	return nil
}

// Sort keys begin with these, so that all edges come before all arrangements.
const (
	edgeGroup        = "1"
	arrangementGroup = "2"
)

// sort hands a record to the sorter, unless that has given up.
func (s *stage) sort(key string, line []byte) error {
	select {
	case s.toSort <- key + "\n" + string(line):
		return nil
	case <-s.sortReady:
		return fmt.Errorf("sort the statements: %w", <-s.sortErr)
	}
}

// group is the statements of one edge or of one arrangement.
type group struct {
	key        string // of the edge, or the arrangement's id
	shortcuts  bool   // the group is an arrangement
	statements []graph.Statement
	dossier    string
}

// groups calls each with the statements of one edge, or of one arrangement
// after all edges. The order is that of predicate, start and key.
func (s *stage) groups(ctx context.Context, each func(group) error) error {
	var key string
	var g group
	for record := range s.sorted {
		if err := ctx.Err(); err != nil {
			return err
		}
		k, line, _ := strings.Cut(record, "\n")
		if k != key && g.statements != nil {
			if err := each(g); err != nil {
				return err
			}
			g = group{}
		}
		st, dossier, err := s.unstage([]byte(line))
		if err != nil {
			return err
		}
		key = k
		g.key, g.shortcuts, g.dossier = k[strings.LastIndexByte(k, 0)+1:], k[:1] == arrangementGroup, dossier
		g.statements = append(g.statements, st)
	}
	if err := <-s.sortErr; err != nil {
		return fmt.Errorf("sort the statements: %w", err)
	}
	if g.statements == nil {
		return nil
	}
	return each(g)
}

func (s *stage) unstage(line []byte) (graph.Statement, string, error) {
	var st staged
	if err := json.Unmarshal(line, &st); err != nil {
		return graph.Statement{}, "", fmt.Errorf("a staged statement cannot be read back: %w", err)
	}
	out, problems := st.Statement.parse()
	if len(problems) > 0 {
		return out, "", fmt.Errorf("a staged statement is not valid any more: %s", problems[0].Message)
	}
	out.ID = st.ID
	if out.ReportedOn.IsZero() {
		out.ReportedOn = s.published[out.Source]
	}
	return out, st.Dossier, nil
}

// spill is a temporary file of JSON lines.
type spill struct {
	file   *os.File
	buffer *bufio.Writer
	count  int
}

func newSpill(path string) (*spill, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("a temporary file for the load: %w", err)
	}
	return &spill{file: file, buffer: bufio.NewWriterSize(file, 256<<10)}, nil
}

func (s *spill) write(v any) error {
	line, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("stage a record: %w", err)
	}
	return s.writeLine(line)
}

func (s *spill) writeLine(line []byte) error {
	s.count++
	_, err := s.buffer.Write(append(line, '\n'))
	if err != nil {
		return fmt.Errorf("stage a record in %s: %w", s.file.Name(), err)
	}
	return nil
}

func (s *spill) flush() error {
	if err := s.buffer.Flush(); err != nil {
		return fmt.Errorf("stage a record in %s: %w", s.file.Name(), err)
	}
	return nil
}

// lines calls each with every line that was written.
func (s *spill) lines(ctx context.Context, each func(line []byte) error) error {
	if err := s.flush(); err != nil {
		return err
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read staged records back: %w", err)
	}
	scanner := bufio.NewScanner(s.file)
	scanner.Buffer(make([]byte, 64<<10), 2*maxLine)
	for scanner.Scan() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := each(scanner.Bytes()); err != nil {
			return err
		}
	}
	if err := scanner.Err(); err != nil {
		return fmt.Errorf("read staged records back: %w", err)
	}
	return nil
}

func (s *spill) close() error {
	if s == nil {
		return nil
	}
	return s.file.Close()
}
