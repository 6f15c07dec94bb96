// title: Patents asserted in a lawsuit, or in the lawsuits of a party
// about: With who is said to own each, and who challenged it.
// param: id id -- the lawsuit, company or person
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many rows
// answer: graph
// example: id=company:ipgraph:verizon-communications
MATCH (n:Entity {id: $id})
CALL (n) {
  RETURN n AS lawsuit
UNION
  MATCH (n)-[r:PARTY_TO]->(lawsuit:Lawsuit) WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on)))) RETURN lawsuit
}
MATCH (patent:Entity)-[r:ASSERTED_IN]->(lawsuit)
WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH patent, r, lawsuit ORDER BY lawsuit.name, patent.name, r.key LIMIT $limit + 1
WITH patent, r, lawsuit, COLLECT { MATCH (owner:Entity)-[s:OWNS_PATENT]->(patent) WHERE any(now IN [s.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN s.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR s.history IS NULL THEN coalesce(s.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
    WITH owner, s ORDER BY owner.name, s.key LIMIT 10 RETURN {owner: owner, edge: s} } AS owners
WITH patent, r, lawsuit, owners, COLLECT { UNWIND owners AS o WITH o.owner AS owner
    MATCH (challenger:Entity)-[s:CHALLENGED_PATENT_OF]->(owner) WHERE s.patent = patent.id AND any(now IN [s.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN s.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR s.history IS NULL THEN coalesce(s.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
    WITH challenger, s ORDER BY challenger.name, s.key LIMIT 10 RETURN {challenger: challenger, edge: s} } AS challenges
RETURN patent, r AS edge, lawsuit, owners, challenges, COLLECT {
    UNWIND [r] + [x IN owners + challenges | x.edge] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY lawsuit.name, patent.name, edge.key
