// title: The shortest chains between two hubs, of any length
// about: For the rare case that no chain of one or two hops joins them. Slow,
// because it reads every edge of both.
// param: from id -- one end
// param: to id -- the other end
// param: family families optional -- only edges of these families
// param: status statuses optional -- only edges with these statuses
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 3 min 1 max 10 -- how many chains
// literal: hops int = 6 min 1 max 6 -- how many hops at most
// answer: graph
// example: from=company:ipgraph:micron-technology to=company:ipgraph:futurewei-technologies
MATCH (a:Entity {id: $from}), (b:Entity {id: $to})
MATCH p = allShortestPaths((a)-[:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS|LINKED_TO|RELATES_TO*../*hops*/6]-(b))
WHERE all(r IN relationships(p) WHERE ($family IS NULL OR r.family IN $family)
  AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+' AND ($status IS NULL OR substring(h, 35, 2) IN $status)
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on)))
      AND (size(now) = 37 OR all(hub IN split(substring(now, 38), ' ') WHERE hub = $from OR hub = $to))))
WITH DISTINCT nodes(p) AS ns LIMIT 100
WITH ns, false AS more ORDER BY size(ns), [n IN ns | n.name], [n IN ns | n.id] LIMIT $limit + 1
UNWIND range(0, size(ns) - 2) AS i
WITH ns, more, i, ns[i] AS x, ns[i + 1] AS y
CALL (x, y) {
  MATCH (x)-[r:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS|LINKED_TO|RELATES_TO]-(y)
  WHERE ($family IS NULL OR r.family IN $family)
    AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
          ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
        WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0' AND ($status IS NULL OR substring(h, 35, 2) IN $status)
          AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
          AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
            ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
  WITH r ORDER BY r.key LIMIT 50
  RETURN collect(r) AS edges
}
WITH ns, more, i, edges ORDER BY i
WITH ns, more, collect(edges) AS edges
RETURN ns AS nodes, edges, more, COLLECT {
    UNWIND edges AS parallel UNWIND parallel AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
