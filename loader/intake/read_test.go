package intake_test

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

func input(text string) *intake.Input {
	return &intake.Input{Name: "file", Base: "file", Source: &graph.Source{}, Reader: strings.NewReader(text)}
}

func counting(t *testing.T) (*intake.Out, *intake.Report) {
	t.Helper()
	report := intake.NewReport("test", nil)
	out := intake.NewOut(nil, report)
	require.NoError(t, out.StartFile("file", "source:test:one"))
	return out, report
}

func rows(t *testing.T, text string) (cells []string, f *intake.FileReport, err error) {
	t.Helper()
	out, report := counting(t)
	err = intake.Rows(t.Context(), input(text), out, func(h *intake.Header) error {
		cells = append(cells, strings.Join(h.Names, "|"))
		return nil
	}, func(row intake.Row) error {
		cells = append(cells, row.At()+" "+row.Get("b")+" "+row.First("z", "a"))
		return nil
	})
	return cells, report.Files[0], err
}

func TestRowsOfTables(t *testing.T) {
	for text, want := range map[string][]string{
		"a,b\n1,2\n":                  {"a|b", "#row=2 2 1"},
		"\uFEFFa;b\n1;\"x;\ny\"\n3;4": {"a|b", "#row=2 x;\ny 1", "#row=3 4 3"},
		" a \tb\n 1 \t 2 \n":          {"a|b", "#row=2 2 1"},
		"a,b\n1\n1,2,3\n4,5\n":        {"a|b", "#row=4 5 4"},
		"a,b\n1,\"x\" y\n6,7\n":       {"a|b", "#row=3 7 6"},
		"a,b\n1,\xff\n6,7\n":          {"a|b", "#row=3 7 6"},
		"a\u202e,b\n1,2\n":            {"a|b", "#row=2 2 1"},
	} {
		cells, f, err := rows(t, text)
		require.NoError(t, err, text)
		require.Equal(t, want, cells, text)
		require.Equal(t, f.Records, f.Taken+f.Broken)
		require.Equal(t, int64(len(want)-1), f.Taken, text)
	}
	_, _, err := rows(t, "")
	require.EqualError(t, err, "file is empty: the first row of a table names its columns")
}

func members(text string, patterns ...string) (list []string, err error) {
	err = intake.Members(context.Background(), input(text), patterns, func(pointer string, value jsontext.Value) error {
		list = append(list, pointer+" "+string(value))
		return nil
	})
	return list, err
}

func TestMembersOfDocuments(t *testing.T) {
	for _, c := range []struct {
		text     string
		patterns []string
		want     []string
	}{
		{`[1,{"a":2}]`, []string{"/*"}, []string{"/0 1", `/1 {"a":2}`}},
		{`{"n":1,"results":[{"a":2},3],"more":{"x":[4]}}`, []string{"/results/*", "/more/x/*"}, []string{`/results/0 {"a":2}`, "/results/1 3", "/more/x/0 4"}},
		{`{"a/b":{"~":1}}`, []string{"/*/*"}, []string{"/a~1b/~0 1"}},
		{"\uFEFF[ ]", []string{"/*"}, nil},
		{`7`, []string{"/*"}, nil},
	} {
		list, err := members(c.text, c.patterns...)
		require.NoError(t, err, c.text)
		require.Equal(t, c.want, list, c.text)
	}
	for text, want := range map[string]string{
		`[1,`:     "at /0: the JSON document ends before it is complete",
		`{"a":x}`: "this is not JSON that can be read on",
		`[1] [2]`: "there is more after the JSON document",
		`[{"a":1`: "ends before it is complete",
	} {
		_, err := members(text, "/*")
		require.ErrorContains(t, err, want, text)
	}
}

func TestNumbersAreReadToTheLetter(t *testing.T) {
	var v struct{ A, B, C, D intake.Scalar }
	require.NoError(t, intake.Decode([]byte(`{"A":0.10000000000000000001,"B":"x\u00e9","C":true,"D":null}`), &v))
	require.Equal(t, []intake.Scalar{"0.10000000000000000001", "xé", "true", ""}, []intake.Scalar{v.A, v.B, v.C, v.D})
	require.ErrorContains(t, intake.Decode([]byte(`{"A":[]}`), &v), "A")
}

