package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/export"
	"ipgraph/graph/neo4j/neo4jtest"
)

var (
	pool   neo4jtest.Pool
	update = flag.Bool("update", false, "write the golden files anew")
)

func TestMain(m *testing.M) { os.Exit(pool.Run(m)) }

// result is what a command said and how it ended.
type result struct {
	code           int
	stdout, stderr string
}

func cli(t *testing.T, args ...string) result {
	t.Helper()
	return cliWith(t.Context(), args...)
}

func cliWith(ctx context.Context, args ...string) result {
	var stdout, stderr bytes.Buffer
	code := run(ctx, args, strings.NewReader(""), &stdout, &stderr)
	return result{code, stdout.String(), stderr.String()}
}

// ok runs a command that must succeed and gives what it printed.
func ok(t *testing.T, args ...string) string {
	t.Helper()
	r := cli(t, args...)
	require.Zero(t, r.code, "%v: %s", args, r.stderr)
	return r.stdout
}

// useNeo4j points the commands to an empty Neo4j.
func useNeo4j(t *testing.T) {
	t.Helper()
	server := pool.Server(t)
	t.Setenv("NEO4J_URI", server.URI)
	t.Setenv("NEO4J_USER", server.User)
	t.Setenv("NEO4J_PASSWORD", server.Password)
}

// noNeo4j points them to an address at which nobody listens.
func noNeo4j(t *testing.T) {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, l.Close())
	t.Setenv("NEO4J_URI", "bolt://"+l.Addr().String())
}

