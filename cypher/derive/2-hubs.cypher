// title: Entities with very many edges carry the label Hub
// about: Path questions go round hubs and say so. The bound is given by the
// load. Of a hub that was one before and is what the load wrote, only the degree is
// set anew: the edges that were written name it already.
CALL () {
  UNWIND CASE WHEN $entities IS NULL THEN [1] ELSE [] END AS everything
  MATCH (n:Entity) RETURN n
UNION ALL
  UNWIND $entities AS id
  MATCH (n:Entity {id: id}) RETURN n
}
WITH n WHERE COUNT { (n)--() } > $hub_degree // cheap, and never less: statements count too
WITH n, COUNT { (n)-[:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS|LINKED_TO|RELATES_TO]-() } AS degree, n:Hub AS before
WHERE degree > $hub_degree
SET n:Hub, n.degree = degree
WITH n WHERE NOT before OR $entities IS NULL
RETURN collect(n.id) AS hubs
