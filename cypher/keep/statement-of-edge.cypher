// title: Whether a statement is projected to an edge, and between whom
// param: key text
// answer: table
MATCH (s:Statement {edge: $key})
RETURN s.predicate AS type, s.subject AS subject, s.object AS object, s.record AS record LIMIT 1
