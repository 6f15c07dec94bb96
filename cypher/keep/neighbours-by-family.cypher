// title: Who is joined to some entities, by family
// about: To draw an entity with its neighbours. Families is a list as long as ids, the
// families of each with blanks between. Of each family at most "most" edges are
// read, so that a hub costs no more: of one with more, all counts its edges without reading
// them. Being a party belongs to the family of what one is a party to, and is
// read by itself, as party.
// param: ids ids
// param: families ids
// param: on day optional
// param: certain choice(no|yes) = no
// param: known day optional
// param: most int min 1 max 5000
// answer: table
UNWIND range(0, size($ids) - 1) AS i
MATCH (n:Entity {id: $ids[i]})
WITH n, split($families[i], ' ') AS families
RETURN n.id AS id, COLLECT {
    CALL (n, families) {
      WITH n, families WHERE 'licence' IN families
      MATCH (n)-[r:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE]-(m:Entity) WITH r, m LIMIT $most + 1
      RETURN 'licence' AS types, r, m
    UNION ALL
      WITH n, families WHERE 'dispute' IN families
      MATCH (n)-[r:SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER]-(m:Entity) WITH r, m LIMIT $most + 1
      RETURN 'dispute' AS types, r, m
    UNION ALL
      WITH n, families WHERE 'money' IN families
      MATCH (n)-[r:INVESTED_IN|PAID]-(m:Entity) WITH r, m LIMIT $most + 1
      RETURN 'money' AS types, r, m
    UNION ALL
      WITH n, families WHERE 'ownership' IN families
      MATCH (n)-[r:SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO]-(m:Entity) WITH r, m LIMIT $most + 1
      RETURN 'ownership' AS types, r, m
    UNION ALL
      WITH n, families WHERE 'people' IN families
      MATCH (n)-[r:FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS]-(m:Entity) WITH r, m LIMIT $most + 1
      RETURN 'people' AS types, r, m
    UNION ALL
      WITH n, families WHERE 'policy' IN families
      MATCH (n)-[r:SPONSORED|AMENDS|TARGETS|OPPOSED]-(m:Entity) WITH r, m LIMIT $most + 1
      RETURN 'policy' AS types, r, m
    UNION ALL
      WITH n, families WHERE 'identity' IN families
      MATCH (n)-[r:SAME_AS]-(m:Entity) WITH r, m LIMIT $most + 1
      RETURN 'identity' AS types, r, m
    UNION ALL
      WITH n, families WHERE 'other' IN families
      MATCH (n)-[r:LINKED_TO|RELATES_TO]-(m:Entity) WITH r, m LIMIT $most + 1
      RETURN 'other' AS types, r, m
    UNION ALL
      WITH n, families WHERE any(f IN families WHERE f IN ['licence', 'dispute', 'money', 'ownership'])
      MATCH (n)-[r:PARTY_TO]-(m:Entity) WITH r, m LIMIT $most + 1
      RETURN 'party' AS types, r, m
    }
    WITH n, families, types, count(r) AS read, collect(CASE WHEN r.family IN families
      AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on)))) THEN [r.family, m.id] END) AS live
    RETURN {types: types, read: read, live: CASE WHEN read > $most THEN [] ELSE live END, all: CASE WHEN read <= $most THEN read ELSE CASE types
        WHEN 'licence' THEN COUNT { (n)-[:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE]-() }
        WHEN 'dispute' THEN COUNT { (n)-[:SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER]-() }
        WHEN 'money' THEN COUNT { (n)-[:INVESTED_IN|PAID]-() }
        WHEN 'ownership' THEN COUNT { (n)-[:SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO]-() }
        WHEN 'people' THEN COUNT { (n)-[:FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS]-() }
        WHEN 'policy' THEN COUNT { (n)-[:SPONSORED|AMENDS|TARGETS|OPPOSED]-() }
        WHEN 'identity' THEN COUNT { (n)-[:SAME_AS]-() }
        WHEN 'other' THEN COUNT { (n)-[:LINKED_TO|RELATES_TO]-() }
        ELSE COUNT { (n)-[:PARTY_TO]-() } END END}
  } AS groups
