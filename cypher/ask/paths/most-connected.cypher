// title: Who is connected most, in a family of relations or in all
// about: Counted among the 500 entities with the most edges of any family, as of now:
// the count is kept, and there is neither on nor known.
// Many edges say that much is recorded about an entity, not that it matters.
// param: family choice(all|licence|dispute|money|ownership|people|policy) = all -- count edges of this family only
// param: kind choice(any|company|person|fund|agency|court|university|standards-body|licence|lawsuit|legal-claim|patent|patent-family|conveyance|funding-round|demand|law|measure) = any -- only this kind
// param: limit int = 20 min 1 max 100 -- how many entities
// answer: table
// example: family=dispute kind=company
MATCH (n:Entity) WHERE n.degree > 0
WITH n ORDER BY n.degree DESC LIMIT 500
WITH n WHERE $kind = 'any' OR n.kind = $kind
WITH n, CASE $family
  WHEN 'all' THEN n.degree
  WHEN 'licence' THEN COUNT { (n)-[:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE]-() } + COUNT { (n)-[:PARTY_TO]->(:Licence) }
  WHEN 'dispute' THEN COUNT { (n)-[:SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER]-() } + COUNT { (n)-[:PARTY_TO]->(:Lawsuit) } + COUNT { (n)-[:PARTY_TO]->(:LegalClaim) } + COUNT { (n)-[:PARTY_TO]->(:Demand) }
  WHEN 'money' THEN COUNT { (n)-[:INVESTED_IN|PAID]-() } + COUNT { (n)-[:PARTY_TO]->(:FundingRound) }
  WHEN 'ownership' THEN COUNT { (n)-[:SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO]-() }
  WHEN 'people' THEN COUNT { (n)-[:FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS]-() }
  ELSE COUNT { (n)-[:SPONSORED|AMENDS|TARGETS|OPPOSED]-() } END AS edges
WHERE edges > 0
RETURN n AS entity, edges, n.degree AS all_edges ORDER BY edges DESC, n.name, n.id LIMIT $limit + 1
