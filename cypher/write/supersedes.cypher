// title: Join a statement to those that it supersedes
UNWIND $rows AS row
MATCH (s:Statement {id: row.id})
UNWIND row.supersedes AS id
MATCH (t:Statement {id: id})
MERGE (s)-[:SUPERSEDES]->(t)
RETURN count(*) AS unchanged
