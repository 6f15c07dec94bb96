package graph_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"ipgraph/graph"
)

func FuzzParseID(f *testing.F) {
	f.Add("company", "ipgraph", "acme", "company:ipgraph:acme")
	f.Add("lawsuit", "us", "txed/4:17-cv-00893", "lawsuit:us:txed/4:17-cv-00893")
	f.Add("patent", "docdb", "US 7919325 %", "patent:docdb:US%207919325%20%25")
	f.Add("source", "ft", "华为", "source:ft:%e5")
	f.Fuzz(func(t *testing.T, kind, scheme, value, text string) {
		if id, err := graph.MakeID(graph.Kind(kind), scheme, value); err == nil {
			parsed, err := graph.ParseID(string(id))
			require.NoError(t, err)
			require.Equal(t, id, parsed)
			k, s, v := id.Parts()
			require.Equal(t, []string{kind, scheme, value}, []string{string(k), s, v}, "injective: the parts come back")
			require.NotContains(t, string(id), " ")
		}
		if id, err := graph.ParseID(text); err == nil {
			require.Equal(t, text, string(id), "canonical: there is one form only")
			again, err := graph.MakeID(id.Parts())
			require.NoError(t, err)
			require.Equal(t, id, again)
		} else {
			require.True(t, utf8.ValidString(err.Error()), "%q", err)
			require.Less(t, len(err.Error()), 2000)
		}
	})
}

func TestParseIDSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"acme":                    `"acme" is not an id: write kind:scheme:value, for example company:ipgraph:acme`,
		"compny:ipgraph:acme":     `unknown kind "compny"; did you mean company?`,
		"planet:ipgraph:mars":     `unknown kind "planet": one of source, agency, company, conveyance, court, demand, fund, funding-round, law, lawsuit, legal-claim, licence, measure, patent, patent-family, person, standards-body, university`,
		"company:IPGraph:acme":    `scheme "IPGraph": use lower-case letters, digits and hyphens`,
		"company::acme":           `scheme "": use lower-case letters, digits and hyphens`,
		"company:ipgraph:":        `company:ipgraph: the value is empty`,
		"company:ipgraph:a b":     `"company:ipgraph:a b" is not in its only valid form: write "company:ipgraph:a%20b"`,
		"company:ipgraph:%61":     `"company:ipgraph:%61" is not in its only valid form: write "company:ipgraph:a"`,
		"company:ipgraph:%":       `"company:ipgraph:%": a % needs two hexadecimal digits after it`,
		"company:ipgraph:%zz":     `"company:ipgraph:%zz": "%zz" is not a percent-encoded byte (two upper-case hexadecimal digits)`,
		"company:ipgraph:%FF":     `company:ipgraph: the value is not valid UTF-8`,
		"company:ipgraph:华为":      `"company:ipgraph:华为" is not in its only valid form: write "company:ipgraph:%E5%8D%8E%E4%B8%BA"`,
		longID:                    `company:ipgraph:aaaaaaaaaaaaaaaaaaaaaaaa…: the id is 516 bytes long, at most 512 are allowed`,
		"company:ipgraph:\u202Ea": `"company:ipgraph:\u202ea" is not in its only valid form: write "company:ipgraph:%E2%80%AEa"`,
	} {
		_, err := graph.ParseID(text)
		require.EqualError(t, err, want)
	}
}

var longID = "company:ipgraph:" + strings.Repeat("a", 500)

func TestIDsOfStatementsAreInjective(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyStatement().Draw(t, "a"), anyStatement().Draw(t, "b")
		require.Equal(t, content(a) == content(b), a.ID == b.ID)
		require.Equal(t, edgeOf(a) == edgeOf(b) && edgeOf(a) != "", a.EdgeKey() == b.EdgeKey() && a.EdgeKey() != "")
	})
}

