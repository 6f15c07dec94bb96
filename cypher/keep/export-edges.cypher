// title: Edges of one type to export, page by page
// about: Those that are gone too. All, or those of some families.
// param: after text optional
// param: families ids optional
// answer: table
MATCH (a:Entity)-[r:/*word*/SUED]->(b:Entity)
WHERE r.key > coalesce($after, '') AND ($families IS NULL OR r.family IN $families)
RETURN a, r AS edge, b ORDER BY r.key LIMIT 2000
