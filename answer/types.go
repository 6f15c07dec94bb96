package answer

import "ipgraph/graph"

// The types here are the JSON of the HTTP API and of --json: field names are a
// promise (docs/api.md). Edges, entities and citations look the same in every
// answer.

// Entity is a node as answers name it.
type Entity struct {
	ID       graph.ID   `json:"id"`
	Name     string     `json:"name"`
	Kind     graph.Kind `json:"kind"`
	Aliases  []string   `json:"aliases,omitempty"`
	About    string     `json:"about,omitempty"`
	Investor bool       `json:"investor,omitempty"`
	// Hub entities have so many edges that paths do not walk through them.
	Hub bool `json:"hub,omitempty"`
	// Degree is given for hubs.
	Degree int64 `json:"degree,omitempty"`
}

// Source is a document or record that statements rest on.
type Source struct {
	ID        graph.ID `json:"id"`
	Title     string   `json:"title"`
	Publisher string   `json:"publisher"`
	Published string   `json:"published"`
	URL       string   `json:"url,omitempty"`
	Retrieved string   `json:"retrieved,omitempty"`
	SHA256    string   `json:"sha256,omitempty"`
	Agency    string   `json:"agency,omitempty"`
	// Origin is what a source shares with those that repeat it or carry the same
	// agency's report: sources of one origin are one voice.
	Origin  string     `json:"origin,omitempty"`
	Repeats []graph.ID `json:"repeats,omitempty"`
}

// Citation says which source carries an edge, and where in it. Statement is
// empty for a register record, which lives on its edge alone.
type Citation struct {
	Statement graph.StatementID `json:"statement,omitempty"`
	Source    graph.ID          `json:"source"`
	Title     string            `json:"title"`
	Publisher string            `json:"publisher"`
	Published string            `json:"published"`
	URL       string            `json:"url,omitempty"`
	Locator   string            `json:"locator"`
	Reported  string            `json:"reported"`
	Origin    string            `json:"origin,omitempty"` // see Source
	// AssertedBy names who says so where it is not the source itself. It is given
	// where statements were read: in explanations.
	AssertedBy string `json:"asserted_by,omitempty"`
}

// Amount is a sum of money with its kind; Text reads it aloud.
type Amount struct {
	graph.Money
	Text string `json:"text"`
}

// Value is a text or a figure; Text reads it aloud.
type Value struct {
	Number     string           `json:"number,omitempty"`
	NumberTo   string           `json:"number_to,omitempty"`
	Comparator graph.Comparator `json:"comparator,omitempty"`
	Unit       string           `json:"unit,omitempty"`
	Text       string           `json:"text"`
}

// Edge is a relation with its status, its dates and who says so.
type Edge struct {
	Key  string          `json:"key"`
	Type graph.Predicate `json:"type"`
	// FromID and ToID are where the edge starts and ends. A symmetric relation
	// has no direction: it is kept from the smaller id to the larger.
	FromID   graph.ID     `json:"from_id"`
	ToID     graph.ID     `json:"to_id"`
	Family   graph.Family `json:"family"`
	Status   graph.Status `json:"status"`
	Polarity bool         `json:"polarity"`
	Disputed bool         `json:"disputed"`
	Derived  bool         `json:"derived,omitempty"`
	// Gone edges are no more: all that said so was superseded or taken back.
	Gone       bool              `json:"gone,omitempty"`
	Qualifiers map[string]string `json:"qualifiers,omitempty"`
	// Valid is the period as the leading source gives it (EDTF); ValidFrom and
	// ValidTo are its ends.
	Valid     string `json:"valid,omitempty"`
	ValidFrom string `json:"valid_from"`
	ValidTo   string `json:"valid_to"`
	// Holds is "yes" or "possibly", when a day was asked for.
	Holds         string     `json:"holds,omitempty"`
	FirstReported string     `json:"first_reported"`
	Amount        *Amount    `json:"amount,omitempty"`
	Value         *Value     `json:"value,omitempty"`
	Citations     []Citation `json:"citations"`
	Statements    int        `json:"statements"`
	// IndependentSources is the number of origins among the sources of all its
	// statements, as known on the day asked: ten copies of a wire story are one.
	IndependentSources int `json:"independent_sources"`
}

// Hop is one step of a chain. Reversed says that the edge points against the
// walk: from "to" to "from".
type Hop struct {
	From     Entity `json:"from"`
	Edge     *Edge  `json:"edge"`
	Reversed bool   `json:"reversed"`
	To       Entity `json:"to"`
	// Also lists further edges between the two, at most maxAlso of them;
	// AlsoCount counts all that were read.
	Also      []Also `json:"also,omitempty"`
	AlsoCount int    `json:"also_count,omitempty"`
}

// Also is a further edge between the ends of a hop.
type Also struct {
	Edge     *Edge `json:"edge"`
	Reversed bool  `json:"reversed"`
}

// Chain is a path as hops, each joined to the next.
type Chain struct {
	Hops []Hop `json:"hops"`
}

// Statement is one fact as one source gives it.
type Statement struct {
	// Sentence says a relation in the voice of the statement's source. It is given
	// for the statements about one relation, in conflicts and in stories.
	Sentence   string            `json:"sentence,omitempty"`
	ID         graph.StatementID `json:"id"`
	Subject    *Entity           `json:"subject,omitempty"`
	Predicate  graph.Predicate   `json:"predicate"`
	Object     *Entity           `json:"object,omitempty"`
	SubjectID  graph.ID          `json:"subject_id"`
	ObjectID   graph.ID          `json:"object_id,omitempty"`
	Value      *Value            `json:"value,omitempty"`
	Amount     *Amount           `json:"amount,omitempty"`
	Qualifiers map[string]string `json:"qualifiers,omitempty"`
	Status     graph.Status      `json:"status"`
	Polarity   bool              `json:"polarity"`
	Valid      string            `json:"valid"`
	// Holds is "yes" or "possibly", when a day was asked for.
	Holds       string       `json:"holds,omitempty"`
	ReportedOn  string       `json:"reported_on"`
	AssertedBy  string       `json:"asserted_by,omitempty"`
	Source      graph.ID     `json:"source"`
	Publisher   string       `json:"publisher,omitempty"`
	Published   string       `json:"published,omitempty"`
	Title       string       `json:"title,omitempty"`
	URL         string       `json:"url,omitempty"`
	Origin      string       `json:"origin,omitempty"` // see Source
	Locator     string       `json:"locator"`
	Quote       string       `json:"quote,omitempty"`
	Note        string       `json:"note,omitempty"`
	Review      graph.Review `json:"review,omitempty"`
	Rank        graph.Rank   `json:"rank,omitempty"`
	Confidence  string       `json:"confidence,omitempty"`
	WithdrawnAt string       `json:"withdrawn_at,omitempty"`
	// Supersedes lists the statements that this one corrects; SupersededBy is the
	// first that corrects this one, which no longer counts from SupersededOn on.
	Supersedes   []graph.StatementID `json:"supersedes,omitempty"`
	SupersededBy graph.StatementID   `json:"superseded_by,omitempty"`
	SupersededOn string              `json:"superseded_on,omitempty"`
	EdgeKey      string              `json:"edge,omitempty"`
}
