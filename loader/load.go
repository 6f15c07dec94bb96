package loader

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Store is what a load needs of the database.
type Store interface {
	// Alone keeps other loads away until end is called, and waits for one that is
	// at work. working ends when that cannot be kept up, with the reason as cause.
	Alone(ctx context.Context) (working context.Context, end func(), err error)
	// Prepare makes constraints and indexes and waits for them.
	Prepare(ctx context.Context) error
	// Write writes rows of one kind, all or nothing.
	Write(ctx context.Context, b graph.Batch) (graph.Counts, error)
	// Ask puts a question of the library.
	Ask(ctx context.Context, call cypher.Call) (graph.Result, error)
	// Derive computes what follows from the edges, such as labels of investors and hubs:
	// for what a load touched, or for the whole graph where that is nil.
	Derive(ctx context.Context, hubDegree int, touched *graph.Touched) error
}

// Options of a load.
type Options struct {
	// DryRun compares and reports, and writes nothing.
	DryRun bool
	// Prune withdraws statements that left their dossier. Without it they are
	// reported and stay.
	Prune bool
	// Compare compares every record with the store, even when the dossiers have
	// not changed since the load before.
	Compare bool
	// BatchRows is the number of rows in one transaction. Default: 2000, the
	// fastest size measured that keeps transactions small.
	BatchRows int
	// HubDegree is the number of edges above which an entity is a hub, which
	// path questions go round. Default: 1000.
	HubDegree int
	// Now is the time of the load, which comes after the load before in any case.
	// Default: the clock.
	Now time.Time
	// Progress is told how far the load is, twice a second. Default: silent.
	Progress func(string)
}

func (o Options) withDefaults() Options {
	if o.BatchRows == 0 {
		o.BatchRows = 2000
	}
	if o.HubDegree == 0 {
		o.HubDegree = DefaultHubDegree
	}
	return o
}

// DefaultHubDegree is the number of edges above which an entity is a hub.
const DefaultHubDegree = 1000

// Report says what a load did.
type Report struct {
	Load   string // id of the load
	DryRun bool
	Seen   Summary
	// Counts by kind, in the order of writing.
	Kinds []KindCounts
	// Departed lists statements that are in the store and no longer in their
	// dossier, at most MaxFaults of them; DepartedCount counts all.
	Departed      []graph.StatementID
	DepartedCount int
	Pruned        bool
	Elapsed       time.Duration
}

// KindCounts are the counts of one kind of record.
type KindCounts struct {
	Kind string
	graph.Counts
}

// Changed reports whether the load changed the store.
func (r Report) Changed() bool {
	for _, k := range r.Kinds {
		if k.Created+k.Updated+k.Removed > 0 {
			return true
		}
	}
	return false
}

// Load checks the dossiers whole and then writes what they say. When anything
// is wrong, nothing is written and the error lists all of it. A load that was
// cut off is finished by running it again.
func Load(ctx context.Context, store Store, library *cypher.Library, dossiers []Dossier, o Options) (report Report, err error) {
	checked, err := Stage(ctx, dossiers, o.Progress)
	if err != nil {
		return Report{}, err
	}
	defer func() { err = errors.Join(err, checked.Close()) }()
	return checked.Write(ctx, store, library, o)
}

// Checked is what dossiers say, checked whole and kept in temporary files. It
// can be written once.
type Checked struct {
	contents contents
	stage    *stage
	dossiers []string
	summary  Summary
	closers  []io.Closer // of files in the stage's folder
}

