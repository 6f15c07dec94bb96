// title: Every amount that is said about an entity, with its kind
// about: What was demanded, offered, awarded, paid, invested or earned. Kinds and
// currencies are never mixed; an undisclosed amount is a row of its own. With known, the amount
// of an edge is the one that its leading statement of then gives.
// param: id id -- the entity
// param: kind choice(demanded|offered|awarded|paid|invested|revenue|undisclosed) optional -- only this kind of money
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many amounts
// answer: table
// example: id=company:ipgraph:huawei-technologies
MATCH (n:Entity {id: $id})
CALL (n) {
  MATCH (n)-[r:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|SETTLED_WITH|INVESTED_IN|PAID]-(other:Entity)
  WHERE (r.money_kind IS NOT NULL OR $known IS NOT NULL AND r.former IS NOT NULL)
    AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
  CALL (r) {
    WITH r WHERE $known IS NULL OR r.record
    RETURN r.money_kind AS kind, r.currency AS currency, r.amount AS minor
  UNION ALL
    WITH r WHERE $known IS NOT NULL AND r.record IS NULL
    MATCH (s:Statement {edge: r.key})
    WHERE s.money_kind IS NOT NULL AND s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated' AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
      AND s.reported_by <= $known
    WITH s ORDER BY coalesce(s.rank, '') = 'preferred' DESC,
        head([i IN range(0, 11) WHERE ['denied', 'withdrawn', 'reported', 'alleged', 'demanded', 'declared', 'recorded', 'announced', 'agreed', 'found', 'adjudicated', 'reversed'][i] = s.status]) DESC,
        s.reported_by, s.id LIMIT 1
    RETURN s.money_kind AS kind, s.currency AS currency, s.amount AS minor
  }
  WITH kind, currency, minor, r, other WHERE $kind IS NULL OR kind = $kind
  RETURN kind, currency, minor, r.key AS key, r AS edge, other, null AS statement, null AS source
UNION ALL
  MATCH (n)-[:HAS_FACT]->(s:Statement)-[:STATED_IN]->(source:Source)
  WHERE s.money_kind IS NOT NULL AND ($kind IS NULL OR s.money_kind = $kind) AND s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated' AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
  AND ($known IS NULL OR s.reported_by <= $known)
    AND ($on IS NULL OR coalesce(s.earliest, '') <= $on AND coalesce(s.latest, '9999-12-31') >= $on)
    AND ($certain = 'no' OR $on IS NULL OR left(s.certain, 10) <= $on AND substring(s.certain, 11) >= $on)
  RETURN s.money_kind AS kind, s.currency AS currency, s.amount AS minor, s.id AS key, null AS edge, null AS other, s AS statement, source
}
WITH n, kind, currency, minor, key, edge, other, statement, source ORDER BY kind, currency, minor DESC, key LIMIT $limit + 1
RETURN kind, currency, n AS entity, edge, other, statement, source, COLLECT {
    UNWIND [x IN [edge] WHERE x IS NOT NULL] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY kind, currency, minor DESC, key
