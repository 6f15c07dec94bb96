// title: The edge of a key between two entities
// param: from id
// param: to id
// param: key text
// answer: table
MATCH (a:Entity {id: $from})-[r:/*word*/SUED {key: $key}]-(b:Entity {id: $to})
RETURN startNode(r) AS from, r AS edge, endNode(r) AS to