// TestWithoutDatabase has all that needs none, or fails before it is asked.
func TestWithoutDatabase(t *testing.T) {
	noNeo4j(t)
	const broken = "loader/testdata/broken/01-predicate-near-miss"
	for _, tt := range []struct {
		name           string
		args           []string
		code           int
		stdout, stderr string
	}{
		{"version", []string{"version"}, 0, "ipgraph development\n", ""},
		{"version takes nothing", []string{"version", "x"}, 2, "", "see ipgraph version --help"},
		{"no command", []string{}, 0, "Available Commands:", ""},
		{"help", []string{"--help"}, 0, "NEO4J_URI", ""},
		{"unknown command", []string{"exprot"}, 2, "", `there is no command "exprot"; did you mean export?`},
		{"command far from any", []string{"zzzzzzzz"}, 2, "", "see ipgraph --help"},
		{"unknown flag", []string{"path", "a", "b", "--hop", "3"}, 2, "", "unknown flag: --hop"},
		{"flag of a wrong type", []string{"path", "a", "b", "--hops", "x"}, 2, "", "--hops"},
		{"path of one end", []string{"path", "a"}, 2, "", "see ipgraph path --help"},
		{"load of nothing", []string{"load"}, 2, "", "see ipgraph load --help"},
		{"load of a folder that is not there", []string{"load", "nowhere"}, 2, "", "there is neither a folder nor a file nowhere"},
		{"load in no batches", []string{"load", "seeds", "--batch", "0"}, 2, "", "--batch is from 1 to 20000"},
		{"export of nothing", []string{"export"}, 2, "", "say what to export: --format FORMAT, --statements, or --browser-kit FOLDER"},
		{"export in two ways", []string{"export", "--statements", "--format", "gexf"}, 2, "", "say what to export"},
		{"export in no format", []string{"export", "--format", "gefx"}, 2, "", "did you mean gexf?"},
		{"export of the whole graph on a day", []string{"export", "--format", "gexf", "--on", "2019-06-20"}, 2, "", "--on and --known need --id"},
		{"export of no family", []string{"export", "--format", "gexf", "--family", "x"}, 2, "", `"x" is no family: use licence`},
		{"export of no day", []string{"export", "--format", "gexf", "--date", "2019"}, 2, "", "--date: \"2019\" is not a day"},
		{"list of formats", []string{"export", "--formats"}, 0, "neo4j-admin", ""},
		{"ask without =", []string{"ask", "search", "huawei"}, 2, "", "write parameters as name=value"},
		{"ask twice", []string{"ask", "search", "q=a", "q=b"}, 2, "", "q is given more than once"},
		{"ask an unknown question", []string{"ask", "stat"}, 3, "", "did you mean stats?"},
		{"list of questions", []string{"ask"}, 0, "paths-between", ""},
		{"serve on a taken name", []string{"serve", "--listen", "nonsense"}, 2, "", "choose another address with --listen"},
		{"serve to strangers", []string{"serve", "--listen", "0.0.0.0:0"}, 2, "", "set IPGRAPH_TOKEN"},
		{"serve to strangers by IPv6", []string{"serve", "--listen", "[::]:0"}, 2, "", "--insecure-no-token"},
		{"serve to everybody", []string{"serve", "--listen", ":0"}, 2, "", "can be reached from other machines"},
		{"serve to strangers on purpose", []string{"serve", "--listen", "0.0.0.0:0", "--insecure-no-token"}, 6, "", "does not answer"},
		{"serve to pages that are none", []string{"serve", "--cors-origin", "example.org", "--rate=-1"}, 2, "", `--cors-origin "example.org": an origin is`},
		{"serve at no rate", []string{"serve", "--rate=-1"}, 2, "", "use 0 for no limit"},
		{"serve without a burst", []string{"serve", "--burst", "0"}, 2, "", "it is at least 1"},
		{"neo4j beside NEO4J_URI", []string{"neo4j"}, 2, "", "NEO4J_URI is set"},
		{"check", []string{"check", "seeds"}, 0, "no problems in 48 sources, 42 entities and 218 statements\n", ""},
		{"check as JSON", []string{"check", "seeds", "--json"}, 0, `"statements": 218`, ""},
		{"check a broken dossier", []string{"check", broken}, 2, "", broken + `/statements.yaml:2:14: unknown predicate "HAS_LICENSE_WITH"; did you mean HAS_LICENCE_WITH?`},
		{"load a broken dossier", []string{"load", broken}, 2, "", "statements.yaml:2:14"},
		{"check a file of no format", []string{"check", "go.mod"}, 2, "", "the format of go.mod cannot be told from its content"},
		{"check a file of another format", []string{"check", "loader/gleif/testdata/delta.xml"}, 0, "1 records: 1 taken as they are", ""},
		{"check a named format", []string{"check", "gleif", "loader/gleif/testdata/delta.xml"}, 0, "these give 1 sources, 1 entities", ""},
		{"check strictly", []string{"check", "--strict", "loader/gleif/testdata/entities.csv"}, 2, "", "3 of 6 records are broken; nothing was written (--strict)"},
		{"check with a mapping", []string{"check", "--mapping", "loader/table/testdata/deals.yaml", "loader/table/testdata/deals.csv"}, 0, "paid: EUR 1234.50 in 1 statements", ""},
		{"check with a mapping that is not there", []string{"check", "--mapping", "nowhere", "loader/table/testdata/deals.csv"}, 2, "", "the mapping cannot be read"},
		{"formats to load", []string{"load", "--formats"}, 0, "gleif", ""},
		{"formats and a file", []string{"load", "--formats", "x"}, 2, "", "see ipgraph load --help"},
		{"map a table", []string{"map", "loader/table/testdata/deals.csv"}, 0, "predicate: LICENSES_TO # guess", ""},
		{"map what is not there", []string{"map", "nowhere.csv"}, 2, "", "cannot read nowhere.csv"},
		{"unreachable database", []string{"path", "a", "b"}, 6, "", "does not answer: is it running?"},
		{"address that is none", []string{"ask", "stats", "--neo4j-uri", "http://localhost"}, 2, "", "is not the address of a Neo4j server"},
		{"load into an unreachable database", []string{"load", "seeds"}, 6, "", "does not answer"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := cli(t, tt.args...)
			require.Equal(t, tt.code, r.code, "%s%s", r.stdout, r.stderr)
			require.Contains(t, r.stdout, tt.stdout)
			require.Contains(t, r.stderr, tt.stderr)
			if tt.code != 0 {
				require.Empty(t, r.stdout, "what went wrong goes to stderr alone")
				require.Contains(t, r.stderr, "ipgraph: ")
			}
		})
	}
}

// TestServeToken: with a token the server may listen to all, and a weak one is
// refused without being repeated.
func TestServeToken(t *testing.T) {
	noNeo4j(t)
	t.Setenv("IPGRAPH_TOKEN", "a-token-of-sixteen-letters")
	r := cli(t, "serve", "--listen", "0.0.0.0:0")
	require.Equal(t, 6, r.code, "it got as far as the database: %s", r.stderr)
	require.NotContains(t, r.stdout+r.stderr, "a-token-of-sixteen-letters")
	t.Setenv("IPGRAPH_TOKEN", "hunter2")
	r = cli(t, "serve")
	require.Equal(t, 2, r.code)
	require.Contains(t, r.stderr, "IPGRAPH_TOKEN: the token has 7 characters")
	require.NotContains(t, r.stdout+r.stderr, "hunter2")
}

