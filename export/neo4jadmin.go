package export

import (
	"archive/zip"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"ipgraph/graph"
)

// arrayDelimiter stands between the items of a list: a control character that no
// text of the graph holds. Neo4j takes it as U+001F.
const arrayDelimiter = "\x1f"

// StoreList is a list in a cell of the importer's files.
func StoreList(items []string) string { return strings.Join(items, arrayDelimiter) }

// ImporterForm are the importer's options for files in the form that we write.
func ImporterForm() []string {
	return []string{"--array-delimiter=U+001F", "--multiline-fields=true", "--id-type=string"}
}

// Columns of the importer's files, apart from the qualifiers.
var (
	adminEntity = []string{"id", "kind", "name", "names:string[]", "aliases:string[]", "about"}
	adminSource = []string{"id", "title", "publisher", "published", "published_by", "url", "retrieved", "sha256", "document", "agency", "repeats:string[]"}
	adminFigure = []string{"value", "number", "number_to", "number_comparator", "unit", "money_kind", "currency", "money_comparator", "withheld_by", "amount:long", "amount_to:long"}
	adminFact   = []string{"id", "subject", "predicate", "object", "status", "polarity:boolean", "source", "locator", "reported_on", "reported_by", "valid", "earliest", "latest", "certain",
		"asserted_by", "quote", "note", "review", "rank", "confidence", "edge", "matter", "superseded_on", "superseded_by", "supersedes:string[]", "arrangement", "record:boolean", "withdrawn_at"}
	adminEdge = []string{"key", "family", "status", "first_reported", "state", "gone:boolean", "polarity:boolean", "disputed:boolean", "derived:boolean", "record:boolean",
		"valid", "valid_from", "valid_to", "earliest", "latest", "certain", "sid", "source", "locator", "sids:string[]", "sources:string[]", "locators:string[]", "reported:string[]",
		"sid_count:long", "former:string[]", "history:string[]"}
)

// StoreColumns are the properties of the graph's sources, entities, statements and edges, as the
// importer's header names them: with a type where they are no text.
func StoreColumns() (sources, entities, statements, edges []string) {
	details := append(slices.Clone(adminFigure), qualifierNames()...)
	return slices.Clone(adminSource), slices.Clone(adminEntity), append(slices.Clone(adminFact), details...), append(slices.Clone(adminEdge), details...)
}

// writeNeo4jAdmin writes a zip file with what "neo4j-admin database import" reads,
// a shell script with the command, and the constraints and indexes to make after it.
func writeNeo4jAdmin(ctx context.Context, c Content, w io.Writer) error {
	b := adminBundle{zip: zip.NewWriter(w)}
	_, _, facts, edges := StoreColumns()
	b.file("entities.csv", adminHeader(adminEntity, "id", "id:ID(entity)", ":LABEL"), func(put putRow) error {
		for e, err := range c.Entities(ctx) {
			if err != nil {
				return err
			}
			put(e.Properties(), adminEntity, StoreList([]string{"Entity", e.ID.Kind().Label()}))
		}
		return nil
	})
	b.file("sources.csv", adminHeader(adminSource, "id", "id:ID(source)", ":LABEL"), func(put putRow) error {
		for s, err := range c.Sources(ctx) {
			if err != nil {
				return err
			}
			put(s.Properties(), adminSource, StoreList(append([]string{"Source"}, s.Labels()...)))
		}
		return nil
	})
	b.file("statements.csv", adminHeader(facts, "id", "id:ID(statement)", ":LABEL"), func(put putRow) error {
		for s, err := range c.Statements(ctx) {
			if err != nil {
				return err
			}
			labels, properties := storedStatement(&s.Statement)
			put(properties, facts, StoreList(append([]string{"Statement"}, labels...)))
		}
		return nil
	})
	b.file("edges.csv", adminHeader(edges, "", "", ":START_ID(entity)", ":END_ID(entity)", ":TYPE"), func(put putRow) error {
		for e, err := range c.Edges(ctx) {
			if err != nil {
				return err
			}
			put(e.Properties(), edges, string(e.From), string(e.To), string(e.Type))
		}
		return nil
	})
	for _, kind := range joinKinds {
		b.joins(ctx, c, kind)
	}
	b.texts(c.About())
	if b.err != nil {
		return b.err
	}
	if err := b.zip.Close(); err != nil {
		return fmt.Errorf("write the export: %w", err)
	}
	return nil
}

