// title: All statements that make parties to some arrangements, withdrawn ones too
// param: ids ids
// answer: table
MATCH (s:Statement) WHERE s.arrangement IN $ids
RETURN s AS statement ORDER BY s.id
