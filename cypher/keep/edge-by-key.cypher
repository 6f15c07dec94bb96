// title: The edge of a type that has a key
// about: Types with many edges have an index on it, of the others there are few. The index is named:
// after a first load Neo4j may hold statistics of an empty graph, and would go through all of it.
// param: key text
// answer: table
MATCH (a:Entity)-[r:/*word*/SUED {key: $key}]->(b:Entity)
USING INDEX SEEK r:/*word*/SUED(key)
RETURN a AS from, r AS edge, b AS to
