// title: Statements lose the label Contested, which the next step gives anew
// needs: Contested
// track: statements
MATCH (s:Contested)
CALL (s) {
  REMOVE s:Contested
} IN TRANSACTIONS OF 5000 ROWS
RETURN count(*) AS changed
