// title: Statements whose source cannot be looked up
// about: The source has neither an address nor a stored document. A statement with no
// source at all is refused by every load. Some of the statements are shown; the
// question source gives all.
// param: after source optional -- the id of the source at which the page before ended
// param: limit int = 50 min 1 max 500 -- how many sources
// answer: table
// example: limit=20
MATCH (o:NoAddress) WHERE o.id > coalesce($after, '')
WITH o ORDER BY o.id LIMIT $limit + 1
RETURN o AS source, COUNT { (o)<-[:STATED_IN]-() } AS count, COLLECT { MATCH (o)<-[:STATED_IN]-(s:Statement) RETURN s LIMIT 5 } AS some
ORDER BY o.id
