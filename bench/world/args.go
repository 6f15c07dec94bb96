package world

import (
	"fmt"
	"maps"

	"ipgraph/cypher"
)

// Args are arguments for the i-th time that a question is asked of the world,
// and whether the question is known here. What is asked about has the same shape
// in a world of any size.
func (g *World) Args(question string, i int) (cypher.Args, bool) {
	c := g.CaseAt(i * 7 % g.Cases)
	company := CompanyID(Hubs + 2*ParallelPairs + (i*7919+13)%(g.Companies-Hubs-2*ParallelPairs))
	ask, ok := map[string]cypher.Args{
		"search": {"q": CompanyName(i * 31)[:6]}, "entity": {"id": c.Lawsuit}, "entities": {"ids": c.Plaintiff}, "neighbours": {"id": c.Plaintiff},
		"expand-counts": {"id": c.Plaintiff}, "stats": {}, "edges-between": {"from": c.Plaintiff, "to": c.Defendant}, "statements-about": {"id": c.Plaintiff},

		"paths-between": {"from": c.Founder, "to": c.Bank}, "paths-longer": {"from": c.Founder, "to": c.Bank, "hops": "3"},
		"paths-between-hubs": {"from": c.Plaintiff, "to": c.Defendant}, "paths-between-far-hubs": {"from": c.Plaintiff, "to": c.Defendant},
		"hubs-beside": {"ids": company}, "connections": {"ids": c.Founder + "," + c.Bank + "," + c.Officer}, "cycles": {"id": c.Plaintiff},
		"most-connected": {"family": "money"},

		"licences": {"id": c.Plaintiff}, "licensed-by-both": {"first": c.Plaintiff, "second": c.Investor}, "licence-partners-of-partners": {"id": c.Plaintiff},
		"royalty-demands": {"id": c.Defendant},

		"lawsuits": {"id": c.Plaintiff}, "opponents": {"id": c.Plaintiff, "group": "group"}, "countersuits": {"id": c.Plaintiff},
		"claims-and-findings": {"id": c.Lawsuit}, "litigation-timeline": {"id": c.Plaintiff}, "lawsuits-by-court": {"id": c.Court},
		"lawsuits-by-judge": {"id": c.Judge}, "lawsuits-by-cause": {"cause": "patent_infringement"},

		"investors": {"id": c.Defendant}, "portfolio": {"id": c.Investor}, "co-investors": {"id": c.Investor},
		"investors-with-other-ties": {"id": c.Defendant, "ties": "opponents"}, "money": {"id": c.Plaintiff}, "money-totals": {"id": c.Defendant},

		"founders": {"id": c.Defendant}, "moves-between-litigants": {"id": c.Lawsuit}, "officers": {"id": c.Plaintiff}, "counsel": {"id": c.Plaintiff},
		"corporate-family": {"id": c.Plaintiff}, "group-view": {"id": c.Parent},
		"patents-asserted": {"id": c.Lawsuit}, "patents-of": {"id": c.Plaintiff}, "chain-of-title": {"id": c.Patent},
		"measures-against": {"id": c.Defendant}, "measure": {"id": c.Law},

		"source": {"id": SourceID(i % g.sources)}, "sources": {"after": SourceID(i % g.sources)}, "sources-of": {"id": c.Plaintiff}, "repeats": {"id": SourceID(20*(i%90) + 1)},
		"statement": {"id": noStatement}, "statements": {"ids": noStatement}, "conflicts": {}, "single-source": {"id": c.Plaintiff},
		"undated": {}, "withdrawn": {}, "pending": {}, "unsourced": {}, "isolated": {}, "data-quality": {}, "loads": {},
		"changes": {"from": fmt.Sprintf("20%02d-03-01", i%20), "to": fmt.Sprintf("20%02d-03-31", i%20)}, "changes-of": {"id": c.Plaintiff, "from": "2005-01-01", "to": "2020-12-31"},
	}[question]
	return ask, ok
}

// OnADay adds a day on both clocks to the arguments of a question that takes
// them. Searches for chains leave out what only possibly holds on it; of most
// lists, which hold little that is dated, nothing would be left.
func OnADay(q cypher.Query, args cypher.Args) (cypher.Args, bool) {
	if _, takes := q.Param("certain"); !takes {
		return args, false
	}
	dated := cypher.Args{"on": "2019-06-01", "known": "2023-01-01"}
	if q.Theme == "paths" {
		dated["certain"] = "yes"
	}
	maps.Copy(dated, args)
	return dated, true
}

// noStatement has the form of a statement's id: those of a world are hashes that
// nobody knows beforehand.
const noStatement = "s:00000000000000000000000000000000"
