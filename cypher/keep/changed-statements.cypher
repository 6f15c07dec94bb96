// title: Statements that a load was the last to change, page by page
// param: load text
// param: after text optional
// param: most int min 1 max 5000
// answer: table
MATCH (s:Statement {changed: $load}) WHERE s.id > coalesce($after, '')
RETURN s AS statement ORDER BY s.id LIMIT $most
