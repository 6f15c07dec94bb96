// title: The most connected entities
// about: To begin with. Hubs are few and have the number of their edges; of the
// others only the first "most" by id are looked at, so that a large graph is not
// read whole. relations counts all edges of an entity, former ones too, without reading them.
// param: most int min 1 max 10000
// answer: table
CALL () {
  MATCH (h:Hub)
  RETURN h AS n ORDER BY h.degree DESC, h.id LIMIT 5
UNION
  MATCH (e:Entity) WHERE e.id > ''
  RETURN e AS n ORDER BY e.id LIMIT $most
}
WITH n AS entity, COUNT { (n)-[:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS]-() } AS relations
RETURN entity, relations
ORDER BY relations DESC, entity.id LIMIT 5
