// title: Companies that share licence partners with a company and have no licence with it
// about: Those with the most partners in common come first. Partners that are hubs
// are passed over: they join everyone. Of a company with very many licences ten thousand
// are read, and two hundred of its partners looked at.
// param: id id -- the company
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many companies
// answer: graph
// example: id=company:ipgraph:apple
MATCH (n:Entity {id: $id})-[r:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE]-(partner:Entity)
WHERE NOT partner:Hub AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH n, partner, r LIMIT 10000
WITH n, partner, r ORDER BY r.key
WITH n, partner, head(collect(r)) AS r ORDER BY r.key LIMIT 200
MATCH (partner)-[s:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE]-(other:Entity)
WHERE other <> n AND any(now IN [s.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN s.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR s.history IS NULL THEN coalesce(s.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH n, other, partner, r, s ORDER BY s.key
WITH n, other, partner, r, head(collect(s)) AS s ORDER BY partner.name, partner.id
WHERE NOT EXISTS { MATCH (n)-[t:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE]-(other) WHERE any(now IN [t.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN t.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR t.history IS NULL THEN coalesce(t.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on)))) }
WITH n, other, collect({partner: partner, first: r, second: s}) AS via
ORDER BY size(via) DESC, other.name, other.id LIMIT $limit + 1
RETURN n AS of, other AS company, size(via) AS shared_partners, via[..5] AS via,
  COLLECT {
    UNWIND reduce(edges = [], v IN via[..5] | edges + [v.first, v.second]) AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY shared_partners DESC, company.name, company.id
