// title: Patents that a company owns, was assigned, took as security, or gave away
// about: A recorded assignment does not decide who owns a patent. Given away is what
// the company owned and a later record assigns to another.
// param: id id -- the company or person
// param: how choice(any|owns|assigned|security|given_away|invented) = any -- only patents with this tie
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many rows
// answer: graph
// example: id=company:ipgraph:cnex-labs
MATCH (n:Entity {id: $id})
CALL (n) {
  MATCH (n)-[r:OWNS_PATENT|INVENTED]->(patent:Entity)
  RETURN CASE type(r) WHEN 'INVENTED' THEN 'invented' ELSE 'owns' END AS how, patent, r, n AS other
UNION
  MATCH (n)<-[r:ASSIGNED_TO|SECURITY_INTEREST_TO]-(patent:Entity) WHERE patent:Patent OR patent:PatentFamily
  RETURN CASE type(r) WHEN 'ASSIGNED_TO' THEN 'assigned' ELSE 'security' END AS how, patent, r, n AS other
UNION
  MATCH (n)-[x:OWNS_PATENT]->(patent:Entity)-[r:ASSIGNED_TO]->(other:Entity) WHERE other <> n
    AND ($known IS NULL OR x.first_reported <= $known)
  RETURN 'given_away' AS how, patent, r, other
}
WITH how, patent, r, other
WHERE ($how = 'any' OR how = $how)
  AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH how, patent, r, other ORDER BY patent.name, how, r.key LIMIT $limit + 1
RETURN patent, how, r AS edge, other AS party, COLLECT { MATCH (c:Entity {id: r.conveyance}) RETURN c } AS conveyances, COLLECT {
    UNWIND [r] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY patent.name, how, edge.key
