// title: Parents and subsidiaries of a company
// about: A subsidiary is never taken for its parent: every row is a legal person of
// its own, with the links that lead to it.
// param: id id -- the company
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// literal: depth int = 3 min 1 max 4 -- how many steps up and down
// param: limit int = 100 min 1 max 500 -- how many companies
// answer: graph
// example: id=company:ipgraph:huawei-technologies
MATCH (n:Entity {id: $id})
CALL (n) {
  MATCH (n)(()-[r:SUBSIDIARY_OF WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))]->()){1,/*depth*/3}(member:Entity)
  RETURN member, 'parent' AS relation, size(r) AS steps, r AS links LIMIT 1000
UNION ALL
  MATCH (n)(()<-[r:SUBSIDIARY_OF WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))]-()){1,/*depth*/3}(member:Entity)
  RETURN member, 'subsidiary' AS relation, size(r) AS steps, r AS links LIMIT 1000
}
WITH n, member, relation, steps, links ORDER BY steps, [l IN links | l.key]
WITH n, member, relation, head(collect({steps: steps, links: links})) AS nearest
WHERE member <> n
WITH n, member, relation, nearest ORDER BY relation, nearest.steps, member.name, member.id LIMIT $limit + 1
RETURN n AS company, relation, nearest.steps AS steps, member AS legal_person, nearest.links AS links, COLLECT {
    UNWIND nearest.links AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY relation, steps, legal_person.name, legal_person.id
