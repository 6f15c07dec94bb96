// title: Investors who are also opponents or licence partners
// about: Of the same company that they invested in, or of its opponents in court:
// the column tied_to says which.
// param: id id -- the company
// param: ties choice(company|opponents) = company -- ties to the company itself, or to whom it is in court with
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many rows
// answer: graph
// example: id=company:ipgraph:cnex-labs ties=opponents
MATCH (n:Entity {id: $id})<-[r:INVESTED_IN|HOLDS_STAKE_IN]-(investor:Entity)
WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH n, investor, r ORDER BY r.key
WITH n, investor, collect(r)[..5] AS stakes
CALL (n) {
  WITH n WHERE $ties = 'company' RETURN n AS tied_to
UNION
  WITH n WHERE $ties = 'opponents'
  MATCH (n)-[x:SUED|COUNTERSUED]-(tied_to:Entity) WHERE any(now IN [x.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN x.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR x.history IS NULL THEN coalesce(x.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on)))) RETURN DISTINCT tied_to LIMIT 100
}
MATCH (investor)-[s:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|SUED|COUNTERSUED|DEMANDED_ROYALTY_FROM|CHALLENGED_PATENT_OF|FOUND_LIABLE_TO|SETTLED_WITH]-(tied_to)
WHERE any(now IN [s.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN s.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR s.history IS NULL THEN coalesce(s.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH investor, stakes, tied_to, s ORDER BY investor.name, tied_to.name, s.key LIMIT $limit + 1
RETURN investor, stakes, s AS edge, tied_to, COLLECT {
    UNWIND stakes + [s] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY investor.name, tied_to.name, edge.key
