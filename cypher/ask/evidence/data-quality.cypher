// title: How good the data is, in numbers
// about: Counts of what is there and of what is missing, with the question that lists each.
// The counts are those of the store: there is neither on nor known.
// answer: table
// example:
RETURN 'entities' AS what, COUNT { (:Entity) } AS count, 'search' AS question
UNION ALL RETURN 'entities that nothing joins to another' AS what, COUNT { (:Isolated) } AS count, 'isolated' AS question
UNION ALL RETURN 'edges' AS what, COUNT { ()-[:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS|LINKED_TO|RELATES_TO]->() } AS count, 'neighbours' AS question
UNION ALL RETURN 'sources' AS what, COUNT { (:Source) } AS count, 'sources' AS question
UNION ALL RETURN 'sources that cannot be looked up' AS what, COUNT { (:NoAddress) } AS count, 'unsourced' AS question
UNION ALL RETURN 'links from a source to one that it repeats' AS what, COUNT { ()-[:REPEATS]->() } AS count, 'repeats' AS question
UNION ALL RETURN 'statements' AS what, COUNT { (:Statement) } AS count, 'source' AS question
UNION ALL RETURN 'statements without a date' AS what, COUNT { (:Undated) } AS count, 'undated' AS question
UNION ALL RETURN 'statements that contradict another' AS what, COUNT { (:Contested) } AS count, 'conflicts' AS question
UNION ALL RETURN 'statements not yet accepted by a reviewer' AS what, COUNT { (:Pending) } AS count, 'pending' AS question
UNION ALL RETURN 'statements withdrawn' AS what, COUNT { (:Withdrawn) } AS count, 'withdrawn' AS question
