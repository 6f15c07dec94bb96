// title: Entities that have one of some ids, or that a register knows by one of some values
// about: By their own ids, and by the identifiers that statements give them; then scheme
// and value say which. Statements that no longer count identify nobody.
// param: ids ids
// param: values ids
// param: most int min 1 max 1000
// answer: table
CALL () {
  MATCH (n:Entity) WHERE n.id IN $ids
  RETURN n, '' AS scheme, '' AS value
UNION
  MATCH (s:Statement) WHERE s.value IN $values AND s.scheme IS NOT NULL AND s.predicate = 'HAS_ID' AND s.polarity
    AND s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated'
    AND s.status <> 'withdrawn' AND s.superseded_on IS NULL
  MATCH (n:Entity {id: s.subject})
  RETURN n, s.scheme AS scheme, s.value AS value
}
RETURN n AS entity, scheme, value ORDER BY n.id, scheme, value LIMIT $most
