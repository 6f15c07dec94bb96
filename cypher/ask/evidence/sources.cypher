// title: Every source, and how much rests on it
// about: By id, page by page; statements counts those that the source carries, repeated_by those sources that repeat it.
// A source does not hold on a day: there is no on.
// param: known day optional -- only what the public knew on that day
// param: after text optional -- the id at which the page before ended
// param: limit int = 50 min 1 max 500 -- how many sources
// answer: table
// example: limit=10
MATCH (o:Source) WHERE o.id > coalesce($after, '') AND ($known IS NULL OR o.published_by <= $known)
WITH o ORDER BY o.id LIMIT $limit + 1
RETURN o AS source, COUNT { (o)<-[:STATED_IN]-(s:Statement) WHERE $known IS NULL OR s.reported_by <= $known } AS statements,
  COUNT { (o)<-[:REPEATS]-(r:Source) WHERE $known IS NULL OR r.published_by <= $known } AS repeated_by, o.origin AS origin
ORDER BY o.id
