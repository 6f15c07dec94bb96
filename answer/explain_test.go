package answer_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"ipgraph/answer"
	"ipgraph/cypher"
)

// pairs of the story whose explanations are to be read aloud and compared with the
// dossier, sentence by sentence.
var pairs = []cypher.Args{
	{"from": "Micron Technology", "to": "Futurewei"},
	{"from": "Micron Technology", "to": "Futurewei", "family": "money,people"},
	{"from": "CNEX", "to": "Huawei"},
	{"from": "CNEX", "to": "Huawei", "known": "2019-06-20"},
	{"from": "CNEX", "to": "Huawei", "known": "2019-06-28"},
	{"from": "Huawei", "to": "Verizon"},
	{"from": "Huawei", "to": "Verizon", "known": "2019-06-30"},
	{"from": "Apple", "to": "Nokia"},
	{"from": "Qualcomm", "to": "Huawei"},
	{"from": "Yiren Huang", "to": "Futurewei"},
	{"from": "Yiren Huang", "to": "CNEX"},
	{"from": "Song Liuping", "to": "CNEX"},
	{"from": "Marco Rubio", "to": "Verizon"},
	{"from": "Marco Rubio", "to": "Huawei"},
	{"from": "Dell Technologies", "to": "Micron Technology"},
	{"from": "Dell Technologies Capital", "to": "Huawei"},
	{"from": "Microsoft", "to": "Yiren Huang"},
	{"from": "Futurewei", "to": "CNEX"},
	{"from": "Futurewei", "to": "Huawei"},
	{"from": "Deron Dacus", "to": "Verizon"},
	{"from": "Amos Mazzant", "to": "Huawei"},
	{"from": "US 10,558,523", "to": "Micron Technology"},
	{"from": "US 9,312,982 B2", "to": "Verizon"},
	{"from": "lawsuit:us:txed/4:17-cv-00893", "to": "court:us:txed"},
	{"from": "Samsung", "to": "Siemens"},
	{"from": "AT&T", "to": "BT", "on": "2019-06-01"},
	{"from": "Rubio amendment on Huawei's patents", "to": "law:ipgraph:ndaa"},
	{"from": "Matthew Gloss", "to": "Michael Wexler"},
}

// readAloud is an explanation as one would read it to somebody.
func readAloud(x answer.Explanation) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n%s\n", x.Title, x.Summary)
	say := func(indent string, e answer.ExplainedEdge) {
		fmt.Fprintf(&b, "%s%s %v\n", indent, e.Sentence, e.Cites)
		for _, m := range e.More {
			fmt.Fprintf(&b, "      %s %v\n", m.Sentence, m.Cites)
		}
		for _, n := range e.Notes {
			fmt.Fprintf(&b, "      (%s)\n", n)
		}
	}
	for i, c := range x.Chains {
		fmt.Fprintf(&b, "chain %d\n", i+1)
		for _, h := range c.Hops {
			say("- ", h.ExplainedEdge)
			for _, a := range h.Also {
				say("    also: ", a)
			}
		}
	}
	for _, s := range x.Sources {
		same := ""
		if s.SameVoiceAs > 0 {
			same = fmt.Sprintf(" (one voice with %d)", s.SameVoiceAs)
		}
		fmt.Fprintf(&b, "%d. %s, %s, %s%s\n", s.Number, s.Publisher, s.Published, s.Locator, same)
	}
	return b.String()
}

func explanations(t *testing.T, s answer.Service) {
	var b strings.Builder
	for _, args := range pairs {
		x, err := s.Explain(t.Context(), args)
		require.NoError(t, err, "%v", args)
		fmt.Fprintf(&b, "%s\n", readAloud(x))
		wellFormed(t, x)
	}
	path := filepath.Join("testdata", "explanations.txt")
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), b.String())
}

