package export_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/export"
	"ipgraph/graph"
	"ipgraph/loader/bods"
)

// shared gives a file of real public data, or skips the test.
func shared(t *testing.T, parts ...string) []byte {
	t.Helper()
	name := filepath.Join(append([]string{"..", "..", "shared", "data"}, parts...)...)
	text, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("there is no folder of public files beside this one")
	}
	require.NoError(t, err)
	return text
}

// ftmModel is the model of FollowTheMoney.
type ftmModel struct {
	Schemata map[string]struct {
		Abstract   bool
		Extends    []string
		Required   []string
		Properties map[string]struct{ Type, Range string }
	}
}

// properties are those of a schema with what it inherits.
func (m ftmModel) properties(schema string) map[string]struct{ Type, Range string } {
	all := map[string]struct{ Type, Range string }{}
	for _, parent := range m.Schemata[schema].Extends {
		for name, p := range m.properties(parent) {
			all[name] = p
		}
	}
	for name, p := range m.Schemata[schema].Properties {
		all[name] = p
	}
	return all
}

func (m ftmModel) is(schema, wanted string) bool {
	return schema == wanted || slices.ContainsFunc(m.Schemata[schema].Extends, func(p string) bool { return m.is(p, wanted) })
}

// TestFTMFollowsTheModel: every schema and property exists, what is required is
// there, and what points at an entity points at one that may stand there.
func TestFTMFollowsTheModel(t *testing.T) {
	t.Parallel()
	var model ftmModel
	require.NoError(t, json.Unmarshal(shared(t, "ftm", "defaultModel.json"), &model))
	content, _ := rebuilt(t)
	schemata := map[string]string{}
	var all []struct {
		ID, Schema string
		Properties map[string][]string
	}
	for line := range bytes.Lines(write(t, "ftm", joined(t, content))) {
		all = append(all, struct {
			ID, Schema string
			Properties map[string][]string
		}{})
		require.NoError(t, json.Unmarshal(line, &all[len(all)-1]))
		require.NotContains(t, schemata, all[len(all)-1].ID)
		schemata[all[len(all)-1].ID] = all[len(all)-1].Schema
	}
	for _, e := range all {
		require.Contains(t, model.Schemata, e.Schema)
		require.False(t, model.Schemata[e.Schema].Abstract)
		properties := model.properties(e.Schema)
		for name, values := range e.Properties {
			require.Contains(t, properties, name, e.Schema)
			for _, v := range values {
				if properties[name].Type == "entity" {
					require.True(t, model.is(schemata[v], properties[name].Range), "%s.%s of %s: %s is a %s", e.Schema, name, e.ID, v, schemata[v])
				}
			}
		}
		for _, name := range model.Schemata[e.Schema].Required {
			require.NotEmpty(t, e.Properties[name], "%s needs %s", e.Schema, name)
		}
	}
	rows, err := csv.NewReader(bytes.NewReader(write(t, "ftm-statements", content))).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows[0], 13)
	for _, row := range rows[1:] {
		require.Equal(t, model.properties(row[4])[row[2]].Type, row[3], "%s.%s", row[4], row[2])
	}
}

// joined is the content with a relation of every type between every two kinds that
// it may join.
func joined(t *testing.T, c export.Content) made {
	t.Helper()
	m := made{about: c.About()}
	for s, err := range c.Sources(t.Context()) {
		require.NoError(t, err)
		m.sources = append(m.sources, s)
	}
	m.entities, m.edges = entitiesOf(t, c), edgesOf(t, c)
	for _, k := range graph.Kinds() {
		for _, end := range []string{"from", "to"} {
			m.entities = append(m.entities, export.Entity{Entity: graph.Entity{ID: graph.ID(string(k) + ":test:" + end), Name: end}})
		}
	}
	for _, rule := range graph.Rules() {
		for _, from := range rule.From {
			for _, to := range rule.To {
				m.edges = append(m.edges, export.Edge{Edge: graph.Edge{Key: "e:" + string(rule.Predicate) + string(from) + string(to), Type: rule.Predicate,
					From: graph.ID(string(from) + ":test:from"), To: graph.ID(string(to) + ":test:to"), Status: graph.Reported}})
			}
		}
	}
	return m
}

