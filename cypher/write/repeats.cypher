// title: Join a source to those that it repeats
UNWIND $rows AS row
MATCH (n:Source {id: row.id})
OPTIONAL MATCH (n)-[old:REPEATS]->(o:Source) WHERE NOT o.id IN row.repeats
DELETE old
WITH DISTINCT n, row
UNWIND row.repeats AS id
MATCH (o:Source {id: id})
MERGE (n)-[:REPEATS]->(o)
RETURN count(*) AS unchanged
