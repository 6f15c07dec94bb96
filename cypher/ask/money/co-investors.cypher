// title: Who invested in the same companies as an investor
// about: Those with the most companies in common come first. Companies that are hubs
// are passed over.
// param: id id -- the investor
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many investors
// answer: graph
// example: id=company:ipgraph:micron-technology
MATCH (n:Entity {id: $id})-[r:INVESTED_IN]->(company:Entity)
WHERE NOT company:Hub AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH n, company, r ORDER BY r.key
WITH n, company, head(collect(r)) AS r
MATCH (company)<-[s:INVESTED_IN]-(other:Entity)
WHERE other <> n AND any(now IN [s.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN s.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR s.history IS NULL THEN coalesce(s.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH n, other, company, r, s ORDER BY s.key
WITH n, other, company, r, head(collect(s)) AS s ORDER BY company.name, company.id
WITH n, other, collect({company: company, first: r, second: s}) AS shared
ORDER BY size(shared) DESC, other.name, other.id LIMIT $limit + 1
RETURN n AS of, other AS investor, size(shared) AS companies, shared[..5] AS shared,
  COLLECT {
    UNWIND reduce(edges = [], x IN shared[..5] | edges + [x.first, x.second]) AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY companies DESC, investor.name, investor.id
