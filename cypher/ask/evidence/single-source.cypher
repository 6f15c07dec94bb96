// title: Relations of an entity that rest on few independent sources
// about: Sources that repeat each other, or carry one agency's report, count as one:
// ten copies of a wire story are one source. By default, relations that rest on one. An
// edge names fifty statements at most, a shortcut's first two about one party each:
// where there are more, all are read. Of a hub with more than 50,000 edges, that many
// are looked at.
// param: id id -- the entity
// param: most int = 1 min 1 max 10 -- independent sources at most
// param: family families optional -- only edges of these families
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many edges
// answer: graph
// example: id=company:ipgraph:verizon-communications
MATCH (n:Entity {id: $id})
CALL (n) { // register records, which are most, and other edges of one source: there is nothing to count
  MATCH (n)-[r:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS|LINKED_TO|RELATES_TO]-(other)
  WHERE (r.record OR $known IS NULL AND r.sid_count <= 50 AND size(r.sources) = 1) AND ($family IS NULL OR r.family IN $family)
  WITH r, other LIMIT 50000
  WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
          ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
        WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
          AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
          AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
            ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
  WITH r, other ORDER BY r.family, type(r), other.name, r.key LIMIT $limit + 1
  RETURN r, other, 1 AS reports, 1 AS independent_sources
UNION ALL
  MATCH (n)-[r:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS|LINKED_TO|RELATES_TO]-(other)
  WHERE r.record IS NULL AND NOT ($known IS NULL AND r.sid_count <= 50 AND size(r.sources) = 1) AND ($family IS NULL OR r.family IN $family)
  WITH r, other LIMIT 50000
  WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
          ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
        WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
          AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
          AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
            ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
  CALL (r) {
    WITH r, r.sources AS sources, r.reported AS reported WHERE r.sid_count <= 50
    UNWIND range(0, size(sources) - 1) AS i
    WITH sources[i] AS id, reported[i] AS day WHERE $known IS NULL OR day <= $known
    MATCH (o:Source {id: id})
    RETURN o
  UNION
    WITH r WHERE r.sid_count > 50
    UNWIND r.sids[..2] AS lead
    MATCH (l:Statement {id: lead})
    WITH DISTINCT l.edge AS key
    MATCH (s:Statement {edge: key})-[:STATED_IN]->(o:Source)
    WHERE s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated' AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
      AND ($known IS NULL OR s.reported_by <= $known)
    RETURN o
  }
  WITH r, other, count(DISTINCT o) AS reports, count(DISTINCT coalesce(o.origin, o.id)) AS independent_sources
  WHERE independent_sources <= $most
  RETURN r, other, reports, independent_sources
}
WITH n, r, other, reports, independent_sources ORDER BY independent_sources, r.family, type(r), other.name, r.key LIMIT $limit + 1
RETURN n AS entity, r AS edge, other, independent_sources, reports, COLLECT {
    UNWIND [r] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY independent_sources, edge.family, type(edge), other.name, edge.key