// TestFTMMapsAsAgreed has the cases that are easily got wrong.
func TestFTMMapsAsAgreed(t *testing.T) {
	t.Parallel()
	got := map[string][]string{}
	for line := range bytes.Lines(write(t, "ftm", small(t))) {
		var e struct {
			Schema     string
			Properties map[string][]string
		}
		require.NoError(t, json.Unmarshal(line, &e))
		role := strings.Join(e.Properties["role"], ",")
		got[e.Schema+" "+role] = append(got[e.Schema+" "+role], strings.Join(e.Properties["amount"], ","))
	}
	for _, want := range []string{"Contract ", "CourtCase ", "CourtCaseParty plaintiff", "CourtCaseParty defendant", "UnknownLink royalty demand", "UnknownLink investor",
		"Ownership stake", "Ownership parent company", "Ownership owner of the patent", "Directorship director", "Employment engineer", "Payment "} {
		require.Contains(t, got, want)
	}
	require.NotContains(t, got, "License ")
	require.NotContains(t, got, "UnknownLink found liable to", "what was found not to be so is no relation")
}

// TestBODSIsWhole: ids are as long as the standard wants, records are referred to
// that are there, and what is left out is counted.
func TestBODSIsWhole(t *testing.T) {
	t.Parallel()
	type statement struct {
		StatementID, DeclarationSubject, StatementDate, RecordID, RecordType, RecordStatus string
		PublicationDetails                                                                 struct{ PublicationDate, BodsVersion string }
		Annotations                                                                        []struct{ Description string }
		RecordDetails                                                                      struct {
			IsComponent              *bool
			Subject, InterestedParty string
			Interests                []struct {
				Type  string
				Share map[string]float64
			}
		}
	}
	var list []statement
	content := small(t)
	written := write(t, "bods", content)
	requireValid(t, written)
	require.NoError(t, json.Unmarshal(written, &list))
	records, relations := map[string]string{}, 0
	for _, s := range list {
		require.GreaterOrEqual(t, len(s.StatementID), 32)
		require.LessOrEqual(t, len(s.StatementID), 64)
		require.NotEmpty(t, s.DeclarationSubject)
		require.Equal(t, "0.4", s.PublicationDetails.BodsVersion)
		require.Equal(t, day, s.PublicationDetails.PublicationDate)
		require.NotNil(t, s.RecordDetails.IsComponent)
		_, err := graph.ParseDay(s.StatementDate)
		require.NoError(t, err)
		require.NotContains(t, records, s.RecordID)
		records[s.RecordID] = s.RecordType
		if s.RecordType == "relationship" {
			relations++
			require.Equal(t, "entity", records[s.RecordDetails.Subject], "parties come before what joins them")
			require.Contains(t, records, s.RecordDetails.InterestedParty)
			require.Len(t, s.RecordDetails.Interests, 1)
		}
	}
	require.Equal(t, 4, relations)
	require.Contains(t, list[0].Annotations[0].Description, "Left out, being no ownership, control or office: "+strconv.Itoa(len(edgesOf(t, content))-relations)+" relations.")
	var share map[string]float64
	for _, s := range list {
		for _, i := range s.RecordDetails.Interests {
			if i.Type == "shareholding" {
				share = i.Share
			}
		}
	}
	require.Equal(t, map[string]float64{"exact": 12.5}, share)
}

// TestBODSWantsADay: a file without its day would not be one.
func TestBODSWantsADay(t *testing.T) {
	t.Parallel()
	f, err := export.Named("bods")
	require.NoError(t, err)
	require.Equal(t, graph.CodeInvalid, graph.CodeOf(f.Write(t.Context(), made{}, &bytes.Buffer{})))
}