// qualifierNames are those of all predicates, each once.
func qualifierNames() []string {
	var names []string
	for _, rule := range graph.Rules() {
		for _, q := range rule.Qualifiers {
			if !slices.Contains(names, q.Name) {
				names = append(names, q.Name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// adminHeader puts the importer's own columns after those of the properties; id is
// written as what it is to the importer.
func adminHeader(columns []string, id, as string, own ...string) []string {
	header := append(slices.Clone(columns), own...)
	if i := slices.Index(header, id); i >= 0 {
		header[i] = as
	}
	return header
}

// putRow writes the values of columns, and the importer's own after them.
type putRow func(properties map[string]any, columns []string, own ...string)

type adminBundle struct {
	zip *zip.Writer
	err error
}

// file writes one file; rows hands its rows over.
func (b *adminBundle) file(name string, header []string, rows func(putRow) error) {
	if b.err != nil {
		return
	}
	file, err := b.zip.Create(name)
	if err != nil {
		b.err = fmt.Errorf("write the export: %w", err)
		return
	}
	out := csv.NewWriter(file)
	fail := func(err error) {
		if err != nil && b.err == nil {
			b.err = fmt.Errorf("write the export: %w", err)
		}
	}
	fail(out.Write(header))
	err = rows(func(properties map[string]any, columns []string, own ...string) {
		record := make([]string, 0, len(columns)+len(own))
		for _, c := range columns {
			name, _, _ := strings.Cut(c, ":")
			record = append(record, adminCell(properties[name]))
		}
		fail(out.Write(append(record, own...)))
	})
	out.Flush()
	fail(out.Error())
	if b.err == nil {
		b.err = err
	}
}

func adminCell(v any) string {
	if list, ok := v.([]string); ok {
		return StoreList(list)
	}
	return cellText(v)
}

// adminGroups are the id spaces of the labels at the ends of joins.
var adminGroups = map[string]string{"Entity": "entity", "Source": "source", "Statement": "statement"}

func (b *adminBundle) joins(ctx context.Context, c Content, kind string) {
	from, to := "Statement", "Entity"
	switch kind {
	case "STATED_IN":
		to = "Source"
	case "SUPERSEDES":
		to = "Statement"
	case "REPEATS":
		from, to = "Source", "Source"
	case "HAS_FACT":
		from, to = "Entity", "Statement"
	}
	header := []string{":START_ID(" + adminGroups[from] + ")", ":END_ID(" + adminGroups[to] + ")"}
	b.file(joinFile(kind), header, func(put putRow) error {
		for j, err := range joinsOf(ctx, c, kind) {
			if err != nil {
				return err
			}
			put(nil, nil, j.from, j.to)
		}
		return nil
	})
}

func joinFile(kind string) string {
	return strings.ToLower(strings.ReplaceAll(kind, "_", "-")) + ".csv"
}

// ImportArguments are those of neo4j-admin by which the files of the format
// neo4j-admin, unpacked in folder, become a new database. In a part of the graph a
// statement may correct one that is not there.
func ImportArguments(database, folder string, part bool) []string {
	args := append([]string{"database", "import", "full", database}, ImporterForm()...)
	for _, name := range []string{"entities", "sources", "statements"} {
		args = append(args, "--nodes="+folder+"/"+name+".csv")
	}
	args = append(args, "--relationships="+folder+"/edges.csv")
	for _, kind := range joinKinds {
		args = append(args, "--relationships="+kind+"="+folder+"/"+joinFile(kind))
	}
	if part {
		args = append(args, "--skip-bad-relationships=true")
	}
	return args
}

// texts writes the script with the command, the schema, and a README.
func (b *adminBundle) texts(about About) {
	command := strings.ReplaceAll(strings.Join(ImportArguments("neo4j", ".", about.Cut != ""), " "), " --", " \\\n  --")
	b.text("import.sh", "#!/bin/sh\n# Makes a new database called neo4j of the files beside this one. The server is stopped while it runs.\nset -eu\ncd \"$(dirname \"$0\")\"\n"+
		"neo4j-admin "+command+" \"$@\"\n")
	b.text("import.cypher", "// Constraints and indexes. Run it after import.sh, with the server started: cypher-shell -f import.cypher\n"+strings.Join(about.Schema, ";\n")+";\n")
	b.text("README.txt", strings.Join(about.Lines(), "\n")+"\n\n1. Stop Neo4j.\n2. sh import.sh (with --overwrite-destination in place of an older database)\n"+
		"3. Start Neo4j, and run: cypher-shell -f import.cypher\n")
}

func (b *adminBundle) text(name, text string) {
	if b.err != nil {
		return
	}
	file, err := b.zip.Create(name)
	if err == nil {
		_, err = io.WriteString(file, text)
	}
	if err != nil {
		b.err = fmt.Errorf("write the export: %w", err)
	}
}
