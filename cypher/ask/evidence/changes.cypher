// title: What became known between two days
// about: Statements first reported after the one day and by the other, in the order of
// reporting. The two days are those of the second clock: there is neither on nor known.
// param: from day -- after this day
// param: to day -- up to this day
// param: limit int = 100 min 1 max 500 -- how many statements
// answer: table
// example: from=2019-06-20 to=2019-06-28
MATCH (s:Statement)
WHERE s.reported_by > $from AND s.reported_by <= $to AND s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated'
    AND (s.superseded_on IS NULL OR s.superseded_on > $to)
WITH s ORDER BY s.reported_by, s.id LIMIT $limit + 1
MATCH (s)-[:SUBJECT]->(subject:Entity)
MATCH (s)-[:STATED_IN]->(o:Source)
OPTIONAL MATCH (s)-[:OBJECT]->(object:Entity)
RETURN s.reported_by AS reported, subject, s AS statement, object, o AS source ORDER BY reported, statement.id
