// title: The register records of a dossier, page by page
// param: name text
// param: after text optional
// answer: table
MATCH (a:Entity)-[r:/*word*/SUED]->(b:Entity)
WHERE r.key > coalesce($after, '') AND r.record AND r.dossier = $name
RETURN a, r AS edge, b ORDER BY r.key LIMIT 2000
