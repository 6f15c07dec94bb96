// title: Lawsuits that a court hears
// about: With the parties of each.
// param: id id(court) -- the court
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many lawsuits
// answer: graph
// example: id=court:us:txed
MATCH (court:Entity {id: $id})<-[r:HEARD_IN]-(lawsuit:Entity)
WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH court, r, lawsuit ORDER BY r.valid_from DESC, lawsuit.name, lawsuit.id LIMIT $limit + 1
WITH court, lawsuit, r,
  COLLECT { MATCH (lawsuit)<-[p:PARTY_TO]-(e:Entity) WHERE any(now IN [p.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN p.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR p.history IS NULL THEN coalesce(p.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on)))) WITH e, p ORDER BY p.role, e.name LIMIT 20 RETURN {party: e, role: p.role, edge: p} } AS parties
RETURN court, lawsuit, r AS edge, parties, COLLECT {
    UNWIND [r] + [x IN parties | x.edge] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY edge.valid_from DESC, lawsuit.name, lawsuit.id
