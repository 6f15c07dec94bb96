// title: Write sources
UNWIND $rows AS row
MERGE (n:Source {id: row.id})
WITH n, row, n.hash AS before
FOREACH (_ IN CASE WHEN before = row.hash THEN [] ELSE [1] END |
  REMOVE n:NoAddress
  SET n:$(coalesce(row.labels, [])), n = row.properties, n.hash = row.hash
)
RETURN sum(CASE WHEN before IS NULL THEN 1 ELSE 0 END) AS created,
       sum(CASE WHEN before <> row.hash THEN 1 ELSE 0 END) AS updated,
       sum(CASE WHEN before = row.hash THEN 1 ELSE 0 END) AS unchanged
