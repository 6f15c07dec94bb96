// title: Statements that contradict another carry the label Contested
// about: Those of edges that are disputed; and those of facts of opposite signs, or
// whose figures or amounts leave each other no room: "more than 80,000" and "87,805"
// agree, "14" and "24" do not. "About" leaves a tenth to either side. Lengths of time
// are compared in days, a month as long as it can be.
// track: statements
CALL () {
  UNWIND CASE WHEN $entities IS NULL THEN [1] ELSE [] END AS everything
  MATCH (:Entity)-[r:LICENSES_TO|HAS_LICENCE_WITH|CROSS_LICENSES_WITH|COVENANTS_NOT_TO_SUE|PARTY_TO|SUED|COUNTERSUED|ACCUSED_OF|CLAIM_IN|FOUND_LIABLE_TO|DEMANDED_ROYALTY_FROM|NEGOTIATED_WITH|SETTLED_WITH|CHALLENGED_PATENT_OF|ASSERTED_IN|HEARD_IN|PRESIDED_OVER|INVESTED_IN|PAID|SUBSIDIARY_OF|VENTURE_ARM_OF|HOLDS_STAKE_IN|OWNS_PATENT|ASSIGNED_TO|SECURITY_INTEREST_TO|DECLARED_ESSENTIAL_TO|SUCCEEDED_BY|IN_FAMILY|CONVEYED_IN|CORRECTS|SECURITY_RELEASED_BY|HAS_INTEREST_IN|BRANCH_OF|MANAGED_BY|SUBFUND_OF|FEEDER_TO|FOUNDED|EMPLOYED_BY|OFFICER_OF|DIRECTOR_OF|COUNSEL_OF|INVENTED|MEMBER_OF|REPRESENTS|SPONSORED|AMENDS|TARGETS|OPPOSED|SAME_AS|LINKED_TO|RELATES_TO]->(:Entity)
  WHERE r.disputed AND r.derived IS NULL
  MATCH (s:Statement {edge: r.key})
  RETURN s
UNION ALL
  UNWIND $edges AS edge
  WITH edge WHERE edge.disputed
  MATCH (s:Statement {edge: edge.key})
  RETURN s
UNION ALL
  CALL () {
    UNWIND CASE WHEN $entities IS NULL THEN [1] ELSE [] END AS everything
    MATCH (n:Entity) RETURN n
  UNION ALL
    UNWIND $entities AS id
    MATCH (n:Entity {id: id}) RETURN n
  }
  WITH n WHERE COUNT { (n)-[:HAS_FACT]->() } > 1
  CALL (n) {
    MATCH (n)-[:HAS_FACT]->(s:Statement)
    WHERE s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated'
      AND s.superseded_on IS NULL AND s.status <> 'withdrawn'
    WITH s, coalesce(toFloat(s.number), toFloat(s.amount)) AS figure, coalesce(toFloat(s.number_to), toFloat(s.amount_to)) AS upper,
      coalesce(s.number_comparator, s.money_comparator, 'eq') AS comparator,
      coalesce(s.unit, s.money_kind + ' ' + coalesce(s.currency, '')) AS unit
    WITH s, unit, CASE WHEN comparator IN ['lt', 'upto'] THEN null WHEN comparator = 'approx' THEN figure - abs(figure) / 10 ELSE figure END AS low,
      CASE WHEN comparator = 'gt' THEN null WHEN comparator = 'approx' THEN figure + abs(figure) / 10 WHEN comparator = 'range' THEN upper ELSE figure END AS high
    WITH s, unit, low, high, {day: [1, 1], week: [7, 7], month: [28, 31], year: [365, 366]}[unit] AS days
    WITH s, CASE WHEN days IS NULL THEN unit ELSE 'day' END AS unit, low * coalesce(days[0], 1) AS low, high * coalesce(days[1], 1) AS high
    WITH s.matter AS matter, unit, collect(s) AS said, max(low) AS low, min(high) AS high, count(DISTINCT s.polarity) AS signs
    WHERE size(said) > 1 AND (low > high OR signs > 1)
    UNWIND said AS s
    RETURN s
  }
  RETURN s
}
WITH DISTINCT s WHERE s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated'
      AND s.superseded_on IS NULL AND s.status <> 'withdrawn'
CALL (s) {
  SET s:Contested
} IN TRANSACTIONS OF 5000 ROWS
RETURN count(*) AS changed
