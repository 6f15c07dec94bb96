// title: What is said about some entities alone
// about: Of each entity at most "most" facts, of the predicates asked for, as on both clocks.
// param: ids ids
// param: predicates ids
// param: on day optional
// param: certain choice(no|yes) = no
// param: known day optional
// param: most int min 1 max 500
// answer: table
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN n AS entity, COLLECT {
  MATCH (n)-[:HAS_FACT]->(s:Statement)
  WHERE s.predicate IN $predicates AND s.polarity
    AND s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated'
    AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
    AND ($known IS NULL OR s.reported_by <= $known)
    AND ($on IS NULL OR coalesce(s.earliest, '') <= $on AND coalesce(s.latest, '9999-12-31') >= $on)
    AND ($certain = 'no' OR $on IS NULL OR left(s.certain, 10) <= $on AND substring(s.certain, 11) >= $on)
  RETURN s ORDER BY s.predicate, s.reported_by, s.id LIMIT $most
} AS facts
