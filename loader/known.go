package loader

import (
	"path/filepath"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// entityPlaces keeps outside memory where each entity is defined. An error of its file is kept
// until the end of the reading: until then ids seem unknown.
type entityPlaces struct {
	table *intake.KeyMap
	// Ids to propose for one that is not known: values by the kind and scheme they have.
	values map[idForm][]string
	err    error
}

// idForm is all of an id but its value.
type idForm struct {
	kind   graph.Kind
	scheme string
}

// Bounds of the search for the nearest id: among how many of one form, of how many forms, and for
// how many faults, so that a broken file of any size is checked in bounded time and memory.
const (
	maxNearest       = 5_000
	maxForms         = 50
	maxNearestFaults = 50
)

// newEntityPlaces keeps its file in dir.
func newEntityPlaces(dir string) (*entityPlaces, error) {
	table, err := intake.NewKeyMap(filepath.Join(dir, "entity-places"))
	if err != nil {
		return nil, err
	}
	return &entityPlaces{table: table, values: map[idForm][]string{}}, nil
}

// add says where an entity is defined. If it is already, that place stays and is returned.
func (e *entityPlaces) add(id graph.ID, at place) (first place, twice bool) {
	before, twice, err := e.table.Add(intake.KeyOf(string(id)), at.pack())
	if err != nil {
		e.err = err
		return place{}, false
	}
	if !twice {
		e.propose(id)
	}
	return unpack(before), twice
}

func (e *entityPlaces) propose(id graph.ID) {
	kind, scheme, value := id.Parts()
	form := idForm{kind, scheme}
	known, found := e.values[form]
	if len(known) < maxNearest && (found || len(e.values) < maxForms) {
		e.values[form] = append(known, value)
	}
}

// has reports whether an entity is defined.
func (e *entityPlaces) has(id graph.ID) bool {
	_, found, err := e.table.Find(intake.KeyOf(string(id)))
	if err != nil {
		e.err = err
	}
	return found
}

func (e *entityPlaces) close() error { return e.table.Close() }

// place packs the number of a file and a line.
type place struct {
	file uint32
	line uint32
}

func (p place) pack() uint64 { return uint64(p.file)<<32 | uint64(p.line) }

func unpack(n uint64) place { return place{uint32(n >> 32), uint32(n)} } //nolint:gosec // what pack made
