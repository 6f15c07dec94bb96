// title: Entities whose id begins with a text
// param: prefix text
// answer: table
MATCH (n:Entity) WHERE n.id STARTS WITH $prefix
RETURN n AS entity ORDER BY n.id LIMIT 20
