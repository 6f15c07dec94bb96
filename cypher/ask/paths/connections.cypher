// title: The shortest chains between each two of several entities
// about: Of each pair all chains of the smallest length, at most twenty, through no
// hub unless it is one of the entities. From them /v1/connections and ipgraph connect take the
// smallest subgraph that joins all.
// param: ids entities min 2 max 10 -- the entities
// param: family families optional -- only edges of these families
// param: status statuses optional -- only edges with these statuses
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// literal: hops int = 4 min 1 max 6 -- how many hops between two of them at most
// answer: graph
// example: ids=company:ipgraph:micron-technology,company:ipgraph:huawei-technologies,company:ipgraph:apple
UNWIND range(0, size($ids) - 2) AS i
UNWIND range(i + 1, size($ids) - 1) AS j
MATCH (a:Entity {id: $ids[i]}), (b:Entity {id: $ids[j]})
CALL (a, b) {
  MATCH p = allShortestPaths((a)-[:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS|LINKED_TO|RELATES_TO*../*hops*/4]-(b))
  WHERE all(r IN relationships(p) WHERE ($family IS NULL OR r.family IN $family)
    AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
          ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
        WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+' AND ($status IS NULL OR substring(h, 35, 2) IN $status)
          AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
          AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
            ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on)))
        AND (size(now) = 37 OR substring(now, 38) IN $ids OR all(hub IN split(substring(now, 38), ' ') WHERE hub IN $ids))))
  WITH DISTINCT nodes(p) AS ns LIMIT 100
  WITH ns ORDER BY [n IN ns | n.name], [n IN ns | n.id]
  WITH collect(ns) AS found
  UNWIND found[..20] AS ns
  RETURN ns, size(found) > 20 AS more
}
CALL (ns) {
  UNWIND range(0, size(ns) - 2) AS k
  WITH k, ns[k] AS x, ns[k + 1] AS y
  CALL (x, y) {
    MATCH (x)-[r:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS|LINKED_TO|RELATES_TO]-(y)
    WHERE ($family IS NULL OR r.family IN $family)
      AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
            ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
          WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0' AND ($status IS NULL OR substring(h, 35, 2) IN $status)
            AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
            AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
              ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
    WITH r ORDER BY r.key LIMIT 10
    RETURN collect(r) AS between
  }
  WITH k, between ORDER BY k
  RETURN collect(between) AS edges
}
RETURN a AS from, b AS to, size(ns) - 1 AS hops, ns AS nodes, edges, more, COLLECT {
    UNWIND edges AS parallel UNWIND parallel AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY i, j, [n IN ns | n.name], [n IN ns | n.id]
