package prose_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"ipgraph/graph"
	"ipgraph/prose"
)

// TestEveryLabelStandsBetweenTwoNames: no place for a role, a sum or a name is left
// in a label. The golden file is there to be read.
func TestEveryLabelStandsBetweenTwoNames(t *testing.T) {
	var b strings.Builder
	for _, predicate := range graph.EdgeTypes() {
		l := prose.Label(predicate)
		rule, _ := graph.RuleOf(predicate)
		from, to := end(rule.From, 0).Text, end(rule.To, 1).Text
		for _, line := range [][3]string{{from, l.Active, to}, {to, l.Passive, from}, {from, l.NotActive, to}, {to, l.NotPassive, from}} {
			assert.NotEmpty(t, line[1], "%s", predicate)
			assert.NotContains(t, line[1], "{", "%s", predicate)
			assert.Equal(t, strings.Join(strings.Fields(line[1]), " "), line[1], "%s", predicate)
			fmt.Fprintf(&b, "%s: %s [%s] %s\n", predicate, line[0], line[1], line[2])
		}
		assert.Equal(t, rule.Symmetric, l.Active == l.Passive, "%s", predicate)
	}
	golden(t, "labels.txt", b.String())
	assert.Zero(t, prose.Label("HAS_FIGURE"), "a fact joins nothing")
}

// TestWordsOfQualifiers: every word of a closed list that a sentence says has a title.
func TestWordsOfQualifiers(t *testing.T) {
	roles := map[string]string{}
	for _, w := range prose.Roles() {
		roles[w.Name] = w.Title
	}
	for _, kind := range graph.Kinds() {
		for _, role := range graph.Roles(kind) {
			assert.NotEmpty(t, roles[role], "%s", role)
		}
	}
	assert.Equal(t, "issuer of the shares", roles["issuer"])
	assert.Contains(t, prose.Causes(), prose.Word{Name: "trade_secret_misappropriation", Title: "trade-secret misappropriation"})
	assert.Contains(t, prose.Causes(), prose.Word{Name: "declaratory_judgment", Title: "declaratory judgment"})
	assert.Contains(t, prose.LicenceTypes(), prose.Word{Name: "non_exclusive", Title: "non-exclusive licence"})
	assert.Len(t, prose.LicenceTypes(), 12, "all but unspecified, of which nothing is said")
	assert.Contains(t, prose.Details(), prose.Word{Name: "harm=none", Title: "no harm found"})
	assert.Contains(t, prose.Details(), prose.Word{Name: "explicit=no", Title: "though not by name"})
}
