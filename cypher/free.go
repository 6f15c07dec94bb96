package cypher

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"ipgraph/graph"
)

// Free is Cypher that somebody wrote, as it is asked: for questions that have no
// file. Only what reads is answered.
type Free struct {
	Text   string
	Params map[string]any
	// Limit is the number of rows after which reading stops.
	Limit int
}

// Bounds of free Cypher. The database takes minutes to read what is nested deeply,
// and cannot be stopped meanwhile: of subqueries in one another, each level takes
// twice the time of the one before.
const (
	maxFreeText     = 16 << 10 // bytes
	maxFreeNesting  = 40       // brackets in one another
	maxFreeSubquery = 8        // braces in one another
	maxFreeRepeats  = 60       // words and signs that nest without a bracket: CASE, NOT, !
	maxFreeRange    = 1_000_000
)

// freeFunctions are the functions in namespaces that come with the database. Others
// come from plug-ins, which may do anything.
var freeFunctions = words(`
	date.realtime date.statement date.transaction date.truncate
	datetime.fromepoch datetime.fromepochmillis datetime.realtime datetime.statement datetime.transaction datetime.truncate
	localdatetime.realtime localdatetime.statement localdatetime.transaction localdatetime.truncate
	localtime.realtime localtime.statement localtime.transaction localtime.truncate
	time.realtime time.statement time.transaction time.truncate
	duration.between duration.indays duration.inmonths duration.inseconds
	point.distance point.withinbbox vector.similarity.cosine vector.similarity.euclidean`)

// freeProcedures are the procedures that may be called. Of those that are built in,
// others close connections, name settings and users, or write.
var freeProcedures = words(`
	db.labels db.relationshiptypes db.propertykeys
	db.schema.visualization db.schema.nodetypeproperties db.schema.reltypeproperties
	db.index.fulltext.querynodes db.index.fulltext.queryrelationships`)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		set[word] = true
	}
	return set
}

// FreeProcedure reports whether free Cypher may call the procedure.
func FreeProcedure(name string) bool { return freeProcedures[strings.ToLower(name)] }

// Check refuses what no plan shows, or what the database cannot even be asked about.
// Each problem is told with its line and column. What passes is not yet harmless:
// the store looks at its plan before it runs it.
func (f Free) Check() error {
	c := freeCheck{text: f.Text}
	c.characters()
	if c.problems == nil {
		c.tokens, c.open = scan(f.Text)
		c.shape()
		c.calls()
	}
	if c.problems == nil {
		return nil
	}
	return &graph.Error{Code: graph.CodeInvalid, Message: "the Cypher cannot be asked like this", Problems: c.problems}
}

type freeCheck struct {
	text     string
	tokens   []token
	open     int
	problems []graph.Problem
}

func (c *freeCheck) add(at int, format string, args ...any) {
	line, column := place(c.text, at)
	c.problems = append(c.problems, graph.Problem{Field: "cypher",
		Message: fmt.Sprintf("line %d, column %d: ", line, column) + fmt.Sprintf(format, args...)})
}

// characters refuses a text that is too long or that reads as another one.
func (c *freeCheck) characters() {
	switch {
	case strings.TrimSpace(c.text) == "":
		c.problems = append(c.problems, graph.Problem{Field: "cypher", Message: "is missing: write a question in Cypher"})
		return
	case len(c.text) > maxFreeText:
		c.problems = append(c.problems, graph.Problem{Field: "cypher", Message: fmt.Sprintf("is %d bytes long, at most %d are allowed; give values as params", len(c.text), maxFreeText)})
		return
	case !utf8.ValidString(c.text):
		c.problems = append(c.problems, graph.Problem{Field: "cypher", Message: "is not valid UTF-8"})
		return
	}
	for at, r := range c.text {
		if hidden(r) {
			c.add(at, "there is an invisible character, %U: delete it, or give the text as one of params", r)
			return
		}
	}
	for _, escape := range []string{`\u`, `\U`} {
		if at := strings.Index(c.text, escape); at >= 0 {
			c.add(at, "escapes such as \\u0041 are not taken: write the character itself, or give the text as one of params")
			return
		}
	}
}

// hidden characters show nothing, and some of them turn the order of others.
func hidden(r rune) bool {
	if r == '\n' || r == '\t' || r == '\r' {
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf)
}

