// title: Entities that nothing joins to another
// about: There may be facts about them, but no relation. As of the last load,
// which marks them: there is neither on nor known.
// param: after id optional -- the id at which the page before ended
// param: limit int = 50 min 1 max 500 -- how many entities
// answer: table
// example: limit=20
MATCH (n:Isolated) WHERE n.id > coalesce($after, '')
WITH n ORDER BY n.id LIMIT $limit + 1
RETURN n AS entity, COUNT { (n)-[:HAS_FACT]->() } AS facts ORDER BY n.id
