package table

import (
	"maps"
	"slices"
	"strings"

	"ipgraph/loader/ftm"
)

// describe makes the entities of a query that have a schema, as a file of FollowTheMoney would hold them.
// What several rows say of one is put together when all rows were read.
func (r *rowReader) describe(q Query, row cells) {
	ids := map[string]string{}
	for name, e := range q.Entities {
		if e.Schema != "" {
			ids[name] = e.foreignID(row)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(ids)) {
		if ids[name] == "" {
			continue
		}
		e := q.Entities[name]
		described := ftm.Entity{ID: ids[name], Schema: e.Schema, Properties: map[string][]string{}}
		complete := true
		for _, property := range slices.Sorted(maps.Keys(e.Properties)) {
			v := e.Properties[property]
			texts := r.foreign(property, v, ids, row)
			if len(texts) > 0 {
				described.Properties[property] = texts
			} else if v.Required {
				r.out.Change("an entity was left out for a property that the mapping requires is empty", name+"."+property)
				complete = false
			}
		}
		if complete {
			r.described = append(r.described, described)
		}
	}
}

// foreignID is what the column of the id holds, or a hash of the key; "" where the row has neither.
func (e Entity) foreignID(row cells) string {
	if e.IDColumn != "" {
		return strings.Join(row(e.IDColumn), " ")
	}
	return e.keyHash(row)
}

// foreign are the texts of a property: ids of other entities, dates as FollowTheMoney writes them,
// or what the cells hold.
func (r *rowReader) foreign(property string, v Value, ids map[string]string, row cells) []string {
	if v.Entity != "" {
		if id := ids[v.Entity]; id != "" {
			return []string{id}
		}
		return nil
	}
	if len(v.Format) == 0 {
		return v.texts(row)
	}
	date, err := v.date(row)
	if err != nil {
		r.out.Change("a date that cannot be read was left out", property+": "+err.Error())
	}
	if err != nil || date == "" {
		return nil
	}
	return []string{date}
}