// TestFlagsFromEnvironment: every flag has a variable, and the flag wins.
func TestFlagsFromEnvironment(t *testing.T) {
	noNeo4j(t)
	t.Setenv("IPGRAPH_JSON", "true")
	require.Contains(t, ok(t, "check", "seeds"), `"sources": 48`)
	require.Contains(t, ok(t, "check", "seeds", "--json=false"), "no problems")
	t.Setenv("IPGRAPH_NEO4J_URI", "http://from-the-environment")
	require.Contains(t, cli(t, "ask", "stats").stderr, "from-the-environment", "before NEO4J_URI")
	t.Setenv("IPGRAPH_HOPS", "many")
	r := cli(t, "path", "a", "b")
	require.Equal(t, 2, r.code)
	require.Contains(t, r.stderr, "IPGRAPH_HOPS")
}

func TestCancelled(t *testing.T) {
	noNeo4j(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.Equal(t, 130, cliWith(ctx, "path", "a", "b").code)
	require.Equal(t, 130, cliWith(ctx, "check", "seeds").code)
}

// TestStory loads the demonstration dossier into a real Neo4j and asks it.
func TestStory(t *testing.T) {
	useNeo4j(t)
	require.Equal(t, 6, func() int { t.Setenv("NEO4J_PASSWORD", "wrong"); return cli(t, "ask", "stats").code }())
	t.Setenv("NEO4J_PASSWORD", pool.Address().Password)
	for _, part := range []struct {
		name string
		test func(*testing.T)
	}{
		{"load", loads}, {"paths", paths}, {"names", names}, {"questions", questions}, {"cited answers", cited}, {"connected", connected}, {"both clocks", bothClocks}, {"certain or possible", certainOrPossible}, {"absences", absences}, {"completion", completion}, {"the tour in README", tour}, {"the billion was demanded", neverPaid}, {"export", exports},
	} {
		t.Run(part.name, part.test)
	}
}

func loads(t *testing.T) {
	first := ok(t, "load", "seeds", "--dry-run")
	require.Contains(t, first, "nothing was written (--dry-run)")
	require.Contains(t, ok(t, "ask", "stats"), "entities    0\n", "a dry run writes nothing")
	require.NotContains(t, ok(t, "load", "seeds"), "all unchanged")
	again := ok(t, "load", "seeds")
	require.Contains(t, again, "all unchanged\n218 statements in ")
	require.Regexp(t, `sources +0 +0 +48 +0\n`, again)
	var report struct {
		DryRun  bool `json:"dry_run"`
		Changed bool `json:"changed"`
		Kinds   map[string]struct{ Created, Updated, Unchanged, Removed int }
	}
	require.NoError(t, json.Unmarshal([]byte(ok(t, "load", "seeds", "--dry-run", "--json")), &report))
	require.True(t, report.DryRun)
	require.False(t, report.Changed)
	require.Equal(t, 42, report.Kinds["entities"].Unchanged)
}

func paths(t *testing.T) {
	golden(t, "path-micron-futurewei", ok(t, "path", "Micron Technology", "Futurewei"))
	golden(t, "path-verizon-apple", ok(t, "path", "Verizon", "Apple"))
	golden(t, "path-song-dell", ok(t, "path", "Song Liuping", "Dell Technologies Capital"))
	golden(t, "path-none", ok(t, "path", "Samsung", "Micron", "--family", "people", "--hops", "2"))

	before := ok(t, "path", "CNEX", "Huawei", "--known", "2019-06-20")
	require.Contains(t, before, "sued")
	require.NotContains(t, before, "found liable")
	require.NotContains(t, before, "verdict")
	require.Contains(t, ok(t, "path", "CNEX", "Huawei", "--known", "2019-06-28", "--hops", "1"), "found; no damages")

	var answer struct {
		Paths []struct {
			Hops []struct{ Edge struct{ Citations []any } }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(ok(t, "path", "micron", "futurewei", "--json")), &answer))
	require.NotEmpty(t, answer.Paths)
	for _, p := range answer.Paths {
		for _, hop := range p.Hops {
			require.NotEmpty(t, hop.Edge.Citations)
		}
	}
}

func names(t *testing.T) {
	r := cli(t, "path", "Huaw", "Micron")
	require.Equal(t, 2, r.code)
	require.Contains(t, r.stderr, "company:ipgraph:huawei-technologies  Huawei – Chinese maker of telecoms equipment\n", "candidates are listed")
	require.Empty(t, r.stdout)
	r = cli(t, "ask", "entity", "id=Huawei v. Verizon")
	require.Equal(t, 2, r.code)
	require.Contains(t, r.stderr, "may mean several entities")
	require.Contains(t, r.stderr, "(W.D. Tex., 2020)")
	r = cli(t, "path", "zzzzqqqq", "Micron")
	require.Equal(t, 3, r.code)
	require.Contains(t, r.stderr, `no entity is called "zzzzqqqq"`)
	require.Equal(t, 3, cli(t, "path", "company:ipgraph:nobody", "Micron").code)
	require.Equal(t, 3, cli(t, "ask", "entity", "id=company:ipgraph:nobody").code)
	require.Equal(t, 2, cli(t, "ask", "entity").code)
	r = cli(t, "path", "Micron", "Futurewei", "--hops", "7", "--on", "tomorrow")
	require.Equal(t, 2, r.code)
	require.Contains(t, r.stderr, "  hops: ")
	require.Contains(t, r.stderr, "  on: ")
}

func questions(t *testing.T) {
	require.Contains(t, ok(t, "ask", "neighbours", "id=CNEX Labs", "family=money"), "Micron Technology <company:ipgraph:micron-technology>")
	require.Contains(t, ok(t, "ask", "entity", "id=华为"), "Huawei <company:ipgraph:huawei-technologies>\nalso: 华为")
	source := cli(t, "ask", "source", "id=source:ft:2019-06-27-huawei-royalties", "limit=2")
	require.Contains(t, source.stdout, "The Financial Times, 2019-06-27")
	require.Contains(t, source.stderr, "there is more: only the first 2 are shown")
	require.Contains(t, cli(t, "ask", "entity", "id=lawsuit:us:txed/4:17-cv-00893", "limit=1").stderr, "there is more: only the first 1 are shown")
	require.Contains(t, cli(t, "ask", "search", "q=huawei", "limit=1").stderr, "there is more")
	var table struct {
		Question string
		Rows     []map[string]any
	}
	require.NoError(t, json.Unmarshal([]byte(ok(t, "ask", "stats", "--json")), &table))
	require.Equal(t, "stats", table.Question)
	require.Contains(t, table.Rows, map[string]any{"what": "statements", "count": 218.0})
}

var (
	billion = regexp.MustCompile(`1,000,000,000|(?i:\$ ?1 ?bn)|10{11}\b`)
	paid    = regexp.MustCompile(`(?i)\bpaid\b`)
)

// neverPaid reads everything that the story can be asked, line by line, as text
// and as JSON. What was demanded of Verizon was never said to be paid.
func neverPaid(t *testing.T) {
	var outputs []string
	for _, ends := range [][]string{{"Huawei", "Verizon"}, {"Micron Technology", "Futurewei"}, {"Verizon", "Apple"}, {"Song Liuping", "Dell Technologies Capital"}} {
		for _, known := range []string{"2019-06-12", "2019-06-20", "2019-06-28", "2020-03-01", "2021-08-01", ""} {
			outputs = append(outputs, ok(t, "path", ends[0], ends[1], "--known", known))
		}
		outputs = append(outputs, ok(t, "path", ends[0], ends[1], "--json"))
	}
	library, err := cypher.Load()
	require.NoError(t, err)
	for _, q := range library.Questions() {
		args := []string{"ask", q.Name}
		for pair := range strings.FieldsSeq(q.Example) {
			args = append(args, strings.ReplaceAll(pair, "+", " "))
		}
		outputs = append(outputs, ok(t, args...), ok(t, append(args, "--json")...))
	}
	page, err := os.ReadFile("seeds/entities.yaml")
	require.NoError(t, err)
	for _, m := range regexp.MustCompile(`(?m)^- id: (\S+)`).FindAllStringSubmatch(string(page), -1) {
		outputs = append(outputs, ok(t, "ask", "neighbours", "id="+m[1], "limit=500"), ok(t, "ask", "entity", "id="+m[1]))
	}
	said := 0
	for _, output := range outputs {
		for line := range strings.Lines(strings.ReplaceAll(output, " | ", "\n")) { // a cell of several statements has them apart
			if billion.MatchString(line) {
				said++
				require.NotRegexp(t, paid, line)
			}
		}
		for _, amount := range regexp.MustCompile(`(?s)"amount": \{.*?\}`).FindAllString(output, -1) {
			if billion.MatchString(amount) {
				require.NotRegexp(t, paid, amount)
			}
		}
	}
	require.Greater(t, said, 10, "the sum is in the story")
}

// exports writes the story out, loads it into an empty store, and must get the
// same bytes again.
func exports(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "exported")
	require.NoError(t, os.Mkdir(folder, 0o700))
	file := filepath.Join(folder, "all.jsonl")
	require.Empty(t, ok(t, "export", "--statements", "-o", file))
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), ok(t, "export", "--statements"))
	requireSorted(t, string(want))
	require.Contains(t, ok(t, "check", folder), "48 sources, 42 entities and 218 statements")
	pool.Server(t) // empties it
	require.NotContains(t, ok(t, "load", folder), "all unchanged")
	require.Equal(t, string(want), ok(t, "export", "--statements"))
	require.Contains(t, ok(t, "load", folder), "all unchanged")
	require.Equal(t, string(want), ok(t, "export", "--format", "jsonl"))
	inEachFormat(t)
	r := cli(t, "export", "--statements", "-o", filepath.Join(folder, "no", "such", "folder"))
	require.Equal(t, 2, r.code)
	require.Contains(t, r.stderr, "cannot write the export")
}

