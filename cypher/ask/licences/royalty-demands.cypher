// title: Royalties that a company demanded, and that were demanded of it
// about: A demand is not a payment: the amounts are those demanded.
// param: id id -- the company
// param: group choice(company|group) = company -- the company alone, or with its subsidiaries, each named for itself
// param: direction choice(any|made|received) = any -- demands made, received, or both
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many demands
// answer: graph
// example: id=company:ipgraph:verizon-communications
MATCH (n:Entity {id: $id})
CALL (n) {
  RETURN n AS party
UNION
  WITH n WHERE $group = 'group'
  MATCH (n)(()<-[g:SUBSIDIARY_OF WHERE any(now IN [g.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN g.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR g.history IS NULL THEN coalesce(g.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))]-()){1,3}(party:Entity)
  RETURN DISTINCT party LIMIT 200
}
MATCH (party)-[r:DEMANDED_ROYALTY_FROM]-(other:Entity)
WITH party, r, other, CASE WHEN startNode(r) = party THEN 'made' ELSE 'received' END AS direction
WHERE ($direction = 'any' OR direction = $direction)
  AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH party, r, other, direction ORDER BY r.first_reported, other.name, r.key LIMIT $limit + 1
RETURN party AS company, direction, other, r AS edge, COLLECT {
    UNWIND [r] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY edge.first_reported, other.name, edge.key