// content writes what makes a statement another, with signs that no part holds.
func content(s graph.Statement) string {
	parts := []string{string(s.Subject), string(s.Predicate), string(s.Object), string(s.Status), sign(s.Negated), s.Valid.String(),
		s.ReportedOn.String(), s.AssertedBy, string(s.Source), s.Locator, sign(s.Record)}
	rule, _ := graph.RuleOf(s.Predicate)
	for _, q := range rule.Qualifiers {
		parts = append(parts, s.Qualifiers[q.Name])
	}
	if v := s.Value; v != nil {
		parts = append(parts, "v", v.Text, v.String(), string(v.Comparator))
	}
	if m := s.Amount; m != nil {
		parts = append(parts, "m", m.String(), m.WithheldBy, string(m.Comparator))
	}
	return strings.Join(parts, "\x00")
}

func edgeOf(s graph.Statement) string {
	if s.Object == "" {
		return ""
	}
	rule, _ := graph.RuleOf(s.Predicate)
	from, to := s.Subject, s.Object
	if rule.Symmetric {
		from, to = min(from, to), max(from, to)
	}
	parts := []string{string(s.Predicate), string(from), string(to)}
	for _, q := range rule.Qualifiers {
		if q.Discriminates {
			parts = append(parts, s.Qualifiers[q.Name])
		}
	}
	if s.Record {
		parts = append(parts, string(s.Source), s.Locator)
	}
	return strings.Join(parts, "\x00")
}

func sign(b bool) string { return map[bool]string{false: "+", true: "-"}[b] }

// TestNoTextRunsIntoTheNext moves letters between neighbouring fields.
func TestNoTextRunsIntoTheNext(t *testing.T) {
	t.Parallel()
	base := graph.Statement{Subject: "company:ipgraph:a", Predicate: "PAID", Source: "source:ft:a", AssertedBy: "ab", Locator: "c"}
	ids := map[graph.StatementID]bool{}
	for _, change := range []func(*graph.Statement){
		func(*graph.Statement) {},
		func(s *graph.Statement) { s.AssertedBy, s.Locator = "a", "bc" },
		func(s *graph.Statement) { s.Qualifiers = map[string]string{"for": "v"} },
		func(s *graph.Statement) { s.Qualifiers = map[string]string{"fo": "rv"} },
		func(s *graph.Statement) { s.Value = &graph.Value{} },
		func(s *graph.Statement) { s.Value = &graph.Value{Text: "1"} },
		func(s *graph.Statement) { s.Value = &graph.Value{Number: "1"} },
		func(s *graph.Statement) { s.Amount = &graph.Money{Minor: 1} },
		func(s *graph.Statement) { s.Amount = &graph.Money{MinorTo: 1} },
		func(s *graph.Statement) { s.Record = true },
		func(s *graph.Statement) { s.Negated = true },
	} {
		s := base
		change(&s)
		s.Identify()
		require.False(t, ids[s.ID])
		ids[s.ID] = true
	}
}

func TestAnnotationsMakeNoOtherStatement(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := anyStatement().Draw(t, "statement")
		noted := s
		noted.Quote, noted.Note, noted.Review, noted.Rank, noted.Confidence = "other", "other", graph.Rejected, graph.Deprecated, "0.5"
		noted.Identify()
		require.Equal(t, s.ID, noted.ID)
		require.NotEqual(t, s.Fingerprint(), noted.Fingerprint(), "a load sees that something changed")
	})
}

func TestShortcutsAndStatedEdgesHaveKeysOfTheirOwn(t *testing.T) {
	t.Parallel()
	stated := said("company:ipgraph:a", "SUED", "company:ipgraph:b", q("case", suit))
	edges := graph.Project([]graph.Statement{stated, party("company:ipgraph:a", suit, "plaintiff"), party("company:ipgraph:b", suit, "defendant")}, graph.Policy{})
	var keys []string
	for _, e := range edges {
		if e.Type == graph.Sued {
			keys = append(keys, e.Key)
		}
	}
	require.Len(t, keys, 2, "one that somebody states, one that follows from the case")
	require.NotEqual(t, keys[0], keys[1])
}
