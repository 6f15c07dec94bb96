// title: What was claimed against whom, and what was found
// about: Of a lawsuit all claims, of a party those that it made or faces. A finding
// belongs to a claim and to a party: one jury can find for both sides, and against
// one company of a group and not another.
// param: id id -- the lawsuit, company or person
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many claims
// answer: graph
// example: id=lawsuit:us:txed/4:17-cv-00893
MATCH (n:Entity {id: $id})
CALL (n) {
  MATCH (n)<-[r:CLAIM_IN]-(claim:LegalClaim) WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on)))) RETURN claim
UNION
  MATCH (n)-[r:ACCUSED_OF|PARTY_TO]->(claim:LegalClaim) WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on)))) RETURN claim
UNION
  MATCH (n)-[f:FOUND_LIABLE_TO]-(:Entity) WHERE f.claim IS NOT NULL AND any(now IN [f.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN f.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR f.history IS NULL THEN coalesce(f.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
  MATCH (claim:Entity {id: f.claim}) RETURN claim
}
WITH claim ORDER BY claim.name, claim.id LIMIT $limit + 1
WITH claim, COLLECT { MATCH (claim)-[r:CLAIM_IN]->(l:Entity) WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on)))) RETURN DISTINCT l } AS lawsuits,
  COLLECT { MATCH (p:Entity)-[r:PARTY_TO]->(claim) WHERE r.role = 'claimant' AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
    WITH p, r ORDER BY p.name, r.key RETURN {party: p, edge: r} } AS claimants,
  COLLECT { MATCH (p:Entity)-[r:ACCUSED_OF|PARTY_TO]->(claim) WHERE (type(r) = 'ACCUSED_OF' OR r.role = 'accused') AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
    WITH p, r ORDER BY p.name, r.key RETURN {party: p, edge: r} } AS accused
CALL (claim, lawsuits) {
  MATCH (claim)<-[:ACCUSED_OF|PARTY_TO]-(p:Entity) RETURN p
UNION
  UNWIND lawsuits AS l MATCH (l)<-[:PARTY_TO]-(p:Entity) RETURN p
}
WITH claim, lawsuits, claimants, accused, collect(p) AS parties
WITH claim, lawsuits, claimants, accused, COLLECT {
    UNWIND parties AS p MATCH (p)-[r:FOUND_LIABLE_TO]->(other:Entity)
    WHERE r.claim = claim.id AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
    WITH p, r, other ORDER BY p.name, other.name, r.key RETURN {liable: p, edge: r, to: other}
  } AS findings
RETURN claim, lawsuits, claimants, accused, findings,
  COLLECT {
    UNWIND [x IN claimants + accused + findings | x.edge] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY claim.name, claim.id
