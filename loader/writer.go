package loader

import (
	"context"
	"sync"

	"ipgraph/graph"
)

// writer writes batches in the order in which they are handed over, while the
// next ones are read and projected. There is one, with one session at a time:
// parallel writers of relationships deadlock.
type writer struct {
	store  Store
	ticker ticker
	jobs   chan job
	open   sync.WaitGroup // jobs that were handed over and are not done
	// touched is what was written. Like the counts it may be read after wait.
	touched touched
	mu      sync.Mutex
	err     error
}

type job struct {
	ctx    context.Context //nolint:containedctx // the job is a call that is made later
	batch  graph.Batch
	counts []*graph.Counts // none where the kind is not reported
}

// newWriter starts one; close ends it.
func newWriter(store Store, progress func(string)) *writer {
	w := &writer{store: store, ticker: ticker{tell: progress}, jobs: make(chan job, 1)}
	go func() {
		for j := range w.jobs {
			w.do(j)
			w.open.Done()
		}
	}()
	return w
}

// close ends the writer once what was handed over is done.
func (w *writer) close() {
	w.open.Wait()
	close(w.jobs)
}

// do writes one batch, unless one before failed.
func (w *writer) do(j job) {
	if w.failed() != nil {
		return
	}
	counts, err := w.store.Write(j.ctx, j.batch)
	if err != nil {
		w.mu.Lock()
		w.err = err
		w.mu.Unlock()
		return
	}
	w.touched.note(j.batch, counts)
	for i, c := range j.counts {
		c.Add(counts)
		if i == 0 {
			w.ticker.tick("%s: %d written", j.batch.Write, c.Created+c.Updated+c.Unchanged)
		}
	}
}

// hand passes a batch on. The error is that of an earlier batch.
func (w *writer) hand(ctx context.Context, batch graph.Batch, counts []*graph.Counts) error {
	if err := w.failed(); err != nil {
		return err
	}
	w.open.Add(1)
	w.jobs <- job{ctx, batch, counts}
	return nil
}

// wait waits until everything that was handed over is written. Only then may the
// counts be read.
func (w *writer) wait() error {
	w.open.Wait()
	return w.failed()
}

func (w *writer) failed() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}
