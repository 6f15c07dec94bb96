// title: Some entities for a copy in memory
// param: ids ids
// answer: table
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN n.id AS id, n.name AS name, n:Hub AS hub ORDER BY id
