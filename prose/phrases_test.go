package prose

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"ipgraph/graph"
)

func TestEveryPredicateHasItsWords(t *testing.T) {
	for _, predicate := range graph.EdgeTypes() {
		p, ok := phrases[predicate]
		assert.True(t, ok, "%s", predicate)
		for _, v := range []verbs{p.now, p.then, p.since, p.patent, p.finding, p.agreed} {
			if v == (verbs{}) {
				continue
			}
			fields := reflect.ValueOf(v)
			for i := range fields.NumField() {
				assert.NotEmpty(t, fields.Field(i).String(), "%s", predicate)
			}
		}
		assert.NotEmpty(t, p.now.along, "%s", predicate)
	}
}

func TestEveryRoleHasItsWord(t *testing.T) {
	for _, kind := range graph.Kinds() {
		for _, role := range graph.Roles(kind) {
			assert.NotEmpty(t, roles[role], "%s of a %s", role, kind)
		}
	}
}

// The verbs of a state differ by tense, or say that they are a past form: "since"
// beside "is" would be no English.
func TestStatesHaveTheirTenses(t *testing.T) {
	for _, predicate := range graph.EdgeTypes() {
		rule, _ := graph.RuleOf(predicate)
		p := phrases[predicate]
		if !rule.Event {
			assert.True(t, p.narrated || p.since != (verbs{}) && p.then != (verbs{}), "%s", predicate)
		}
		assert.False(t, p.narrated && strings.HasPrefix(p.now.along, "is "), "%s", predicate)
	}
}
