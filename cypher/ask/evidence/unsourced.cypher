// title: Sources that cannot be looked up, and how many statements rest on each
// about: They have neither an address nor a stored document. A statement without any
// source is refused by every load. The question source lists what rests on one.
// A source does not hold on a day: there is no on.
// param: known day optional -- only what the public knew on that day
// param: after source optional -- the id of the source at which the page before ended
// param: limit int = 50 min 1 max 500 -- how many sources
// answer: table
// example: limit=20
MATCH (o:NoAddress) WHERE o.id > coalesce($after, '') AND ($known IS NULL OR o.published_by <= $known)
WITH o ORDER BY o.id LIMIT $limit + 1
RETURN o AS source, COUNT { (o)<-[:STATED_IN]-(s:Statement) WHERE $known IS NULL OR s.reported_by <= $known } AS statements
ORDER BY o.id
