// title: Lawsuits and claims that rest on a cause of action
// about: A claim stands with the lawsuit that it is part of.
// param: cause choice(patent_infringement|declaratory_judgment|trade_secret_misappropriation|breach_of_contract|tortious_interference|copyright|trademark|antitrust|frand_breach|unfair_competition|racketeering) -- the cause of action
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: after id optional -- the id of the lawsuit or claim at which the page before ended
// param: limit int = 50 min 1 max 500 -- how many matters
// answer: table
// example: cause=patent_infringement
MATCH (s:Statement)
WHERE s.cause = $cause AND s.subject > coalesce($after, '') AND s.predicate = 'HAS_CAUSE' AND s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated' AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
  AND ($known IS NULL OR s.reported_by <= $known)
  AND ($on IS NULL OR coalesce(s.earliest, '') <= $on AND coalesce(s.latest, '9999-12-31') >= $on)
  AND ($certain = 'no' OR $on IS NULL OR left(s.certain, 10) <= $on AND substring(s.certain, 11) >= $on)
WITH DISTINCT s.subject AS id ORDER BY id LIMIT $limit + 1
MATCH (matter:Entity {id: id})
WITH matter, COLLECT {
    MATCH (matter)-[:HAS_FACT]->(s:Statement)-[:STATED_IN]->(o:Source)
    WHERE s.cause = $cause AND s.predicate = 'HAS_CAUSE' AND s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated' AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
  AND ($known IS NULL OR s.reported_by <= $known)
      AND ($on IS NULL OR coalesce(s.earliest, '') <= $on AND coalesce(s.latest, '9999-12-31') >= $on)
      AND ($certain = 'no' OR $on IS NULL OR left(s.certain, 10) <= $on AND substring(s.certain, 11) >= $on)
    WITH s, o ORDER BY s.reported_by, s.id LIMIT 20 RETURN {statement: s, source: o}
  } AS reports
WITH matter, reports,
  COLLECT { MATCH (matter)-[p:CLAIM_IN]->(l:Entity) WHERE any(now IN [p.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN p.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR p.history IS NULL THEN coalesce(p.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on)))) RETURN DISTINCT l } AS lawsuits,
  COLLECT { MATCH (matter)<-[p:PARTY_TO]-(e:Entity) WHERE any(now IN [p.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN p.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR p.history IS NULL THEN coalesce(p.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on)))) WITH e, p ORDER BY p.role, e.name LIMIT 20 RETURN {party: e, role: p.role, edge: p} } AS parties
RETURN matter, lawsuits, parties, reports, COLLECT {
    UNWIND [x IN parties | x.edge] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY matter.id
