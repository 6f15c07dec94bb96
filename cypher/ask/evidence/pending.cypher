// title: Statements that no reviewer has accepted yet
// about: They count as others do until somebody rejects them.
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- only what the public knew on that day
// param: after statement optional -- the id at which the page before ended
// param: limit int = 50 min 1 max 500 -- how many statements
// answer: table
// example: limit=20
MATCH (s:Pending) WHERE s.id > coalesce($after, '') AND (s.superseded_on IS NULL OR s.superseded_on > $known) AND ($known IS NULL OR s.reported_by <= $known)
  AND ($on IS NULL OR coalesce(s.earliest, '') <= $on AND coalesce(s.latest, '9999-12-31') >= $on)
  AND ($certain = 'no' OR $on IS NULL OR left(s.certain, 10) <= $on AND substring(s.certain, 11) >= $on)
WITH s ORDER BY s.id LIMIT $limit + 1
MATCH (s)-[:SUBJECT]->(subject:Entity)
MATCH (s)-[:STATED_IN]->(o:Source)
OPTIONAL MATCH (s)-[:OBJECT]->(object:Entity)
RETURN subject, s AS statement, object, o AS source ORDER BY statement.id
