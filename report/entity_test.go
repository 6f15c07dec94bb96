package report_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"ipgraph/answer"
	"ipgraph/graph"
	"ipgraph/report"
)

// profile has all that the page of an entity may show; name stands wherever a text
// comes from the store.
func profile(name string) answer.Profile {
	d := document(name)
	hop := d.Chains[0].Hops[0]
	return answer.Profile{
		Entity: answer.Entity{ID: "company:ipgraph:acme%2Fco+x", Name: name, Kind: graph.Company, Aliases: []string{name, "Acme Inc."}, About: name},
		Kind:   "Company", Known: "2019-06-28", Relations: 4711, Contested: 1, More: true, MoreFacts: true, Limit: 200,
		Facts: []answer.ProfileFact{{Label: name, Text: name, Status: graph.Alleged, AssertedBy: name, Cites: []int{1, 2, 3}}, {Label: "Incorporated", Status: graph.Recorded, Cites: []int{2}}},
		Families: []answer.ProfileFamily{{Name: graph.DisputeFamily, Title: "Dispute", Total: 4711,
			Relations: []answer.ProfileRelation{{Other: answer.Entity{ID: "lawsuit:us:txed/4:17-cv-00893", Name: name}, ExplainedEdge: hop.ExplainedEdge}}}},
		Conflicts: []answer.Conflict{{Title: name, Statements: []*answer.Statement{{ID: "s:1", Publisher: name, ReportedOn: "2019-06-26", Locator: name}},
			Differences: []graph.Disagreement{{Aspect: graph.AspectDate, Said: []graph.Said{{Text: "2019-06-26", Statements: []graph.StatementID{"s:1"}}, {Text: name, Statements: []graph.StatementID{"s:1"}}}}}}},
		Sources: d.Sources, Graph: answer.Holdings{LastLoad: "20261126T080832.139081410Z"},
	}
}

func entityPage(t *testing.T, p answer.Profile) string {
	t.Helper()
	var page strings.Builder
	require.NoError(t, report.Entity(&page, p, "test"))
	return page.String()
}

func TestEntity(t *testing.T) {
	page := entityPage(t, profile("Acme"))
	golden(t, "entity.html", page)
	assert.Contains(t, page, `href="/entity/lawsuit:us:txed/4:17-cv-00893?known=2019-06-28"`)
	assert.Contains(t, page, `rel="canonical" href="/entity/company:ipgraph:acme%252Fco&#43;x"`, "the page of now")
	assert.Contains(t, page, `href="/?node=company:ipgraph:acme%252Fco%2Bx&amp;known=2019-06-28"`)
	assert.Contains(t, page, "4711 relations, 1 of them alleged or contradicted; 3 sources.")
	assert.Contains(t, page, "The page shows the first 200 relations")
	for _, target := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(page, -1) {
		assert.Equal(t, 1, strings.Count(page, ` id="`+target[1]+`"`), target[1])
	}
}

// Whatever the store holds is text: the page needs no script, and its policy allows
// no style of its own.
func TestEntityIsTextWhateverItsNames(t *testing.T) {
	page := entityPage(t, profile(hostile))
	assert.NotRegexp(t, `(?i)<script|<style|\sstyle\s*=|<img|href="javascript`, page)
	assert.Contains(t, page, "&lt;script&gt;")
}

// An entity of which nothing is known has a page all the same.
func TestEntityWithoutAnything(t *testing.T) {
	page := entityPage(t, answer.Profile{Entity: answer.Entity{ID: "person:test:a", Name: "A", Kind: graph.Person}, Kind: "Person"})
	assert.Contains(t, page, "0 relations, none of them alleged or contradicted; 0 sources.")
	assert.NotContains(t, page, "<h2")
}
