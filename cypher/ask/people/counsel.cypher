// title: Counsel of a company and of those it is in court with, and who acted on both sides
// about: One row for each lawyer or firm, with every client among them. At most 200
// opponents are looked at.
// param: id id -- the company or person
// param: only choice(all|both_sides) = all -- everyone, or only those who acted for the company and for an opponent
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many rows
// answer: graph
// example: id=company:ipgraph:huawei-technologies
MATCH (n:Entity {id: $id})
CALL (n) {
  RETURN n AS client, 'own' AS side
UNION
  MATCH (n)-[x:SUED|COUNTERSUED]-(client:Entity) WHERE any(now IN [x.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN x.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR x.history IS NULL THEN coalesce(x.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on)))) RETURN DISTINCT client, 'opponent' AS side LIMIT 200
}
MATCH (counsel:Entity)-[r:COUNSEL_OF]->(client)
WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH counsel, client, side, r ORDER BY side DESC, client.name, r.key
WITH counsel, collect({client: client, side: side, edge: r}) AS acted_for, collect(DISTINCT side) AS sides
WHERE $only = 'all' OR size(sides) = 2
WITH counsel, acted_for, size(sides) = 2 AS both_sides ORDER BY counsel.name, counsel.id LIMIT $limit + 1
RETURN counsel, both_sides, acted_for, COLLECT {
    UNWIND [x IN acted_for | x.edge] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY counsel.name, counsel.id
