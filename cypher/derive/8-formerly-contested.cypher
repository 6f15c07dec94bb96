// title: Statements lose the label Contested, which the next step gives anew
// needs: Contested
// track: statements
CALL () {
  UNWIND CASE WHEN $entities IS NULL THEN [1] ELSE [] END AS everything
  MATCH (s:Contested) RETURN s
UNION ALL
  UNWIND $edges AS edge
  MATCH (s:Statement {edge: edge.key}) WHERE s:Contested RETURN s
UNION ALL
  UNWIND $entities AS id
  MATCH (:Entity {id: id})-[:HAS_FACT]->(s:Contested) RETURN s
}
CALL (s) {
  REMOVE s:Contested
} IN TRANSACTIONS OF 5000 ROWS
RETURN count(*) AS changed
