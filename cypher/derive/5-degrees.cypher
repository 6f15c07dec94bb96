// title: The 500 entities with the most edges know how many they have
// about: So that the best connected are found without counting the edges of all.
MATCH (n:Entity)
WITH n, COUNT { (n)-[:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS]-() } AS degree
WHERE degree > 0
WITH n, degree ORDER BY degree DESC, n.id LIMIT 500
WITH collect(n.id) AS ids, collect({node: n, degree: degree}) AS best
CALL (ids) {
  MATCH (former:Entity) WHERE former.degree > 0 AND NOT former.id IN ids AND NOT former:Hub
  REMOVE former.degree
}
UNWIND best AS one
WITH one.node AS n, one.degree AS degree
WHERE n.degree IS NULL OR n.degree <> degree
SET n.degree = degree
RETURN count(*) AS changed
