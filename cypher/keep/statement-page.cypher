// title: Live statements, page by page
// param: after text optional
// answer: table
MATCH (n:Statement) WHERE n.id > coalesce($after, '') AND n.withdrawn_at IS NULL
RETURN n AS node ORDER BY n.id LIMIT 2000
