package cypher_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
)

func library(t *testing.T) *cypher.Library {
	t.Helper()
	lib, err := cypher.Load()
	require.NoError(t, err)
	return lib
}

// fileNames lists all files: those of a folder, and of ask those of each theme.
func fileNames(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("*/*.cypher")
	require.NoError(t, err)
	themed, err := filepath.Glob("ask/*/*.cypher")
	require.NoError(t, err)
	require.NotEmpty(t, themed)
	return append(names, themed...)
}

// eachFile runs a subtest for the text of every question.
func eachFile(t *testing.T, check func(t *testing.T, name, text string)) {
	t.Helper()
	for _, name := range fileNames(t) {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			t.Parallel()
			check(t, filepath.ToSlash(name), string(text))
		})
	}
}

func TestEveryFileParses(t *testing.T) {
	t.Parallel()
	lib := library(t)
	require.NotEmpty(t, lib.Questions())
	require.NotEmpty(t, lib.Derive())
	require.Greater(t, len(lib.Schema()), 3)
	for _, q := range lib.Questions() {
		require.NotContains(t, q.Text, "/*word*/", "%s: words are for the loader", q.Name)
		require.NotEmpty(t, q.About, "%s says what it is about", q.Name)
		require.NotRegexp(t, `[.:]$`, q.Title, q.Name)
		for _, p := range q.Params {
			require.NotEmpty(t, p.About, "%s: %s", q.Name, p.Name)
			require.NotEqual(t, "a value", p.Expected(), "%s: %s", q.Name, p.Name)
		}
	}
}

func TestEveryExampleBinds(t *testing.T) {
	t.Parallel()
	eachFile(t, func(t *testing.T, name, text string) {
		if !strings.HasPrefix(name, "ask/") {
			return
		}
		require.Contains(t, text, "\n// example:")
		q, err := library(t).Get(strings.TrimSuffix(filepath.Base(name), ".cypher"))
		require.NoError(t, err)
		for pair := range strings.FieldsSeq(q.Example) {
			require.Contains(t, pair, "=")
		}
		call, err := q.Bind(q.ExampleArgs())
		require.NoError(t, err)
		require.NotRegexp(t, `/\*\w+(\+1)?\*/`, call.Text, "every mark is filled")
	})
}

var manyTypes = regexp.MustCompile(`:((?:[A-Z_]+\|){19,}[A-Z_]+)`)

// TestListsOfTypesAreTheOntology: a question that walks every edge names all of
// their types, in the order of the ontology.
func TestListsOfTypesAreTheOntology(t *testing.T) {
	t.Parallel()
	var all []string
	for _, p := range graph.EdgeTypes() {
		all = append(all, string(p))
	}
	lists := 0
	eachFile(t, func(t *testing.T, _, text string) {
		for _, m := range manyTypes.FindAllStringSubmatch(text, -1) {
			require.Equal(t, all, strings.Split(m[1], "|"))
		}
	})
	for _, name := range fileNames(t) {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		lists += len(manyTypes.FindAllString(string(text), -1))
	}
	require.Greater(t, lists, 5, "the lists are found")
}

// TestListsOfStatusesAreTheOntology: a question that orders by how far a matter
// has come names all statuses, the weakest first.
func TestListsOfStatusesAreTheOntology(t *testing.T) {
	t.Parallel()
	var all []string
	for _, s := range graph.Statuses() {
		all = append(all, "'"+string(s)+"'")
	}
	want, lists := "["+strings.Join(all, ", ")+"]", 0
	for _, name := range fileNames(t) {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		lists += strings.Count(string(text), want)
		require.Equal(t, strings.Count(string(text), "['denied'"), strings.Count(string(text), want), name)
	}
	require.Greater(t, lists, 3, "the lists are found")
}

func TestShortTypeListsAreOfTheOntology(t *testing.T) {
	t.Parallel()
	own := map[string]bool{"SUBJECT": true, "OBJECT": true, "STATED_IN": true, "REPEATS": true, "HAS_FACT": true, "SUPERSEDES": true}
	relationship := regexp.MustCompile(`\[\w*:([A-Z_|]+)`)
	eachFile(t, func(t *testing.T, _, text string) {
		for _, m := range relationship.FindAllStringSubmatch(text, -1) {
			for _, word := range strings.Split(m[1], "|") {
				_, known := graph.RuleOf(graph.Predicate(word))
				require.True(t, known || own[word], word)
			}
		}
	})
}

