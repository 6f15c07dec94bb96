// title: Keep other loads away
// about: Asked in a transaction that is never committed. Neo4j lets go of it when
// the load ends, or its connection does.
MATCH (v:SchemaVersion)
SET v.held = true
RETURN count(v) AS updated
