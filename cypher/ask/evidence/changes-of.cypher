// title: What changed about an entity between two days
// about: Relations that became known after the one day and by the other, and those
// whose status, finding or dates were reported otherwise by then. A relation is gone
// when all that said so was superseded or taken back. Edges are as the
// public knew them on the later day, and there is neither on nor known.
// param: id id -- the entity
// param: from day -- as known on this day
// param: to day -- as known on this day
// param: limit int = 100 min 1 max 500 -- how many relations
// answer: graph
// example: id=company:ipgraph:cnex-labs from=2019-06-20 to=2019-06-28
MATCH (n:Entity {id: $id})-[r:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS|LINKED_TO|RELATES_TO]-(other:Entity)
WHERE left(coalesce(head(r.history), r.state), 10) <= $to
WITH n, r, other, coalesce(r.history, [left(r.state, 37)]) AS steps
WITH n, r, other, last([step IN steps WHERE left(step, 10) <= $from]) AS before, last([step IN steps WHERE left(step, 10) <= $to]) AS after
WHERE CASE WHEN before IS NULL THEN substring(after, 33, 1) <> '0' ELSE substring(before, 11) <> substring(after, 11) END
WITH n, r, other, before, after ORDER BY left(after, 10), type(r), other.name, r.key LIMIT $limit + 1
WITH n, r, other, before, after, ['denied', 'withdrawn', 'reported', 'alleged', 'demanded', 'declared', 'recorded', 'announced', 'agreed', 'found', 'adjudicated', 'reversed'] AS statuses
RETURN left(after, 10) AS reported, CASE WHEN before IS NULL OR substring(before, 33, 1) = '0' THEN 'new' WHEN substring(after, 33, 1) = '0' THEN 'gone' ELSE 'changed' END AS change, n AS entity, r AS edge, other,
  statuses[toInteger(substring(before, 35, 2))] AS status_before, statuses[toInteger(substring(after, 35, 2))] AS status_after,
  substring(before, 33, 1) = '+' AS held_before, substring(after, 33, 1) = '+' AS holds_after, COLLECT {
    UNWIND [r] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY reported, type(edge), other.name, edge.key
