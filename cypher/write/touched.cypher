// title: Remember what a load wrote, where that is little
// about: The entities, and the pairs whose edges were written, each as two ids, one a line. A copy of the
// graph in memory is brought up to date with that. The last twenty are kept.
UNWIND $rows AS row
MERGE (t:Touched {load: row.load})
SET t.entities = row.entities, t.pairs = row.pairs
WITH count(*) AS created
CALL () {
  MATCH (old:Touched)
  WITH old ORDER BY old.load DESC SKIP 20
  DELETE old
}
RETURN created
