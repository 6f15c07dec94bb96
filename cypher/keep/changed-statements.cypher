// title: Statements that a load was the last to change, page by page
// about: In the order of the index, so that a page costs what it holds.
// param: load text
// param: after text optional
// param: most int min 1 max 5000
// answer: table
MATCH (s:Statement {changed: $load}) WHERE s.id > coalesce($after, '')
RETURN s AS statement ORDER BY s.changed, s.id LIMIT $most
