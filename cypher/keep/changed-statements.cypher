// title: Statements that a load was the last to change, page by page
// about: In the order of the index, so that a page costs what it holds. The index is named: after a first load Neo4j may hold statistics of an empty graph.
// param: load text
// param: after text optional
// param: most int min 1 max 5000
// answer: table
MATCH (s:Statement {changed: $load}) USING INDEX SEEK s:Statement(changed, id) WHERE s.id > coalesce($after, '')
RETURN s AS statement ORDER BY s.changed, s.id LIMIT $most
