// title: The edge of a type that has a key
// about: Types with many edges have an index on it, of the others there are few.
// param: key text
// answer: table
MATCH (a:Entity)-[r:/*word*/SUED {key: $key}]->(b:Entity)
RETURN a AS from, r AS edge, b AS to
