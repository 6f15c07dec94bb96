package table

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"ipgraph/graph"
)

// Column is what a look at a column of a table shows.
type Column struct {
	Name     string
	Filled   int // cells that are not empty
	Distinct int // different texts, at most maxDistinct
	Samples  []string
	looks    map[look]int
}

// look is what a cell looks like.
type look string

const (
	lookDate   look = "date"
	lookFigure look = "figure"
	lookLEI    look = "lei"
	lookName   look = "name"
	lookCode   look = "code"
)

const (
	maxDistinct = 1000
	maxSamples  = 3
)

// Profile looks at rows of a table.
type Profile struct {
	Rows    int
	Columns []*Column
	records string            // where the records of a JSON document are, if not at its top
	formats map[string]string // of dates, by column
	seen    []map[string]bool
}

// NewProfile makes one for the columns of a table.
func NewProfile(names []string) *Profile {
	p := &Profile{formats: map[string]string{}}
	for _, n := range names {
		p.Columns = append(p.Columns, &Column{Name: n, looks: map[look]int{}})
		p.seen = append(p.seen, map[string]bool{})
	}
	return p
}

// Add looks at one row.
func (p *Profile) Add(cells []string) {
	p.Rows++
	for i, c := range p.Columns {
		if i >= len(cells) {
			continue
		}
		text := strings.TrimSpace(cells[i])
		if text == "" {
			continue
		}
		c.Filled++
		if !p.seen[i][text] && c.Distinct < maxDistinct {
			p.seen[i][text] = true
			c.Distinct++
			if len(c.Samples) < maxSamples {
				c.Samples = append(c.Samples, text)
			}
		}
		c.looks[p.lookOf(c.Name, text)]++
	}
}

