// title: Live statements of the edges to which some statements belong, page by page
// about: For edges that name the first fifty alone.
// param: ids ids
// param: after text optional
// answer: table
MATCH (one:Statement) WHERE one.id IN $ids
WITH DISTINCT one.edge AS key
MATCH (s:Statement {edge: key}) WHERE s.id > coalesce($after, '') AND s.withdrawn_at IS NULL
RETURN s AS statement ORDER BY s.id LIMIT 2000
