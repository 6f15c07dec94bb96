// title: The edge of a key between two entities
// about: The index on the key is named, where the type has one: after a first load Neo4j may hold
// statistics of an empty graph, and would go through all of it.
// param: from id
// param: to id
// param: key text
// answer: table
MATCH (a:Entity {id: $from})-[r:/*word*/SUED {key: $key}]-(b:Entity {id: $to})
USING INDEX SEEK r:/*word*/SUED(key)
RETURN startNode(r) AS from, r AS edge, endNode(r) AS to
