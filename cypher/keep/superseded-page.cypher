// title: Statements that others supersede, page by page
// param: after text optional
// answer: table
MATCH (s:Superseded) WHERE s.id > coalesce($after, '')
RETURN s.id AS id, s.superseded_on AS since, s.superseded_by AS by ORDER BY s.id LIMIT 5000
