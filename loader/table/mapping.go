// Package table reads tables of any form, in CSV, Excel or JSON, by a mapping
// file that says what a row means. The words for entities and properties are those of
// FollowTheMoney's mappings, which their users own already; statements in the words of
// this graph stand beside them.
package table

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"ipgraph/graph"
)

// Mapping says what the rows of a table mean.
type Mapping struct {
	Queries []Query `yaml:"queries"`
	// Sheet is the sheet of a workbook. Default: the first.
	Sheet string `yaml:"sheet"`
	// Records says where the records of a JSON document are, such as /results/*.
	// Default: /*, the members of the document.
	Records string `yaml:"records"`
	// Source describes the source that the table is, where the command line does not.
	Source SourceWords `yaml:"source"`
}

// SourceWords describe a source.
type SourceWords struct {
	Title     string `yaml:"title"`
	Publisher string `yaml:"publisher"`
	URL       string `yaml:"url"`
	Published string `yaml:"published"`
}

// Query takes entities and statements out of each row that its filters let pass.
type Query struct {
	// File is the name of the file that the query is for; so are the names that
	// FollowTheMoney gives it. Default: every file.
	File    string   `yaml:"file"`
	CSVURL  string   `yaml:"csv_url"`
	CSVURLs []string `yaml:"csv_urls"`
	// Filters keep the rows in which each column has one of the values, FiltersNot those in
	// which none has.
	Filters    map[string]Words  `yaml:"filters"`
	FiltersNot map[string]Words  `yaml:"filters_not"`
	Entities   map[string]Entity `yaml:"entities"`
	Statements []Statement       `yaml:"statements"`
}

// Entity is somebody or something that a row names.
type Entity struct {
	// Schema is a schema of FollowTheMoney; the entity is then read as from its files.
	Schema string `yaml:"schema"`
	// Kind is a kind of this graph, for an entity in its words.
	Kind graph.Kind `yaml:"kind"`
	// Scheme is the second part of the id. Default: the name of the dataset's file.
	Scheme string `yaml:"scheme"`
	// Keys are the columns of which the id is made; IDColumn holds the id itself.
	Key        Words  `yaml:"key"`
	Keys       Words  `yaml:"keys"`
	KeyLiteral string `yaml:"key_literal"`
	IDColumn   string `yaml:"id_column"`
	// Person says that the id holds within the row only, for people known by name.
	Properties map[string]Value `yaml:"properties"`
	// Name, Aliases and About describe an entity of this graph; IDs are its numbers in
	// registers, by their scheme.
	Name    *Value           `yaml:"name"`
	Aliases *Value           `yaml:"aliases"`
	About   *Value           `yaml:"about"`
	IDs     map[string]Value `yaml:"ids"`
}

// keys are the columns of the key, however they are written.
func (e Entity) keys() []string { return append(slices.Clone(e.Key), e.Keys...) }

// Statement is what a row says.
type Statement struct {
	Subject    string           `yaml:"subject"` // the name of an entity of the query
	Predicate  graph.Predicate  `yaml:"predicate"`
	Object     string           `yaml:"object"`
	Value      *Figure          `yaml:"value"`
	Amount     *Amount          `yaml:"amount"`
	Qualifiers map[string]Value `yaml:"qualifiers"`
	Status     graph.Status     `yaml:"status"` // default reported
	Valid      *Dates           `yaml:"valid"`
	ReportedOn *Value           `yaml:"reported_on"`
	// Record says that the statement lives on an edge of its own. Default: true where there is an
	// object.
	Record *bool `yaml:"record"`
}

// Figure is a value: a text, or a number with its unit.
type Figure struct {
	Value `yaml:",inline"`
	Unit  string `yaml:"unit"`
}

// Amount is a sum of money.
type Amount struct {
	Value    `yaml:",inline"`
	Kind     graph.MoneyKind `yaml:"kind"`
	Currency Value           `yaml:"currency"`
}

