// title: Lawsuits of a company, by its role in each
// about: With the court and the other parties. Suits of which only "A sued B" is
// known, and no case, are found by the question opponents.
// param: id id -- the company or person
// param: group choice(company|group) = company -- the company alone, or with its subsidiaries, each named for itself
// param: role choice(plaintiff|defendant|counterclaimant|counter_defendant|third_party_plaintiff|third_party_defendant|intervenor|movant|petitioner|respondent|appellant|appellee|amicus|mediator|junior_party|senior_party) optional -- only suits in which it has this role
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many rows
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
MATCH (party)-[r:PARTY_TO]->(lawsuit:Lawsuit)
WHERE ($role IS NULL OR r.role = $role)
  AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH party, r, lawsuit ORDER BY r.valid_from, lawsuit.name, party.name, r.role, r.key LIMIT $limit + 1
RETURN r.role AS role, party AS company, lawsuit, r AS edge, COLLECT { MATCH (lawsuit)-[s:HEARD_IN]->(c:Entity) WHERE any(now IN [s.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN s.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR s.history IS NULL THEN coalesce(s.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on)))) RETURN DISTINCT c } AS courts,
  COLLECT { MATCH (lawsuit)<-[s:PARTY_TO]-(other:Entity) WHERE other <> party AND any(now IN [s.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN s.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR s.history IS NULL THEN coalesce(s.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
    WITH DISTINCT other ORDER BY other.name LIMIT 20 RETURN other } AS other_parties,
  COLLECT {
    UNWIND [r] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY edge.valid_from, lawsuit.name, company.name, role, edge.key
