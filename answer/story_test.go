package answer_test

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/graph/neo4j/neo4jtest"
	"ipgraph/loader"
	"ipgraph/seeds"
	"ipgraph/snapshot"
)

var (
	pool   neo4jtest.Pool
	update = flag.Bool("update", false, "write the golden files anew")
)

func TestMain(m *testing.M) { os.Exit(pool.Run(m)) }

// story is a service on a Neo4j that holds the demonstration dossier.
func story(t *testing.T) answer.Service {
	t.Helper()
	store, library := pool.Open(t)
	dossier := loader.Dossier{Name: "seeds", Path: "seeds", FS: seeds.FS()}
	_, err := loader.Load(t.Context(), store, library, []loader.Dossier{dossier}, loader.Options{})
	require.NoError(t, err)
	return answer.Service{Reader: store, Library: library}
}

// TestStory asks a real Neo4j that holds the story. One load serves all parts.
func TestStory(t *testing.T) {
	s := story(t)
	for name, test := range map[string]func(*testing.T, answer.Service){
		"golden answers": goldenAnswers, "chains": chains, "verdict by date": verdictByDate, "never paid": neverPaid,
		"honest absence": honestAbsence, "names": names, "pages": pages, "search": search, "family filter": familyFilter,
		"negated": negated, "all problems at once": allProblems, "explanations": explanations, "disagreements": disagreements, "views": views, "profiles": profiles,
	} {
		t.Run(name, func(t *testing.T) { test(t, s) })
	}
}

// notInTheStory are the questions whose honest answer about the story is
// nothing: it is too small for hubs, no backer of CNEX is known to be tied to its
// opponents, and nothing was withdrawn. TestLibrary has answers to them.
var notInTheStory = []string{"hubs-beside", "investors-with-other-ties", "withdrawn"}

func goldenAnswers(t *testing.T, s answer.Service) {
	for _, q := range s.Library.Questions() {
		t.Run(q.Name, func(t *testing.T) {
			table, err := s.Ask(t.Context(), q.Name, q.ExampleArgs())
			require.NoError(t, err)
			if !slices.Contains(notInTheStory, q.Name) {
				require.NotEmpty(t, table.Rows, "the example in the header must find something")
			}
			golden(t, q.Name, table)
		})
	}
}

// ofTheLoad is what the clock says of a load.
var ofTheLoad = regexp.MustCompile(`"(load|started|finished)": "[^"]*"`)

// golden compares with a file, without what differs from load to load.
func golden(t *testing.T, name string, v any) {
	t.Helper()
	got, err := json.MarshalIndent(v, "", "  ")
	require.NoError(t, err)
	got = ofTheLoad.ReplaceAll(got, []byte(`"$1": "…"`))
	path := filepath.Join("testdata", "golden", name+".json")
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, append(got, '\n'), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run the tests with -update to make it")
	require.JSONEq(t, string(want), string(got))
}

// paths are those that the database finds. The copy in memory has to find the same.
func paths(t *testing.T, s answer.Service, args cypher.Args) answer.Paths {
	t.Helper()
	p, err := s.PathsBetween(t.Context(), args)
	require.NoError(t, err)
	again, err := copied(t, s).PathsBetween(t.Context(), args)
	require.NoError(t, err)
	require.Equal(t, p, again, "in the copy")
	return p
}

// copied is the same service with a copy of the graph in memory.
func copied(t *testing.T, s answer.Service) answer.Service {
	t.Helper()
	g, err := snapshot.Build(t.Context(), s.Reader, s.Library, "now", 1_000_000)
	require.NoError(t, err)
	s.Copy = func(context.Context) *snapshot.Graph { return g }
	return s
}

