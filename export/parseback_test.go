package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"ipgraph/export"
	"ipgraph/graph"
)

// What each format holds of entities and relations is read back by parsers that
// are not ours, as names and values of each key.
type parsed struct {
	names map[string]string            // of entities, by id
	edges map[string]map[string]string // by key
}

// readers read the formats that claim to hold every property of every relation.
var readers = map[string]func(*testing.T, []byte) parsed{"csv": readCSV, "xlsx": readXLSX, "graphml": readGraphML, "gexf": readGEXF, "cytoscape": readCytoscape, "nquads": readNQuads}

// wanted is what they have to find.
func wanted(t *testing.T, c export.Content) parsed {
	t.Helper()
	p := parsed{map[string]string{}, map[string]map[string]string{}}
	for _, e := range entitiesOf(t, c) {
		p.names[string(e.ID)] = e.Name
	}
	for _, e := range edgesOf(t, c) {
		values := map[string]string{"from": string(e.From), "to": string(e.To), "type": string(e.Type), "family": string(e.Family), "status": string(e.Status),
			"polarity": strconv.FormatBool(!e.Negated), "disputed": strconv.FormatBool(e.Disputed), "derived": strconv.FormatBool(e.Derived),
			"record": strconv.FormatBool(e.Record), "valid": e.Valid.String(), "first_reported": e.FirstReported}
		if m := e.Amount; m != nil {
			values["amount"], values["money_kind"], values["currency"], values["money_comparator"] = m.String(), string(m.Kind), m.Currency, string(m.Comparator)
			values["withheld_by"] = m.WithheldBy
			if m.Kind != graph.MoneyUndisclosed {
				values["amount_minor"] = strconv.FormatInt(m.Minor, 10)
			}
			if m.MinorTo != 0 {
				values["amount_minor_to"] = strconv.FormatInt(m.MinorTo, 10)
			}
		}
		if v := e.Value; v != nil {
			values["value"], values["number"], values["number_to"], values["number_comparator"], values["unit"] = v.String(), v.Number, v.NumberTo, string(v.Comparator), v.Unit
		}
		for name, q := range e.Qualifiers {
			values["qualifiers."+name] = q
		}
		for i, cited := range e.Citations {
			o, at := e.Sources[i], fmt.Sprintf("citations.%d.", i)
			values[at+"source"], values[at+"title"], values[at+"publisher"], values[at+"published"], values[at+"url"] = string(o.ID), o.Title, o.Publisher, o.Published.String(), o.URL
			values[at+"locator"], values[at+"reported"] = cited.Locator, cited.Reported
			if !e.Record {
				values[at+"statement"] = string(cited.Statement)
			}
		}
		maps.DeleteFunc(values, func(_, v string) bool { return v == "" })
		p.edges[e.Key] = values
	}
	return p
}

// opened takes the JSON in two properties apart.
func opened(t *testing.T, values map[string]string) map[string]string {
	t.Helper()
	out := maps.Clone(values)
	if text := values["qualifiers"]; text != "" {
		var m map[string]string
		require.NoError(t, json.Unmarshal([]byte(text), &m))
		for name, v := range m {
			out["qualifiers."+name] = v
		}
	}
	var list []map[string]string
	require.NoError(t, json.Unmarshal([]byte(values["citations"]), &list))
	for i, m := range list {
		for name, v := range m {
			out[fmt.Sprintf("citations.%d.%s", i, name)] = v
		}
	}
	return out
}

// requireHeld compares what was read with what there is. The text of a cell or an
// attribute may be changed by clean.
func requireHeld(t *testing.T, want, got parsed, clean func(string) string) {
	t.Helper()
	require.Len(t, got.names, len(want.names))
	for id, name := range want.names {
		require.Equal(t, clean(name), got.names[id])
	}
	require.Len(t, got.edges, len(want.edges))
	for key, values := range want.edges {
		require.Contains(t, got.edges, key)
		found := opened(t, got.edges[key])
		for name, v := range values {
			require.Equal(t, clean(v), found[name], "%s of %s", name, key)
		}
	}
}

