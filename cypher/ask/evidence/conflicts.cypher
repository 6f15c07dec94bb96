// title: Statements that contradict each other
// about: Opposite findings, dates that cannot both be, figures and amounts that leave
// each other no room; "more than 80,000" and "87,805" agree. All sides stand together.
// With an id, only what is about this entity. What
// contradicts is often the date itself: there is no on.
// param: id id optional -- an entity
// param: known day optional -- as the public knew on that day
// param: after text optional -- the matter at which the page before ended
// param: limit int = 50 min 1 max 500 -- how many matters
// answer: table
// example: limit=20
CALL () {
  WITH 1 AS one WHERE $id IS NULL
  MATCH (s:Contested) WHERE s.matter > coalesce($after, '') AND s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated'
    AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
  AND ($known IS NULL OR s.reported_by <= $known)
  WITH s.matter AS matter, count(*) AS voices WHERE voices > 1
  RETURN matter ORDER BY matter LIMIT $limit + 1
UNION
  MATCH (:Entity {id: $id})<-[:SUBJECT|OBJECT]-(s:Contested) WHERE s.matter > coalesce($after, '') AND s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated'
    AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
  AND ($known IS NULL OR s.reported_by <= $known)
  WITH s.matter AS matter, count(*) AS voices WHERE voices > 1
  RETURN matter ORDER BY matter LIMIT $limit + 1
}
WITH matter ORDER BY matter
MATCH (s:Contested {matter: matter}) WHERE s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated'
    AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
  AND ($known IS NULL OR s.reported_by <= $known)
WITH matter, s ORDER BY s.reported_by, s.id
WITH matter, collect(s) AS said
WITH matter, said, head(said) AS one
MATCH (subject:Entity {id: one.subject})
OPTIONAL MATCH (object:Entity {id: one.object})
RETURN subject, one.predicate AS predicate, object, size(said) AS statements,
  COLLECT { UNWIND said[..50] AS s MATCH (s)-[:STATED_IN]->(o:Source) RETURN {statement: s, source: o} } AS said, matter
ORDER BY matter
