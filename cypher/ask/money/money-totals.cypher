// title: Sums of money of an entity by kind and currency
// about: Sums never mix kinds, currencies, directions, or exact figures with bounds: a
// sum of amounts that are each "more than" is itself "more than". An edge counts
// once, however many sources report it, and so does a fact that several sources give
// alike. Undisclosed amounts are counted, not summed. Out is what the entity
// demanded, paid or invested, in what it was asked for or received. With known, the
// amount of an edge is the one that its leading statement of then gives.
// param: id id -- the entity
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 100 min 1 max 500 -- how many rows
// answer: table
// example: id=company:ipgraph:huawei-technologies
MATCH (n:Entity {id: $id})
CALL (n) {
  MATCH (n)-[r:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|SETTLED_WITH|INVESTED_IN|PAID]-(:Entity)
  WHERE (r.money_kind IS NOT NULL OR $known IS NOT NULL AND r.former IS NOT NULL)
    AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
  CALL (r) {
    WITH r WHERE $known IS NULL OR r.record
    RETURN r.money_kind AS kind, r.currency AS currency, r.money_comparator AS comparator, r.amount AS minor, r.amount_to AS minor_to
  UNION ALL
    WITH r WHERE $known IS NOT NULL AND r.record IS NULL
    MATCH (s:Statement {edge: r.key})
    WHERE s.money_kind IS NOT NULL AND s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated' AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
      AND s.reported_by <= $known
    WITH s ORDER BY coalesce(s.rank, '') = 'preferred' DESC,
        head([i IN range(0, 11) WHERE ['denied', 'withdrawn', 'reported', 'alleged', 'demanded', 'declared', 'recorded', 'announced', 'agreed', 'found', 'adjudicated', 'reversed'][i] = s.status]) DESC,
        s.reported_by, s.id LIMIT 1
    RETURN s.money_kind AS kind, s.currency AS currency, s.money_comparator AS comparator, s.amount AS minor, s.amount_to AS minor_to
  }
  RETURN type(r) AS what, kind, currency, comparator, minor, minor_to, r.key AS key,
    CASE WHEN type(r) IN ['HAS_LICENCE_WITH', 'CROSS_LICENSES_WITH', 'SETTLED_WITH'] THEN 'between' WHEN startNode(r) = n THEN 'out' ELSE 'in' END AS direction
UNION ALL
  MATCH (n)-[:HAS_FACT]->(s:Statement)
  WHERE s.money_kind IS NOT NULL AND s.polarity AND s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated'
    AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
  AND ($known IS NULL OR s.reported_by <= $known)
    AND ($on IS NULL OR coalesce(s.earliest, '') <= $on AND coalesce(s.latest, '9999-12-31') >= $on)
    AND ($certain = 'no' OR $on IS NULL OR left(s.certain, 10) <= $on AND substring(s.certain, 11) >= $on)
  WITH DISTINCT s.predicate AS what, s.money_kind AS kind, s.currency AS currency, s.money_comparator AS comparator, s.amount AS minor, s.amount_to AS minor_to, s.for AS key
  RETURN what, kind, currency, comparator, minor, minor_to, key, CASE what WHEN 'EARNED' THEN 'in' WHEN 'PAID' THEN 'out' ELSE 'none' END AS direction
}
WITH what, kind, currency, comparator, direction, count(*) AS amounts, sum(minor) AS minor, sum(coalesce(minor_to, minor)) AS minor_to
RETURN what, kind, currency, direction, amounts, CASE WHEN kind = 'undisclosed' THEN {money_kind: kind}
  ELSE {money_kind: kind, currency: currency, money_comparator: comparator, amount: minor, amount_to: CASE comparator WHEN 'range' THEN minor_to END} END AS total
ORDER BY kind, currency, what, direction, comparator LIMIT $limit + 1
