// title: Statements without a date
// about: No source says when it was so, only when it was reported. They are shown at every date,
// as possible and never as certain: there is no on.
// param: known day optional -- only what the public knew on that day
// param: after statement optional -- the id at which the page before ended
// param: limit int = 50 min 1 max 500 -- how many statements
// answer: table
// example: limit=20
MATCH (s:Undated) WHERE s.id > coalesce($after, '') AND (s.superseded_on IS NULL OR s.superseded_on > $known) AND ($known IS NULL OR s.reported_by <= $known)
WITH s ORDER BY s.id LIMIT $limit + 1
MATCH (s)-[:SUBJECT]->(subject:Entity)
MATCH (s)-[:STATED_IN]->(o:Source)
OPTIONAL MATCH (s)-[:OBJECT]->(object:Entity)
RETURN subject, s AS statement, object, o AS source ORDER BY statement.id
