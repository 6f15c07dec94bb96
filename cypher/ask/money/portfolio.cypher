// title: What an investor put money into or holds a stake in
// about: With the group, what its subsidiaries and venture arms hold too.
// param: id id -- the investor
// param: group choice(company|group) = company -- the investor alone, or with its subsidiaries and venture arms, each named for itself
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many holdings
// answer: graph
// example: id=company:ipgraph:dell-technologies group=group
MATCH (n:Entity {id: $id})
CALL (n) {
  RETURN n AS party
UNION
  WITH n WHERE $group = 'group'
  MATCH (n)(()<-[g:SUBSIDIARY_OF|VENTURE_ARM_OF WHERE any(now IN [g.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN g.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR g.history IS NULL THEN coalesce(g.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))]-()){1,3}(party:Entity)
  RETURN DISTINCT party LIMIT 200
}
MATCH (party)-[r:INVESTED_IN|HOLDS_STAKE_IN]->(company:Entity)
WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH party, r, company ORDER BY company.name, party.name, r.key LIMIT $limit + 1
RETURN party AS investor, r AS edge, company, COLLECT {
    UNWIND [r] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY company.name, investor.name, edge.key
