package cypher_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
)

const whole = `// title: Chains between two entities
// about: What joins them:
// hop by hop, as the sources say.
// param: from id -- where the chain starts
// param: side choice(in|out) = in -- which side
// param: on day optional
// param: limit int = 50 min 1 max 500 -- how many rows
// literal: hops int = 6 min 1 max 6 -- how long a chain may be
// answer: graph
// example: from=company:ipgraph:acme
MATCH (a:Entity {id: $from})-[r:/*word*/SUED]->{1,/*hops*/4}() WHERE $on IS NULL OR $side = 'in'
RETURN r LIMIT $limit + 1
`

func parse(t *testing.T, text string) cypher.Query {
	t.Helper()
	q, err := cypher.Parse("test", text)
	require.NoError(t, err)
	return q
}

func TestParse(t *testing.T) {
	t.Parallel()
	q := parse(t, whole)
	require.Equal(t, "test", q.Name)
	require.Equal(t, "Chains between two entities", q.Title)
	require.Equal(t, "What joins them: hop by hop, as the sources say.", q.About)
	require.Equal(t, "from=company:ipgraph:acme", q.Example)
	require.True(t, q.Graph)
	require.True(t, strings.HasPrefix(q.Text, "MATCH (a:Entity"))
	require.Equal(t, []cypher.Param{
		{Name: "from", Type: cypher.TypeID, About: "where the chain starts"},
		{Name: "side", Type: cypher.TypeChoice, Choices: []string{"in", "out"}, Default: "in", Optional: true, About: "which side"},
		{Name: "on", Type: cypher.TypeDay, Optional: true},
		{Name: "limit", Type: cypher.TypeInt, Default: "50", Optional: true, Min: 1, Max: 500, About: "how many rows"},
		{Name: "hops", Type: cypher.TypeInt, Default: "6", Optional: true, Min: 1, Max: 6, About: "how long a chain may be", Literal: true},
	}, q.Params)
	_, ok := q.Param("nothing")
	require.False(t, ok)
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"// colour: red":                          `line 2: unknown header "colour"`,
		"// answer: poem":                         `line 2: answer "poem": write graph or table`,
		"// param: x":                             `line 2: param "x": write a name and a type`,
		"// param: x9 id":                         `line 2: param "x9": a name is made of lower-case letters and underscores`,
		"// param: x number":                      `line 2: param x: unknown type "number"`,
		"// param: x choice":                      `line 2: param x: unknown type "choice"`,
		"// param: x choice(a|b":                  `line 2: param x: unknown type "choice(a|b"`,
		"// param: x choice(a||b)":                `line 2: param x: unknown type "choice(a||b)"`,
		"// param: x id(a)":                       `line 2: param x: unknown type "id(a)"`,
		"// param: x int)":                        `line 2: param x: unknown type "int)"`,
		"// param: x id sometimes often":          `line 2: param x: unknown word "sometimes"`,
		"// param: x id =":                        `line 2: param x: "=" needs a value`,
		"// param: x int min one":                 `line 2: param x: min "one" is not a number`,
		"// param: x int":                         "line 2: param x: a number needs a max",
		"// param: x int min 5 max 3":             "line 2: param x: min is above max",
		"// param: x int = 9 max 3":               `line 2: param x: the default "9" is not a whole number from 0 to 3`,
		"// param: x choice(in|out) = both":       `line 2: param x: the default "both" is unknown: use in, out`,
		"// param: x day = yesterday":             `line 2: param x: the default date "yesterday": write YYYY, YYYY-MM or YYYY-MM-DD`,
		"// literal: x text":                      "line 2: literal x: only an int is written into the text",
		"// literal: x int optional max 3":        "line 2: literal x: an optional one needs a default",
		"// param: x id\n// param: x id":          "line 3: param x: is there twice",
		"// param: x id\n// param: y id optional": "parameter y is declared and never used",
	} {
		_, err := cypher.Parse("test", "// title: T\n"+line+"\nRETURN $x")
		require.ErrorContains(t, err, want, line)
	}
	_, err := cypher.Parse("test", "// about: a")
	require.EqualError(t, err, "the header has no title\nthere is no Cypher after the header")
	_, err = cypher.Parse("test", "// title: T\nRETURN $b, /*c*/1, $a, $rows")
	require.EqualError(t, err, "parameter a is used and not declared\nparameter b is used and not declared\nparameter c is used and not declared")
}

