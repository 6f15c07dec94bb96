package graph

import "fmt"

// Result is the answer to a question: rows of values. A value is nil, bool,
// int64, float64, string, []any, map[string]any, Node, Relationship or Path.
type Result struct {
	Columns []string
	Rows    [][]any
	// Truncated says that there is more than the limit allowed.
	Truncated bool
}

// Node is a node as the database holds it.
type Node struct {
	Labels     []string
	Properties map[string]any
}

// Relationship is a relationship as the database holds it. From and To are the
// "id" properties of its ends where the answer holds those nodes, else "".
type Relationship struct {
	Type       string
	From, To   ID
	Properties map[string]any
}

// Path is a chain of nodes and the relationships between them: one more node
// than relationships.
type Path struct {
	Nodes         []Node
	Relationships []Relationship
}

// Column is the place of the column called name, or -1.
func (r Result) Column(name string) int {
	for i, c := range r.Columns {
		if c == name {
			return i
		}
	}
	return -1
}

// Cell is the value of a row in the column called name. An unknown column or
// another type is an error, never a panic.
func Cell[T any](r Result, row []any, name string) (T, error) {
	var zero T
	i := r.Column(name)
	if i < 0 || i >= len(row) {
		return zero, fmt.Errorf("the answer has no column %q", name)
	}
	if row[i] == nil {
		return zero, nil
	}
	v, ok := row[i].(T)
	if !ok {
		return zero, fmt.Errorf("column %q holds a %T, not a %T", name, row[i], zero)
	}
	return v, nil
}

// Batch is rows of one kind for one write question.
type Batch struct {
	// Write names the file in cypher/write, without its ending.
	Write string
	// Word is the label or relationship type of the rows, from a closed list,
	// or "" where the file needs none.
	Word string
	Rows []map[string]any
	// Args are further parameters of the file, the same for all rows.
	Args map[string]any
	// EveryRow says that each row must be written back as created, updated or
	// unchanged; a shortfall undoes the batch.
	EveryRow bool
}

// Counts says what a write did with its rows.
type Counts struct {
	Created, Updated, Unchanged, Removed int64
}

// Add adds another count.
func (c *Counts) Add(d Counts) {
	c.Created += d.Created
	c.Updated += d.Updated
	c.Unchanged += d.Unchanged
	c.Removed += d.Removed
}