func chains(t *testing.T, s answer.Service) {
	for _, ends := range [][2]string{{"Micron Technology", "Futurewei"}, {"Verizon", "Apple"}, {"Song Liuping", "Dell Technologies Capital"}, {"micron", "华为"}} {
		p := paths(t, s, cypher.Args{"from": ends[0], "to": ends[1], "limit": "5"})
		require.NotEmpty(t, p.Paths, "%v", ends)
		seen := map[string]bool{}
		for _, chain := range p.Paths {
			var names []string
			for i, hop := range chain.Hops {
				requireCited(t, hop.Edge)
				require.True(t, hop.Edge.Polarity, "a chain walks what happened")
				for _, also := range hop.Also {
					requireCited(t, also.Edge)
				}
				if i > 0 {
					require.Equal(t, chain.Hops[i-1].To.ID, hop.From.ID)
				}
				names = append(names, hop.To.Name)
			}
			require.False(t, seen[strings.Join(names, ">")], "the same chain twice: %v", names)
			seen[strings.Join(names, ">")] = true
		}
		require.Equal(t, p.From.ID, p.Paths[0].Hops[0].From.ID)
	}
	p := paths(t, s, cypher.Args{"from": "micron", "to": "futurewei", "family": "money,people"})
	var through []string
	for _, hop := range p.Paths[0].Hops {
		through = append(through, hop.To.Name)
	}
	require.Equal(t, []string{"CNEX Labs", "Yiren Huang", "Futurewei"}, through)
}

func requireCited(t *testing.T, e *answer.Edge) {
	t.Helper()
	require.NotEmpty(t, e.Citations, e.Key)
	for _, c := range e.Citations {
		require.NotEmpty(t, c.Source)
		require.NotEmpty(t, c.Publisher)
		require.NotEmpty(t, c.Published)
		require.NotEmpty(t, c.Locator)
	}
}

// edges lists everything between two entities, as known on a day.
func edges(t *testing.T, s answer.Service, from, to, known string) []*answer.Edge {
	t.Helper()
	args := cypher.Args{"from": from, "to": to, "hops": "1", "limit": "1"}
	if known != "" {
		args["known"] = known
	}
	var all []*answer.Edge
	for _, chain := range paths(t, s, args).Paths {
		for _, hop := range chain.Hops {
			all = append(all, hop.Edge)
			for _, also := range hop.Also {
				all = append(all, also.Edge)
			}
		}
	}
	return all
}

func verdictByDate(t *testing.T, s answer.Service) {
	types := func(list []*answer.Edge) (names []string) {
		for _, e := range list {
			names = append(names, string(e.Type))
		}
		return names
	}
	before := edges(t, s, "CNEX", "Huawei", "2019-06-20")
	require.Contains(t, types(before), "SUED")
	require.NotContains(t, types(before), "FOUND_LIABLE_TO")
	for _, e := range before {
		require.LessOrEqual(t, e.FirstReported, "2019-06-20")
		for _, c := range e.Citations {
			require.LessOrEqual(t, c.Reported, "2019-06-20")
		}
	}
	after := edges(t, s, "CNEX", "Huawei", "2019-06-28")
	require.Contains(t, types(after), "FOUND_LIABLE_TO")
	for _, e := range after {
		if e.Type == "FOUND_LIABLE_TO" && e.Polarity {
			require.Equal(t, graph.Found, e.Status)
			require.Equal(t, "none", e.Qualifiers["damages"])
			require.Contains(t, answer.Sentence(answer.Hop{From: answer.Entity{Name: "Huawei"}, Edge: e, To: answer.Entity{Name: "CNEX Labs"}}), "found; no damages")
		}
	}

	events := func(known string) (list []string) {
		page, err := s.EntityByID(t.Context(), cypher.Args{"id": "lawsuit:us:txed/4:17-cv-00893", "known": known})
		require.NoError(t, err)
		for _, f := range page.Facts {
			if f.Predicate == "HAS_EVENT" {
				list = append(list, f.Qualifiers["event"])
			}
		}
		return list
	}
	require.Contains(t, events("2019-06-20"), "trial_under_way")
	require.NotContains(t, events("2019-06-20"), "jury_verdict")
	require.Contains(t, events("2019-06-28"), "jury_verdict")
}

