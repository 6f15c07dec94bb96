// title: Laws and measures aimed at an entity
// about: By name or not, with who put them forward and who opposed them. With known, by_name is
// what the leading statement of then says.
// param: id id -- the company, person or body
// param: group choice(company|group) = company -- the company alone, or with its subsidiaries, each named for itself
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many measures
// answer: graph
// example: id=company:ipgraph:huawei-technologies
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
MATCH (measure:Entity)-[r:TARGETS]->(party)
WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH party, r, measure ORDER BY measure.name, party.name, r.key LIMIT $limit + 1
WITH party, r, measure, COLLECT { MATCH (p:Entity)-[s:SPONSORED|OPPOSED]->(measure) WHERE any(now IN [s.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN s.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR s.history IS NULL THEN coalesce(s.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
    WITH p, s ORDER BY type(s) DESC, p.name, s.key LIMIT 20 RETURN {party: p, edge: s} } AS stands
WITH party, r, measure, stands, CASE WHEN $known IS NULL OR r.record THEN r.explicit ELSE head(COLLECT {
    MATCH (s:Statement {edge: r.key})
    WHERE s.explicit IS NOT NULL AND s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated' AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
      AND s.reported_by <= $known
    WITH s ORDER BY coalesce(s.rank, '') = 'preferred' DESC,
        head([i IN range(0, 11) WHERE ['denied', 'withdrawn', 'reported', 'alleged', 'demanded', 'declared', 'recorded', 'announced', 'agreed', 'found', 'adjudicated', 'reversed'][i] = s.status]) DESC,
        s.reported_by, s.id LIMIT 1
    RETURN s.explicit
  }) END AS by_name
RETURN measure, by_name, r AS edge, party AS target, stands, COLLECT {
    UNWIND [r] + [x IN stands | x.edge] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY measure.name, target.name, edge.key
