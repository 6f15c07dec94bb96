package intake

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"github.com/lanrat/extsort"
)

// Sorter puts texts in the order of their keys outside memory. Those with one key
// come out in the order in which they were added.
type Sorter struct {
	in     chan string
	sorted <-chan string
	failed <-chan error
	ready  chan struct{}
	cancel context.CancelFunc
	n      int
}

// chunk is how many texts are sorted in memory at a time. About five chunks are under way at once,
// and a text may have some kilobytes; what is read at the merge has 64 MB in all, however many
// chunks there are.
const chunk = 8_000

// NewSorter makes one that keeps its files in dir.
func NewSorter(ctx context.Context, dir string) *Sorter {
	ctx, cancel := context.WithCancel(ctx)
	s := &Sorter{in: make(chan string, 256), ready: make(chan struct{}), cancel: cancel}
	sorter, sorted, failed := extsort.Strings(s.in, &extsort.Config{ChunkSize: chunk, NumWorkers: 1, TempFilesDir: dir, SortedChanBuffSize: 256})
	s.sorted, s.failed = sorted, failed
	go func() {
		sorter.Sort(ctx)
		close(s.ready)
	}()
	return s
}

// Add adds a text. A key has no zero byte.
func (s *Sorter) Add(key, text string) error {
	s.n++
	select {
	case s.in <- fmt.Sprintf("%s\x00%012x\x00%s", key, s.n, text):
		return nil
	case <-s.ready:
		return fmt.Errorf("sort what was read: %w", <-s.failed)
	}
}

// Each ends the adding and calls each with every key and text, once.
func (s *Sorter) Each(ctx context.Context, each func(key, text string) error) error {
	s.end()
	for key, text, more := s.next(); more; key, text, more = s.next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := each(key, text); err != nil {
			return err
		}
	}
	return s.failure()
}

// EachGroup calls each with the texts of one key together, which are read as they are asked for: one
// key may have more of them than memory holds.
func (s *Sorter) EachGroup(ctx context.Context, each func(key string, texts iter.Seq[string]) error) error {
	s.end()
	key, text, more := s.next()
	for more {
		if err := ctx.Err(); err != nil {
			return err
		}
		group := key
		texts := func(yield func(string) bool) {
			for more && key == group {
				this := text
				key, text, more = s.next()
				if !yield(this) {
					return
				}
			}
		}
		if err := each(group, texts); err != nil {
			return err
		}
		for range texts { // those that each had no need of
			continue
		}
	}
	return s.failure()
}

// next is the next key and text, if there is one.
func (s *Sorter) next() (key, text string, ok bool) {
	record, ok := <-s.sorted
	key, rest, _ := strings.Cut(record, "\x00")
	_, text, _ = strings.Cut(rest, "\x00")
	return key, text, ok
}

// failure is what ended the sorting before its end.
func (s *Sorter) failure() error {
	if err := <-s.failed; err != nil {
		return fmt.Errorf("sort what was read: %w", err)
	}
	return nil
}

func (s *Sorter) end() {
	if s.in != nil {
		close(s.in)
		s.in = nil
	}
}

// Close ends the sorting, whether it came to its end or not. It may be called twice.
func (s *Sorter) Close() error {
	s.cancel()
	s.end()
	for range s.sorted { // let the sorter end
	}
	<-s.ready
	return nil
}
