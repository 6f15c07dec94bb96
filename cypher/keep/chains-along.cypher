// title: What stands along chains of entities that are known
// about: Their nodes, and for every hop the edges between them, with what is said not
// to be so. A chain comes as the ids of its entities, one a line.
// param: chains ids
// param: more ids -- numbers of those whose ends other chains join too
// param: most int = 10 min 1 max 50 -- edges of a hop
// param: family families optional
// param: status statuses optional
// param: on day optional
// param: certain choice(no|yes) = no
// param: known day optional
// answer: graph
UNWIND range(0, size($chains) - 1) AS number
WITH number, split($chains[number], '\n') AS ids
CALL (ids) {
  UNWIND range(0, size(ids) - 1) AS place
  MATCH (n:Entity {id: ids[place]})
  WITH n, place ORDER BY place
  RETURN collect(n) AS ns
}
WITH number, ids, ns, toString(number) IN $more AS more WHERE size(ns) = size(ids)
UNWIND range(0, size(ns) - 2) AS i
WITH number, ns, more, i, ns[i] AS x, ns[i + 1] AS y
CALL (x, y) {
  MATCH (x)-[r:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS|LINKED_TO|RELATES_TO]-(y)
  WHERE ($family IS NULL OR r.family IN $family)
    AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
          ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
        WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0' AND ($status IS NULL OR substring(h, 35, 2) IN $status)
          AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
          AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
            ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
  WITH r ORDER BY r.key LIMIT $most
  RETURN collect(r) AS edges
}
WITH number, ns, more, i, edges ORDER BY number, i
WITH number, ns, more, collect(edges) AS edges
RETURN ns[0] AS from, ns[-1] AS to, size(ns) - 1 AS hops, ns AS nodes, edges, more, COLLECT {
    UNWIND edges AS parallel UNWIND parallel AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
