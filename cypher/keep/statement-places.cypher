// title: The statements that the store holds, and where each stands, page by page
// param: after text optional
// answer: table
MATCH (s:Statement)
WHERE s.id > coalesce($after, '') AND s.withdrawn_at IS NULL
RETURN s.id AS id, s.dossiers AS dossiers, s.edge AS edge, s.arrangement AS arrangement, s.locator AS locator
ORDER BY s.id LIMIT 5000
