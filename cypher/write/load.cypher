// title: Remember a load
UNWIND $rows AS row
MERGE (n:Load {id: row.id})
SET n += row.properties
RETURN count(*) AS created
