package server_test

import (
	"net/http"
	"strings"
)

// attempt is free Cypher that must not do what it wants. %s stands for an address
// at which the test listens.
type attempt struct {
	name, cypher string
	says         string // part of the problem
	params       string // JSON
	status       int    // default 400
	late         bool   // on a busy machine our own deadline may pass first
}

const (
	onlyReads      = "only what reads is answered"
	noCommands     = "commands for schema, users, settings and transactions"
	noFiles        = "LOAD CSV reaches for files and addresses"
	noProcedure    = "is not among those that may be called"
	noFunction     = "is no function or procedure that may be called here"
	tooLong        = "it took too long"
	tooMuch        = "needs more memory"
	tooNested      = "in one another"
	oneAtATime     = "one statement at a time"
	notTaken       = "is not taken here"
	notThisCypher  = "the database does not take this Cypher"
	costly         = http.StatusUnprocessableEntity
	longRow        = "one row of the answer is longer than 16 MiB"
	twentyThousand = 20_000
)

var attempts = []attempt{
	// To write.
	{name: "create", cypher: "CREATE (n:Entity {id: 'x'})", says: onlyReads},
	{name: "create and read", cypher: "CREATE (n:Entity {id: 'x'}) RETURN n", says: onlyReads},
	{name: "create in lower case after a comment", cypher: "/* read only */ // really\n cReAtE (n)", says: onlyReads},
	{name: "insert", cypher: "INSERT (n:Entity)", says: onlyReads},
	{name: "merge", cypher: "MERGE (n:Entity {id: 'x'}) RETURN n", says: onlyReads},
	{name: "set", cypher: "MATCH (n:Entity) SET n.name = 'x'", says: onlyReads},
	{name: "set a label", cypher: "MATCH (n:Entity) SET n:Hub RETURN n", says: onlyReads},
	{name: "remove", cypher: "MATCH (n:Entity) REMOVE n.name", says: onlyReads},
	{name: "delete", cypher: "MATCH (n) DETACH DELETE n", says: onlyReads},
	{name: "foreach", cypher: "FOREACH (x IN [1] | CREATE (:X))", says: onlyReads},
	{name: "write in a subquery", cypher: "CALL { CREATE (n:X) RETURN n } RETURN n", says: onlyReads},
	{name: "write behind a union", cypher: "RETURN 1 AS x UNION CREATE (n:X) RETURN 1 AS x", says: onlyReads},
	{name: "write in an EXISTS", cypher: "RETURN EXISTS { CREATE (n) RETURN n }", says: notThisCypher},
	{name: "write in a COLLECT", cypher: "RETURN COLLECT { CREATE (n) RETURN n }", says: notThisCypher},
	{name: "write in a COUNT", cypher: "RETURN COUNT { MERGE (n:X) RETURN n }", says: notThisCypher},
	{name: "write in batches", cypher: "MATCH (n) CALL (n) { SET n.x = 1 } IN TRANSACTIONS OF 1 ROWS", says: onlyReads},
	{name: "write in batches at once", cypher: "UNWIND range(1, 9) AS i CALL (i) { CREATE (:X) } IN 3 CONCURRENT TRANSACTIONS", says: onlyReads},
	{name: "read in batches", cypher: "MATCH (n) CALL (n) { RETURN n.id AS id } IN TRANSACTIONS RETURN id", says: "only read"},
	{name: "write by a procedure", cypher: "CALL db.createLabel('X')", says: noFunction},
	{name: "write a property by a procedure", cypher: "MATCH (n:Entity) CALL db.create.setNodeVectorProperty(n, 'v', [1.0]) RETURN n", says: noFunction},
	{name: "a made-up label by a parameter", cypher: "CREATE (n:$($l))", params: `{"l": "X"}`, says: onlyReads},
	{name: "old way of batches", cypher: "USING PERIODIC COMMIT LOAD CSV FROM 'file:///etc/passwd' AS l CREATE (n)", says: notThisCypher},

	// To change the schema.
	{name: "index", cypher: "CREATE INDEX x FOR (n:Entity) ON (n.about)", says: noCommands},
	{name: "constraint", cypher: "CREATE CONSTRAINT x FOR (n:Entity) REQUIRE n.name IS UNIQUE", says: noCommands},
	{name: "drop a constraint", cypher: "DROP CONSTRAINT entity_id", says: noCommands},
	{name: "drop an index if it is there", cypher: "DROP INDEX entity_names IF EXISTS", says: noCommands},

	// To reach files and the network.
	{name: "load over the network", cypher: "LOAD CSV FROM '%s' AS l RETURN l", says: noFiles},
	{name: "load a file", cypher: "LOAD CSV WITH HEADERS FROM 'file:///etc/passwd' AS l RETURN l", says: noFiles},
	{name: "load what a parameter names", cypher: "LOAD CSV FROM $u AS l RETURN l", params: `{"u": "%s"}`, says: noFiles},
	{name: "load what is put together", cypher: "MATCH (n:Entity) WITH n LIMIT 1 LOAD CSV FROM '%s' + n.id AS l RETURN l", says: noFiles},
	{name: "load in a subquery", cypher: "CALL { LOAD CSV FROM '%s' AS l RETURN l } RETURN l", says: noFiles},
	{name: "load in an EXISTS", cypher: "RETURN EXISTS { LOAD CSV FROM '%s' AS l RETURN l }", says: noFiles},
	{name: "load in a COLLECT", cypher: "RETURN COLLECT { LOAD CSV FROM '%s' AS l RETURN l }", says: noFiles},
	{name: "load in a COUNT", cypher: "RETURN COUNT { LOAD CSV FROM '%s' AS l RETURN l }", says: noFiles},
	{name: "load behind a union", cypher: "RETURN ['x'] AS l UNION ALL LOAD CSV FROM '%s' AS l RETURN l", says: noFiles},
	{name: "load with comments between", cypher: "LOAD/**/CSV/* */FROM//\n'%s' AS l RETURN l", says: noFiles},
	{name: "load in escapes", cypher: `\u004cOAD CSV FROM '%s' AS l RETURN l`, says: "escapes such as"},
	{name: "load in doubled escapes", cypher: `\uu004cOAD CSV FROM '%s' AS l RETURN l`, says: "escapes such as"},
	{name: "load that never runs", cypher: "MATCH (n:Nobody) LOAD CSV FROM '%s' AS l RETURN l", says: noFiles},
	{name: "procedure of a plug-in", cypher: "CALL apoc.load.json('%s') YIELD value RETURN value", says: noFunction},
	{name: "procedure of a plug-in without brackets", cypher: "CALL apoc.help", says: notThisCypher},
	{name: "function of a plug-in", cypher: "RETURN apoc.cypher.runFirstColumnSingle('CREATE (n) RETURN n', {})", says: noFunction},
	{name: "function in backticks", cypher: "RETURN `apoc`.`load`/* */.`json` ('%s')", says: noFunction},
	{name: "function in one pair of backticks", cypher: "RETURN `genai.vector.encode`('x')", says: noFunction},

	// To administer.
	{name: "show transactions", cypher: "SHOW TRANSACTIONS", says: noCommands},
	{name: "show settings", cypher: "SHOW SETTINGS YIELD name, value RETURN name, value", says: noCommands},
	{name: "show users", cypher: "SHOW USERS", says: noCommands},
	{name: "show procedures", cypher: "SHOW PROCEDURES EXECUTABLE", says: noCommands},
	{name: "show indexes", cypher: "SHOW INDEXES", says: noCommands},
	{name: "show databases", cypher: "SHOW DATABASES", says: noCommands},
	{name: "end transactions", cypher: "SHOW TRANSACTIONS YIELD transactionId AS t TERMINATE TRANSACTIONS t YIELD message RETURN message", says: noCommands},
	{name: "create a user", cypher: "CREATE USER eve SET PASSWORD 'abcdefghij'", says: noCommands},
	{name: "change the password", cypher: "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'abcdefghij'", says: noCommands},
	{name: "drop a database", cypher: "DROP DATABASE neo4j", says: ""},
	{name: "the system database", cypher: "USE system MATCH (n) RETURN n", says: ""},
	{name: "users of the system database", cypher: "USE system SHOW USERS", says: ""},
	{name: "settings by a procedure", cypher: "CALL dbms.listConfig()", says: noFunction},
	{name: "settings by a procedure without brackets", cypher: "CALL dbms.listConfig", says: noCommands},
	{name: "settings by a procedure in backticks", cypher: "CALL `dbms`.`listConfig`", says: noCommands},
	{name: "close connections", cypher: "CALL dbms.killConnections(['bolt-1'])", says: noFunction},
	{name: "forget plans", cypher: "CALL db.clearQueryCaches()", says: noFunction},
	{name: "plan anew", cypher: "CALL db.prepareForReplanning", says: noProcedure},
	{name: "name the transaction", cypher: "CALL tx.setMetaData({free: ''})", says: noFunction},

	// To use up memory.
	{name: "collect", cypher: "UNWIND range(1, 1000000000) AS x RETURN collect(x)", says: tooMuch, status: costly},
	{name: "double a text", cypher: "RETURN reduce(s = 'xxxxxxxxxxxxxxxx', i IN range(1, 40) | s + s)", says: tooMuch, status: costly, late: true},
	{name: "a row without end", cypher: "WITH 1000000000 AS n RETURN range(1, n)", says: tooMuch, status: costly, late: true},
	{name: "a long row", cypher: "WITH 5000000 AS n RETURN range(1, n)", says: longRow, status: costly, late: true},
	{name: "a doubled list", cypher: "RETURN reduce(l = ['" + strings.Repeat("x", 64) + "'], i IN range(1, 19) | l + l)", says: longRow, status: costly, late: true},
	{name: "a list doubled too often", cypher: "RETURN reduce(l = [1], i IN range(1, 35) | l + l)", says: "out of range"},
	{name: "sort everything", cypher: "UNWIND range(1, 1000000000) AS x RETURN x ORDER BY -x", says: tooMuch, status: costly},

	// To use up time.
	{name: "cartesian product", cypher: "MATCH (a), (b), (c), (d), (e), (f) WHERE a.id < f.id RETURN count(*)", says: tooLong, status: costly},
	{name: "paths without bound", cypher: "MATCH p = (:Entity)-[*]-(:Entity) RETURN count(p)", says: tooLong, status: costly},
	{name: "count to the end", cypher: "UNWIND range(1, 9000000000000) AS x RETURN sum(x % 3)", says: tooLong, status: costly},
	{name: "a plan without end", cypher: "MATCH " + manyHops(60) + " RETURN count(*)", says: tooLong, status: costly},
	{name: "a list that cannot be stopped", cypher: "RETURN all(i IN range(1, 10000000000) WHERE i > 0)", says: "cannot be stopped"},
	{name: "the same by a parameter", cypher: "RETURN [i IN range(1, $n) | i]", params: `{"n": 10000000000}`, says: "cannot be stopped"},
	{name: "the same by a power", cypher: "RETURN size([i IN range(1, toInteger(10 ^ 10)) WHERE i < 0])", says: "cannot be stopped"},
	{name: "brackets in brackets", cypher: "RETURN " + strings.Repeat("(", 2000) + "1" + strings.Repeat(")", 2000), says: tooNested},
	{name: "lists in lists", cypher: "RETURN " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000), says: tooNested},
	{name: "subqueries in subqueries", cypher: "RETURN " + strings.Repeat("EXISTS { RETURN ", 40) + "1" + strings.Repeat(" }", 40), says: tooNested},
	{name: "not, not, not", cypher: "RETURN " + strings.Repeat("NOT ", 4000) + "true", says: "more than 60 times NOT"},
	{name: "case in case", cypher: "RETURN " + strings.Repeat("CASE WHEN true THEN ", 400) + "1" + strings.Repeat(" END", 400), says: "more than 60 times CASE"},
	{name: "a long text", cypher: "RETURN " + strings.Repeat("1+", twentyThousand) + "1", says: "at most 16384 are allowed"},

	// To break out of the prefix.
	{name: "two statements", cypher: "RETURN 1; CREATE (n)", says: oneAtATime},
	{name: "two statements in two lines", cypher: "RETURN 1;\nCREATE (n)", says: oneAtATime},
	{name: "a statement behind nothing", cypher: ";CREATE (n)", says: oneAtATime},
	{name: "a line that ends a comment", cypher: "// harmless\rCREATE (n)", says: onlyReads},
	{name: "a comment that ends at once", cypher: "/**/CREATE (n)/*", says: "never ends"},
	{name: "a comment without end", cypher: "RETURN 1 /* ", says: "never ends"},
	{name: "a text without end", cypher: "RETURN 'x", says: "never ends"},
	{name: "a name without end", cypher: "RETURN 1 AS `x", says: "never ends"},
	{name: "NUL", cypher: "RETURN 1 \x00 CREATE (n)", says: "invisible character, U+0000"},
	{name: "byte order mark", cypher: "\uFEFFCREATE (n)", says: "invisible character, U+FEFF"},
	{name: "turned text", cypher: "RETURN '\u202e' CREATE (n)", says: "invisible character, U+202E"},
	{name: "no-break blank", cypher: "CREATE\u00a0(n)", says: onlyReads},
	{name: "another language", cypher: "CYPHER 25 CREATE (n)", says: notTaken},
	{name: "the same language", cypher: "CYPHER 5 CREATE (n)", says: notTaken},
	{name: "an option", cypher: "CYPHER runtime=slotted CREATE (n)", says: notTaken},
	{name: "an option without the word", cypher: "runtime=slotted CREATE (n)", says: notThisCypher},
	{name: "explain", cypher: "EXPLAIN CREATE (n)", says: notTaken},
	{name: "explain behind a comment", cypher: "/* x */ // y\n explain CREATE (n)", says: notTaken},
	{name: "profile", cypher: "PROFILE CREATE (n)", says: notTaken},
	{name: "explain in escapes", cypher: `\u0045XPLAIN CREATE (n)`, says: "escapes such as"},
	{name: "a quote in escapes", cypher: `RETURN '\u0027 CREATE (n) //'`, says: "escapes such as"},
	{name: "backticks", cypher: "MATCH (n:`Entity`) CREATE (`n``}) //`) RETURN 1", says: onlyReads},
	{name: "blanks alone", cypher: " \n\t ", says: "is missing"},
	{name: "comments alone", cypher: "// nothing", says: "comments alone"},
	{name: "a brace too many", cypher: "RETURN 1 AS x } CREATE (n) //", says: notThisCypher},

	// Values.
	{name: "values in values", cypher: "RETURN $x", params: `{"x": ` + strings.Repeat("[", 20) + strings.Repeat("]", 20) + `}`, says: "is nested more than 16 deep"},
	{name: "many values", cypher: "RETURN $x", params: `{"x": [` + strings.Repeat("1,", twentyThousand) + `1]}`, says: "holds more than 10000 values"},
	{name: "a number too big", cypher: "RETURN $x", params: `{"x": 99999999999999999999}`, says: "is too big a number"},
	{name: "a float too big", cypher: "RETURN $x", params: `{"x": 1e999}`, says: "is too big a number"},
	{name: "values too long", cypher: "RETURN $x", params: `{"x": "` + strings.Repeat("x", 300<<10) + `"}`, status: 413, says: "larger than 256 KiB"},
	{name: "a value that is missing", cypher: "RETURN $x", says: "Expected parameter(s): x"},
}

func manyHops(n int) string {
	hops := make([]string, n)
	for i := range hops {
		hops[i] = "(a" + strings.Repeat("x", i) + ")-->(a" + strings.Repeat("x", i+1) + ")"
	}
	return strings.Join(hops, ", ")
}