// wellFormed holds for every explanation of any graph.
func wellFormed(t *testing.T, x answer.Explanation) {
	t.Helper()
	each := func(e answer.ExplainedEdge) {
		assert.True(t, strings.HasSuffix(e.Sentence, ".") && !strings.HasSuffix(e.Sentence, ".."), e.Sentence)
		for _, bad := range []string{"  ", " ,", "{", "}", "_", "<nil>", "%!"} {
			assert.NotContains(t, e.Sentence, bad)
		}
		assert.NotEmpty(t, e.Cites, "who says so? %s", e.Sentence)
		for _, n := range e.Cites {
			assert.LessOrEqual(t, n, len(x.Sources))
		}
	}
	for _, c := range x.Chains {
		for _, h := range c.Hops {
			each(h.ExplainedEdge)
			for _, a := range h.Also {
				each(a)
			}
			assert.Contains(t, h.Cypher, string(h.From.ID))
		}
	}
	for i, s := range x.Sources {
		assert.Equal(t, i+1, s.Number)
		assert.NotEmpty(t, s.Publisher)
		assert.NotEmpty(t, s.Locator)
		assert.NotEqual(t, s.Number, s.SameVoiceAs)
		assert.LessOrEqual(t, s.SameVoiceAs, len(x.Sources))
	}
	assert.NotContains(t, x.Cypher, "$")
}

// The eight disagreements of the story, each as what it is: those of figures
// contradict, those of names and qualifiers do not.
func disagreements(t *testing.T, s answer.Service) {
	conflicts := func(id string) []answer.Conflict {
		found, err := s.Conflicts(t.Context(), cypher.Args{"id": id, "limit": "500"})
		require.NoError(t, err)
		require.False(t, found.Truncated)
		return found.Conflicts
	}
	const trial = "lawsuit:us:txed/4:17-cv-00893"
	for name, test := range map[string]struct {
		id, title, aspect string
		compatible        bool
		said              []string
	}{
		"1 the backers of CNEX":           {"CNEX", "CNEX Labs received an investment from whom?", "from", true, []string{"Dell Technologies", "Microsoft", "Dell Technologies Capital", "Micron Technology"}},
		"2 employees recruited":           {trial, "Huawei v. Huang and CNEX: employees recruited", "value", false, []string{"14 employees", "24 employees"}},
		"3 Huang's post":                  {"Yiren Huang", "Yiren Huang worked for whom?", "to", true, []string{"Futurewei", "Huawei"}},
		"3 where it was":                  {"Yiren Huang", "Yiren Huang worked for whom?", "place", true, []string{"not stated", "Plano, Texas", "Santa Clara, California"}},
		"4 length of the trial":           {trial, "Huawei v. Huang and CNEX: trial length", "value", false, []string{"17 days", "18 days", "3 weeks", "6 weeks"}},
		"5 Huang's breach":                {"Yiren Huang", "Yiren Huang was found liable to whom?", "harm", true, []string{"none", "not stated"}},
		"6 who misappropriated":           {"CNEX", "CNEX Labs was found to have been wronged by whom?", "from", true, []string{"Huawei", "not Futurewei"}},
		"7 patents held":                  {"Huawei", "Huawei: patents held, worldwide", "value", true, []string{"more than 80,000 patents", "87,805 patents"}},
		"8 since when royalties are paid": {"Huawei", "Huawei: paid, royalties", "since", true, []string{"over 30 years", "since 2001"}},
		"when the amendment was filed":    {"Marco Rubio", "Marco Rubio put forward the Rubio amendment on Huawei's patents", "date", false, []string{"2019-06", "2019-06-17", "2019-06-18"}},
	} {
		t.Run(name, func(t *testing.T) {
			list := conflicts(test.id)
			at := slices.IndexFunc(list, func(c answer.Conflict) bool { return c.Title == test.title })
			titles := []string{}
			for _, c := range list {
				titles = append(titles, c.Title)
			}
			require.GreaterOrEqual(t, at, 0, "%q is not among %q", test.title, titles)
			for _, d := range list[at].Differences {
				if d.Aspect != test.aspect {
					continue
				}
				assert.Equal(t, test.compatible, d.Compatible)
				var said []string
				for _, x := range d.Said {
					said = append(said, x.Text)
					assert.NotEmpty(t, x.Statements)
				}
				assert.Subset(t, said, test.said)
				return
			}
			t.Errorf("nothing differs in %s: %+v", test.aspect, list[at].Differences)
		})
	}
}
