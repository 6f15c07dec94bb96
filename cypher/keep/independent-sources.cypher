// title: How many independent sources some edges rest on
// about: For edges that name the first fifty statements alone. An edge is given by
// statements that belong to it, of a shortcut one about each party, with a blank between.
// param: ids ids
// param: known day optional
// answer: table
UNWIND $ids AS id
UNWIND split(id, ' ') AS one
MATCH (t:Statement {id: one})
WITH DISTINCT id, t.edge AS key
MATCH (s:Statement {edge: key})-[:STATED_IN]->(o:Source)
WHERE s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated' AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
  AND ($known IS NULL OR s.reported_by <= $known)
RETURN id, count(DISTINCT coalesce(o.origin, o.id)) AS independent_sources
