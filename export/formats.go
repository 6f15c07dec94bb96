package export

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"ipgraph/graph"
)

// Format is one form in which content can be written.
type Format struct {
	// Name is what --format and ?format= take.
	Name string
	// Extension is the ending of a file's name, without the dot.
	Extension string
	// Media is the media type.
	Media string
	// For says who wants it.
	For string
	// Cannot says what of the graph is not in the file, or "nothing".
	Cannot string
	// Write writes the content. It is an error with CodeTooCostly where the content
	// is more than the format can bear.
	Write func(ctx context.Context, c Content, w io.Writer) error
}

// typeZip is the media type of a bundle of files.
const typeZip = "application/zip"

// reduced is what the formats without statements leave to the others.
const reduced = "statements one by one: each relation names its sources and the ids of up to 50 statements; facts about one entity"

var formats = []Format{
	{"jsonl", "jsonl", "application/x-ndjson", "ipgraph itself: a dossier, which can be checked and loaded again", "the note that it is a part, where it is one", writeDossier},
	{"csv", "zip", typeZip, "spreadsheets and scripts: tables of entities, relations, statements and sources, with a README",
		"nothing; an apostrophe stands before what a spreadsheet would take for a formula", writeCSV},
	{"xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel and LibreOffice: the same tables as sheets with filters",
		"texts of more than 32,767 characters, and characters that XML forbids", writeXLSX},
	{"graphml", "graphml", "application/graphml+xml", "yEd, Gephi, NetworkX, igraph", reduced + "; characters that XML forbids", writeGraphML},
	{"gexf", "gexf", "application/gexf+xml", "Gephi and Gephi Lite, with a timeline", reduced + "; characters that XML forbids", writeGEXF},
	{"cytoscape", "cyjs", "application/vnd.cytoscape.cyjs+json", "Cytoscape and Cytoscape.js", reduced, writeCytoscape},
	{"mermaid", "mmd", "text/vnd.mermaid", "diagrams in Markdown; at most " + strconv.Itoa(mermaidEdges) + " relations and " + strconv.Itoa(mermaidCharacters) + " characters",
		reduced + "; aliases", writeMermaid},
	{"dot", "dot", "text/vnd.graphviz", "Graphviz; at most " + strconv.Itoa(dotEdges) + " relations", reduced, writeDOT},
	{"cypher", "cypher", "application/x-cypher-query", "Neo4j and Memgraph: a script that rebuilds the graph and can be run again", derivedLater, writeCypher},
	{"neo4j-admin", "zip", typeZip, "Neo4j, for a graph of millions: what neo4j-admin database import reads, with the command", derivedLater, writeNeo4jAdmin},
	{"ftm", "ftm.json", "application/x-ndjson", "FollowTheMoney: OpenAleph and its tools", ftmCannot, writeFTM},
	{"ftm-statements", "csv", "text/csv", "FollowTheMoney as statements, a value on each line", ftmCannot, writeFTMStatements},
	{"nquads", "nq", "application/n-quads", "RDF stores, with PROV-O: statements as resources, derived from their sources", "nothing", writeNQuads},
	{"bods", "json", "application/json", "the Beneficial Ownership Data Standard 0.4", bodsCannot, writeBODS},
}

// derivedLater is what the formats that rebuild the store leave to a load.
const derivedLater = "what a load works out: hubs, degrees, origins of sources, marks of contradiction; and which load wrote what"

// Formats lists all formats in the order of the documentation.
func Formats() []Format { return slices.Clone(formats) }

// Named is the format called name. The error says which there are.
func Named(name string) (Format, error) {
	var all []string
	for _, f := range formats {
		if f.Name == name {
			return f, nil
		}
		all = append(all, f.Name)
	}
	message := strconv.Quote(name) + " is unknown: use " + strings.Join(all[:len(all)-1], ", ") + " or " + all[len(all)-1]
	if near := graph.Nearest(name, all); near != "" {
		message = strconv.Quote(name) + " is unknown; did you mean " + near + "?"
	}
	return Format{}, &graph.Error{Code: graph.CodeInvalid, Message: "there is no such format", Problems: []graph.Problem{{Field: "format", Message: message}}}
}

func writeDossier(ctx context.Context, c Content, w io.Writer) error { return c.Dossier(ctx, w) }
