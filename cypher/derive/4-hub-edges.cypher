// title: Edges of a hub name it
// about: So that a path search can tell from an edge alone that it leads to a
// hub. Conditions on edges are checked inside the search, those on nodes after,
// and reading one property is what an edge costs there. The ids stand at the end
// of the edge's state, first that of the end where the edge starts. Edges that come
// later are written so.
// needs: Hub
UNWIND $hubs AS id
MATCH (:Entity {id: id})-[r:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS|LINKED_TO|RELATES_TO]-()
CALL (r) {
  WITH r, left(r.state, 37) + CASE WHEN startNode(r):Hub THEN ' ' + startNode(r).id ELSE '' END
    + CASE WHEN endNode(r):Hub AND endNode(r) <> startNode(r) THEN ' ' + endNode(r).id ELSE '' END AS state
  WHERE r.state <> state
  SET r.state = state
} IN TRANSACTIONS OF 5000 ROWS
RETURN count(*) AS changed
