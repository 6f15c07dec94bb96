// title: Edges of some pairs of entities for a copy in memory
// about: A pair comes as two ids, one a line, and edges of either direction are wanted. They are texts as
// in snapshot-edges.
// param: pairs ids
// answer: table
UNWIND $pairs AS pair
WITH split(pair, '\n') AS ends
MATCH (n:Entity {id: ends[0]}), (m:Entity {id: ends[1]})
RETURN n.id AS id, m.id AS other, COLLECT {
    MATCH (n)-[r:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS|LINKED_TO|RELATES_TO]-(m)
    WHERE substring(r.state, 33, 1) = '+' OR r.history IS NOT NULL
    RETURN m.id + '\n' + r.family + '\n' + left(r.state, 37) + '\n' + coalesce(r.certain, '') + reduce(steps = '', step IN coalesce(r.history, []) | steps + '\n' + step)
  } AS edges
ORDER BY id, other
