// title: Relations of an entity that rest on few independent sources
// about: Sources that repeat each other, or carry one agency's report, count as one:
// ten copies of a wire story are one source. By default, relations that rest on one.
// param: id id -- the entity
// param: most int = 1 min 1 max 10 -- independent sources at most
// param: family families optional -- only edges of these families
// param: on day optional -- only what may hold on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many edges
// answer: graph
// example: id=company:ipgraph:verizon-communications
MATCH (n:Entity {id: $id})-[r:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS]-(other:Entity)
WHERE ($family IS NULL OR r.family IN $family)
  AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)))
WITH n, r, other, COLLECT { UNWIND [r] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) WHERE $known IS NULL OR o.published_by <= $known RETURN coalesce(o.origin, o.id) } AS origins
WITH n, r, other, size(origins) AS reports, size(reduce(seen = [], o IN origins | CASE WHEN o IN seen THEN seen ELSE seen + [o] END)) AS independent_sources
WHERE independent_sources <= $most
WITH n, r, other, reports, independent_sources ORDER BY independent_sources, r.family, type(r), other.name, r.key LIMIT $limit + 1
RETURN n AS entity, r AS edge, other, independent_sources, reports, COLLECT {
    UNWIND [r] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY independent_sources, edge.family, type(edge), other.name, edge.key