func TestElementsOfXML(t *testing.T) {
	read := func(text string) (found []string, err error) {
		err = intake.Elements(context.Background(), input(text), map[string]intake.Element{"item": func(d *xml.Decoder, start xml.StartElement) error {
			var s string
			if err := d.DecodeElement(&s, &start); err != nil {
				return err
			}
			found = append(found, s)
			return nil
		}})
		return found, err
	}
	found, err := read("\n<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><list xmlns:x=\"urn:x\"><item>a</item><x:item>\xe9</x:item></list>")
	require.NoError(t, err)
	require.Equal(t, []string{"a", "é"}, found)
	for text, want := range map[string]string{
		"":                       "file is empty: an XML document is expected",
		"<list>\n<item>a</list>": "file:2:",
		"<list><item>":           "the XML document cannot be read on",
		`<!DOCTYPE l [<!ENTITY a "aaaa">]><list><item>&a;</item></list>`: "invalid character entity &a;",
		`<?xml version="1.0" encoding="klingon"?><list/>`:                `written in "klingon"`,
	} {
		_, err := read(text)
		require.ErrorContains(t, err, want, text)
	}
}

func TestLinesThatAreTooLongAreBroken(t *testing.T) {
	out, report := counting(t)
	var lines []string
	text := "\uFEFFone\n\n" + strings.Repeat("x", intake.MaxLine+1) + "\nthree"
	require.NoError(t, intake.Lines(t.Context(), input(text), out, func(at string, line []byte) error {
		lines = append(lines, at+" "+string(line))
		return nil
	}))
	require.Equal(t, []string{"line 1 one", "line 4 three"}, lines)
	require.Equal(t, int64(1), report.Files[0].Broken)
}

func TestSorterKeepsTheOrderWithinAKey(t *testing.T) {
	s := intake.NewSorter(t.Context(), t.TempDir())
	for i := range 50_000 {
		require.NoError(t, s.Add(fmt.Sprintf("key %d", i%7), fmt.Sprintf("%d\x00and more", i)))
	}
	keys, total := 0, 0
	require.NoError(t, s.EachGroup(t.Context(), func(key string, texts iter.Seq[string]) error {
		require.Equal(t, fmt.Sprintf("key %d", keys), key)
		last := -1
		for text := range texts {
			if keys == 3 && last >= 0 {
				break // the rest of a group may be left
			}
			total++
			var n int
			_, err := fmt.Sscanf(text, "%d\x00and more", &n)
			require.NoError(t, err)
			require.Greater(t, n, last)
			last = n
		}
		keys++
		return nil
	}))
	require.Equal(t, []int{7, 50_000 - (50_000/7 + 1) + 1}, []int{keys, total})
	require.NoError(t, s.Close())
	require.NoError(t, s.Close())
}

func TestASorterThatIsLeftEarlyEnds(t *testing.T) {
	stop := errors.New("stop")
	s := intake.NewSorter(t.Context(), t.TempDir())
	for i := range 30_000 {
		require.NoError(t, s.Add("key", fmt.Sprint(i)))
	}
	require.ErrorIs(t, s.Each(t.Context(), func(string, string) error { return stop }), stop)
	require.NoError(t, s.Close())
}

func TestIDsOfNames(t *testing.T) {
	id, err := intake.NameID(graph.Company, "test", "Bolt & Nut, p.l.c.")
	require.NoError(t, err)
	require.Equal(t, graph.ID("company:test:bolt-nut-p-l-c"), id)
	long, err := intake.NameID(graph.Company, "test", strings.Repeat("ä", 200))
	require.NoError(t, err)
	other, err := intake.NameID(graph.Company, "test", strings.Repeat("ä", 201))
	require.NoError(t, err)
	require.NotEqual(t, long, other, "what is cut gets a hash")
	require.LessOrEqual(t, len(long), graph.MaxIDLength)
	_, err = intake.PersonID("test", "record 1", " ")
	require.Error(t, err)
	for name, want := range map[string]graph.Kind{
		"Ada B. Lane": graph.Person, "MARLOW, JANET P.": graph.Person, "KIM, SE HOON": graph.Person, "Acme Works AG": graph.Company, "ACME": graph.Company,
		"The Regents of the University of California": graph.University, "Department of Energy": graph.Agency, "Seed Fund": graph.Fund, "AT&T": graph.Company, "3M Co": graph.Company,
		"Deutsche Bank": graph.Company, "Massachusetts Institute of Technology": graph.Company,
	} {
		require.Equal(t, want, intake.KindOfName(name), name)
	}
}
