package graphtest

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"ipgraph/graph"
)

type row = map[string]any

// writing is one batch under way on a draft of the state.
type writing struct {
	state
	batch  graph.Batch
	counts graph.Counts
}

// writes has a function for each file in cypher/write that takes rows.
var writes = map[string]func(*writing, row) error{
	"sources": (*writing).source, "entities": (*writing).entity, "repeats": (*writing).repeats,
	"statements": (*writing).statement, "edges": (*writing).edge, "edges-few": (*writing).edge,
	"remove-edges": (*writing).removeEdge, "keep-shortcuts": (*writing).keepShortcuts,
	"supersedes": (*writing).supersedes, "superseded": (*writing).supersededNow,
	"watch-lists": (*writing).watchList,
	"withdraw":    (*writing).withdraw, "load": (*writing).load, "schema-version": (*writing).schemaVersion,
	"touched": (*writing).touchedBy,
}

// Write writes one batch, all or nothing. Rows whose ends do not exist are an
// error that names them.
func (s *Store) Write(ctx context.Context, b graph.Batch) (graph.Counts, error) {
	if err := s.begin(ctx, b.Write); err != nil {
		return graph.Counts{}, err
	}
	write, ok := writes[b.Write]
	if !ok {
		return graph.Counts{}, fmt.Errorf("there is no write question %q", b.Write)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	w := &writing{state: s.state.clone(), batch: b}
	if b.Write == "edges" {
		w.guarded[b.Word] = true
	}
	for _, r := range b.Rows {
		if err := write(w, r); err != nil {
			return graph.Counts{}, err
		}
	}
	if written := w.counts.Created + w.counts.Updated + w.counts.Unchanged; b.EveryRow && written != int64(len(b.Rows)) {
		return graph.Counts{}, graph.Errorf(graph.CodeConflict, "%s: the store lacks %v, so %d of %d rows could not be written; nothing of this batch was",
			b.Write, w.missingEnds(), int64(len(b.Rows))-written, len(b.Rows))
	}
	s.state = w.state
	return w.counts, nil
}

func (w *writing) missingEnds() []string {
	var missing []string
	for _, r := range w.batch.Rows {
		p, _ := r["properties"].(row)
		for _, id := range []string{text(r, "from"), text(r, "to"), text(p, "subject"), text(p, "object")} {
			if _, ok := w.entities[id]; !ok && id != "" && !slices.Contains(missing, id) {
				missing = append(missing, id)
			}
		}
	}
	return missing[:min(len(missing), 10)]
}

// settle counts a row and reports whether it must be written.
func (w *writing) settle(before row, hash string) bool {
	switch old, ok := before["hash"]; {
	case !ok:
		w.counts.Created++
	case old == hash:
		w.counts.Unchanged++
		return false
	default:
		w.counts.Updated++
	}
	return true
}

// whole is what a row says with its hash.
func whole(r row) row {
	p, _ := r["properties"].(row)
	p = stored(p)
	p["hash"] = text(r, "hash")
	return p
}

func (w *writing) source(r row) error {
	id := text(r, "id")
	if w.settle(w.sources[id].Properties, text(r, "hash")) {
		w.sources[id] = graph.Node{Labels: append([]string{"Source"}, texts(r, "labels")...), Properties: whole(r)}
	}
	return nil
}

func (w *writing) entity(r row) error {
	id := text(r, "id")
	before := w.entities[id]
	if w.settle(before.Properties, text(r, "hash")) {
		labels := before.Labels
		if labels == nil {
			labels = []string{"Entity"}
		}
		n := graph.Node{Labels: labels, Properties: whole(r)}
		w.entities[id] = labelled(n, text(r, "label"), true)
	}
	return nil
}

func (w *writing) repeats(r row) error {
	if _, ok := w.sources[text(r, "id")]; !ok {
		return nil
	}
	for _, id := range texts(r, "repeats") {
		if _, ok := w.sources[id]; ok {
			w.counts.Unchanged++
		}
	}
	return nil
}

func (w *writing) statement(r row) error {
	p, _ := r["properties"].(row)
	id, hash, dossier := text(r, "id"), text(r, "hash"), text(r, "dossier")
	_, subject := w.entities[text(p, "subject")]
	_, source := w.sources[text(p, "source")]
	_, object := w.entities[text(p, "object")]
	if !subject || !source {
		return nil
	}
	before, known := w.statements[id]
	dossiers := texts(before.Properties, "dossiers")
	held := slices.Contains(dossiers, dossier)
	switch {
	case !known:
		w.counts.Created++
		w.facts[id] = !object
	case text(before.Properties, "hash") == hash && held:
		w.counts.Unchanged++
		return nil
	default:
		w.counts.Updated++
	}
	recorded := before.Properties["recorded_at"]
	if recorded == nil {
		recorded = w.batch.Args["now"]
	}
	others := slices.DeleteFunc(slices.Clone(dossiers), func(d string) bool { return d == dossier })
	n := graph.Node{Labels: append([]string{"Statement"}, texts(r, "labels")...), Properties: whole(r)}
	n = labelled(n, "Superseded", slices.Contains(before.Labels, "Superseded"))
	change := row{"recorded_at": recorded, "dossiers": append(others, dossier)}
	for _, kept := range []string{"load", "changed", "revisions", "superseded_on", "superseded_by"} {
		change[kept] = before.Properties[kept]
	}
	switch {
	case !known:
		change["load"] = w.batch.Args["load"]
		if first := r["load"]; first != nil {
			change["load"] = first
		}
		change["changed"] = change["load"]
	case text(before.Properties, "hash") != hash:
		maps.Copy(change, w.revise(before))
	}
	w.statements[id] = with(n, change)
	return nil
}

// revise is what a change of the statement leaves behind: the load that made it,
// and what the statement was until then, once a load.
func (w *writing) revise(before graph.Node) row {
	p, load := before.Properties, w.batch.Args["load"]
	if p["changed"] == load {
		return row{}
	}
	word := func(name string) string {
		if t := text(p, name); t != "" {
			return t
		}
		return "-"
	}
	live := "live"
	if p["withdrawn_at"] != nil {
		live = "withdrawn"
	}
	revision := fmt.Sprint(load, " ", word("review"), " ", word("rank"), " ", live, " ", word("reported_on"), " ", word("superseded_on"), " ", word("superseded_by"))
	return row{"changed": load, "revisions": append(slices.Clone(texts(p, "revisions")), revision)}
}

// supersedes needs no relationship: the statements name what they supersede.
func (w *writing) supersedes(r row) error {
	for _, id := range texts(r, "supersedes") {
		if _, ok := w.statements[id]; ok {
			w.counts.Unchanged++
		}
	}
	return nil
}

func (w *writing) supersededNow(r row) error {
	id := text(r, "id")
	target, ok := w.statements[id]
	if !ok {
		return nil
	}
	var since, by string
	for other, s := range w.statements {
		p := s.Properties
		if !slices.Contains(texts(p, "supersedes"), id) || p["withdrawn_at"] != nil || p["review"] == "rejected" || p["rank"] == "deprecated" ||
			slices.Contains(texts(w.batch.Args, "leaving"), other) {
			continue
		}
		if day := text(p, "reported_by"); by == "" || day < since || day == since && other < by {
			since, by = day, other
		}
	}
	if text(target.Properties, "superseded_on") == since && text(target.Properties, "superseded_by") == by {
		return nil
	}
	change := w.revise(target)
	change["superseded_on"], change["superseded_by"] = nil, nil
	if by != "" {
		change["superseded_on"], change["superseded_by"] = since, by
	}
	w.statements[id] = labelled(with(target, change), "Superseded", by != "")
	w.counts.Updated++
	return nil
}

func (w *writing) edge(r row) error {
	id := edgeID{text(r, "from"), text(r, "type"), text(r, "key"), text(r, "to")}
	if w.batch.Write == "edges" {
		id.kind = w.batch.Word
	}
	_, from := w.entities[id.from]
	_, to := w.entities[id.to]
	if !from || !to {
		return nil
	}
	before, known := w.edges[id]
	if !known && w.guarded[id.kind] {
		for other := range w.edges {
			if other.kind == id.kind && other.key == id.key {
				return graph.Errorf(graph.CodeConflict, "%s would break a uniqueness rule of the store", w.batch.Write)
			}
		}
	}
	if w.settle(before.Properties, text(r, "hash")) {
		p := whole(r)
		if record, _ := p["record"].(bool); known {
			p["load"] = before.Properties["load"]
		} else if record {
			p["load"] = w.batch.Args["load"]
		}
		w.edges[id] = graph.Relationship{Type: id.kind, From: graph.ID(id.from), To: graph.ID(id.to), Properties: stored(p)}
	}
	return nil
}

func (w *writing) removeEdge(r row) error {
	for id := range w.edges {
		if id.from == text(r, "from") && id.to == text(r, "to") && id.key == text(r, "key") {
			delete(w.edges, id)
			w.counts.Removed++
		}
	}
	return nil
}

// derivedTypes are the types of shortcuts.
var derivedTypes = []string{"SUED", "COUNTERSUED", "LICENSES_TO", "HAS_LICENCE_WITH", "INVESTED_IN"}

func (w *writing) keepShortcuts(r row) error {
	arrangement, keep := text(r, "arrangement"), texts(r, "keep")
	parties := map[string]bool{}
	for _, s := range w.statements {
		if text(s.Properties, "predicate") == "PARTY_TO" && text(s.Properties, "object") == arrangement {
			parties[text(s.Properties, "subject")] = true
		}
	}
	for id, e := range w.edges {
		derived, _ := e.Properties["derived"].(bool)
		of := []string{text(e.Properties, "case"), text(e.Properties, "licence"), text(e.Properties, "round")}
		if derived && slices.Contains(derivedTypes, id.kind) && (parties[id.from] || parties[id.to]) &&
			slices.Contains(of, arrangement) && !slices.Contains(keep, id.key) {
			delete(w.edges, id)
			w.counts.Removed++
		}
	}
	return nil
}

func (w *writing) withdraw(r row) error {
	id := text(r, "id")
	s, ok := w.statements[id]
	if !ok {
		return nil
	}
	rest := slices.DeleteFunc(slices.Clone(texts(s.Properties, "dossiers")), func(d string) bool { return d == text(r, "dossier") })
	change := row{"dossiers": rest}
	if len(rest) == 0 {
		maps.Copy(change, w.revise(s))
		maps.Copy(change, row{"withdrawn_at": w.batch.Args["now"], "hash": ""})
		w.counts.Updated++
	}
	s = with(s, change)
	if len(rest) == 0 {
		superseded := slices.Contains(s.Labels, "Superseded")
		s.Labels = []string{"Statement", "Withdrawn"}
		s = labelled(s, "Superseded", superseded)
	}
	w.statements[id] = s
	return nil
}

func (w *writing) load(r row) error {
	id := text(r, "id")
	n, ok := w.loads[id]
	if !ok {
		n = graph.Node{Labels: []string{"Load"}, Properties: row{"id": id}}
	}
	change, _ := r["properties"].(row)
	w.loads[id] = with(n, change)
	w.counts.Created++
	return nil
}

// touchedLoads is of how many loads it is remembered what they wrote.
const touchedLoads = 20

func (w *writing) touchedBy(r row) error {
	w.touched[text(r, "load")] = stored(r)
	loads := slices.Sorted(maps.Keys(w.touched))
	for _, id := range loads[:max(0, len(loads)-touchedLoads)] {
		delete(w.touched, id)
	}
	w.counts.Created++
	return nil
}

// schemaVersion gives the version as its count, as the file does.
func (w *writing) schemaVersion(r row) error {
	if w.version == 0 {
		w.version, _ = r["version"].(int64)
	}
	w.counts.Created = w.version
	return nil
}
