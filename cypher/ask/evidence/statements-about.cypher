// title: All that is said about an entity
// about: Every statement that counts and has the entity at one of its ends, and its
// source; relations and facts, in the order in which they were reported. Register
// records live on their edges and are not among them.
// param: id id -- the entity
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 100 min 1 max 2000 -- how many statements
// answer: table
// example: id=company:ipgraph:cnex-labs
MATCH (:Entity {id: $id})<-[:SUBJECT|OBJECT]-(s:Statement)
WHERE s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated'
  AND ($known IS NULL OR s.reported_by <= $known)
  AND ($on IS NULL OR coalesce(s.earliest, '') <= $on AND coalesce(s.latest, '9999-12-31') >= $on)
  AND ($certain = 'no' OR $on IS NULL OR left(s.certain, 10) <= $on AND substring(s.certain, 11) >= $on)
  AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
WITH DISTINCT s ORDER BY s.reported_by, s.id LIMIT $limit + 1
MATCH (s)-[:STATED_IN]->(o:Source)
RETURN s AS statement, o AS source ORDER BY s.reported_by, s.id
