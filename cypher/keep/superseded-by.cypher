// title: What some statements supersede
// param: ids ids
// answer: table
UNWIND $ids AS id
MATCH (s:Statement {id: id})-[:SUPERSEDES]->(t:Statement)
USING INDEX SEEK s:Statement(id)
RETURN s.id AS id, t.id AS target
