package loader_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/graph/neo4j"
	"ipgraph/loader"
	"ipgraph/loader/intake"
)

// imports are the small files of each format, beside its package, and how they are loaded.
func imports(t *testing.T) map[string]loader.Import {
	mapping, err := os.ReadFile("table/testdata/deals.yaml")
	require.NoError(t, err)
	return map[string]loader.Import{
		"bods":           {Files: []string{"bods/testdata/package.json", "bods/testdata/lines.jsonl"}},
		"docket":         {Files: []string{"docket/testdata/sheet.json"}},
		"oce":            {Files: []string{"docket/testdata/cases2015.csv", "docket/testdata/names2015.csv"}},
		"ftm":            {Files: []string{"ftm/testdata/lines.ijson", "ftm/testdata/statements.csv", "ftm/testdata/diagram.ftm", "ftm/testdata/1.delta.json"}},
		"gleif":          {Files: []string{"gleif/testdata/entities.csv", "gleif/testdata/relationships.csv", "gleif/testdata/exceptions.csv"}},
		"icij":           {Files: []string{"icij/testdata/nodes-entities.csv", "icij/testdata/nodes-officers.csv", "icij/testdata/nodes-addresses.csv", "icij/testdata/relationships.csv"}},
		"opencorporates": {Files: []string{"opencorporates/testdata/companies.csv", "opencorporates/testdata/officers.csv", "opencorporates/testdata/names.csv"}},
		"uspto":          {Files: []string{"uspto/testdata/day.xml", "uspto/testdata/portal.json"}},
		"ptab":           {Files: []string{"ptab/testdata/proceedings.json", "ptab/testdata/decisions.json", "ptab/testdata/appeals.json"}},
		"epo":            {Files: []string{"epo/testdata/family.xml"}},
		"sec":            {Files: []string{"sec/testdata/tickers.json", "sec/testdata/formd.xml"}},
		"wikidata":       {Files: []string{"wikidata/testdata/dump.json"}},
		"graphml":        {Files: []string{"netgraph/testdata/small.graphml"}},
		"gexf":           {Files: []string{"netgraph/testdata/small.gexf"}},
		"table":          {Format: named(t, "table"), Files: []string{"table/testdata/deals.csv"}, Options: intake.Options{Mapping: mapping}},
	}
}

func named(t *testing.T, name string) *intake.Format {
	f, ok := loader.FormatNamed(name)
	require.True(t, ok)
	return f
}

// doImport stages an import and writes it.
func doImport(t *testing.T, store *neo4j.Store, library *cypher.Library, imp loader.Import, o loader.Options) (loader.Report, *intake.Report) {
	t.Helper()
	checked, input, err := loader.StageImport(t.Context(), imp, nil)
	require.NoError(t, err)
	report, err := checked.Write(t.Context(), store, library, o)
	require.NoError(t, errors.Join(err, checked.Close()))
	return report, input
}

func TestEveryFormatIsToldFromItsContent(t *testing.T) {
	all := imports(t)
	for _, f := range loader.Formats() {
		imp, there := all[f.Name]
		require.True(t, there, "the format %s is not among those that are loaded in tests", f.Name)
		if f.Detect == nil {
			continue
		}
		found, err := loader.DetectFormat(imp.Files)
		require.NoError(t, err)
		require.Equal(t, f.Name, found.Name)
	}
}

// Each format into an empty graph, and a second time: then nothing changes, by the digest and record
// by record.
func TestImportsOnNeo4j(t *testing.T) {
	store, library := pool.Open(t)
	for name, imp := range imports(t) {
		checked, input, err := loader.StageImport(t.Context(), imp, nil)
		require.NoError(t, err, name)
		summary := checked.Summary()
		report, err := checked.Write(t.Context(), store, library, loader.Options{})
		require.NoError(t, err, name)
		require.NoError(t, checked.Close())
		require.Equal(t, name, input.Format)
		require.Equal(t, int64(summary.Entities), kind(report, "entities").Created+kind(report, "entities").Updated+kind(report, "entities").Unchanged, name)
		require.Zero(t, report.DepartedCount, name)

		again, _ := doImport(t, store, library, imp, loader.Options{})
		require.False(t, again.Changed(), "%s: the same files change nothing", name)
		again, _ = doImport(t, store, library, imp, loader.Options{Compare: true})
		require.False(t, again.Changed(), "%s: %+v", name, again.Kinds)
	}
}

// An export of what was imported is a dossier that gives the same graph again.
func TestAnImportSurvivesExport(t *testing.T) {
	store, library := pool.Open(t)
	for _, name := range []string{"gleif", "docket", "table"} {
		doImport(t, store, library, imports(t)[name], loader.Options{})
	}
	var first bytes.Buffer
	require.NoError(t, loader.Export(t.Context(), store, library, &first))

	store, library = pool.Open(t)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "all.jsonl"), first.Bytes(), 0o600))
	d, err := loader.Open(dir)
	require.NoError(t, err)
	load(t, store, library, loader.Options{}, d)
	var second bytes.Buffer
	require.NoError(t, loader.Export(t.Context(), store, library, &second))
	require.Equal(t, first.String(), second.String())
}

// liveFacts lists what the graph says of a company now.
func liveFacts(t *testing.T, store *neo4j.Store, library *cypher.Library) []string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, loader.Export(t.Context(), store, library, &b))
	var facts []string
	for line := range strings.Lines(b.String()) {
		var l struct {
			Statement *struct {
				Subject, Predicate, Object, Locator string
				Value                               struct{ Text string }
			}
		}
		require.NoError(t, json.Unmarshal([]byte(line), &l))
		if s := l.Statement; s != nil && strings.Contains(s.Subject, "ACMEWORKS") {
			facts = append(facts, s.Predicate+" "+s.Object+s.Value.Text)
		}
	}
	slices.Sort(facts)
	return facts
}