func TestLoadFromReportsEveryFile(t *testing.T) {
	t.Parallel()
	_, err := cypher.LoadFrom(fstest.MapFS{
		"ask/lookup/a.cypher":   {Data: []byte("RETURN 1")},
		"ask/lookup/c.cypher":   {Data: []byte("// title: T\nRETURN 1")},
		"ask/evidence/c.cypher": {Data: []byte("// title: T\nRETURN 1")},
		"ask/strange/d.cypher":  {Data: []byte("// title: T\nRETURN 1")},
		"keep/b.cypher":         {Data: []byte("// title: T\nRETURN $x")},
	})
	require.EqualError(t, err, `questions that cannot be read:
keep/b.cypher: parameter x is used and not declared
ask/lookup/a.cypher: the header has no title
ask/lookup/c.cypher: the theme evidence has a question of this name
ask/strange/d.cypher: there is no theme "strange": add it to Themes`)
}

func TestBindEveryType(t *testing.T) {
	t.Parallel()
	const statement = "s:0123456789abcdef0123456789abcdef"
	for _, c := range []struct {
		declared, text string
		value          any
		problem        string
	}{
		{"id", "company:ipgraph:acme", "company:ipgraph:acme", ""},
		{"id", "acme", nil, `"acme" is not an id: write kind:scheme:value, for example company:ipgraph:acme`},
		{"id", "source:ft:a", nil, `"source:ft:a" is not an id such as company:ipgraph:acme`},
		{"id", "", nil, "is missing: an id such as company:ipgraph:acme"},
		{"source", "source:ft:a", "source:ft:a", ""},
		{"source", "company:ipgraph:acme", nil, `"company:ipgraph:acme" is not a source's id such as source:ft:2019-06-27`},
		{"statement", statement, statement, ""},
		{"statement", "r" + statement[1:], "r" + statement[1:], ""},
		{"statement", "x" + statement[1:], nil, `"x:0123456789abcdef0123456789abcdef" is not a statement's id: s: or r: and 32 hexadecimal digits`},
		{"statement", "s:abc", nil, `"s:abc" is not a statement's id: s: or r: and 32 hexadecimal digits`},
		{"ids", " a, b,,c ", []string{"a", "b", "c"}, ""},
		{"ids", ", ,", nil, `", ," names nothing: write ids, separated by commas`},
		{"text", "'; MATCH (n) DETACH DELETE n //", "'; MATCH (n) DETACH DELETE n //", ""},
		{"text", strings.Repeat("a", 8193), nil, "is 8193 bytes long, at most 8192 are allowed"},
		{"search", "Huawei", "+(huawei^4 huawei*^2 huawei~1)", ""},
		{"search", "*:*", nil, "has no letter or digit to look for"},
		{"search", "", nil, "is missing: words to look for"},
		{"int max 9", "9", int64(9), ""},
		{"int max 9", "0", int64(0), ""},
		{"int max 9", "10", nil, `"10" is not a whole number from 0 to 9`},
		{"int max 9", "-1", nil, `"-1" is not a whole number from 0 to 9`},
		{"int max 9", "1.5", nil, `"1.5" is not a whole number from 0 to 9`},
		{"int max 9", "99999999999999999999", nil, `"99999999999999999999" is not a whole number from 0 to 9`},
		{"int = 5 max 9", "", int64(5), ""},
		{"day", "2019-06-20", "2019-06-20", ""},
		{"day", "2019-06", nil, `"2019-06" is not a day: write YYYY-MM-DD, for example 2019-06-20`},
		{"day optional", "", nil, ""},
		{"choice(in|out)", "out", "out", ""},
		{"choice(in|outwards)", "outward", nil, `"outward" is unknown; did you mean outwards?`},
		{"choice(in|out)", "sideways", nil, `"sideways" is unknown: use in, out`},
		{"families", "money,people", []string{"money", "people"}, ""},
		{"families", "money,peple", nil, `"peple" is unknown; did you mean people?`},
		{"families", ",", nil, `"," names nothing: write families, separated by commas, of licence, dispute, money, ownership, people, policy, identity, other`},
		{"statuses", "found, denied", []string{"09", "00"}, ""},
		{"statuses", "fuond", nil, `"fuond" is unknown; did you mean found?`},
	} {
		q := parse(t, "// title: T\n// param: x "+c.declared+"\nRETURN $x")
		call, err := q.Bind(cypher.Args{"x": c.text})
		if c.problem == "" {
			require.NoError(t, err, "%s %q", c.declared, c.text)
			require.Equal(t, map[string]any{"x": c.value}, call.Params)
			continue
		}
		require.EqualError(t, err, "the question test cannot be asked like this\n  x: "+c.problem)
		require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
	}
}

