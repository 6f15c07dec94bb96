// title: The sources on which what is said about an entity rests
// about: Those that carry the most statements first. Sources of one origin, which
// repeat each other or carry one agency's report, are one voice.
// param: id id -- the entity
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many sources
// answer: table
// example: id=company:ipgraph:cnex-labs
MATCH (n:Entity {id: $id})<-[:SUBJECT|OBJECT]-(s:Statement)
WHERE s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated'
    AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
  AND ($known IS NULL OR s.reported_by <= $known)
  AND ($on IS NULL OR coalesce(s.earliest, '') <= $on AND coalesce(s.latest, '9999-12-31') >= $on)
  AND ($certain = 'no' OR $on IS NULL OR left(s.certain, 10) <= $on AND substring(s.certain, 11) >= $on)
MATCH (s)-[:STATED_IN]->(o:Source)
WITH o, count(DISTINCT s) AS statements ORDER BY statements DESC, o.id LIMIT $limit + 1
RETURN o AS source, statements, o.origin AS origin ORDER BY statements DESC, source.id
