// Package offline writes a first load as files for Neo4j's own importer, which makes a store of them
// several times faster than transactions do. The loader writes to a Store as to any other; Arguments
// are for the importer, and Complete does on the new store what is left.
package offline

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"ipgraph/cypher"
	"ipgraph/export"
	"ipgraph/graph"
	"ipgraph/loader"
)

// Store is a loader.Store that holds nothing and keeps what is written in files. Entities, sources,
// statements and edges are as the files in cypher/write make them of a store that has none.
type Store struct {
	sources, entities, statements, edges *table
	subject, object, statedIn, hasFact   *table
	later                                []func(context.Context, loader.Store) error
	// many are the types whose edges came in batches of their own: a load makes an index on the key of each.
	many map[string]bool
}

// New makes one whose files are in folder.
func New(folder string) (*Store, error) {
	s := &Store{many: map[string]bool{}}
	sources, entities, statements, edges := export.StoreColumns()
	var errs []error
	for _, t := range []struct {
		table   **table
		name    string
		columns []string
		own     []string
	}{
		{&s.sources, "sources", append(sources, "hash"), []string{"id:ID(source)", ":LABEL"}},
		{&s.entities, "entities", append(entities, "hash"), []string{"id:ID(entity)", ":LABEL"}},
		{&s.statements, "statements", append(statements, "hash", "load", "changed", "recorded_at", "dossiers:string[]"), []string{"id:ID(statement)", ":LABEL"}},
		{&s.edges, "edges", append(edges, "hash", "load", "dossier"), []string{":START_ID(entity)", ":END_ID(entity)", ":TYPE"}},
		{&s.subject, "SUBJECT", nil, []string{":START_ID(statement)", ":END_ID(entity)"}},
		{&s.object, "OBJECT", nil, []string{":START_ID(statement)", ":END_ID(entity)"}},
		{&s.statedIn, "STATED_IN", nil, []string{":START_ID(statement)", ":END_ID(source)"}},
		{&s.hasFact, "HAS_FACT", nil, []string{":START_ID(entity)", ":END_ID(statement)"}},
	} {
		made, err := newTable(filepath.Join(folder, t.name+".csv"), t.columns, t.own)
		*t.table = made
		errs = append(errs, err)
	}
	return s, errors.Join(errs...)
}

func (s *Store) tables() []*table {
	return []*table{s.sources, s.entities, s.statements, s.edges, s.subject, s.object, s.statedIn, s.hasFact}
}

// Alone has nobody to keep away: the files are its own.
func (*Store) Alone(ctx context.Context) (context.Context, func(), error) {
	return ctx, func() {}, nil
}

// Prepare has nothing to do: Complete makes constraints and indexes, when the data is there.
func (*Store) Prepare(context.Context) error { return nil }

// Ask finds nothing, for the store is new, but for how much was written.
func (s *Store) Ask(_ context.Context, call cypher.Call) (graph.Result, error) {
	if call.Name != "counts" {
		return graph.Result{}, nil
	}
	return graph.Result{Columns: []string{"entities", "sources", "statements", "edges"},
		Rows: [][]any{{s.entities.rows, s.sources.rows, s.statements.rows, s.edges.rows}}}, nil
}

// Derive is put off until the store is there.
func (s *Store) Derive(_ context.Context, hubDegree int, touched *graph.Touched) error {
	s.later = append(s.later, func(ctx context.Context, store loader.Store) error { return store.Derive(ctx, hubDegree, touched) })
	return nil
}

// Write writes the rows of a new graph. The few of other kinds are put off until the store is there.
func (s *Store) Write(_ context.Context, b graph.Batch) (graph.Counts, error) {
	var write func(row, properties map[string]any, args map[string]any) error
	switch b.Write {
	case "sources":
		write = s.source
	case "entities":
		write = s.entity
	case "statements":
		write = s.statement
	case "edges", "edges-few":
		write = s.edge
		if b.Word != "" {
			s.many[b.Word] = true
		}
	default:
		s.later = append(s.later, func(ctx context.Context, store loader.Store) error {
			_, err := store.Write(ctx, b)
			return err
		})
		return graph.Counts{}, nil
	}
	for _, row := range b.Rows {
		properties, _ := row["properties"].(map[string]any)
		if err := write(row, properties, b.Args); err != nil {
			return graph.Counts{}, fmt.Errorf("%s: %w", b.Write, err)
		}
	}
	return graph.Counts{Created: int64(len(b.Rows))}, nil
}