// Dates is a day or period, or its two ends.
type Dates struct {
	Value `yaml:",inline"`
	From  *Value `yaml:"from"`
	To    *Value `yaml:"to"`
}

// Value is where the texts of a property come from.
type Value struct {
	Column   string            `yaml:"column"`
	Columns  Words             `yaml:"columns"`
	Literal  string            `yaml:"literal"`
	Literals Words             `yaml:"literals"`
	Template string            `yaml:"template"` // {{Column}} stands for a cell
	Entity   string            `yaml:"entity"`   // another entity of the query
	Join     *string           `yaml:"join"`     // puts all texts into one
	Split    string            `yaml:"split"`    // makes several of each
	Format   Words             `yaml:"format"`   // of a date, as strftime writes it
	Lang     string            `yaml:"lang"`     // accepted; the graph keeps no language of a text
	Map      map[string]string `yaml:"map"`      // other words for some cells
	Required bool              `yaml:"required"` // a row without it is left out
}

// IsZero reports whether the value comes from nowhere.
func (v Value) IsZero() bool {
	return v.Column == "" && len(v.Columns) == 0 && v.Literal == "" && len(v.Literals) == 0 && v.Template == "" && v.Entity == ""
}

// Words is one text or a list of them.
type Words []string

// UnmarshalYAML takes both forms.
func (w *Words) UnmarshalYAML(text []byte) error {
	var list []string
	if err := yaml.Unmarshal(text, &list); err == nil {
		*w = list
		return nil
	}
	var one string
	if err := yaml.Unmarshal(text, &one); err != nil {
		return fmt.Errorf("a text or a list of texts is expected")
	}
	*w = Words{one}
	return nil
}

// maxMapping bounds a mapping file, in bytes.
const maxMapping = 1 << 20

// ParseMapping reads a mapping file and reports everything that is wrong with it. name is
// that of the file, for messages.
func ParseMapping(name string, text []byte) (*Mapping, error) {
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, graph.Errorf(graph.CodeInvalid, "%s is empty: write queries with entities and statements; ipgraph map FILE writes a first one", orThe(name))
	}
	if len(text) > maxMapping {
		return nil, graph.Errorf(graph.CodeInvalid, "%s is larger than %d MiB", orThe(name), maxMapping>>20)
	}
	m, err := decodeMapping(text)
	if err != nil {
		return nil, graph.Errorf(graph.CodeInvalid, "%s: %s", orThe(name), strings.TrimSpace(yaml.FormatError(err, false, true)))
	}
	if problems := m.check(); len(problems) > 0 {
		return nil, graph.Errorf(graph.CodeInvalid, "%s cannot be used:\n  %s", orThe(name), strings.Join(problems, "\n  "))
	}
	return m, nil
}

func orThe(name string) string {
	if name == "" {
		return "the mapping"
	}
	return name
}

// decodeMapping reads a mapping whose queries stand at the top, or under the name of
// one dataset as FollowTheMoney writes it.
func decodeMapping(text []byte) (*Mapping, error) {
	var names map[string]any
	if err := yaml.Unmarshal(text, &names); err != nil {
		return nil, err //nolint:wrapcheck // FormatError wants it as it is
	}
	if _, own := names["queries"]; own || len(names) != 1 {
		var m Mapping
		return &m, yaml.UnmarshalWithOptions(text, &m, yaml.Strict()) //nolint:wrapcheck // the same
	}
	var datasets map[string]struct {
		Mapping `yaml:",inline"`
		Label   string `yaml:"label"`
		Name    string `yaml:"name"`
	}
	if err := yaml.UnmarshalWithOptions(text, &datasets, yaml.Strict()); err != nil {
		return nil, err //nolint:wrapcheck // the same
	}
	for _, d := range datasets {
		return &d.Mapping, nil
	}
	return &Mapping{}, nil
}
