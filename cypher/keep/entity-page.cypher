// title: Entities, page by page
// param: after text optional
// answer: table
MATCH (n:Entity) WHERE n.id > coalesce($after, '')
RETURN n AS node ORDER BY n.id LIMIT 2000
