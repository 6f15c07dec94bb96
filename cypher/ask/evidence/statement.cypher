// title: One statement, whole
// about: Who says what about whom, where exactly, since when, and with which status.
// A statement is the same on every day: there is neither on nor known.
// param: id statement -- the statement
// answer: table
// example: id=s:4ec74651433bca53f9cb90f580e20c61
MATCH (s:Statement {id: $id})-[:STATED_IN]->(o:Source)
MATCH (s)-[:SUBJECT]->(a:Entity)
OPTIONAL MATCH (s)-[:OBJECT]->(b:Entity)
RETURN s AS statement, o AS source, a AS subject, b AS object
