// title: All statements of some edges, withdrawn ones too
// param: ids ids
// answer: table
MATCH (s:Statement) WHERE s.edge IN $ids
RETURN s AS statement ORDER BY s.id
