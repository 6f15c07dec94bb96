// title: Statements that were withdrawn
// about: They left their dossier: they are kept to be read, and no edge rests on them.
// They hold and are known on no day: there is neither on nor known.
// param: after statement optional -- the id at which the page before ended
// param: limit int = 50 min 1 max 500 -- how many statements
// answer: table
// example: limit=20
MATCH (s:Withdrawn) WHERE s.id > coalesce($after, '')
WITH s ORDER BY s.id LIMIT $limit + 1
MATCH (s)-[:SUBJECT]->(subject:Entity)
MATCH (s)-[:STATED_IN]->(o:Source)
OPTIONAL MATCH (s)-[:OBJECT]->(object:Entity)
RETURN subject, s AS statement, object, o AS source ORDER BY statement.id