// TestNothingIsLost reads the demonstration back from each of these formats: every
// relation with status, sign, dates, amounts, qualifiers and sources.
func TestNothingIsLost(t *testing.T) {
	t.Parallel()
	content, _ := rebuilt(t)
	want := wanted(t, content)
	for name, read := range readers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := read(t, write(t, name, content))
			requireHeld(t, want, got, func(s string) string {
				if name == "csv" && strings.HasPrefix(s, "=") { // the table of formats says so
					return "'" + s
				}
				return s
			})
			require.Equal(t, sums(want), sums(got), "sums of each kind and currency are never mixed and stay the same")
			require.GreaterOrEqual(t, len(sums(want)), 3)
		})
	}
}

// sums adds up amounts by kind and currency.
func sums(p parsed) map[string]int64 {
	out := map[string]int64{}
	for _, values := range p.edges {
		if n, err := strconv.ParseInt(values["amount_minor"], 10, 64); err == nil {
			out[values["money_kind"]+" "+values["currency"]] += n
		}
	}
	return out
}

// records are rows of a table by its header.
func records(rows [][]string) []map[string]string {
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, v := range row {
			m[rows[0][i]] = v
		}
		out = append(out, m)
	}
	return out
}

func parsedRecords(entities, edges []map[string]string) parsed {
	p := parsed{map[string]string{}, map[string]map[string]string{}}
	for _, m := range entities {
		p.names[m["id"]] = m["name"]
	}
	for _, m := range edges {
		p.edges[m["key"]] = m
	}
	return p
}

func readCSV(t *testing.T, written []byte) parsed {
	t.Helper()
	table := func(name string) []map[string]string {
		rows, err := csv.NewReader(bytes.NewReader(file(t, written, name))).ReadAll()
		require.NoError(t, err)
		return records(rows)
	}
	return parsedRecords(table("entities.csv"), table("edges.csv"))
}

func readXLSX(t *testing.T, written []byte) parsed {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(written))
	require.NoError(t, err)
	defer func() { require.NoError(t, book.Close()) }()
	table := func(name string) []map[string]string {
		rows, err := book.GetRows(name, excelize.Options{RawCellValue: true})
		require.NoError(t, err)
		out := records(rows)
		for _, m := range out {
			for _, truth := range []string{"polarity", "disputed", "derived", "record"} {
				m[truth] = map[string]string{"1": "true", "0": "false", "TRUE": "true", "FALSE": "false"}[m[truth]]
			}
		}
		return out
	}
	return parsedRecords(table("entities"), table("edges"))
}

func readGraphML(t *testing.T, written []byte) parsed {
	t.Helper()
	type data struct {
		Key   string `xml:"key,attr"`
		Value string `xml:",chardata"`
	}
	var doc struct {
		XMLName xml.Name
		Keys    []struct {
			ID   string `xml:"id,attr"`
			Name string `xml:"attr.name,attr"`
			Type string `xml:"attr.type,attr"`
		} `xml:"key"`
		Nodes []struct {
			ID   string `xml:"id,attr"`
			Data []data `xml:"data"`
		} `xml:"graph>node"`
		Edges []struct {
			ID     string `xml:"id,attr"`
			Source string `xml:"source,attr"`
			Target string `xml:"target,attr"`
			Data   []data `xml:"data"`
		} `xml:"graph>edge"`
	}
	require.NoError(t, xml.Unmarshal(written, &doc))
	require.Equal(t, "http://graphml.graphdrawing.org/xmlns", doc.XMLName.Space)
	keys := map[string]string{}
	for _, k := range doc.Keys {
		require.NotContains(t, keys, k.ID)
		require.Contains(t, []string{"string", "long", "boolean"}, k.Type)
		keys[k.ID] = k.Name
	}
	p := parsed{map[string]string{}, map[string]map[string]string{}}
	for _, n := range doc.Nodes {
		for _, d := range n.Data {
			require.Contains(t, keys, d.Key, "declared")
			if keys[d.Key] == "name" {
				p.names[n.ID] = d.Value
			}
		}
	}
	for _, e := range doc.Edges {
		m := map[string]string{"from": e.Source, "to": e.Target}
		for _, d := range e.Data {
			require.Contains(t, keys, d.Key, "declared")
			m[keys[d.Key]] = d.Value
		}
		p.edges[e.ID] = m
	}
	return p
}