func TestChangesReplaceWhatTheyName(t *testing.T) {
	store, library := pool.Open(t)
	whole := loader.Import{Dataset: "register", Files: []string{"gleif/testdata/entities.csv", "gleif/testdata/relationships.csv"}}
	doImport(t, store, library, whole, loader.Options{})
	before := liveFacts(t, store, library)
	require.Contains(t, before, "CLASSED_AS MVII")

	report, _ := doImport(t, store, library, loader.Import{Dataset: "register", Files: []string{"gleif/testdata/delta.xml"}}, loader.Options{})
	require.Zero(t, report.DepartedCount, "what the changes do not name has not left")
	after := liveFacts(t, store, library)
	require.NotContains(t, after, "CLASSED_AS MVII", "the record was replaced whole")
	require.Contains(t, after, "HAS_EVENT change legal name")
	edges := edgesOf(t, store)
	require.NotEmpty(t, edges, "relationships are other records, and stay")

	again, _ := doImport(t, store, library, loader.Import{Dataset: "register", Files: []string{"gleif/testdata/delta.xml"}}, loader.Options{Compare: true})
	require.False(t, again.Changed())
}

// A relation of a register that was taken back leaves the edges, and is kept as a withdrawn statement.
func TestARecordThatLeftIsWithdrawnOnRequest(t *testing.T) {
	store, library := pool.Open(t)
	dir := t.TempDir()
	text, err := os.ReadFile("gleif/testdata/relationships.csv")
	require.NoError(t, err)
	file := filepath.Join(dir, "relationships.csv")
	require.NoError(t, os.WriteFile(file, text, 0o600))
	imp := loader.Import{Files: []string{file}}
	doImport(t, store, library, imp, loader.Options{})
	before := edgesOf(t, store)
	lines := strings.SplitAfter(string(text), "\n")
	require.NoError(t, os.WriteFile(file, []byte(strings.Join(slices.Delete(lines, 1, 2), "")), 0o600))
	report, _ := doImport(t, store, library, imp, loader.Options{})
	require.Equal(t, 1, report.DepartedCount)
	require.Equal(t, before, edgesOf(t, store), "reported, and left alone")
	doImport(t, store, library, imp, loader.Options{Prune: true})
	require.Len(t, edgesOf(t, store), len(before)-1)
}

// An entity that a file knows by its id alone does not lose the name that the graph has.
func TestABareEntityKeepsItsName(t *testing.T) {
	store, library := pool.Open(t)
	doImport(t, store, library, loader.Import{Files: []string{"gleif/testdata/entities.csv"}}, loader.Options{})
	doImport(t, store, library, loader.Import{Files: []string{"gleif/testdata/relationships.csv"}}, loader.Options{})
	var b bytes.Buffer
	require.NoError(t, loader.Export(t.Context(), store, library, &b))
	require.Contains(t, b.String(), `{"id":"company:lei:ZZZZ00ACMEWORKS00001","name":"Acme Works AG"`)
}

func TestStrictImportsWriteNothing(t *testing.T) {
	_, report, err := loader.StageImport(t.Context(), loader.Import{Files: []string{"gleif/testdata/entities.csv"}, Strict: true}, nil)
	require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
	require.ErrorContains(t, err, "an LEI that is not 18 letters and digits and two check digits: 1 records: LEI short (short)")
	require.ErrorContains(t, err, "3 of 6 records are broken; nothing was written (--strict)")
	require.Equal(t, int64(3), report.BrokenCount())
}

func TestEveryRecordThatWasNotTakenAsItIsIsNamed(t *testing.T) {
	var names bytes.Buffer
	checked, report, err := loader.StageImport(t.Context(), loader.Import{Files: []string{"gleif/testdata/entities.csv"}, Names: &names}, nil)
	require.NoError(t, err)
	require.NoError(t, checked.Close())
	places := map[string]bool{}
	for line := range strings.Lines(names.String()) {
		var n struct{ File, Place, Fate, Why, Detail string }
		require.NoError(t, json.Unmarshal([]byte(line), &n))
		places[n.Place] = true
	}
	f := report.Files[0]
	require.Equal(t, f.Changed+f.LeftOut+f.Broken, int64(len(places)))
	require.Equal(t, f.Records, f.Taken+f.Changed+f.LeftOut+f.Broken)
}

func TestMistakesInNamingFiles(t *testing.T) {
	for _, c := range []struct {
		imp  loader.Import
		want string
	}{
		{loader.Import{Files: []string{"nowhere.csv"}}, "cannot read nowhere.csv: no such file or directory"},
		{loader.Import{Files: []string{"import_test.go"}}, `the format of import_test.go cannot be told from its content: name it, as in "ipgraph load FORMAT import_test.go"`},
		{loader.Import{Files: []string{"gleif/testdata/entities.csv", "sec/testdata/formd.xml"}}, "sec/testdata/formd.xml is of the format sec and not gleif, as the file before: load them apart"},
		{loader.Import{Format: named(t, "sec"), Files: []string{"gleif/testdata/delta.xml"}}, "there is no record of the format sec in gleif/testdata/delta.xml"},
		{loader.Import{Files: []string{"gleif/testdata/delta.xml"}, Published: "yesterday"}, `--published: date "yesterday"`},
		{loader.Import{Files: []string{"gleif/testdata/delta.xml", "gleif/testdata/delta.xml"}}, "a file of this name was read before"},
	} {
		_, _, err := loader.StageImport(context.Background(), c.imp, nil)
		require.ErrorContains(t, err, c.want)
		require.Equal(t, graph.CodeInvalid, graph.CodeOf(err), c.want)
	}
}
