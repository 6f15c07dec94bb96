// title: Edges of a hub name it
// about: So that a path search can tell from an edge alone that it leads to a
// hub. Conditions on edges are checked inside the search, those on nodes after,
// and reading one property is what an edge costs there. The ids stand at the end
// of the edge's state.
// needs: Hub
MATCH (h:Hub)-[r:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS]-()
WHERE NOT h.id IN split(substring(r.state, 38), ' ')
CALL (h, r) {
  SET r.state = r.state + ' ' + h.id
} IN TRANSACTIONS OF 5000 ROWS
RETURN count(*) AS changed
