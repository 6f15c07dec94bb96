// title: Write edges of one type
// about: Both ends are matched, never made: a slip in an id must not create an
// empty company.
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
MERGE (a)-[r:/*word*/SUED {key: row.key}]->(b)
WITH r, row, r.hash AS before
FOREACH (_ IN CASE WHEN before = row.hash THEN [] ELSE [1] END | SET r = row.properties, r.hash = row.hash)
RETURN sum(CASE WHEN before IS NULL THEN 1 ELSE 0 END) AS created,
       sum(CASE WHEN before <> row.hash THEN 1 ELSE 0 END) AS updated,
       sum(CASE WHEN before = row.hash THEN 1 ELSE 0 END) AS unchanged
