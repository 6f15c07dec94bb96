// title: Entities to export, page by page
// about: All, or those that a relation of some families joins, or a statement with
// one of their predicates names; with sources of the first statements about each.
// param: after text optional
// param: families ids optional
// param: predicates ids optional
// answer: table
MATCH (n:Entity) WHERE n.id > coalesce($after, '') AND ($families IS NULL
  OR EXISTS { (n)-[r:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS|LINKED_TO|RELATES_TO]-(:Entity) WHERE r.family IN $families }
  OR EXISTS { (n)<-[:SUBJECT|OBJECT]-(s:Statement) WHERE s.predicate IN $predicates })
WITH n ORDER BY n.id LIMIT 2000
RETURN n AS node, COLLECT {
    MATCH (n)<-[:SUBJECT|OBJECT]-(s:Statement) WHERE s.withdrawn_at IS NULL
    WITH s ORDER BY s.id LIMIT 20
    MATCH (s)-[:STATED_IN]->(o:Source)
    WITH DISTINCT o ORDER BY o.id LIMIT 5
    RETURN o
  } AS sources ORDER BY n.id
