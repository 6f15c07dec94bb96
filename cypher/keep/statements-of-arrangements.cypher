// title: Live statements that make parties to some arrangements
// param: ids ids
// answer: table
MATCH (s:Statement) WHERE s.arrangement IN $ids AND s.withdrawn_at IS NULL
RETURN s AS statement ORDER BY s.id