// TestStateIsReadAlike compares the places where questions tell what an edge was
// on a day: each file has to run as it stands, so none can call another.
func TestStateIsReadAlike(t *testing.T) {
	t.Parallel()
	const asKnown = "any(now IN [.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now " +
		"ELSE coalesce(last([step IN .history WHERE left(step, 10) <= $known]), now) END] " +
		"WHERE ($known IS NULL OR left(h, 10) <= $known)"
	const on = "AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on) " +
		"AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR .history IS NULL THEN coalesce(.certain, '') " +
		"ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on)))"
	edge := regexp.MustCompile(`\b\w+\.(state|history|certain)\b`)
	eachFile(t, func(t *testing.T, name, text string) {
		asks := strings.HasPrefix(name, "ask/") || strings.HasPrefix(name, "keep/")
		if !asks || name == "ask/evidence/changes-of.cypher" || name == "keep/walkable.cypher" { // compares two days itself; asks of now alone
			return
		}
		if strings.HasPrefix(name, "keep/snapshot-edges") { // they give what was on every day; package snapshot compares, and its tests with the other files
			return
		}
		text = edge.ReplaceAllString(strings.Join(strings.Fields(text), " "), ".$1")
		states := strings.Count(text, ".state")
		require.Equal(t, states, strings.Count(text, asKnown))
		require.Equal(t, states, strings.Count(text, on))
		signs := strings.Count(text, "substring(h, 33, 1) = '+'") + strings.Count(text, "substring(h, 33, 1) <> '0'")
		require.Equal(t, states, signs, "an edge that nothing carries any more is passed over")
	})
}

// TestStatementsThatCount compares the places where questions leave out statements
// that do not count.
func TestStatementsThatCount(t *testing.T) {
	t.Parallel()
	eachFile(t, func(t *testing.T, name, text string) {
		if strings.HasPrefix(name, "ask/") || strings.HasPrefix(name, "derive/") {
			require.LessOrEqual(t, strings.Count(text, "<> 'deprecated'"), strings.Count(text, "s.superseded_on IS NULL"), "what was superseded is left out")
		}
	})
}

// TestWhatNoFileHolds names what would be slow, unsafe or tied to a version.
func TestWhatNoFileHolds(t *testing.T) {
	t.Parallel()
	const inBatches = "a transaction in a transaction"
	forbidden := map[string]*regexp.Regexp{
		"a relationship of any type": regexp.MustCompile(`:Entity[^)]*\)\s*<?-(\[\w*\s*(\{[^}]*\})?\])?->?|<?-\[\w*\]->?\s*\(\w*:Entity`),
		"an internal id":             regexp.MustCompile(`(?i)\b(element)?id\(`),
		"a file from elsewhere":      regexp.MustCompile(`(?i)\bLOAD\s+CSV\b`),
		inBatches:                    regexp.MustCompile(`(?i)\bIN\s+(\d+\s+CONCURRENT\s+)?TRANSACTIONS\b`),
		"a label made of text":       regexp.MustCompile(`\$\([^)]*['"+]|\bapoc\.`),
	}
	eachFile(t, func(t *testing.T, name, text string) {
		text = regexp.MustCompile(`(?m)^//.*$`).ReplaceAllString(text, "") // the header speaks of ids
		for what, pattern := range forbidden {
			if what == "an internal id" && name == "keep/ids-of-nodes.cypher" {
				continue // asked right after the answer that names them
			}
			if what == inBatches && strings.HasPrefix(name, "derive/") {
				continue // runs by itself, after a load
			}
			require.NotRegexp(t, pattern, text, what)
		}
	})
}

func TestAskFilesOnlyRead(t *testing.T) {
	t.Parallel()
	writes := regexp.MustCompile(`(?m)^\s*(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|FOREACH|DROP)\b`)
	eachFile(t, func(t *testing.T, name, text string) {
		if strings.HasPrefix(name, "ask/") || strings.HasPrefix(name, "keep/") {
			require.NotRegexp(t, writes, text)
		}
	})
}

func TestGetSuggests(t *testing.T) {
	t.Parallel()
	lib := library(t)
	q, err := lib.Get("paths-between")
	require.NoError(t, err)
	require.True(t, q.Graph)
	_, err = lib.Get("path-between")
	require.EqualError(t, err, `there is no question "path-between"; did you mean paths-between?`)
	require.Equal(t, graph.CodeNotFound, graph.CodeOf(err))
	_, err = lib.Get("zzz")
	require.EqualError(t, err, `there is no question "zzz": ipgraph ask and /v1/questions list all of them`)
	_, err = lib.Keep("zzz")
	require.EqualError(t, err, "there is no file keep/zzz.cypher")
	_, ok := lib.Write("edges")
	require.True(t, ok)
}

func TestChoicesOfKindsAreAllKinds(t *testing.T) {
	t.Parallel()
	q, err := library(t).Get("search")
	require.NoError(t, err)
	kind, ok := q.Param("kind")
	require.True(t, ok)
	var kinds []string
	for _, k := range graph.Kinds() {
		kinds = append(kinds, string(k))
	}
	require.ElementsMatch(t, kinds, kind.Choices)
}
