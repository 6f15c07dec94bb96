// title: Whoever invests carries the label Investor
CALL () {
  UNWIND CASE WHEN $entities IS NULL THEN [1] ELSE [] END AS everything
  MATCH (n:Entity) RETURN n
UNION ALL
  UNWIND $entities AS id
  MATCH (n:Entity {id: id}) RETURN n
}
CALL (n) {
  WITH n WHERE NOT n:Investor AND EXISTS { (n)-[r:INVESTED_IN]->() WHERE r.polarity }
  SET n:Investor
} IN TRANSACTIONS OF 5000 ROWS
RETURN count(*) AS changed
