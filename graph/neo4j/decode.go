package neo4j

import (
	"maps"
	"slices"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"ipgraph/graph"
)

// decoder turns the driver's values into ours. The driver knows the ends of a
// relationship by the database's internal ids only; they become entity ids where
// the answer holds the nodes, or once learn has been told.
type decoder struct{ ids map[string]graph.ID }

func newDecoder() decoder { return decoder{ids: map[string]graph.ID{}} }

func (d decoder) row(values []any) []any {
	row := make([]any, len(values))
	for i, v := range values {
		row[i] = d.value(v)
	}
	return row
}

// unknown lists the ends of relationships whose nodes the rows do not hold.
func (d decoder) unknown(rows [][]any) []string {
	for _, row := range rows {
		d.collect(row)
	}
	missing := map[string]bool{}
	for _, row := range rows {
		d.ends(row, missing)
	}
	return slices.Sorted(maps.Keys(missing))
}

// learn takes a pair of an internal id and an entity's id.
func (d decoder) learn(pair []any) {
	internal, _ := pair[0].(string)
	id, _ := pair[1].(string)
	d.ids[internal] = graph.ID(id)
}

// ends adds the ends that are not known yet to missing.
func (d decoder) ends(v any, missing map[string]bool) {
	switch v := v.(type) {
	case driver.Relationship:
		for _, end := range []string{v.StartElementId, v.EndElementId} {
			if _, known := d.ids[end]; !known {
				missing[end] = true
			}
		}
	case []any:
		for _, item := range v {
			d.ends(item, missing)
		}
	case map[string]any:
		for _, item := range v {
			d.ends(item, missing)
		}
	}
}

// collect learns the ids of all nodes of a row.
func (d decoder) collect(v any) {
	switch v := v.(type) {
	case driver.Node:
		if id, ok := v.Props["id"].(string); ok {
			d.ids[v.ElementId] = graph.ID(id)
		}
	case driver.Path:
		for _, n := range v.Nodes {
			d.collect(n)
		}
	case []any:
		for _, item := range v {
			d.collect(item)
		}
	case map[string]any:
		for _, item := range v {
			d.collect(item)
		}
	}
}

func (d decoder) value(v any) any {
	switch v := v.(type) {
	case driver.Node:
		return d.node(v)
	case driver.Relationship:
		return d.relationship(v)
	case driver.Path:
		path := graph.Path{}
		for _, n := range v.Nodes {
			path.Nodes = append(path.Nodes, d.node(n))
		}
		for _, r := range v.Relationships {
			path.Relationships = append(path.Relationships, d.relationship(r))
		}
		return path
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = d.value(item)
		}
		return list
	case map[string]any:
		m := make(map[string]any, len(v))
		for k, item := range v {
			m[k] = d.value(item)
		}
		return m
	case driver.Date:
		return v.Time().Format(time.DateOnly)
	case driver.LocalDateTime:
		return v.Time().Format("2006-01-02T15:04:05.999999999")
	case driver.LocalTime:
		return v.Time().Format("15:04:05.999999999")
	case driver.OffsetTime:
		return v.Time().Format("15:04:05.999999999Z07:00")
	case driver.Duration:
		return v.String()
	case time.Time:
		return v.Format(time.RFC3339Nano)
	case driver.Point2D:
		return v.String()
	case driver.Point3D:
		return v.String()
	}
	return v // nil, bool, int64, float64, string, []byte
}

func (d decoder) node(n driver.Node) graph.Node {
	return graph.Node{Labels: n.Labels, Properties: d.properties(n.Props)}
}

func (d decoder) relationship(r driver.Relationship) graph.Relationship {
	return graph.Relationship{Type: r.Type, From: d.ids[r.StartElementId], To: d.ids[r.EndElementId], Properties: d.properties(r.Props)}
}

func (d decoder) properties(p map[string]any) map[string]any {
	for k, v := range p {
		p[k] = d.value(v)
	}
	return p
}
