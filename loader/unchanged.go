package loader

import (
	"context"
	"encoding/hex"
	"maps"

	"ipgraph/graph"
)

// projectionVersion is part of the digest of a dossier. It is raised when the
// same dossier would be written in another form, so that it is written anew.
const projectionVersion = "3"

// lastLoad is what the load before left: whether it came to its end, what it
// read, and how much was in the store then.
type lastLoad struct {
	id        string
	finished  bool
	ended     string // when, if it did
	hubDegree int64
	records   int64 // the most that any load of these dossiers held, more than 0 where that is not known
	departed  int64
	digest    string
	// projection is the projectionVersion of the program that wrote the load.
	projection string
	totals     map[string]int64 // rows by kind of the report
	stored     map[string]int64 // nodes and edges in the store
}

// lastLoad is nil when the store has seen no load.
func (l *load) lastLoad(ctx context.Context) (*lastLoad, error) {
	result, err := l.keep(ctx, "last-load", "", map[string]any{"dossiers": l.dossiers})
	if err != nil || len(result.Rows) == 0 {
		return nil, err
	}
	node, err := graph.Cell[graph.Node](result, result.Rows[0], "load")
	if err != nil {
		return nil, err
	}
	records, err := graph.Cell[int64](result, result.Rows[0], "records")
	if err != nil {
		return nil, err
	}
	p := node.Properties
	last := &lastLoad{records: records, totals: map[string]int64{}, stored: map[string]int64{}}
	last.id, _ = p["id"].(string)
	last.digest, _ = p["digest"].(string)
	last.projection, _ = p["projection"].(string)
	last.hubDegree, _ = p["hub_degree"].(int64)
	last.departed, _ = p["departed"].(int64)
	last.ended, last.finished = p["finished"].(string)
	for _, kind := range reportKinds {
		if n, ok := p["total_"+kind].(int64); ok {
			last.totals[kind] = n
		}
	}
	for _, what := range storeCounts {
		last.stored[what], _ = p["stored_"+what].(int64)
	}
	return last, nil
}

var (
	reportKinds = []string{"sources", "entities", "statements", "edges", "shortcuts"}
	storeCounts = []string{"entities", "sources", "statements", "edges"}
)

// unchanged reports whether the store is as the load before left it, and that
// load read the very same dossiers. Then there is nothing to compare.
func (l *load) unchanged(ctx context.Context) (bool, error) {
	p := l.previous
	if l.Compare || l.Prune || !p.finished || p.departed > 0 || p.digest != l.digest() || p.hubDegree != int64(l.HubDegree) {
		return false, nil
	}
	stored, err := l.stored(ctx)
	if err != nil || !maps.Equal(stored, p.stored) {
		return false, err
	}
	l.report.Load = p.id
	for _, kind := range reportKinds {
		l.counts(kind).Unchanged = p.totals[kind]
	}
	return true, nil
}

// digest is the hash of everything that was read.
func (l *load) digest() string { return hex.EncodeToString(l.contents.digest.Sum(nil)) }

// stored counts what the store holds.
func (l *load) stored(ctx context.Context) (map[string]int64, error) {
	result, err := l.keep(ctx, "counts", "", map[string]any{})
	if err != nil {
		return nil, err
	}
	counts := map[string]int64{}
	for _, what := range storeCounts {
		for _, row := range result.Rows {
			if counts[what], err = graph.Cell[int64](result, row, what); err != nil {
				return nil, err
			}
		}
	}
	return counts, nil
}

// finish remembers that the load came to its end, and what the next one needs to
// see that nothing has changed since.
func (l *load) finish(ctx context.Context, finished string) error {
	stored, err := l.stored(ctx)
	if err != nil {
		return err
	}
	p := map[string]any{"finished": finished, "hub_degree": int64(l.HubDegree), "changed": l.report.Changed(),
		"records": int64(l.contents.recordCount()), "departed": int64(l.report.DepartedCount), "digest": l.digest(), "projection": projectionVersion}
	if l.report.Pruned {
		p["departed"] = int64(0)
	}
	for what, n := range stored {
		p["stored_"+what] = n
	}
	for _, k := range l.report.Kinds {
		p["total_"+k.Kind] = k.Created + k.Updated + k.Unchanged
		p["created_"+k.Kind], p["updated_"+k.Kind], p["removed_"+k.Kind] = k.Created, k.Updated, k.Removed
	}
	p["created_records"], p["updated_records"], p["removed_records"] = l.records.Created, l.records.Updated, l.records.Removed
	return l.remember(ctx, p)
}