func (s *Store) source(row, properties, _ map[string]any) error {
	labels, _ := row["labels"].([]string)
	return s.sources.add(properties, map[string]any{"hash": row["hash"]}, textOf(row["id"]), export.StoreList(append([]string{"Source"}, labels...)))
}

func (s *Store) entity(row, properties, _ map[string]any) error {
	return s.entities.add(properties, map[string]any{"hash": row["hash"]}, textOf(row["id"]), export.StoreList([]string{"Entity", textOf(row["label"])}))
}

func (s *Store) statement(row, properties, args map[string]any) error {
	id, load := textOf(row["id"]), args["load"]
	if row["load"] != nil {
		load = row["load"]
	}
	labels, _ := row["labels"].([]string)
	added := map[string]any{"hash": row["hash"], "load": load, "changed": load, "recorded_at": args["now"], "dossiers": []string{textOf(row["dossier"])}}
	err := s.statements.add(properties, added, id, export.StoreList(append([]string{"Statement"}, labels...)))
	subject, object := textOf(properties["subject"]), textOf(properties["object"])
	err = errors.Join(err, s.subject.add(nil, nil, id, subject), s.statedIn.add(nil, nil, id, textOf(properties["source"])))
	if object == "" {
		return errors.Join(err, s.hasFact.add(nil, nil, subject, id))
	}
	return errors.Join(err, s.object.add(nil, nil, id, object))
}

func (s *Store) edge(row, properties, args map[string]any) error {
	added := map[string]any{"hash": row["hash"]}
	if record, _ := properties["record"].(bool); record {
		added["load"] = args["load"]
	}
	return s.edges.add(properties, added, textOf(row["from"]), textOf(row["to"]), textOf(row["type"]))
}

// Close ends the writing of the files, which go with their folder. It may be called twice.
func (s *Store) Close() error {
	var errs []error
	for _, t := range s.tables() {
		errs = append(errs, t.close())
	}
	return errors.Join(errs...)
}

// Arguments are those of the importer for the files: see embedded.Import.
func (s *Store) Arguments() []string {
	args := append(export.ImporterForm(), "--bad-tolerance=0")
	for _, t := range []*table{s.sources, s.entities, s.statements} {
		args = append(args, "--nodes="+t.file.Name())
	}
	args = append(args, "--relationships="+s.edges.file.Name())
	for _, join := range []struct {
		kind string
		of   *table
	}{{"SUBJECT", s.subject}, {"OBJECT", s.object}, {"STATED_IN", s.statedIn}, {"HAS_FACT", s.hasFact}} {
		args = append(args, "--relationships="+join.kind+"="+join.of.file.Name())
	}
	return args
}

// Target is the new store, in a running server.
type Target interface {
	loader.Store
	// GuardKeys makes the indexes on the keys of edge types.
	GuardKeys(ctx context.Context, edgeTypes ...string) error
}

// Complete makes constraints and indexes of the new store, and what was put off, in its order. One that
// is cut off is finished by loading again without this package.
func (s *Store) Complete(ctx context.Context, store Target) error {
	ctx, end, err := store.Alone(ctx)
	if err != nil {
		return err //nolint:wrapcheck // its words are for people
	}
	defer end()
	if err := store.Prepare(ctx); err != nil {
		return err //nolint:wrapcheck // its words are for people
	}
	if err := store.GuardKeys(ctx, slices.Sorted(maps.Keys(s.many))...); err != nil {
		return err //nolint:wrapcheck // its words are for people
	}
	for _, do := range s.later {
		if err := do(ctx, store); err != nil {
			return err
		}
	}
	return nil
}
