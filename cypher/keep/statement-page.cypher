// title: Statements to export, page by page
// about: Live ones, and withdrawn ones that a live one corrects: it names them.
// param: after text optional
// answer: table
MATCH (n:Statement) WHERE n.id > coalesce($after, '') AND (n.withdrawn_at IS NULL OR n.superseded_by IS NOT NULL)
RETURN n AS node ORDER BY n.id LIMIT 2000
