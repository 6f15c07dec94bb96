// title: Live statements of some edges
// param: ids ids
// answer: table
MATCH (s:Statement) WHERE s.edge IN $ids AND s.withdrawn_at IS NULL
RETURN s AS statement ORDER BY s.id