// neverPaid looks at what is said between Huawei and Verizon on many days: the
// billion is demanded on each and paid on none.
func neverPaid(t *testing.T, s answer.Service) {
	for _, known := range []string{"2019-06-12", "2019-06-20", "2019-06-28", "2020-03-01", "2021-08-01", ""} {
		demanded := false
		for _, e := range edges(t, s, "Huawei", "Verizon", known) {
			if e.Amount == nil {
				continue
			}
			require.NotEqual(t, graph.MoneyPaid, e.Amount.Kind, "known on %q", known)
			if e.Type == "DEMANDED_ROYALTY_FROM" {
				demanded = true
				require.Equal(t, graph.MoneyDemanded, e.Amount.Kind)
				require.Equal(t, "more than USD 1,000,000,000 demanded", e.Amount.Text)
			}
			if e.Type == "SETTLED_WITH" {
				require.Equal(t, graph.MoneyUndisclosed, e.Amount.Kind)
			}
		}
		require.True(t, demanded, "known on %q", known)
	}
}

func honestAbsence(t *testing.T, s answer.Service) {
	p := paths(t, s, cypher.Args{"from": "Samsung", "to": "Micron", "family": "people", "hops": "2"})
	require.Empty(t, p.Paths)
	require.NotNil(t, p.Paths)
	require.Equal(t, "Samsung", p.From.Name)
	require.Equal(t, "Micron Technology", p.To.Name)
	require.Equal(t, int64(2), p.Bounds.Hops)
	require.Equal(t, []string{"people"}, p.Bounds.Families)
	_, err := s.PathsBetween(t.Context(), cypher.Args{"from": "company:ipgraph:nobody", "to": "micron"})
	require.Equal(t, graph.CodeNotFound, graph.CodeOf(err))
	require.ErrorContains(t, err, "there is no entity company:ipgraph:nobody")
	_, err = s.PathsBetween(t.Context(), cypher.Args{"from": "micron", "to": "Micron Technology"})
	require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
}

func names(t *testing.T, s answer.Service) {
	for text, want := range map[string]string{
		"Huawei": "company:ipgraph:huawei-technologies", "华为": "company:ipgraph:huawei-technologies", "huawei": "company:ipgraph:huawei-technologies",
		"micron": "company:ipgraph:micron-technology", "AT&T": "company:ipgraph:att", "CNEX": "company:ipgraph:cnex-labs",
		"Song Liuping": "person:ipgraph:song-liuping", "lawsuit:us:txed/4:17-cv-00893": "lawsuit:us:txed/4:17-cv-00893",
	} {
		id, err := s.Resolve(t.Context(), "from", text)
		require.NoError(t, err, text)
		require.Equal(t, graph.ID(want), id, text)
	}
	_, err := s.Resolve(t.Context(), "from", "Dell")
	var ambiguous *graph.Error
	if err != nil { // "Dell" may be an alias of one of the two
		require.ErrorAs(t, err, &ambiguous)
		require.GreaterOrEqual(t, len(ambiguous.Candidates), 2)
	}
	_, err = s.Resolve(t.Context(), "from", "zzzzqqqq")
	require.Equal(t, graph.CodeNotFound, graph.CodeOf(err))
	_, err = s.Resolve(t.Context(), "from", "???")
	require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
}