// Stage checks dossiers like Check and keeps what they say, so that a store is
// needed only when all is well.
func Stage(ctx context.Context, dossiers []Dossier, progress func(string)) (_ *Checked, err error) {
	var checker *checker
	c := &Checked{}
	if c.stage, err = newStage(ctx, func() string { return checker.dossier.Name }); err != nil {
		return nil, err
	}
	if checker, err = newChecker(ctx, c.stage.folder.Path, progress); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	checker.sink = c.stage
	c.closers = append(c.closers, checker)
	for _, d := range dossiers {
		c.dossiers = append(c.dossiers, d.Name)
	}
	if c.summary, err = checker.check(ctx, dossiers); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	c.contents = checker.contents
	if err := c.stage.seal(); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// Summary counts what was read.
func (c *Checked) Summary() Summary { return c.summary }

// Close removes the temporary files.
func (c *Checked) Close() error {
	var errs []error
	for _, closer := range c.closers {
		errs = append(errs, closer.Close())
	}
	if c.stage != nil {
		errs = append(errs, c.stage.close())
	}
	return errors.Join(errs...)
}

// Write writes to the store what was checked.
func (c *Checked) Write(ctx context.Context, store Store, library *cypher.Library, o Options) (Report, error) {
	o = o.withDefaults()
	l := &load{Options: o, store: store, library: library, contents: c.contents, stage: c.stage, dossiers: c.dossiers,
		started: time.Now()}
	l.report.Seen = c.summary
	if o.DryRun {
		l.store = dryRun{store, library}
		l.report.DryRun = true
	}
	l.writer = newWriter(l.store, o.Progress)
	defer l.writer.close()
	err := l.runAlone(ctx)
	l.report.Elapsed = time.Since(l.started)
	return l.report, err
}

// load is one load under way.
type load struct {
	Options
	store    Store
	library  *cypher.Library
	contents contents
	stage    *stage
	dossiers []string
	previous lastLoad
	fresh    bool // no load was here before
	writing  bool // something may have been written
	others   bool // the store holds statements that this load does not
	departed []departed
	// withdraws says that at least one of them is withdrawn by this load.
	withdraws bool
	// superseded holds what is superseded, in the store and in this load; of that,
	// elsewhere lists what this load touches and only other dossiers hold.
	superseded map[graph.StatementID]mark
	elsewhere  []string
	records    graph.Counts // of register records, which the report counts among the edges
	bareKnown  int64        // entities known by their id alone, which the store holds
	report     Report
	writer     *writer
	started    time.Time
}

func (l *load) run(ctx context.Context) error {
	if err := l.store.Prepare(ctx); err != nil {
		return err
	}
	before, err := l.lastLoad(ctx)
	if err != nil {
		return err
	}
	l.fresh = before == nil
	if before != nil {
		l.previous = *before
	}
	if same, err := l.unchanged(ctx); same || err != nil {
		return err
	}
	if err := l.checkCorrections(ctx); err != nil {
		return err
	}
	if err := l.findOthers(ctx); err != nil { // here, while readers are still answered: nothing is written yet
		return err
	}
	l.date()
	l.writer.touched.whole = !l.settled()
	l.writing = !l.DryRun
	if err := l.remember(ctx, map[string]any{"started": l.stamp(), "dossiers": l.dossiers}); err != nil {
		return err
	}
	for _, phase := range []func(context.Context) error{
		l.writeSources, l.writeEntities, l.writeWatchLists, l.writeStatements, l.writeCorrections, l.writeEdges, l.projectElsewhere, l.settleDeparted, l.countRecords,
	} {
		if err := phase(ctx); err != nil {
			return err
		}
	}
	written := l.writer.touched.result()
	if err := l.derive(ctx, written); err != nil {
		return err
	}
	if err := l.rememberTouched(ctx, written); err != nil {
		return err
	}
	return l.finish(ctx, l.end())
}

func (l *load) stamp() string { return l.Now.UTC().Format(time.RFC3339) }

// stamps say in a write when the load took place, and which one it is.
func (l *load) stamps() map[string]any {
	return map[string]any{"now": l.stamp(), "load": l.report.Load}
}

func (l *load) tell(message string) {
	if l.Progress != nil {
		l.Progress(message)
	}
}

func (l *load) remember(ctx context.Context, properties map[string]any) error {
	_, err := l.store.Write(ctx, graph.Batch{Write: "load", Rows: []map[string]any{{"id": l.report.Load, "properties": properties}}})
	return err
}

// keep asks one of the loader's own questions.
func (l *load) keep(ctx context.Context, name, word string, params map[string]any) (graph.Result, error) {
	q, err := l.library.Keep(name)
	if err != nil {
		return graph.Result{}, err
	}
	return l.store.Ask(ctx, q.KeepCall(word, params))
}

func (l *load) writeSources(ctx context.Context) error {
	rows := l.batcher("sources", "sources", false)
	err := l.eachSource(ctx, func(d sourceDoc) error {
		s, _ := d.source()
		return rows.add(ctx, "", map[string]any{"id": d.ID, "hash": s.Fingerprint(), "labels": s.Labels(), "properties": s.Properties()})
	})
	if err := errors.Join(err, rows.flush(ctx)); err != nil {
		return err
	}
	// Afterwards, because a source may repeat one that comes later.
	repeats := l.batcher("repeats", "", false)
	err = l.eachSource(ctx, func(d sourceDoc) error {
		if len(d.Repeats) == 0 {
			return nil
		}
		return repeats.add(ctx, "", map[string]any{"id": d.ID, "repeats": d.Repeats})
	})
	return errors.Join(err, repeats.flush(ctx))
}

func (l *load) eachSource(ctx context.Context, each func(sourceDoc) error) error {
	return l.stage.sources.lines(ctx, func(line []byte) error {
		var d sourceDoc
		if err := json.Unmarshal(line, &d); err != nil {
			return fmt.Errorf("a staged source: %w", err)
		}
		return each(d)
	})
}

func (l *load) writeEntities(ctx context.Context) error {
	rows := l.batcher("entities", "entities", true)
	var bare []map[string]any
	err := l.stage.entities.lines(ctx, func(line []byte) error {
		var d gatheredEntity
		if err := json.Unmarshal(line, &d); err != nil {
			return fmt.Errorf("a staged entity: %w", err)
		}
		e, _ := d.entity()
		row := map[string]any{"id": d.ID, "label": e.ID.Kind().Label(), "hash": e.Fingerprint(), "properties": e.Properties()}
		if !d.Bare || l.fresh {
			return rows.add(ctx, "", row)
		}
		if bare = append(bare, row); len(bare) < l.BatchRows {
			return nil
		}
		part := bare
		bare = nil
		return l.addUnknown(ctx, rows, part)
	})
	err = errors.Join(err, l.addUnknown(ctx, rows, bare), rows.flush(ctx))
	l.counts("entities").Unchanged += l.bareKnown
	return err
}

// addUnknown adds those rows of entities that the store does not hold; the others
// stay as they are there.
func (l *load) addUnknown(ctx context.Context, rows *batcher, bare []map[string]any) error {
	if len(bare) == 0 {
		return nil
	}
	ids := make([]string, 0, len(bare))
	for _, row := range bare {
		if id, ok := row["id"].(string); ok {
			ids = append(ids, id)
		}
	}
	result, err := l.keep(ctx, "hashes", "Entity", map[string]any{"ids": ids})
	if err != nil {
		return err
	}
	known := make(map[any]bool, len(result.Rows))
	for _, r := range result.Rows {
		id, err := graph.Cell[string](result, r, "id")
		if err != nil {
			return err
		}
		known[id] = true
	}
	for _, row := range bare {
		if known[row["id"]] {
			l.bareKnown++
			continue
		}
		if err := rows.add(ctx, "", row); err != nil {
			return err
		}
	}
	return nil
}

func (l *load) writeStatements(ctx context.Context) error {
	rows := l.batcher("statements", "statements", true)
	rows.args = l.stamps()
	err := l.stage.facts.lines(ctx, func(line []byte) error {
		s, dossier, err := l.stage.unstage(line)
		if err != nil {
			return err
		}
		return rows.add(ctx, "", statementRow(&s, dossier))
	})
	return errors.Join(err, rows.flush(ctx))
}

func statementRow(s *graph.Statement, dossier string) map[string]any {
	return map[string]any{"id": string(s.ID), "hash": s.Fingerprint(), "labels": s.Labels(), "dossier": dossier, "properties": s.Properties()}
}

func edgeRow(e graph.Edge, dossier string) map[string]any {
	properties, hash := e.Properties(), e.Fingerprint()
	if e.Record { // only its own dossier holds a record
		properties["dossier"] = dossier
		hash += "@" + dossier
	}
	return map[string]any{"key": e.Key, "type": string(e.Type), "from": string(e.From), "to": string(e.To), "hash": hash, "properties": properties}
}

// holds reports whether the dossiers of this load have the statement.
func (l *load) holds(id graph.StatementID) (bool, error) {
	key, ok := keyOf(id)
	if !ok {
		return false, nil
	}
	return l.contents.holds(key)
}