// dateFormats are those that are tried, as strftime writes them, with their form.
var dateFormats = []struct {
	format string
	form   *regexp.Regexp
}{
	{"", regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)},
	{"%Y-%m-%dT%H:%M:%S", regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$`)},
	{"%Y-%m-%d %H:%M:%S", regexp.MustCompile(`^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$`)},
	{"%d.%m.%Y", regexp.MustCompile(`^\d{1,2}\.\d{1,2}\.\d{4}$`)},
	{"%m/%d/%Y", regexp.MustCompile(`^\d{1,2}/\d{1,2}/\d{4}$`)},
	{"%Y%m%d", regexp.MustCompile(`^(19|20)\d{2}(0[1-9]|1[012])([012]\d|3[01])$`)},
	{"%b %d, %Y", regexp.MustCompile(`^[A-Z][a-z]{2} \d{1,2}, \d{4}$`)},
	{"%B %d, %Y", regexp.MustCompile(`^[A-Z][a-z]{3,8} \d{1,2}, \d{4}$`)},
	{"%d %b %Y", regexp.MustCompile(`^\d{1,2} [A-Z][a-z]{2} \d{4}$`)},
	{"%d-%b-%Y", regexp.MustCompile(`^\d{1,2}-[A-Za-z]{3}-\d{4}$`)},
}

var leiForm = regexp.MustCompile(`^[A-Z0-9]{18}\d{2}$`)

func (p *Profile) lookOf(column, text string) look {
	for _, f := range dateFormats {
		if f.form.MatchString(text) {
			p.formats[column] = f.format
			return lookDate
		}
	}
	if leiForm.MatchString(text) {
		return lookLEI
	}
	if _, err := decimalOf(text); err == nil && strings.IndexFunc(text, unicode.IsLetter) < 0 || isScientific(text) {
		return lookFigure
	}
	if strings.ContainsRune(text, ' ') || strings.IndexFunc(text, unicode.IsLower) > 0 && strings.IndexFunc(text, unicode.IsUpper) == 0 {
		return lookName
	}
	return lookCode
}

var scientific = regexp.MustCompile(`^-?\d+(\.\d+)?[eE][+-]?\d{1,2}$`)

func isScientific(text string) bool { return scientific.MatchString(text) }

// mostly reports whether at least nine of ten cells look like that.
func (c *Column) mostly(l look) bool { return c.Filled > 0 && c.looks[l]*10 >= c.Filled*9 }

// words are the words of a column's name, in small letters.
func (c *Column) words() []string {
	var b strings.Builder
	runes := []rune(c.Name)
	for i, r := range runes {
		if i > 0 && unicode.IsUpper(r) && unicode.IsLower(runes[i-1]) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return strings.Fields(graph.FoldName(strings.ReplaceAll(b.String(), "_", " ")))
}

func (c *Column) has(words ...string) bool {
	own := c.words()
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(own, w) })
}

// pair is two roles that a table may have a column for each of, and what joins them.
type pair struct {
	from, to  []string // words of the columns' names
	predicate graph.Predicate
	kinds     [2]graph.Kind
	money     graph.MoneyKind
	role      string
}

// pairs are tried in their order.
var pairs = []pair{
	{[]string{"licensor"}, []string{"licensee"}, graph.LicensesTo, [2]graph.Kind{graph.Company, graph.Company}, graph.MoneyPaid, ""},
	{[]string{"plaintiff", "claimant"}, []string{"defendant", "accused"}, graph.Sued, [2]graph.Kind{graph.Company, graph.Company}, "", ""},
	{[]string{"investor", "funder"}, []string{"company", "startup", "issuer", "investee"}, graph.InvestedIn, [2]graph.Kind{graph.Company, graph.Company}, graph.MoneyInvested, ""},
	{[]string{"payer", "sender", "originator", "donor", "from"}, []string{"payee", "beneficiary", "receiver", "recipient", "party", "to"}, "PAID", [2]graph.Kind{graph.Company, graph.Company}, graph.MoneyPaid, ""},
	{[]string{"subsidiary", "child"}, []string{"parent"}, "SUBSIDIARY_OF", [2]graph.Kind{graph.Company, graph.Company}, "", ""},
	{[]string{"owner", "shareholder", "holder"}, []string{"asset", "company", "subsidiary"}, "HOLDS_STAKE_IN", [2]graph.Kind{graph.Company, graph.Company}, "", ""},
	{[]string{"employee", "person"}, []string{"employer", "company", "organization", "organisation"}, "EMPLOYED_BY", [2]graph.Kind{graph.Person, graph.Company}, "", ""},
	{[]string{"director"}, []string{"company"}, "DIRECTOR_OF", [2]graph.Kind{graph.Person, graph.Company}, "", ""},
	{[]string{"source", "subject", "start"}, []string{"target", "object", "end"}, "RELATES_TO", [2]graph.Kind{graph.Company, graph.Company}, "", "related"},
}

// party is the columns that tell of one party.
type party struct{ name, id *Column }

// partyOf finds the columns of a party by words of their names.
func (p *Profile) partyOf(words []string) (party, bool) {
	var found party
	for _, c := range p.Columns {
		if !c.has(words...) || c.mostly(lookDate) || c.mostly(lookFigure) && !c.has("id") {
			continue
		}
		switch {
		case c.has("country", "iso", "city", "type", "street", "address", "role", "jurisdiction", "state"):
		case c.has("id", "lei", "cik", "number", "no", "key"), c.mostly(lookLEI):
			if found.id == nil {
				found.id = c
			}
		case found.name == nil:
			found.name = c
		}
	}
	if found.name == nil {
		found.name = found.id
	}
	return found, found.name != nil
}

// first is the first column that has a name and that a test holds for.
func (p *Profile) first(test func(*Column) bool) *Column {
	for _, c := range p.Columns {
		if c.Name != "" && test(c) {
			return c
		}
	}
	return nil
}

// describe says in a comment what was seen of the column.
func (c *Column) describe(rows int) string {
	kind := "text"
	for _, l := range []look{lookDate, lookFigure, lookLEI, lookName, lookCode} {
		if c.mostly(l) {
			kind = string(l)
			break
		}
	}
	different := fmt.Sprint(c.Distinct)
	if c.Distinct == maxDistinct {
		different = fmt.Sprintf("%d or more", maxDistinct)
	}
	return fmt.Sprintf("%s: %s, %d of %d filled, %s different", c.Name, kind, c.Filled, rows, different)
}
