// title: Write edges of one type
// about: Both ends are matched, never made: a slip in an id must not create an
// empty company. A register record, which has no statement node, names the load that
// first wrote it.
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
MERGE (a)-[r:/*word*/SUED {key: row.key}]->(b)
WITH r, row, r.hash AS before, r.load AS load,
  row.properties.state + CASE WHEN a:Hub THEN ' ' + a.id ELSE '' END + CASE WHEN b:Hub AND a <> b THEN ' ' + b.id ELSE '' END AS state
FOREACH (_ IN CASE WHEN before = row.hash THEN [] ELSE [1] END | 
  SET r = row.properties, r.state = state, r.hash = row.hash, r.load = CASE WHEN before IS NULL AND row.properties.record THEN $load ELSE load END)
RETURN sum(CASE WHEN before IS NULL THEN 1 ELSE 0 END) AS created,
       sum(CASE WHEN before <> row.hash THEN 1 ELSE 0 END) AS updated,
       sum(CASE WHEN before = row.hash THEN 1 ELSE 0 END) AS unchanged
