// title: Who sued and was countersued
// about: Pairs of parties of which one sued the other and the other countersued in the
// same case. With an id, only pairs with this party; without one, the first two
// thousand countersuits are looked at.
// param: id id optional -- a company or person
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many pairs
// answer: graph
// example: id=company:ipgraph:huawei-technologies
CALL () {
  WITH 1 AS one WHERE $id IS NULL
  MATCH (defendant:Entity)-[s:COUNTERSUED]->(plaintiff:Entity)
  RETURN plaintiff, defendant, s LIMIT 2000
UNION
  MATCH (plaintiff:Entity {id: $id})<-[s:COUNTERSUED]-(defendant:Entity)
  RETURN plaintiff, defendant, s
UNION
  MATCH (defendant:Entity {id: $id})-[s:COUNTERSUED]->(plaintiff:Entity)
  RETURN plaintiff, defendant, s
}
WITH plaintiff, defendant, s
WHERE any(now IN [s.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN s.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR s.history IS NULL THEN coalesce(s.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
MATCH (plaintiff)-[r:SUED]->(defendant)
WHERE coalesce(r.case, '') = coalesce(s.case, '')
  AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH plaintiff, defendant, r, s ORDER BY plaintiff.name, defendant.name, r.key, s.key LIMIT $limit + 1
RETURN plaintiff, defendant, r AS suit, s AS countersuit, COLLECT { MATCH (l:Entity {id: r.case}) RETURN l } AS lawsuits,
  COLLECT {
    UNWIND [r, s] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY plaintiff.name, defendant.name, suit.key, countersuit.key
