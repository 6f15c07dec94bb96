// title: One entity and what is said about it alone
// about: Its names and the facts that are no relation to another entity, each
// with its source.
// param: id id -- the entity
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 100 min 1 max 500 -- how many facts
// answer: table
// example: id=lawsuit:us:txed/4:17-cv-00893 known=2019-06-28
MATCH (n:Entity {id: $id})
RETURN n AS entity, COLLECT {
  MATCH (n)-[:HAS_FACT]->(s:Statement)-[:STATED_IN]->(o:Source)
  WHERE s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated'
    AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
    AND ($known IS NULL OR s.reported_by <= $known)
    AND ($on IS NULL OR coalesce(s.earliest, '') <= $on AND coalesce(s.latest, '9999-12-31') >= $on)
    AND ($certain = 'no' OR $on IS NULL OR left(s.certain, 10) <= $on AND substring(s.certain, 11) >= $on)
  RETURN {statement: s, source: o} ORDER BY s.predicate, s.reported_by, s.id LIMIT $limit + 1
} AS facts
