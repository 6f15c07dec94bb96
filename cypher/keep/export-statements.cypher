// title: Statements to export with their ends and sources, page by page
// about: Live ones, and withdrawn ones that a live one corrects: it names them. All,
// or those with some predicates.
// param: after text optional
// param: predicates ids optional
// answer: table
MATCH (n:Statement) WHERE n.id > coalesce($after, '') AND (n.withdrawn_at IS NULL OR n.superseded_by IS NOT NULL)
  AND ($predicates IS NULL OR n.predicate IN $predicates)
WITH n ORDER BY n.id LIMIT 2000
MATCH (n)-[:SUBJECT]->(a:Entity)
MATCH (n)-[:STATED_IN]->(o:Source)
OPTIONAL MATCH (n)-[:OBJECT]->(b:Entity)
RETURN n AS node, a.name AS subject, b.name AS object, o AS source ORDER BY n.id
