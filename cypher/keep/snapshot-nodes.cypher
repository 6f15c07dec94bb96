// title: Entities for a copy in memory, page by page
// param: after text optional
// answer: table
MATCH (n:Entity) WHERE n.id > coalesce($after, '')
RETURN n.id AS id, n.name AS name, n:Hub AS hub ORDER BY n.id LIMIT 10000
