package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
)

// TestListOfQuestions needs no database.
func TestListOfQuestions(t *testing.T) {
	list := ok(t, "ask")
	library, err := cypher.Load()
	require.NoError(t, err)
	place := -1
	for _, theme := range cypher.Themes() {
		at := strings.Index(list, theme.Title+". ")
		require.Greater(t, at, place, "%s comes in its place", theme.Title)
		place = at
	}
	for _, q := range library.Questions() {
		require.Contains(t, list, "\n  "+q.Name+" ")
		require.Contains(t, list, q.Title)
	}
	require.Contains(t, ok(t, "ask", "--json"), `"theme": "licences"`)
}

// TestCypherToPaste needs no database where ids are given.
func TestCypherToPaste(t *testing.T) {
	text := ok(t, "ask", "opponents", "id=company:ipgraph:cnex-labs", "--param", "limit=3", "--cypher")
	require.True(t, strings.HasPrefix(text, "MATCH (n:Entity {id: /*id*/'company:ipgraph:cnex-labs'})\n"), text)
	require.Contains(t, text, "LIMIT /*limit*/3 + 1")
	require.NotContains(t, text, "$")
	r := cli(t, "ask", "opponents", "id=company:ipgraph:cnex-labs", "-p", "id=company:ipgraph:x", "--cypher")
	require.Equal(t, 2, r.code)
	require.Contains(t, r.stderr, "id is given more than once")
}

// offers are what the shell's completion scripts ask for.
func offers(t *testing.T, typed ...string) []string {
	t.Helper()
	r := cli(t, append([]string{"__complete"}, typed...)...)
	require.Equal(t, 0, r.code, r.stderr)
	lines := strings.Split(strings.TrimSpace(r.stdout), "\n")
	return lines[:len(lines)-1] // the last says how the shell goes on
}

// TestCompletionWithoutADatabase: questions, parameters and words of closed lists.
func TestCompletionWithoutADatabase(t *testing.T) {
	t.Setenv("IPGRAPH_DATA", t.TempDir())
	t.Setenv("NEO4J_URI", "")
	require.Contains(t, offers(t, "ask", "licen"), "licences\tLicences of a company, with the direction where a source states one")
	require.Equal(t, []string{"kind=\tonly this kind of money", "known=\tas the public knew on that day"}, offers(t, "ask", "money", "id=x", "k"))
	require.NotContains(t, strings.Join(offers(t, "ask", "money", "id=x", ""), "\n"), "id=\t", "what is given is not offered again")
	require.Equal(t, []string{"kind=paid"}, offers(t, "ask", "money", "kind=p"))
	require.Equal(t, []string{"family=money,licence"}, offers(t, "ask", "neighbours", "family=money,l"))
	require.ElementsMatch(t, []string{"status=denied", "status=demanded", "status=declared"}, offers(t, "ask", "neighbours", "status=de"))
	require.Equal(t, []string{"kind=paid"}, offers(t, "ask", "money", "--param", "kind=p"))
	require.Empty(t, offers(t, "ask", "money", "id=Hua"), "no database is started for a tab")
	require.Empty(t, offers(t, "ask", "no-such-question", ""))
	require.Empty(t, offers(t, "path", "Hua"))
	for _, shell := range []string{"bash", "zsh", "fish"} {
		require.Contains(t, ok(t, "completion", shell), "__complete")
	}
}

// completion offers entities of a database that answers.
func completion(t *testing.T) {
	require.Contains(t, offers(t, "ask", "licences", "id=Hua"), "id=Huawei\tcompany:ipgraph:huawei-technologies")
	require.Equal(t, []string{"id=company:ipgraph:huawei-technologies\tHuawei"}, offers(t, "ask", "licences", "id=company:ipgraph:hu"))
	require.Contains(t, offers(t, "ask", "connections", "ids=Micron,CN"), "ids=Micron,CNEX Labs\tcompany:ipgraph:cnex-labs")
	require.Contains(t, offers(t, "path", "Mic"), "Micron Technology\tcompany:ipgraph:micron-technology")
	require.Empty(t, offers(t, "path", "Micron", "Futurewei", "Ver"), "a path has two ends")
	require.Contains(t, offers(t, "connect", "Micron", "Futurewei", "Ver"), "Verizon\tcompany:ipgraph:verizon-communications")
}

// connected joins several entities, as text and by names.
func connected(t *testing.T) {
	golden(t, "connect-four", ok(t, "connect", "Micron Technology", "Futurewei", "Verizon", "Marco Rubio"))
	golden(t, "connect-apart", ok(t, "connect", "Samsung", "Micron", "Nokia", "--family", "licence"))
	r := cli(t, "connect", "Micron")
	require.Equal(t, 2, r.code)
	require.Contains(t, r.stderr, "see ipgraph connect --help")
	require.Equal(t, 3, cli(t, "connect", "Micron", "zzzzqqqq").code)
	require.Contains(t, ok(t, "connect", "Huawei Technologies Co., Ltd.", "CNEX", "--json"), `"connected": true`, "a name may hold a comma")
}

// cited answers name their sources by number; what did not happen says so.
func cited(t *testing.T) {
	golden(t, "ask-investors", ok(t, "ask", "investors", "id=CNEX"))
	golden(t, "ask-claims", ok(t, "ask", "claims-and-findings", "id=lawsuit:us:txed/4:17-cv-00893"))
	require.Contains(t, ok(t, "ask", "neighbours", "id=Futurewei", "status=found"), "not FOUND_LIABLE_TO (found")
	require.Contains(t, cli(t, "ask", "counsel", "id=Huawei", "only=both_sides").stderr, "not proof that there is nothing")
	require.Contains(t, ok(t, "ask", "opponents", "id=CNEX", "--cypher"), "/*id*/'company:ipgraph:cnex-labs'", "names are looked up")
}

var shellWord = regexp.MustCompile(`"([^"]*)"|\S+`)

// tour runs the commands that README shows on the story. What it prints below a
// command is what the command prints, but for lines cut with "…".
func tour(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	commands := 0
	var printed string
	for line := range strings.Lines(string(readme)) {
		line = strings.TrimSuffix(line, "\n")
		command, isCommand := strings.CutPrefix(line, "    $ bin/ipgraph ")
		switch {
		case isCommand && regexp.MustCompile(`^(ask|path|connect|explain|conflicts) `).MatchString(command):
			var args []string
			for _, word := range shellWord.FindAllString(command, -1) {
				args = append(args, strings.ReplaceAll(word, `"`, ""))
			}
			printed = ok(t, args...)
			commands++
		case strings.HasPrefix(line, "    ") && !strings.HasPrefix(line, "    $") && printed != "":
			if shown := strings.TrimPrefix(line, "    "); !strings.Contains(shown, "…") {
				require.Contains(t, oneSpace(printed), oneSpace(shown), "README shows what the program prints")
			}
		case strings.HasPrefix(line, "    $") || line != "" && !strings.HasPrefix(line, "    "):
			printed = ""
		}
	}
	require.Greater(t, commands, 8)
}

// oneSpace leaves the widths of columns out.
func oneSpace(s string) string { return strings.Join(strings.Fields(s), " ") }