// shape looks at the first word, the end and the nesting.
func (c *freeCheck) shape() {
	if c.open >= 0 {
		c.add(c.open, "what begins here never ends: close the text, the name or the comment")
		return
	}
	if len(c.tokens) == 0 {
		c.problems = append(c.problems, graph.Problem{Field: "cypher", Message: "holds comments alone: write a question in Cypher"})
		return
	}
	first := c.tokens[0]
	if word := strings.ToUpper(first.text); first.kind == tokenWord && slices.Contains([]string{"CYPHER", "EXPLAIN", "PROFILE"}, word) {
		c.add(first.at, "%s is not taken here: begin with MATCH, CALL, UNWIND, WITH or RETURN", word)
	}
	c.nesting()
	for i, t := range c.tokens {
		if t.sign(";") && i < len(c.tokens)-1 {
			c.add(t.at, "one statement at a time: ask for what follows the ; by itself")
			return
		}
	}
}

func (t token) sign(s string) bool { return t.kind == tokenSign && t.text == s }

func (t token) word(s string) bool { return t.kind == tokenWord && strings.EqualFold(t.text, s) }

func (c *freeCheck) nesting() {
	depth, braces := 0, 0
	repeats := map[string]int{}
	for _, t := range c.tokens {
		switch {
		case t.sign("("), t.sign("["), t.sign("{"):
			depth++
			if t.text == "{" {
				braces++
			}
		case t.sign(")"), t.sign("]"), t.sign("}"):
			depth--
			if t.text == "}" {
				braces--
			}
		case t.word("CASE"), t.word("NOT"), t.sign("!"):
			repeats[strings.ToUpper(t.text)]++
		}
		switch {
		case depth > maxFreeNesting:
			c.add(t.at, "more than %d brackets in one another", maxFreeNesting)
			return
		case braces > maxFreeSubquery:
			c.add(t.at, "more than %d subqueries or maps in one another", maxFreeSubquery)
			return
		case repeats[strings.ToUpper(t.text)] > maxFreeRepeats:
			c.add(t.at, "more than %d times %s", maxFreeRepeats, strings.ToUpper(t.text))
			return
		}
	}
}

// calls looks at what is called with a bracket. A function shows in no plan.
func (c *freeCheck) calls() {
	for i, t := range c.tokens {
		if i == 0 || !t.sign("(") {
			continue
		}
		name := c.tokens[i-1]
		switch {
		case name.kind == tokenQuoted && strings.Contains(name.text, "."), i > 1 && isName(name) && c.tokens[i-2].sign("."):
			if full := c.dotted(i - 1); !freeFunctions[full] && !freeProcedures[full] {
				c.add(name.at, "%s is no function or procedure that may be called here", full)
			}
		case name.word("range") && (i < 2 || !c.tokens[i-2].word("UNWIND")):
			c.smallRange(i)
		}
	}
}

func isName(t token) bool { return t.kind == tokenWord || t.kind == tokenQuoted }

// dotted is the name that ends at token i, with the parts before it.
func (c *freeCheck) dotted(i int) string {
	parts := []string{c.tokens[i].text}
	for ; i >= 2 && c.tokens[i-1].sign(".") && isName(c.tokens[i-2]); i -= 2 {
		parts = append(parts, c.tokens[i-2].text)
	}
	slices.Reverse(parts)
	return strings.ToLower(strings.Join(parts, "."))
}

// smallRange refuses a list of which the text says that it is very long. The
// database cannot be stopped while it goes through a list within an expression;
// UNWIND it can.
func (c *freeCheck) smallRange(bracket int) {
	depth := 0
	for _, t := range c.tokens[bracket:] {
		switch {
		case t.sign("("):
			depth++
		case t.sign(")"):
			depth--
			if depth == 0 {
				return
			}
		case t.kind == tokenText || t.sign("$") || t.sign("*") || t.sign("^") || t.kind == tokenWord && !smallNumber(t.text):
			c.add(t.at, "a list of range is at most %d long and its ends are small numbers or sizes, since going through it cannot be stopped: write UNWIND range(…) AS …", maxFreeRange)
			return
		}
	}
}

// smallNumber accepts names too: a variable may hold a size.
func smallNumber(word string) bool {
	if word[0] < '0' || word[0] > '9' {
		return true
	}
	n, err := strconv.ParseInt(strings.ToLower(word), 0, 64)
	return err == nil && n <= maxFreeRange
}