func readGEXF(t *testing.T, written []byte) parsed {
	t.Helper()
	var doc struct {
		XMLName xml.Name
		Nodes   []struct {
			ID    string `xml:"id,attr"`
			Label string `xml:"label,attr"`
		} `xml:"graph>nodes>node"`
		Edges []struct {
			ID     string `xml:"id,attr"`
			Source string `xml:"source,attr"`
			Target string `xml:"target,attr"`
			Start  string `xml:"start,attr"`
			End    string `xml:"end,attr"`
			Values []struct {
				For   string `xml:"for,attr"`
				Value string `xml:"value,attr"`
			} `xml:"attvalues>attvalue"`
		} `xml:"graph>edges>edge"`
	}
	require.NoError(t, xml.Unmarshal(written, &doc))
	require.Equal(t, "http://gexf.net/1.3", doc.XMLName.Space)
	p := parsed{map[string]string{}, map[string]map[string]string{}}
	for _, n := range doc.Nodes {
		p.names[n.ID] = n.Label
	}
	for _, e := range doc.Edges {
		m := map[string]string{"from": e.Source, "to": e.Target}
		for _, v := range e.Values {
			m[v.For] = v.Value
		}
		require.Equal(t, m["earliest"], e.Start)
		require.Equal(t, m["latest"], e.End)
		p.edges[e.ID] = m
	}
	return p
}

func readCytoscape(t *testing.T, written []byte) parsed {
	t.Helper()
	var doc struct {
		FormatVersion string `json:"format_version"`
		Elements      struct {
			Nodes, Edges []struct{ Data map[string]any }
		}
	}
	require.NoError(t, json.Unmarshal(written, &doc))
	require.Equal(t, "1.0", doc.FormatVersion)
	p := parsed{map[string]string{}, map[string]map[string]string{}}
	for _, n := range doc.Elements.Nodes {
		p.names[n.Data["id"].(string)] = n.Data["name"].(string)
	}
	for _, e := range doc.Elements.Edges {
		m := map[string]string{}
		for name, v := range e.Data {
			m[name] = fmt.Sprint(v)
			if f, ok := v.(float64); ok {
				m[name] = strconv.FormatFloat(f, 'f', -1, 64)
			}
		}
		m["from"], m["to"] = m["source"], m["target"]
		p.edges[m["id"]] = m
	}
	return p
}

func readNQuads(t *testing.T, written []byte) parsed {
	t.Helper()
	dataset, err := ld.ParseNQuadsFrom(bytes.NewReader(written))
	require.NoError(t, err)
	const own, term = "urn:ipgraph:", "urn:ipgraph:term:"
	p := parsed{map[string]string{}, map[string]map[string]string{}}
	things := map[string]map[string]string{}
	for _, q := range dataset.Graphs["@default"] {
		id := strings.TrimPrefix(q.Subject.GetValue(), own)
		if things[id] == nil {
			things[id] = map[string]string{}
		}
		name := q.Predicate.GetValue()
		value := strings.TrimPrefix(strings.TrimPrefix(q.Object.GetValue(), term), own)
		name = strings.TrimPrefix(name, term)
		things[id][name[strings.LastIndexAny(name, "#/")+1:]] = value
	}
	for _, id := range slices.Sorted(maps.Keys(things)) {
		m := things[id]
		switch {
		case m["label"] != "":
			p.names[id] = m["label"]
		case strings.HasPrefix(id, "e:"):
			m["from"], m["type"], m["to"] = m["subject"], m["predicate"], m["object"]
			p.edges[id] = m
		}
	}
	return p
}
