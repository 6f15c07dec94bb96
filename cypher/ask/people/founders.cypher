// title: Founders of a company, where they were before, and disputes between the two
// about: One row for each earlier post of a founder; disputes lists the suits
// and findings between that place and the company.
// param: id id -- the company
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many rows
// answer: graph
// example: id=company:ipgraph:cnex-labs
MATCH (n:Entity {id: $id})<-[r:FOUNDED]-(founder:Entity)
WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
OPTIONAL MATCH (founder)-[s:EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|FOUNDED]->(elsewhere:Entity)
WHERE elsewhere <> n AND any(now IN [s.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN s.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR s.history IS NULL THEN coalesce(s.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH n, founder, r, s, elsewhere ORDER BY founder.name, elsewhere.name, s.key LIMIT $limit + 1
WITH n, founder, r, s, elsewhere, COLLECT {
    MATCH (elsewhere)-[d:SUED|COUNTERSUED|FOUND_LIABLE_TO|SETTLED_WITH]-(n) WHERE any(now IN [d.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN d.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR d.history IS NULL THEN coalesce(d.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
    WITH d ORDER BY d.key LIMIT 10 RETURN d
  } AS disputes
RETURN founder, r AS founded, n AS company, s AS post, elsewhere, disputes, COLLECT {
    UNWIND [x IN [r, s] + disputes WHERE x IS NOT NULL] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY founder.name, elsewhere.name, post.key
