// title: Whoever invests no longer loses the label Investor
// about: All that said so was superseded, withdrawn or taken back.
// needs: Investor
CALL () {
  UNWIND CASE WHEN $entities IS NULL THEN [1] ELSE [] END AS everything
  MATCH (n:Investor) RETURN n
UNION ALL
  UNWIND $entities AS id
  MATCH (n:Entity {id: id}) WHERE n:Investor RETURN n
}
WITH n WHERE NOT EXISTS { (n)-[r:INVESTED_IN]->() WHERE r.polarity }
CALL (n) {
  REMOVE n:Investor
} IN TRANSACTIONS OF 5000 ROWS
RETURN count(*) AS changed