// pages walks a list page by page and must meet everything once.
func pages(t *testing.T, s answer.Service) {
	whole, err := s.NeighboursOf(t.Context(), cypher.Args{"id": "company:ipgraph:huawei-technologies", "limit": "500"})
	require.NoError(t, err)
	require.False(t, whole.Truncated)
	var keys []string
	args := cypher.Args{"id": "company:ipgraph:huawei-technologies", "limit": "7"}
	for {
		page, err := s.NeighboursOf(t.Context(), args)
		require.NoError(t, err)
		require.Equal(t, page.Truncated, page.Next != "")
		for _, hop := range page.Edges {
			requireCited(t, hop.Edge)
			keys = append(keys, hop.Edge.Key)
		}
		if page.Next == "" {
			break
		}
		args = cypher.Args{"id": args["id"], "limit": "7", "cursor": page.Next}
	}
	var want []string
	for _, hop := range whole.Edges {
		want = append(want, hop.Edge.Key)
	}
	require.Equal(t, want, keys)
	counts, err := s.ExpandCounts(t.Context(), cypher.Args{"id": "company:ipgraph:huawei-technologies"})
	require.NoError(t, err)
	require.Equal(t, int64(len(want)), counts.Total)
	_, err = s.NeighboursOf(t.Context(), cypher.Args{"id": args["id"], "cursor": "nonsense!"})
	require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
}

func search(t *testing.T, s answer.Service) {
	for text, want := range map[string]string{
		"huawei": "Huawei", "Huawai": "Huawei", "hua": "Huawei", "华为": "Huawei", "HUÀWEI": "Huawei", "ericson": "Ericsson", "song liu": "Song Liuping",
		`huawei" OR *:* (`: "Huawei", "futurewei technologies": "Futurewei",
	} {
		hits, err := s.Search(t.Context(), cypher.Args{"q": text})
		require.NoError(t, err, text)
		require.NotEmpty(t, hits.Entities, text)
		found := false
		for _, h := range hits.Entities {
			found = found || h.Name == want
		}
		require.True(t, found, "%s finds %v", text, hits.Entities)
	}
	hits, err := s.Search(t.Context(), cypher.Args{"q": "huawei", "kind": "person"})
	require.NoError(t, err)
	for _, h := range hits.Entities {
		require.Equal(t, graph.Person, h.Kind)
	}
}

func familyFilter(t *testing.T, s answer.Service) {
	page, err := s.NeighboursOf(t.Context(), cypher.Args{"id": "company:ipgraph:huawei-technologies", "family": "licence", "direction": "both"})
	require.NoError(t, err)
	require.NotEmpty(t, page.Edges)
	for _, hop := range page.Edges {
		require.Equal(t, graph.LicenceFamily, hop.Edge.Family)
		require.NotEqual(t, graph.LicensesTo, hop.Edge.Type, "no source states a direction")
	}
	page, err = s.NeighboursOf(t.Context(), cypher.Args{"id": "company:ipgraph:cnex-labs", "direction": "in", "status": "found"})
	require.NoError(t, err)
	for _, hop := range page.Edges {
		require.True(t, hop.Reversed)
		require.Equal(t, graph.Found, hop.Edge.Status)
	}
}

// negated findings are shown among the neighbours and never walked.
func negated(t *testing.T, s answer.Service) {
	page, err := s.NeighboursOf(t.Context(), cypher.Args{"id": "company:ipgraph:futurewei-technologies", "status": "found", "limit": "100"})
	require.NoError(t, err)
	shown := false
	for _, hop := range page.Edges {
		shown = shown || !hop.Edge.Polarity && hop.To.Name == "CNEX Labs"
	}
	require.True(t, shown, "the jury found that Futurewei was not liable")
	p := paths(t, s, cypher.Args{"from": "futurewei", "to": "cnex", "status": "found", "hops": "1"})
	require.Empty(t, p.Paths)
}

func allProblems(t *testing.T, s answer.Service) {
	_, err := s.PathsBetween(t.Context(), cypher.Args{"from": "zzzzqqqq", "to": "", "limt": "1", "on": "2019-13-01"})
	var ours *graph.Error
	require.ErrorAs(t, err, &ours)
	var fields []string
	for _, p := range ours.Problems {
		fields = append(fields, p.Field)
	}
	require.ElementsMatch(t, []string{"from", "to", "on", "limt"}, fields)
}
