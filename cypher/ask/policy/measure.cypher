// title: A law or measure: whom it targets, what it amends, who is for and against it
// about: Every relation of the law or measure, each with its sources.
// param: id id(law|measure) -- the law or measure
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many relations
// answer: graph
// example: id=law:ipgraph:rubio-amendment-2019
MATCH (measure:Entity {id: $id})-[r:TARGETS|SPONSORED|OPPOSED|AMENDS]-(other:Entity)
WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH measure, r, other ORDER BY type(r), other.name, r.key LIMIT $limit + 1
RETURN measure, r AS edge, other, COLLECT {
    UNWIND [r] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY type(edge), other.name, edge.key