func TestBindReportsAllProblemsAtOnce(t *testing.T) {
	t.Parallel()
	_, err := parse(t, whole).Bind(cypher.Args{"limit": "0", "form": "company:ipgraph:acme", "zzz": "1"})
	require.EqualError(t, err, `the question test cannot be asked like this
  from: is missing: an id such as company:ipgraph:acme
  limit: "0" is not a whole number from 1 to 500
  form: is not a parameter here; did you mean from?
  zzz: is not a parameter here; the parameters are from, side, on, limit, hops`)
}

func TestBindWritesCheckedIntegers(t *testing.T) {
	t.Parallel()
	call, err := parse(t, whole).Bind(cypher.Args{"from": "company:ipgraph:acme", "hops": "2"})
	require.NoError(t, err)
	require.Contains(t, call.Text, "{1,2}()")
	require.Contains(t, call.Text, "/*word*/SUED", "words are for the loader")
	require.Equal(t, map[string]any{"from": "company:ipgraph:acme", "limit": int64(50), "on": nil, "side": "in"}, call.Params, "literals are not bound")
	require.Equal(t, map[string]int64{"hops": 2}, call.Literals)
	require.Equal(t, 50, call.Limit)
	require.True(t, call.Graph)

	q := parse(t, "// title: T\n// literal: limit int = 3 min 1 max 10\nMATCH p = SHORTEST /*limit+1*/4 ()--() RETURN p LIMIT /*limit*/3")
	call, err = q.Bind(cypher.Args{"limit": "7"})
	require.NoError(t, err)
	require.Equal(t, "MATCH p = SHORTEST 8 ()--() RETURN p LIMIT 7", call.Text)
	require.Equal(t, 7, call.Limit)
}

func TestWithWord(t *testing.T) {
	t.Parallel()
	q := parse(t, "// title: T\nCREATE CONSTRAINT /*name*/edge_key_sued FOR ()-[r:/*word*/SUED]-() REQUIRE r.key IS UNIQUE")
	require.Equal(t, "CREATE CONSTRAINT edge_key_paid FOR ()-[r:PAID]-() REQUIRE r.key IS UNIQUE", q.WithWord("PAID"))
}

func TestKeepCallBindsNullForWhatIsNotGiven(t *testing.T) {
	t.Parallel()
	q := parse(t, "// title: T\n// param: a ids\n// param: b text\nMATCH (n:/*word*/Entity) WHERE n.id IN $a OR $b IS NULL RETURN n")
	call := q.KeepCall("Source", map[string]any{"a": []string{"x"}})
	require.Equal(t, map[string]any{"a": []string{"x"}, "b": nil}, call.Params)
	require.Contains(t, call.Text, "(n:Source)")
}