// many is a world of n relations.
func many(n int) made {
	m := made{about: export.About{Program: "test", Generated: day, Scope: "many"}}
	for i := range n {
		id := graph.ID("company:test:c" + strconv.Itoa(i))
		m.entities = append(m.entities, export.Entity{Entity: graph.Entity{ID: id, Name: "C"}})
		m.edges = append(m.edges, export.Edge{Edge: graph.Edge{Key: "e:" + strconv.Itoa(i), Type: graph.Sued, From: id, To: "company:test:c0", Status: graph.Reported}})
	}
	return m
}

// TestDrawingsAreBounded: what nobody could read is refused, with what to do.
func TestDrawingsAreBounded(t *testing.T) {
	t.Parallel()
	for name, n := range map[string]int{"mermaid": 501, "dot": 2001} {
		f, err := export.Named(name)
		require.NoError(t, err)
		err = f.Write(t.Context(), many(n), &bytes.Buffer{})
		require.Equal(t, graph.CodeTooCostly, graph.CodeOf(err))
		require.ErrorContains(t, err, "holds at most "+strconv.Itoa(n-1)+" relations")
		require.ErrorContains(t, err, "graphml")
	}
	f, err := export.Named("mermaid")
	require.NoError(t, err)
	require.ErrorContains(t, f.Write(t.Context(), many(400), &bytes.Buffer{}), "50000 characters")
}

// TestAPartSaysSo: wherever a format has a place for it.
func TestAPartSaysSo(t *testing.T) {
	t.Parallel()
	m := many(3)
	m.about.Cut = "It shows 3 of 4711 relations."
	for _, f := range export.Formats() {
		switch f.Name {
		case "jsonl", "ftm", "ftm-statements", "xlsx": // the first three have no place; a workbook is compressed
			continue
		}
		written := write(t, f.Name, m)
		if f.Extension == "zip" {
			written = unpacked(t, written)
		}
		require.Contains(t, string(written), "It shows 3 of 4711 relations.", f.Name)
	}
}

// broken fails while it is read.
type broken struct{ made }

var errBroken = errors.New("the store went away")

func (broken) Edges(context.Context) iter.Seq2[export.Edge, error] {
	return func(yield func(export.Edge, error) bool) { yield(export.Edge{}, errBroken) }
}

// full takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errBroken }

// TestErrorsAreTold: one that reading or writing meets ends the export.
func TestErrorsAreTold(t *testing.T) {
	t.Parallel()
	for _, f := range export.Formats() {
		if f.Name == "jsonl" { // written by the content itself
			continue
		}
		require.ErrorIs(t, f.Write(t.Context(), broken{many(3)}, &bytes.Buffer{}), errBroken, f.Name)
		require.ErrorIs(t, f.Write(t.Context(), many(30), full{}), errBroken, f.Name)
	}
}

// TestNamed: a slip is told with what was meant.
func TestNamed(t *testing.T) {
	t.Parallel()
	_, err := export.Named("grahpml")
	require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
	require.ErrorContains(t, err, "did you mean graphml?")
	_, err = export.Named("zzz")
	require.ErrorContains(t, err, "use jsonl, csv")
	media := map[string]bool{}
	for _, f := range export.Formats() {
		require.NotEmpty(t, f.For)
		require.NotEmpty(t, f.Cannot)
		require.NotContains(t, media, f.Name)
		media[f.Name] = true
	}
}

// requireValid checks every statement by the rules of the standard, which are tested on its own broken
// examples in package bods.
func requireValid(t *testing.T, text []byte) {
	t.Helper()
	var statements []json.RawMessage
	require.NoError(t, json.Unmarshal(text, &statements))
	require.NotEmpty(t, statements)
	for _, s := range statements {
		violations, err := bods.Validate(s)
		require.NoError(t, err)
		require.Empty(t, violations, string(s))
	}
}
