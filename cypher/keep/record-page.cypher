// title: Register records of one type, page by page
// param: after text optional
// answer: table
MATCH (a:Entity)-[r:/*word*/SUED]->(b:Entity)
WHERE r.key > coalesce($after, '') AND r.record
RETURN a, r AS edge, b ORDER BY r.key LIMIT 2000