// inEachFormat writes the story and a part of it in every format. Mermaid has no
// room for the whole, and leaves no half file.
func inEachFormat(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	for _, f := range export.Formats() {
		r := cli(t, "export", "--format", f.Name, "--date", "2026-01-31", "-o", file)
		if f.Name == "mermaid" {
			require.Equal(t, 5, r.code)
			require.NoFileExists(t, file)
			continue
		}
		require.Zero(t, r.code, "%s: %s", f.Name, r.stderr)
		written, err := os.ReadFile(file)
		require.NoError(t, err)
		require.NotEmpty(t, written)
		require.NoError(t, os.Remove(file))
		require.NotEmpty(t, ok(t, "export", "--format", f.Name, "--id", "CNEX", "--family", "money"), f.Name)
	}
	whole := ok(t, "export", "--format", "graphml", "--date", "2026-01-31")
	require.Equal(t, whole, ok(t, "export", "--format", "graphml", "--date", "2026-01-31"))
	require.NotContains(t, whole, "This is a part")
	before := ok(t, "export", "--format", "dot", "--id", "CNEX", "--known", "2019-06-20")
	require.Contains(t, before, "as known on 2019-06-20")
	require.Contains(t, before, "sued")
	require.NotContains(t, before, "FOUND_LIABLE_TO", "the verdict came later")
	part := ok(t, "export", "--format", "nquads", "--family", "money")
	require.Contains(t, part, "INVESTED_IN")
	require.NotContains(t, part, "SUED")
	require.Equal(t, 3, cli(t, "export", "--format", "dot", "--id", "company:ipgraph:nobody").code)
}

// requireSorted checks that sources, entities and statements come in this
// order, the first two by id.
func requireSorted(t *testing.T, exported string) {
	t.Helper()
	parts, last := []string{"source", "entity", "statement"}, ""
	for line := range strings.Lines(exported) {
		var m map[string]struct{ ID string }
		require.NoError(t, json.Unmarshal([]byte(line), &m), line)
		require.Len(t, m, 1)
		for part, of := range m {
			for part != parts[0] {
				parts, last = parts[1:], ""
				require.NotEmpty(t, parts, "%s out of order", part)
			}
			require.True(t, of.ID == "" || last < of.ID, line)
			last = of.ID
		}
	}
}

// loadID is when the last load was begun: of each run another one.
var loadID = regexp.MustCompile(`\(last load: [^)]*\)`)

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name+".txt")
	got = loadID.ReplaceAllString(got, "(last load: load)")
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run the tests with -update to make it")
	require.Equal(t, string(want), got)
}
