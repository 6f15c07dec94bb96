// title: Relations of a company and its subsidiaries to everyone else, as one group
// about: A view, not a merger: each row names the legal person whose relation it is.
// Relations within the group are left out.
// param: id id -- the company at the top
// param: family families optional -- only edges of these families
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// literal: depth int = 3 min 1 max 4 -- how many steps down
// param: limit int = 100 min 1 max 500 -- how many edges
// answer: graph
// example: id=company:ipgraph:huawei-technologies family=dispute
MATCH (n:Entity {id: $id})
CALL (n) {
  RETURN n AS member
UNION
  MATCH (n)(()<-[g:SUBSIDIARY_OF WHERE any(now IN [g.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN g.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR g.history IS NULL THEN coalesce(g.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))]-()){1,/*depth*/3}(member:Entity)
  RETURN DISTINCT member LIMIT 200
}
WITH collect(member) AS members
UNWIND members AS member
WITH members, member, member.name AS name
MATCH (member)-[r:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS|LINKED_TO|RELATES_TO]-(other:Entity)
WHERE NOT other IN members AND ($family IS NULL OR r.family IN $family)
  AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH member, r, other ORDER BY r.family, type(r), other.name, name, r.key LIMIT $limit + 1
RETURN member AS legal_person, r AS edge, other, COLLECT {
    UNWIND [r] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY edge.family, type(edge), other.name, legal_person.name, edge.key
